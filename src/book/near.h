#ifndef BOOK_NEAR_H
#define BOOK_NEAR_H

#include "book/index.h"

/* book_near: the best first, those equally near in the order of people. */
size_t near_people(const struct book *b, struct str typed, uint32_t *people,
    size_t room);

#endif
