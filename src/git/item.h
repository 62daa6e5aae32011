#ifndef GIT_ITEM_H
#define GIT_ITEM_H

#include "git/repo.h"

/*
 * One note of a commit that the git program makes: what it was, what it is to
 * be, and how an index gets that. Slices live as long as notes.
 */
struct item {
	const struct change *change;
	const char *path;
	bool filtered;   /* the texts are as the work tree has them */
	bool skip;       /* the index is left as it is */
	bool same;       /* what the index is to hold is the work tree's */
	bool assumed;    /* keep git from looking at the work tree's */
	struct str mode; /* where HEAD and the index do not know it */
	struct str head_was, index_was; /* ids in hex, empty for nothing */
	struct str head_mode, index_mode;
	struct str head, index; /* ids of what is to be there */
};

/* The note is written; its commit has not come about. */
#define ITEM_AGAIN \
	"the note is written, run the same command again to commit it"

/* After what versions_read has found. change must outlive it. */
void item_init(struct item *item, struct notes *notes,
    const struct change *change);
/* Stores its texts: head and index are their ids then. -1 with an error. */
int item_store(struct item *item, struct notes *notes, struct diags *diags);
/* What HEAD is to hold, into an index that becomes a commit. */
int item_enter(const struct item *item, const char *index,
    struct notes *notes, struct diags *diags);
/*
 * What the index is to hold, into a copy of it, and no other entry. "changed"
 * when it holds neither that nor what it did when it was read.
 */
int item_stage(const struct item *item, const char *index,
    struct notes *notes, struct diags *diags);
/* An error "changed", and -1. */
int item_changed(const struct item *item, const char *by,
    struct diags *diags);

#endif
