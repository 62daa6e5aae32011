#ifndef NOTE_BEGIN_H
#define NOTE_BEGIN_H

#include "base/str.h"

#include <stdint.h>

/*
 * Where in a line, at or after an offset, a built-in pattern of that kind might
 * match, or SIZE_MAX: without a regular expression, see builtin_next.
 */
size_t begin_entry(struct str line, size_t from);
size_t begin_written(struct str line, size_t from);
size_t begin_box(struct str line, size_t from);
size_t begin_keyword(struct str line, size_t from);
size_t begin_x(struct str line, size_t from);
size_t begin_waiting(struct str line, size_t from);
size_t begin_struck(struct str line, size_t from);
size_t begin_due(struct str line, size_t from);
size_t begin_due_word(struct str line, size_t from);
size_t begin_stamp(struct str line, size_t from);
size_t begin_link(struct str line, size_t from);
size_t begin_contact(struct str line, size_t from);
size_t begin_in(struct str line, size_t from);
size_t begin_unreached(struct str line, size_t from);
size_t begin_together(struct str line, size_t from);
size_t begin_start(struct str line, size_t from);
size_t begin_clause(struct str line, size_t from);

/*
 * Which of the words that tell a direction may stand in an entry's text: the
 * SIGN_WORDS of builtin.h, by one look at all of it.
 */
uint32_t begin_signs(struct str text);

#endif
