#ifndef NOTE_EDIT_H
#define NOTE_EDIT_H

#include "base/buf.h"
#include "base/day.h"
#include "note/pattern.h"

/*
 * Inserting an entry into the text of a note without touching another byte
 * (DESIGN 10, "Where" and "At which line").
 */

/* An entry to be written. Line ends in channel and text become blanks. */
struct entry {
	day_t day;
	struct str channel; /* empty: none is written */
	struct str text;    /* one line */
	struct str body;    /* further lines, indented below; or empty */
};

/*
 * Where in a file: the whole body (of a friends.md its Activities), or a
 * section of a people file, to the next heading of its level or a higher one.
 */
struct edit_place {
	struct str anchor; /* the person's heading in a people file, or empty */
	uint32_t line;     /* its line, a hint: of two such headings, the
	                      nearer one */
};

/*
 * Appends to out the text with the entry in it, in the file's own style:
 * bullet, bold, link, separator, indent, line end and order of the entries
 * that are there. Entries below a heading "Log" are the only ones, where there
 * is such a heading; "## Log" is made where there are no entries, in a people
 * file only unless others' sections hold theirs without. One run of bytes is
 * inserted, no other byte changes. *line is the number of the entry's line.
 * -1, and nothing appended, when the anchor's section is not in text.
 */
int edit_insert(struct buf *out, struct str text,
    const struct edit_place *place, const struct entry *entry,
    struct matcher *m, uint32_t *line);

/*
 * Appends to out the text with an undated bullet that says one line, where an
 * entry of that day would go, and answers 1; 0, and nothing appended, where it
 * stands there already; -1 as edit_insert. *line is its number.
 */
int edit_bullet(struct buf *out, struct str text,
    const struct edit_place *place, struct str said, day_t day,
    struct matcher *m, uint32_t *line);

/*
 * Of edited, which is text with lines put in, the number in text of the first
 * line that is hidden now and was not, or the reverse, or that has become what
 * it was not, as a heading; or 0: "%%" that goes into a note may be closed by
 * one below it.
 */
uint32_t edit_disturbs(struct str text, struct str edited);

/*
 * The line of an entry with that day, channel and text (time, separators and
 * the case of the channel apart) that stands in the place already, or 0. What
 * edit_insert wrote is found, at its *line.
 */
uint32_t edit_find(struct str text, const struct edit_place *place,
    const struct entry *entry, struct matcher *m);

/*
 * Appends a line (without its end) to a dated note, in its line ends, and the
 * lines of body indented below. When the line stands there already, and again
 * is not set, text stays as it is and true is returned. *line is its number.
 */
bool edit_append(struct buf *text, struct str added, struct str body,
    bool again, uint32_t *line);

struct edit_key {
	const char *key;
	struct str value; /* empty: the key is left out */
	bool list;        /* value is comma-separated: written as [a, b] */
	const struct str *items; /* or NULL; values in place of value, commas
	                            being a part of them: as [a, b] too if
	                            they are several or list is set */
	size_t items_n;
};
/*
 * Appends a new person note: front matter with the keys and values given, in
 * double quotes where YAML would take them for something else, and the heading
 * if there is one. No entries.
 */
void edit_new_note(struct buf *out, const struct edit_key *keys, size_t n,
    struct str heading);

/*
 * Appends a file name: ana-ruiz.md for "Ana Ruiz" if slug, else
 * "Ana Ruiz.md". Never hidden, empty, with a '/' or over 128 bytes.
 */
void edit_file_name(struct buf *out, struct str name, bool slug);

#endif
