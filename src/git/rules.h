#ifndef GIT_RULES_H
#define GIT_RULES_H

#include "git/ignore.h"
#include "git/repo.h"

/*
 * Where the rules stand by which git ignores files. What git tracks is never
 * ignored: who asks looks there first (git/tracked.h), or last.
 */

/* The file of the whole repository, and that of the user, if there can be. */
struct rules_files {
	struct buf repository, user; /* absolute, or empty */
};
void rules_files(const struct notes *notes, struct rules_files *files);
void rules_files_release(struct rules_files *files);

/*
 * Those that hold for the whole repository, NULL when there are none: the
 * user's (core.excludesFile, or git/ignore among the user's configuration),
 * and before them info/exclude. A file that can't be read is a warning.
 */
const struct ignore *rules_common(struct notes *notes, struct arena *texts,
    struct diags *diags);
/* The same with those of folder's .gitignore before them. */
const struct ignore *rules_git(const struct ignore *up, struct notes *notes,
    struct arena *texts, struct str folder, struct diags *diags);
/* And of its .netgrepignore. */
const struct ignore *rules_own(const struct ignore *up, struct notes *notes,
    struct arena *texts, struct str folder, struct diags *diags);
/* Whether git would ignore a file that it does not track, there or not. */
bool rules_ignore(struct notes *notes, struct str path);

#endif
