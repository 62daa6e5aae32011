#ifndef BOOK_MATCH_H
#define BOOK_MATCH_H

#include "book/book.h"

/* How well somebody fits what was typed to find them. */
enum match_grade {
	MATCH_NONE,
	MATCH_PART,  /* each word of it is a part of what is known of them … */
	MATCH_BEGIN, /* … and begins a word of a name, alias, email or handle */
	MATCH_WHOLE, /* it is one of these */
};

/* Looks for one text in many people. */
struct matching {
	const struct book *book;
	struct buf typed; /* folded */
	struct buf known, other;
	struct arena arena;
};

void match_init(struct matching *m, const struct book *book, struct str typed);
/*
 * Without case, by names, aliases, emails, handles, employers and tags. An
 * empty text is a part of everybody.
 */
enum match_grade match_person(struct matching *m, const struct person *p);
void match_release(struct matching *m);

#endif
