#ifndef NOTE_BODY_H
#define NOTE_BODY_H

#include "note/walk.h"

/* What stands below a line, where the line itself says too little. */

/*
 * The first line of what stands in an item, under a heading or in the rest of
 * a paragraph, and its index; STR_NONE where there is none. Tasks, properties
 * and references to blocks are no text.
 */
struct str body_text(const struct walk *w, uint32_t index, uint32_t *found);
/* Does an item stand first below the heading, blank lines apart? */
bool body_is_list(const struct walk *w, uint32_t index);

#endif
