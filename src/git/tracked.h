#ifndef GIT_TRACKED_H
#define GIT_TRACKED_H

#include "git/repo.h"

/* What the index knows a path as. */
enum tracked_as {
	TRACKED_NOT,
	TRACKED_FILE,
	TRACKED_FOLDER,    /* tracked files are below it */
	TRACKED_SUBMODULE,
};

/*
 * The set of an index's paths. Reading it takes libgit2 as long as walking the
 * files does, so that a thread of its own does it, and only where it is asked
 * for: what no rule ignores is read whether it is tracked or not.
 */
struct tracked;

struct tracked *tracked_new(struct notes *notes);
/* Begins to read, if nothing has before; notes' index is this set's then. */
void tracked_start(struct tracked *t);
/* Waits until it is read. Without an index every path is TRACKED_NOT. */
enum tracked_as tracked_as(struct tracked *t, struct str path);
/*
 * Whether a path is TRACKED_SUBMODULE, quickly where there is none at all:
 * then nothing else is read. Without an index none is.
 */
bool tracked_is_submodule(struct tracked *t, struct str path);
/* Why it could not be read; NULL, too, where nothing has asked for it. */
const char *tracked_problem(struct tracked *t);
void tracked_free(struct tracked *t);

#endif
