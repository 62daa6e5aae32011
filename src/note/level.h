#ifndef NOTE_LEVEL_H
#define NOTE_LEVEL_H

#include "note/read.h"

/*
 * The heading level at which the people of a people file stand: the one at
 * which most sections directly hold an entry, an email, a known key or a task.
 * 0 where none does.
 */
unsigned level_of_people(struct reader *r);
/*
 * May a heading of that level be a person? Not an empty one, a number, a date,
 * or a word like "Log" or "People".
 */
bool level_is_person(struct reader *r, const struct md_line *heading);

#endif
