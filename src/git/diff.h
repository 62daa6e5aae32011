#ifndef GIT_DIFF_H
#define GIT_DIFF_H

#include "base/buf.h"

/*
 * Appends the unified diff from one text of a file to another, as git prints
 * it; was_there: the file exists before. Any bytes.
 */
void diff_text(struct buf *out, struct str path, struct str was,
    bool was_there, struct str now);

#endif
