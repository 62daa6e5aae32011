#ifndef GIT_DURABLE_H
#define GIT_DURABLE_H

#include <time.h>

#include "git/repo.h"

/*
 * The commit that git has made, to the disk: git waits for what its files hold
 * (core.fsync in git-config(1)) and never for the folders that name them, so
 * that for seconds a power cut could take the branch back to where it stood.
 * branch: its whole name; since: when git was first called. -1 with an error.
 */
int durable_commit(const struct notes *notes, struct str branch, time_t since,
    struct diags *diags);
/*
 * The branch that libgit2 has moved: it waits for the folder that the name is
 * in, and not for those above, which are new when git had packed the branch.
 */
int durable_branch(const struct notes *notes, struct str branch,
    struct diags *diags);

#endif
