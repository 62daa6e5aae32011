#ifndef GIT_COMMIT_H
#define GIT_COMMIT_H

#include "git/notes.h"

/* Who makes a commit: netgrep.backend. */
enum commit_backend {
	COMMIT_AUTO,    /* libgit2 where that does what git would, else git */
	COMMIT_LIBGIT2, /* or nobody: what only git can honour is refused */
	COMMIT_GIT,     /* the program, always */
};
/* To be said before commit_possible is asked; it is auto else. */
void commit_choose(struct notes *notes, enum commit_backend backend);
/*
 * A commit is all that is wanted, so none of the ways out that errors name is
 * to write without one (--no-commit).
 */
void commit_only(struct notes *notes);

/* What each of the three places, the work tree first, holds of one note. */
struct versions {
	struct buf tree, index, head; /* empty where it is not */
	bool in_tree, in_index, in_head;
};

/*
 * One changed note: the bytes that each place is to hold, in the form of that
 * place: tree as the work tree has it (CRLF with autocrlf), index and head as
 * versions_read gave them (as the work tree has it, too, where a filter is
 * between). A note that is not in HEAD takes those of the index,
 * or of the work tree where git does not track it yet. An index with a null
 * pointer is left as it is: when somebody has staged the note's removal.
 */
struct change {
	struct str path;
	struct str tree, index, head;
	struct str was; /* what the work tree held when tree was made from it */
	bool was_there;
	bool written; /* by commit_write: it is on the disk */
	bool more; /* the next that is written is in the same folder: that goes
	              to the disk with the last of them */
};

/*
 * Whether a commit can be made now: says with an error, and -1, what is known
 * to stop it and the way out (DESIGN 10, HAZARDS 48-61): detached HEAD; merge,
 * rebase, cherry-pick, revert, am or bisect under way; index missing or
 * corrupt; index.lock held by another; no identity. And it settles who makes
 * it: hooks, signing, filters and what libgit2 refuses are for git itself.
 * Takes the lock of our own writers if it can, as versions_read does.
 */
int commit_possible(struct notes *notes, struct diags *diags);
/*
 * Begins with what commit_possible is going to need, beside what the caller
 * does: that lock, if it is free, and the index.
 */
void commit_possible_soon(struct notes *notes);
/*
 * Meanwhile, with what HEAD holds of a note, and where that is the text was,
 * with the objects of a commit in which it becomes the other: they are written
 * where nobody finds them until commit_create asks for the same. It is a guess
 * that costs time when it was wrong, and that nothing is told of.
 */
void commit_soon(struct notes *notes, struct str path, struct str was,
    struct str becomes);
/* After that, where a person is waited for: others may write meanwhile. */
void commit_pause(struct notes *notes);
/*
 * The same for one path: ignored, in a submodule, conflicted in the index, and
 * with COMMIT_LIBGIT2 under a filter or working-tree-encoding attribute. New
 * and untracked notes are fine.
 */
int commit_path_possible(struct notes *notes, struct str path,
    struct diags *diags);

/*
 * What is there now. "git add -N" is not in the index yet. Without commits
 * only the work tree is looked at: whatever state git is in is no matter then.
 * Takes the lock of our own writers (see commit_create), if it can, so that no
 * other netgrep changes what was read; v is to be released in any case.
 */
int versions_read(struct notes *notes, struct str path, bool commits,
    struct versions *v, struct diags *diags);
void versions_release(struct versions *v);

/*
 * Whether a note can be written, or made: says with an error, and -1, what is
 * known to stop commit_write, so that of several notes none is written.
 */
int commit_write_possible(struct notes *notes, struct str path,
    struct diags *diags);
/*
 * Writes one note's bytes: a temporary file beside it, mode kept, fsync,
 * rename, fsync of the folder, which is made if need be. Refuses (-1, error
 * "changed") when the note is not what it was when it was read.
 */
int commit_write(struct notes *notes, const struct change *change,
    struct diags *diags);
/*
 * Brings a note to the disk that commit_write has not written, as whoever has
 * may not have waited for that; one that is not there is no matter.
 */
int commit_write_settle(struct notes *notes, const struct change *change,
    struct diags *diags);

/*
 * Commits the changes, which have been written to the work tree, on top of
 * HEAD and nothing else: HEAD's tree with the head bytes of each, the index
 * with the index bytes, everything else staged or not left as it is. Order:
 * notes, index, branch (HAZARDS 3). Author and committer as git would take them
 * (GIT_AUTHOR_*, GIT_COMMITTER_*, dates too). *id gets the full hex name and
 * a NUL. -1 with an error; then the branch has not moved. "changed": HEAD or
 * the index no longer hold what versions_read gave. Lets go of the lock that
 * versions_read and commit_write have taken (notes_close does too).
 */
enum { COMMIT_ID = 65 };
int commit_create(struct notes *notes, const struct change *changes, size_t n,
    struct str message, char id[COMMIT_ID], struct diags *diags);

/*
 * What hooks and git itself have printed while the commit was made, raw; empty
 * where none was run. When commit_create fails it is among the errors instead.
 * Valid as long as notes.
 */
struct str commit_said(const struct notes *notes);

#endif
