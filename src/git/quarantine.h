#ifndef GIT_QUARANTINE_H
#define GIT_QUARANTINE_H

#include "git/notes.h"

/*
 * Objects on their way into the repository: in memory, then in files in a
 * folder where nobody looks for them (git receive-pack has one of the kind).
 * Together they go to the disk in the time that one of them takes, and no half
 * of one can ever stand under its name. All of it while lock_notes is held.
 */

/* From now on libgit2 stores what is new there: -1 as libgit2. */
int quarantine_open(struct notes *notes);
/*
 * What has been stored so far is a guess, which counts when the same is stored
 * once more. It is written, so that there is less to do then.
 */
void quarantine_ahead(struct notes *notes);
/*
 * Puts what has been stored into its place, in the order in which it was
 * stored, the disk always having what it leads to; beside it goes what is in
 * the file also, if that is not -1. -1 as libgit2.
 */
int quarantine_settle(struct notes *notes, int also);
/* Removes what is left: of us, or of one who was killed. */
void quarantine_sweep(struct notes *notes);

#endif
