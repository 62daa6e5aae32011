#ifndef BOOK_STATE_H
#define BOOK_STATE_H

#include "book/book.h"

/*
 * Works out last, cadence, due and state of all people (DESIGN 8), from their
 * profiles, interactions and tags. Warns of contacts in the future
 * ("future-key"); they count for nothing.
 */
void state_decide(struct book *b, struct diags *diags);

#endif
