#ifndef NOTE_PIPES_H
#define NOTE_PIPES_H

#include "note/header.h"
#include "note/walk.h"

/*
 * Tables in notes whose rows are entries: the words at the head say whether
 * they are, as those of a CSV file do.
 */
enum { PIPES_COLUMNS = 32 }; /* further ones are not read */

/* Zero-initialised there is none. */
struct pipes {
	struct header header;
	uint32_t next;  /* index of the line that would go on with the table */
	bool reads;     /* its rows can be entries */
	bool strange;   /* it has columns that say something else, too */
	/* The row at hand: its cells, empty ones too. */
	const struct md_line *line;
	struct str cells[PIPES_COLUMNS]; /* trimmed slices of its prose */
	size_t n;
};

/*
 * Looks at line after line of a note. True for a row of a table whose rows can
 * be entries, which is the one at hand then.
 */
bool pipes_take(struct pipes *pipes, const struct md_line *lines, uint32_t n,
    uint32_t index);
/* Takes that line, a row of such a table, without those above it. */
bool pipes_find(struct pipes *pipes, const struct md_line *lines, uint32_t n,
    uint32_t index);
/* Of the row at hand the first cell of that role that is not empty, or none. */
struct str pipes_cell(const struct pipes *pipes, enum header_role role);
/*
 * The date of the row at hand, as written: nothing where it has none. Then
 * *strange is what stands there and looks like one.
 */
struct str pipes_date(const struct pipes *pipes, day_t *day,
    struct str *strange);
/*
 * Does the row at hand tell of a contact? In a person's note nothing else is
 * said by a date and a text alone; elsewhere it takes a word for it.
 */
bool pipes_tells(const struct pipes *pipes, struct matcher *m, bool personal);

/*
 * A line of a note: of a row that can be an entry sets date and text, and adds
 * entry and mentions. False, and nothing done, for any other line.
 */
bool pipes_read(struct walk *w, struct place *p);
void pipes_release(struct pipes *pipes);

#endif
