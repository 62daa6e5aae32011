#ifndef NOTE_ROW_H
#define NOTE_ROW_H

#include "note/entries.h"

/* An entry written as a row of a table (note/pipes.h), as its neighbour is. */

/* Can a row beside that one hold all that is said? */
bool row_holds(const struct entries *e, const struct entries_item *neighbour,
    const struct entry *entry);
/*
 * Appends the row, without its end: in each column what the entry says of it,
 * as wide as the neighbour's.
 */
void row_add(struct buf *out, const struct entries *e,
    const struct entries_item *neighbour, const struct entry *entry);

#endif
