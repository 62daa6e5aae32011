#ifndef BOOK_SORT_H
#define BOOK_SORT_H

#include "book/index.h"
#include "note/older.h"

/* A #tag of a person's own note. */
struct sort_tag {
	uint32_t person;
	struct origin at;
};

/*
 * Brings b->interactions from the order of the sources into theirs, and sets
 * first, interactions_n, days, gap and newest of each person.
 */
void sort_interactions(struct book *b);
/*
 * Sets days to the different days of a person's sorted interactions, those of
 * entries of which nothing else was kept among them.
 */
void sort_days(const struct book *b, const struct person *p,
    struct older_days *days);
/* Gives the index its tags by person, in the order of the sources. */
void sort_tags(struct book *b, const struct sort_tag *tags, size_t n);

#endif
