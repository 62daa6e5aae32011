#ifndef CMD_CLEANING_H
#define CMD_CLEANING_H

#include "cmd/pending.h"
#include "cmd/writing.h"
#include "note/double.h"
#include "note/takeout.h"

/*
 * One note, and the entries that go from its texts, since they stand there
 * twice to the byte: of the work tree those asked for, of HEAD and the index
 * what has gone from that.
 */

/* A finding that is asked for, by the line that it is about. */
struct cleaning_place {
	struct str path;
	uint32_t line;
};
struct cleaning_places {
	struct cleaning_place *v; /* by path and line */
	size_t n, cap;
};

/* An entry that goes, of one note. */
struct cleaning_copy {
	uint32_t line, n; /* in the work tree … */
	bool pending;     /* … or it has gone from there; line: what is left */
	struct str key, text;
	uint32_t nth;     /* as in struct double_entry */
	bool claimed;     /* one is chosen for it in the text at hand */
	bool in_head, in_index;
};

/* An entry of a text, which goes for a copy in the work tree. */
struct cleaning_chosen {
	size_t entry; /* of doubles */
	size_t copy;  /* in the work tree itself none yet */
};

struct cleaning {
	struct session *s;
	struct str path;
	const struct cleaning_places *wanted;
	struct arena *texts; /* that outlives it */
	struct reader was, now;
	VEC(struct cleaning_copy) copies; /* in the order of the note */
	bool in_head;        /* HEAD has the note … */
	bool committed;      /* … and will have it without some of them */
	/* Of the text at hand: */
	struct doubles doubles;
	struct source source;
	struct str text;
	VEC(struct cleaning_chosen) chosen;
	VEC(struct takeout) taken; /* those of them that can go */
};

/* All but c must outlive it. options: all texts. */
void cleaning_init(struct cleaning *c, struct session *s,
    const struct read_options *options, struct str path,
    const struct cleaning_places *wanted, struct arena *texts);
/* Edits the note's texts; what pending has of it goes from HEAD, too. */
int cleaning_run(struct cleaning *c, struct writing *writing,
    const struct pendings *pending);
void cleaning_release(struct cleaning *c);

void cleaning_sort(struct cleaning_places *places);
/* Appends "people/ana.md:12: " as it is shown; line 0: without. */
void cleaning_add_place(const struct session *s, struct str path,
    uint32_t line, struct buf *out);

#endif
