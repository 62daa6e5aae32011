#ifndef NOTE_FOLLOW_H
#define NOTE_FOLLOW_H

#include "note/walk.h"

/*
 * The follow-ups and marks of one line (DESIGN 6): tags, a task as a promise,
 * waiting, gave and got, introductions, opportunities, and every other tag.
 */
void follow_read(struct walk *w, struct place *p);
/* Is the line done or cancelled by a mark on it? */
enum followup_state follow_state(struct walk *w, const struct place *p);

#endif
