#ifndef BOOK_CONTACT_H
#define BOOK_CONTACT_H

#include "book/index.h"

/*
 * Reads all records once: whom each is about, and from that b->interactions
 * (in their order), b->followups (their status not set yet), b->abouts and the
 * tags of people. Warnings: "ambiguous", "unknown-name", "future-entry".
 */
void contact_gather(struct book *b, struct diags *diags);

#endif
