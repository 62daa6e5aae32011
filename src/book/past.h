#ifndef BOOK_PAST_H
#define BOOK_PAST_H

#include "base/buf.h"
#include "book/book.h"

/*
 * A file as it once was, which the book does not hold, read by what the book
 * knows now: whose its profiles are, and whom its records are about.
 */
struct past {
	const struct book *book;
	const struct source *source;
	/*
	 * What people were called by and no longer are: folded names, paths
	 * and base names without .md, with the number of the person.
	 */
	const struct map *former;
	uint32_t *profiles; /* by profile of source: a person or PERSON_NONE */
	struct buf scratch;
};

/* Appends a name, or a path without .md, as the map former has it. */
void past_key(struct buf *out, struct str name);
/* source and former must outlive p. */
void past_begin(struct past *p, const struct book *book,
    const struct source *source, const struct map *former);
/* Is the record about one of these (a flag for each person of the book)? */
bool past_is_about(struct past *p, const struct record *record,
    const bool *people);
void past_release(struct past *p);

#endif
