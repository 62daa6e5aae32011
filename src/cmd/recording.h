#ifndef CMD_RECORDING_H
#define CMD_RECORDING_H

#include "cmd/said.h"
#include "cmd/target.h"
#include "cmd/writing.h"

/* Where the entry stands in a note's work tree, once for each person. */
struct place {
	size_t note;   /* in the writing's notes */
	uint32_t line;
	bool written;  /* it was not there before */
};

/* What became of one text of a note: most often all its texts are one. */
struct drafted {
	const struct target *target; /* whose note it is, or NULL */
	struct buf was, became;
	uint32_t line; /* of the entry in it */
	int answer;    /* see writing_edit */
};

struct recording {
	struct session *s;
	struct reader reader;
	struct said said;
	struct targets targets;
	struct writing writing;
	struct drafted drafted; /* the last one */
	VEC(struct place) places;
	struct buf journal;  /* path of the dated note, with logTo = journal */
	struct buf written;  /* the file that an editor wrote TEXT to */
};

/*
 * Writes and commits what was drafted, or prints it (--dry-run), and says what
 * was done. Returns an exit status.
 */
int recording_write(struct recording *rec);
/* The texts, targets and what was said; rec->s and the reader are not its. */
void recording_release(struct recording *rec);

#endif
