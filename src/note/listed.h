#ifndef NOTE_LISTED_H
#define NOTE_LISTED_H

#include "note/walk.h"

/*
 * Adds the interactions that the front matter of a person's note lists, under
 * interactions, contact_log, meetings, calls and the like:
 *
 *	contacts: [2026-05-02, 2026-06-11]
 *	interactions:
 *	  - 2026-05-02 call: sent the deck
 *	  - {date: 2026-05-02, type: call, note: sent the deck}
 *
 * What does not begin with a date, or has none, is none.
 */
void listed_read(struct walk *w);

#endif
