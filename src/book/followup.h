#ifndef BOOK_FOLLOWUP_H
#define BOOK_FOLLOWUP_H

#include "book/book.h"

/*
 * Decides the status of all follow-ups (DESIGN 6) and how long open ones keep
 * their people out of stale. Wants interactions in their order.
 */
void followup_decide(struct book *b);
/* The day of the interaction that closed one that is DUE_CLOSED. */
day_t followup_closed(const struct book *b, const struct followup *f);

#endif
