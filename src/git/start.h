#ifndef GIT_START_H
#define GIT_START_H

#include "base/diag.h"

/*
 * Makes libgit2 ready, with the extensions and the durability that netgrep
 * needs. -1 with an error; else git_libgit2_shutdown undoes it.
 */
int start_libgit2(struct diags *diags);

#endif
