#ifndef NOTE_OPPORTUNITY_H
#define NOTE_OPPORTUNITY_H

#include "note/walk.h"

/* A note that is an opportunity as a whole: "type: opportunity". */

/*
 * Does the type say so? Then the line of it, and what type, tags and status say
 * of how it stands.
 */
bool opportunity_says(const struct front *front, uint32_t *line,
    enum opportunity_state *state);
/* Adds it, about those whom the note names, under that title. */
void opportunity_add(struct walk *w, struct str title, uint32_t number,
    enum opportunity_state state);

#endif
