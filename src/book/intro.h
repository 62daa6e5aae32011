#ifndef BOOK_INTRO_H
#define BOOK_INTRO_H

#include "book/book.h"

/*
 * Introductions: through whom each person came, and whom the owner of the
 * notes has brought together.
 *
 * A via: key counts before any line, its first value that is a person. Else the
 * earliest line with #intro does. In somebody's note such a line says of those
 * whom it links that they came through them; in other notes the first link is
 * who introduced the others. Behind "by", "via", "through" or "from" it is the
 * other way round. With #gave, as in "#gave intro to", it is an introduction
 * that the owner has made; "#got intro to" is as #intro. Neither what is to
 * come nor an open task counts.
 */

/* How one person came. */
struct intro {
	uint32_t via;    /* who introduced them, or PERSON_NONE */
	uint32_t source; /* of the line that says so; UINT32_MAX: none does */
	uint32_t line;
	day_t day;       /* of the line; of a key, when they were met; or
	                    DAY_NONE */
	struct str text; /* of the line; of a key its value, as written */
	bool key;
};

/* Two people whom the owner has brought together: a told of b. */
struct intro_made {
	uint32_t a, b;
	uint32_t source, line;
	day_t day;
};

struct intros {
	const struct intro *of; /* by person */
	const struct intro_made *made;
	size_t made_n;
	/* came[first[p]] up to, not with, came[first[p + 1]]: those who came
	   through p, by name */
	const size_t *first;
	const uint32_t *came;
};

/*
 * Everything is allocated in arena. Where people would have come through each
 * other in a circle, the youngest of these introductions is dropped. diags may
 * be NULL; else that is a finding, and so is a via: that is two people.
 */
void intro_make(struct intros *intros, const struct book *book,
    struct diags *diags, struct arena *arena);

#endif
