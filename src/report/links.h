#ifndef REPORT_LINKS_H
#define REPORT_LINKS_H

#include "book/book.h"

/*
 * Whom the records are about: the book's interactions, follow-ups and abouts,
 * found by record. Records and profiles have one number each over all sources;
 * the people of record r are people[first[r]] up to, not with,
 * people[first[r + 1]], in their order; one whom a record names twice may be
 * there twice.
 */
struct links {
	const size_t *record_base, *profile_base; /* by source */
	size_t *first;
	uint32_t *people;
	uint32_t *profiles; /* whose a profile is, or PERSON_NONE */
};

/* Everything is allocated in arena. */
void links_make(struct links *links, const struct book *book,
    struct arena *arena);

#endif
