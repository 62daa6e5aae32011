#ifndef GIT_TREES_H
#define GIT_TREES_H

#include <git2.h>

#include "base/buf.h"
#include "base/mem.h"

enum { TREES_KEPT = 64 };

/*
 * Reads the files by which trees differ. The trees read last are kept, since
 * the next commit is compared with one of them.
 */
struct trees {
	git_odb *odb;
	git_odb_object *kept[TREES_KEPT];
	size_t turn;    /* the one of them to be replaced next */
	/* of the comparison under way */
	void (*found)(void *context, struct str path, const git_oid *was,
	    const git_oid *now);
	void *context;
	struct buf path;
	size_t entries;
	int depth;
};

/*
 * Calls found for each regular file that is not the same in both trees, in
 * the order of paths as git has it; an id is NULL where there is none, and so
 * may was or now be. 0, or as libgit2: then trees->path is the folder that
 * could not be read.
 */
int trees_compare(struct trees *trees, const git_oid *was, const git_oid *now);
void trees_release(struct trees *trees);

#endif
