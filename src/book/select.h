#ifndef BOOK_SELECT_H
#define BOOK_SELECT_H

#include "book/index.h"

/* book_bearers. */
void select_bearers(const struct book *b, enum key key, struct str value,
    uint32_t *people, size_t room, size_t *n);
/* book_select (DESIGN 5, "On the command line"). */
size_t select_people(const struct book *b, struct str typed, uint32_t *people,
    size_t room, int *tier);

#endif
