#ifndef GIT_STORED_H
#define GIT_STORED_H

#include "git/notes.h"

/*
 * Appends a file's bytes in the work tree as git stores them: line ends, $Id$;
 * but no filter of the user's is run. -1 where that can't be told.
 */
int stored_bytes(struct notes *notes, const char *path, struct str bytes,
    struct buf *out);

#endif
