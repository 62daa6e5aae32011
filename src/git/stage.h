#ifndef GIT_STAGE_H
#define GIT_STAGE_H

#include "git/repo.h"

/* What the index is to hold of one path. */
struct stage {
	const char *path;
	git_oid id;
	uint32_t mode;   /* where the index does not know the path */
	git_oid base;    /* what it held when it was read, zero for nothing */
	struct str tree; /* the bytes that were written to the work tree */
	bool same;       /* stored, these bytes are id */
	bool skip;       /* leave this path alone */
};

/*
 * Gives the index a second name, which is ours alone while lock_notes is held:
 * what is read of it there need not be read again to be written. Does nothing
 * the second time. stage_end takes the name away; lock_notes_release does.
 */
void stage_begin(struct notes *notes);
void stage_end(struct notes *notes);

/*
 * Changes these entries of the index and no others, while lock_index is
 * held: a new file beside it, on the disk before it takes its place. -1 with
 * an error; "changed" when an entry is neither its base nor id already.
 */
int stage_write(struct notes *notes, const struct stage *stages, size_t n,
    struct diags *diags);

#endif
