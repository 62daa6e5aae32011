#ifndef BOOK_IDENTITY_H
#define BOOK_IDENTITY_H

#include "book/index.h"

/*
 * Makes people of profiles (DESIGN 5, "Same person"): b->people in their
 * order with name, parts and markdown set, and the index's person of every
 * profile. Two people of Markdown that look like one are warnings
 * ("double-person").
 */
void identity_make(struct book *b, struct diags *diags);

#endif
