#ifndef GIT_REVISION_H
#define GIT_REVISION_H

#include "base/map.h"
#include "git/repo.h"

/*
 * The notes as one commit holds them: what notes_* give where a revision was
 * named. Nothing of the work tree or the index is looked at.
 */
struct revision {
	git_oid commit;
	git_tree *tree;
	git_odb *odb;
	bool partial;      /* a clone that may lack what it has not used */
	struct map listed; /* paths, their place in ids */
	VEC(git_oid) ids;
};

/*
 * Opens the commit that notes->at names, in any way that git knows, but for
 * those that name no commit. -1 with an error.
 */
int revision_open(struct notes *notes, struct diags *diags);
void revision_free(struct revision *revision);

/* What stands at a path, GIT_FILEMODE_UNREADABLE where nothing does. */
git_filemode_t revision_find(const struct notes *notes, struct str path,
    git_oid *id);
/* As notes_list, but not sorted yet. */
int revision_list(struct notes *notes, bool (*wants)(struct str path),
    struct strs *paths, struct diags *diags);
/* As notes_read. */
int revision_read(const struct notes *notes, struct str path, struct buf *out,
    bool missing_ok, struct diags *diags);
/* A clone that fetches what it lacks when git, and git alone, asks for it. */
bool revision_partial(struct notes *notes);
/* Why an object can't be read, after code, and what to do. */
void revision_reason(const struct notes *notes, int code, struct str path,
    struct buf *out);

#endif
