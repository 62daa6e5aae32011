#ifndef GIT_ASK_H
#define GIT_ASK_H

#include "git/repo.h"

/*
 * What git itself says of HEAD, the index and a path, where libgit2 can't:
 * each is a program that is run, so only a writer asks. All slices live as
 * long as notes.
 */

/*
 * The branch that HEAD names and its commit in hex, empty while it is unborn.
 * -1 with an error when HEAD is detached or can't be read.
 */
int ask_head(struct notes *notes, struct str *branch, struct str *id,
    struct diags *diags);

/* One path, in a commit's tree or in an index. */
struct ask_entry {
	bool there;
	struct str mode;  /* as git prints it: "100644" */
	struct str id;    /* in hex */
	/* of an index alone */
	bool conflict;    /* and then it is not there */
	bool skipped;     /* outside a sparse checkout */
	bool assumed;     /* "git update-index --assume-unchanged" */
	bool intended;    /* only promised with "git add -N" */
};
/* Of a commit's tree; of none when commit is empty. -1 with an error. */
int ask_tree(struct notes *notes, struct str commit, struct str path,
    struct ask_entry *entry, struct diags *diags);
/* Of an index, NULL for the repository's own. -1 with an error. */
int ask_index(struct notes *notes, const char *index, struct str path,
    struct ask_entry *entry, struct diags *diags);

/*
 * Whether a filter or an encoding of the work tree is between the note and
 * what is stored of it: 0 or 1, -1 with an error. libgit2 is asked where it
 * can read the index. name and value are of the attribute, and may be NULL.
 */
int ask_filtered(struct notes *notes, struct str path, struct str *name,
    struct str *value, struct diags *diags);

/*
 * Appends what is stored under id: as it is, or, with filters, as the work
 * tree would have it at that path. -1 with an error.
 */
int ask_text(struct notes *notes, struct str id, struct str path,
    bool filters, struct buf *out, struct diags *diags);

#endif
