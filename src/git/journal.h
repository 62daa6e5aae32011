#ifndef GIT_JOURNAL_H
#define GIT_JOURNAL_H

#include "git/repo.h"

/*
 * Which branch is about to be moved, and where to. Whoever is killed while
 * git's refs/heads/NAME.lock is held leaves it behind, and nothing in it says
 * whose it is: the journal does. All of it while lock_notes is held.
 */

/* On the disk when it returns: -1 with errno. */
int journal_write(struct notes *notes, const char *branch, const git_oid *id);
void journal_remove(struct notes *notes);
/*
 * Takes away what a dead one of us left: its lock on the branch, if that is
 * still empty or has our commit in it, and the journal.
 */
void journal_recover(struct notes *notes);

#endif
