#ifndef CMD_EDITING_H
#define CMD_EDITING_H

#include "git/notes.h"

/*
 * Whether an editor has the file open: its swap or lock file stands beside it,
 * whose name is appended to lock then.
 */
bool editing_now(const struct notes *notes, struct str path,
    struct buf *lock);

#endif
