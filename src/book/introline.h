#ifndef BOOK_INTROLINE_H
#define BOOK_INTROLINE_H

#include "book/book.h"

/* A line that tells of an introduction. Private to src/book/. */

/* Somebody whom it links. */
struct introline_link {
	uint32_t person;
	size_t at; /* where in the text */
	bool by;   /* it is they who introduced the subject */
};

struct introline {
	uint32_t subject; /* who introduced the others, or came by them */
	bool made;        /* with #gave: the owner of the notes did */
	VEC(struct introline_link) links; /* each person once, in order */
	uint32_t source, line;
	day_t day;        /* or DAY_NONE */
	struct str text;
};

/*
 * Reads the line that record, an intro or a gift of either, stands on; *end is
 * the first record behind it. False where it tells of none that has been, or
 * links nobody. The line is used again for the next.
 */
bool introline_read(struct introline *l, const struct book *book,
    uint32_t source, uint32_t record, uint32_t *end);
void introline_release(struct introline *l);

#endif
