#ifndef NOTE_DOUBLE_H
#define NOTE_DOUBLE_H

#include "note/read.h"

/*
 * Entries that stand twice in a note, as two machines leave them whose notes
 * were merged line by line: with the day, people, channel and text of one
 * above. Headings are left alone, and so are entries without a text: what
 * stands below tells them apart.
 */
enum double_kind {
	DOUBLE_NONE,   /* the first that says so */
	DOUBLE_ALIKE,  /* one above says the same, but not to the byte, or below
	                  another heading or item, or it is no line of text */
	DOUBLE_EXACT,  /* one above has the same bytes, line ends apart, with
	                  all that stands below, and the same heading and item
	                  over it */
	DOUBLE_INSIDE, /* it stands in one that is exact */
};

struct double_entry {
	uint32_t line, column;
	uint32_t n;       /* lines, with those of what stands below */
	uint32_t first;   /* the line of the one above; 0 where there is none */
	uint8_t kind;     /* enum double_kind */
	struct str bytes; /* of the lines, each with a newline; the same in
	                     another text of the note, behind the lines of … */
	struct str key;   /* … the heading and the item over it */
	uint32_t nth;     /* of those that are exact, with that key, from 1 */
};

/* Zero-initialised it can be released. */
struct doubles {
	VEC(struct double_entry) list; /* all entries, in their order */
	struct arena texts;
};

/*
 * The entries of the note that the reader has read last into source. What d
 * held before is gone.
 */
void double_list(struct doubles *d, const struct reader *r,
    const struct source *source);
void double_release(struct doubles *d);

/*
 * Warns, "double-entry", of each entry of the note being read that stands
 * above already. Days are what is counted, so they do no harm there.
 */
void double_find(struct reader *r, const struct source *source);

#endif
