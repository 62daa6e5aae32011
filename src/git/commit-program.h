#ifndef GIT_COMMIT_PROGRAM_H
#define GIT_COMMIT_PROGRAM_H

#include "git/repo.h"

/*
 * commit_create by the git program, so that hooks, signing, filters and all
 * that libgit2 does not know are git's own: the same promises, lock_notes is
 * held. What git refuses, a hook or a signer, is passed on as errors; then the
 * branch has not moved and the index is as it was.
 */
int commit_program_create(struct notes *notes, const struct change *changes,
    size_t n, struct str message, char id[COMMIT_ID], struct diags *diags);

#endif
