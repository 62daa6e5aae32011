#ifndef NOTE_TOLD_H
#define NOTE_TOLD_H

#include "note/walk.h"

/*
 * What the words of entries tell of their direction, found out when all lines
 * of a note were walked over: of most entries it need not be.
 */

/*
 * The direction of the record added last, an entry, is told by its line from
 * where the text of the place begins; else by the line below, where that is its
 * text, else by the line above that makes it a contact (MD_NONE: none).
 */
void told_later(struct walk *w, const struct place *p, uint32_t below,
    uint32_t above);
/* Sets the directions of all of them; once, at the end. */
void told_read(struct walk *w);

#endif
