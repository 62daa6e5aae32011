#ifndef NOTE_ENTRIES_H
#define NOTE_ENTRIES_H

#include "note/edit.h"
#include "note/md.h"

/*
 * The entries of a note as one who writes among them sees them: which lines,
 * with what below them, and where in the note they are looked for.
 */
enum entries_kind {
	ENTRIES_LINE,    /* an item or a line of text */
	ENTRIES_HEADING, /* with what happened in or below it */
	ENTRIES_DAY,     /* a heading of nothing but a date, with bullets … */
	ENTRIES_BULLET,  /* … each of which is an entry */
	ENTRIES_ROW,     /* of a table, see note/pipes.h */
};

struct entries_item {
	uint32_t index; /* of its line */
	uint32_t end;   /* of a top one: index behind the last line of it */
	day_t day;
	uint8_t kind;   /* enum entries_kind */
	bool top;       /* stands in no other entry */
	struct str date; /* in the raw line; null in a bullet */
	struct str what; /* what stands behind the date, the date's separators
	                    left out; a slice of the raw line; of a row its
	                    text … */
	struct str channel; /* … and, of a row, the cell that says it */
};

/* Zero-initialised it can be released. */
struct entries {
	struct str text;
	struct md md;      /* of what stands behind the front matter */
	const struct md_line *lines;
	uint32_t n;        /* of lines */
	uint32_t first_number; /* of the first line, in the file */
	size_t start;      /* offset of the body in text */
	VEC(struct entries_item) list; /* of the whole body, in its order */
	/* The place: lines from first on, before end. */
	uint32_t first, end;
	uint32_t heading;  /* of a section; MD_NONE: the place is the body */
	bool friends;      /* it is the Activities of a friends.md */
};

/*
 * What stands behind the front matter and a byte order mark, and the number of
 * its first line.
 */
struct str entries_body(struct str text, uint32_t *number);
/*
 * Finds the entries of text, and the place in it. -1 when the anchor's section
 * is not there. text must outlive e.
 */
int entries_read(struct entries *e, struct str text,
    const struct edit_place *place, struct matcher *m);
/* Is it a heading by what stands below it? */
bool entries_setext(const struct md_line *line);
/* Index behind the section that a heading opens, among lines before limit. */
uint32_t entries_section_end(const struct entries *e, uint32_t heading,
    uint32_t limit);
/* Index where a setext heading of more lines begins, not before least. */
uint32_t entries_heading_start(const struct entries *e, uint32_t heading,
    uint32_t least);
/* Index of the first line below a heading, setext underlines passed. */
uint32_t entries_below(const struct entries *e, uint32_t heading);
/* Index behind the last line of an item with all that is in it. */
uint32_t entries_item_end(const struct entries *e, uint32_t index);
/* Index behind the last line in from … to that is not blank. */
uint32_t entries_trim(const struct entries *e, uint32_t from, uint32_t to);
/* Offset in text where that line begins; the text's end behind the last. */
size_t entries_offset(const struct entries *e, uint32_t index);
/*
 * Does the entry stand on that item? Dates, times, separators, and the case of
 * the channel apart.
 */
bool entries_same(const struct entries *e, const struct entries_item *item,
    const struct entry *entry);
void entries_release(struct entries *e);

#endif
