#ifndef GIT_GITDIR_H
#define GIT_GITDIR_H

#include "base/buf.h"

/*
 * Where the .git of a work tree's root leads: itself, or what it says when it
 * is a file, as in linked work trees and submodules. A slash at the end. False
 * when it is neither.
 */
bool gitdir_of(struct str root, struct buf *gitdir);
/* What the linked work trees of it share; gitdir itself where it has none. */
void gitdir_common(struct str gitdir, struct buf *commondir);

#endif
