#ifndef GIT_LOCK_H
#define GIT_LOCK_H

#include "git/repo.h"

/*
 * How long another writer is waited for, and the steps, in milliseconds: about
 * the time that a commit takes. Of many who wait somebody looks sooner.
 */
enum { LOCK_WAIT = 10000, LOCK_STEP = 20 };

/*
 * Our own writers take turns: from reading a note to its commit nobody else
 * of them changes it. The kernel drops the lock when we die. Held until
 * lock_notes_release or notes_close; taking it twice is taking it once. Who
 * takes it clears away the locks on the index and the branch that one of us
 * has left who was killed. -1 with an error "busy" or "unwritable".
 */
int lock_notes(struct notes *notes, struct diags *diags);
void lock_notes_release(struct notes *notes);
/* The same, but nobody is waited for: whether it is held. */
bool lock_notes_now(struct notes *notes);

/*
 * In a note's folder, what will take its place. One that is there when
 * lock_notes has been taken is a dead one's; lock_sweep removes it.
 */
#define LOCK_TEMPORARY ".netgrep.tmp"
void lock_sweep(struct notes *notes, struct str path);

/*
 * git's index.lock, while lock_notes is held. It says whose it is, so that one
 * of ours that outlived its process is known and removed. marked: there is a
 * mark, and it is on the disk; it is used up, whether the lock is got or not.
 */
int lock_index(struct notes *notes, bool marked, struct diags *diags);
/*
 * Writes the mark that is to become the lock, for who has more to bring to the
 * disk beside it: a file for fsync, or -1 with errno. lock_index_unmark takes
 * it away again.
 */
int lock_index_mark(struct notes *notes);
void lock_index_unmark(struct notes *notes);
void lock_index_release(struct notes *notes);
/* Waits until another process has let go of it; leaves ours alone. */
int lock_index_free(struct notes *notes, struct diags *diags);

/* Sleeps a step; false when *waited has come to the end. */
bool lock_wait(int *waited);

#endif
