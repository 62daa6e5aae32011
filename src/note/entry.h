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
/*
 * The channel that text begins with, in lower case (a slice of text or
 * scratch), or none; *rest is the text as it is reported: behind the channel
 * and its colon, or all of it.
 */
struct str entry_channel(struct reader *r, struct str text, struct str *rest);

#endif
