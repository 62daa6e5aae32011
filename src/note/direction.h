#ifndef NOTE_DIRECTION_H
#define NOTE_DIRECTION_H

#include "note/pattern.h"
#include "note/record.h"

/* Which way a contact went, as an entry says it (netgrep-notes(5)). */

/* As direction_mark, of what looks like one. */
size_t direction_scan(struct str text, uint8_t *direction);
/*
 * The length of the mark that a text begins with, blanks behind it included,
 * and its direction; 0 where there is none. A mark stands alone: ">", "->" and
 * an arrow are out, "<" and so on in, "<>" and so on both.
 */
static inline size_t
direction_mark(struct str text, uint8_t *direction)
{
	/* nearly no text begins with one */
	return text.len && (text.ptr[0] == '<' || text.ptr[0] == '>' ||
	    text.ptr[0] == '-' || text.ptr[0] == '\xE2') ?
	    direction_scan(text, direction) : 0;
}

/*
 * The direction that the words of an entry's text tell, which must be prose:
 * DIRECTION_UNTOLD where they tell none.
 */
uint8_t direction_of(struct matcher *m, struct str prose);

/* Does a line below an entry tell that something came in? */
bool direction_answers(struct matcher *m, struct str prose);

#endif
