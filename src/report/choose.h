#ifndef REPORT_CHOOSE_H
#define REPORT_CHOOSE_H

#include "report/report.h"

/* For whoever asks about them one by one. */

/*
 * The people who wait for a choice, the freshest first; of those that the query
 * wants, and without its limit. Allocated in a.
 */
size_t choose_find(const struct book *book, const struct query *query,
    struct arena *a, const uint32_t **people);

/* How one has met somebody, as far as it is known. */
struct encounter {
	struct str where;      /* met at, or the place */
	const struct person_fact *via; /* names, and where they stand */
	size_t via_n;
	struct str text;       /* what was said; of somebody who is only in a
	                          table, their organisation */
};

/* Allocated in a. */
void choose_look(struct encounter *e, const struct book *book,
    const struct intros *intros, const struct person *p, struct arena *a);

#endif
