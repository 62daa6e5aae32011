#ifndef GIT_RENAMES_H
#define GIT_RENAMES_H

#include "git/notes.h"

/* A file of HEAD that is gone from the work tree. */
struct renames_gone {
	struct str path;
	struct git_hashsig *signature; /* NULL: it says too little */
};

/*
 * Which file of HEAD, gone from the work tree, a new one was made of: as git
 * finds renames, by half of the text being the same. Zero-initialised it has
 * not looked yet.
 */
struct renames {
	VEC(struct renames_gone) gone; /* as many as git would compare */
	bool looked;
};

/*
 * The path that text, of a file that HEAD does not hold, had there, or
 * STR_NONE. wants tells which files it may be. The path lives as long as notes.
 * What can't be read was none.
 */
struct str renames_find(struct renames *r, struct notes *notes,
    bool (*wants)(struct str path), struct str text);
void renames_release(struct renames *r);

#endif
