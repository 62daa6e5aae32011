#ifndef GIT_START_H
#define GIT_START_H

#include "base/diag.h"

/*
 * Makes libgit2 ready, with the extensions and the durability that netgrep
 * needs. -1 with an error; else git_libgit2_shutdown undoes it.
 */
int start_libgit2(struct diags *diags);
/*
 * Lets it keep commits and trees. HEAD and the tree of a folder are asked for
 * each of its notes: it would read and hash them each time, where they are
 * bigger than 4 KiB.
 */
void start_caching(void);

#endif
