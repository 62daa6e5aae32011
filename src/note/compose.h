#ifndef NOTE_COMPOSE_H
#define NOTE_COMPOSE_H

#include "note/spot.h"

/*
 * Appends e's text to out, with the entry at the spot. Returns the number of
 * the entry's line in the file.
 */
uint32_t compose_entry(struct buf *out, const struct entries *e,
    const struct spot *spot, const struct entry *entry);
/*
 * The line end at that offset of text, where a line's bytes end; without one
 * there, that of the text's last line, else LF.
 */
struct str compose_eol(struct str text, size_t end);
/* Appends s, trimmed, with blanks for the line ends in it. */
void compose_line(struct buf *out, struct str s);

/*
 * Takes the mark of a direction off the text, and appends it and a blank as
 * they can open a bullet, where ">" would be a quote.
 */
void compose_mark(struct buf *out, struct str *text);

#endif
