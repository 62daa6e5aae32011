#ifndef NOTE_ENTRY_H
#define NOTE_ENTRY_H

#include "note/walk.h"

/* Which lines are interactions, and with whom (DESIGN 4 and 5). */

/*
 * A line of a person's note: sets who takes part in its frame, and adds an
 * entry when it is one; its other links are mentions.
 */
void entry_personal(struct walk *w, struct place *p);
/* A line of a dated note: entries and mentions. */
void entry_dated(struct walk *w, struct place *p);
/* Mentions only: a line of any other note. */
void entry_mentions(struct walk *w, struct place *p);

#endif
