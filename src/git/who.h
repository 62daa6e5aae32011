#ifndef GIT_WHO_H
#define GIT_WHO_H

#include "git/repo.h"

/* Who a commit is by, and when. Zero-initialised it is empty. */
struct who {
	git_signature *author, *committer;
};

/*
 * As git takes them: GIT_AUTHOR_* and GIT_COMMITTER_*, configuration, EMAIL;
 * nothing is made up of login and host name. Dates are git's own form, ISO
 * 8601 or RFC 2822; now, where none is set. -1 with an error "identity".
 */
int who_read(struct who *who, struct notes *notes, struct diags *diags);
void who_release(struct who *who);

#endif
