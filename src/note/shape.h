#ifndef NOTE_SHAPE_H
#define NOTE_SHAPE_H

#include "base/str.h"

/*
 * Shapes that a Markdown line, or what is left of it behind its containers,
 * can have. They know nothing of the lines around it.
 */

/* How many of c s begins with. */
size_t shape_run(struct str s, char c);
/* Nothing but blanks and tabs. */
bool shape_blank(struct str s);
/*
 * A list marker with a blank or nothing behind it: its bytes, or 0. *first
 * says that it can begin a list anywhere: a bullet, or the number 1.
 */
size_t shape_marker(struct str s, bool *first);
/* A task box, any one code point in it: its bytes without blanks, or 0. */
size_t shape_box(struct str s);
/* A thematic break; if not, *stop is the offset of what speaks against it. */
bool shape_rule(struct str s, size_t *stop);
/* The rule below a table's head: | --- | :-: | */
bool shape_table_rule(struct str s);
/* "## " and the like: its level, or 0. */
size_t shape_atx(struct str s);
/* The fence of a code block: the length of its run, or 0. */
size_t shape_fence(struct str s);

#endif
