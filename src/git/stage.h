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
 * Makes an index that differs in these entries and no others, beside what the
 * caller does, to be finished while lock_index is held. Until then the index
 * that repo_index gives is not to be asked for. The stages are the caller's.
 */
struct staging *stage_start(struct notes *notes, const struct stage *stages,
    size_t n);
/*
 * Puts it in the place of git's, on the disk before it gets there; made again
 * if somebody has replaced that in the meantime, or the second time. -1 with
 * an error; "changed" when an entry is neither its base nor id already.
 */
int stage_finish(struct staging *staging, struct diags *diags);
/* Also what has not been finished; NULL is harmless. */
void stage_free(struct staging *staging);

#endif
