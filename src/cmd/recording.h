#ifndef CMD_RECORDING_H
#define CMD_RECORDING_H

#include "cmd/said.h"
#include "cmd/target.h"
#include "git/commit.h"

/* One note as it is to be written: an entry or more put into three texts. */
struct edited {
	struct str path;
	struct versions now;
	struct buf tree, index, head;
	bool written;      /* the work tree changes */
	bool to_commit;    /* HEAD does not have it yet */
};

/* Where the entry stands in a note's work tree, once for each person. */
struct place {
	size_t note;   /* in a recording's notes */
	uint32_t line;
	bool written;  /* it was not there before */
};

struct recording {
	struct session *s;
	struct reader reader;
	struct said said;
	struct targets targets;
	VEC(struct edited) notes;
	VEC(struct place) places;
	struct buf journal;  /* path of the dated note, with logTo = journal */
	struct buf written;  /* the file that an editor wrote TEXT to */
	bool commits;        /* a commit is wanted and the notes are git's */
};

/* Says with an error, and -1, what is known to stop the commit. */
int recording_possible(struct recording *rec);
/*
 * Writes and commits what was edited, or prints it (--dry-run), and says what
 * was done. Returns an exit status.
 */
int recording_write(struct recording *rec);
/* The texts, targets and what was said; rec->s and the reader are not its. */
void recording_release(struct recording *rec);

#endif
