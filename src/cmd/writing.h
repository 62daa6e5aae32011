#ifndef CMD_WRITING_H
#define CMD_WRITING_H

#include "cmd/session.h"
#include "git/commit.h"

/*
 * What every writer does: some notes are edited, in what the work tree, the
 * index and HEAD hold of each apart, and these edits and nothing else become
 * one commit. A writer gives the edits and the message.
 */

/* One note as it is to be. */
struct edited {
	struct str path;
	struct versions now;
	struct buf tree, index, head;
	bool written;      /* the work tree changes */
	bool to_commit;    /* HEAD does not have it yet */
};

struct writing {
	struct session *s;
	VEC(struct edited) notes;
	struct map places; /* of each path among them */
	bool commits; /* a commit is wanted and the notes are git's */
	const char *uncommitted; /* why what is written is not committed;
	                            NULL: HEAD has it already */
};

void writing_init(struct writing *w, struct session *s);
void writing_release(struct writing *w);

/* Says with an error, and -1, what is known to stop the commit. */
int writing_possible(struct writing *w);
/*
 * Begins to look at what writing_possible will ask for, the index: where no
 * person is waited for, and not much read before. Then with what is asked for
 * after it: what HEAD holds of the note, and what is to be stored if that is
 * the text was and becomes the other.
 */
void writing_soon(struct writing *w);
void writing_note_soon(struct writing *w, struct str path, struct str was,
    struct str becomes);
/*
 * The text has no line below which a merge left both versions: else -1 with an
 * error.
 */
int writing_settled(struct session *s, struct str path, struct str text);
/*
 * The note as it is now, read the first time. NULL with an error: it can't be
 * read, or a merge has left a conflict in it. Valid until the next note; path
 * must outlive w.
 */
struct edited *writing_note(struct writing *w, struct str path);
/* The note is git's already: HEAD gets the edit and not the whole of it. */
bool writing_tracked(const struct edited *e);

enum writing_text {
	WRITING_TREE, /* always the first */
	WRITING_HEAD,
	WRITING_INDEX,
};
/*
 * Makes of one of a note's texts what it is to be, appended to out: 1; 0 when
 * it is so already, as after a run that was cut off; -1 with an error.
 */
typedef int writing_edit(void *context, enum writing_text which,
    struct str text, struct buf *out);
/* Edits the texts that there are, the work tree's first: -1 with an error. */
int writing_apply(const struct writing *w, struct edited *e,
    writing_edit *edit, void *context);

/*
 * Writes and commits what was edited, or prints the diff (--dry-run). said is
 * what is printed of it when it is done, before the line of the commit.
 * Returns an exit status.
 */
int writing_finish(struct writing *w, struct str message, struct str said);

#endif
