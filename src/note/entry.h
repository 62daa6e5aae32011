#ifndef NOTE_ENTRY_H
#define NOTE_ENTRY_H

#include "note/walk.h"

/* Which lines are interactions, and with whom (DESIGN 4 and 5). */

/*
 * A line of a person's note: sets who takes part in its frame, and adds an
 * entry when it is one; its other links are mentions.
 */
void entry_personal(struct walk *w, struct place *p);
/*
 * A line of a note of nobody, as far as its frame says that it is one of a
 * dated note: entries and mentions.
 */
void entry_logged(struct walk *w, struct place *p);
/*
 * Adds an entry about whos from who on; its channel and text are what the
 * place's text begins with, or what stands below where that says nothing. above
 * is the line that makes it a contact, or MD_NONE. Valid until the next record
 * is added.
 */
struct record *entry_add(struct walk *w, struct place *p, uint32_t above,
    uint32_t who, size_t who_n);
/*
 * Adds the whos of the links that an entry's text binds: before its first
 * colon, or in a chain after "with".
 */
void entry_bind(struct walk *w, struct place *p);
/* Mentions only: of the links that are not bound. */
void entry_mentions(struct walk *w, struct place *p);

#endif
