#ifndef BOOK_UNKNOWN_H
#define BOOK_UNKNOWN_H

#include "book/index.h"

/* The names of one interaction table that are nobody, told in one finding. */
struct unknown {
	struct map names;    /* without case -> list */
	struct arena folded; /* holds the keys of names */
	VEC(struct unknown_name) list;
	uint32_t line, column; /* of the first */
};

struct unknown_name {
	struct str name;
	size_t times;
};

/*
 * Adds a name, as many times as it says. The name is borrowed until it is told;
 * the owner's own is not unknown.
 */
void unknown_add(struct unknown *u, struct book_index *ix,
    const struct unknown_name *name, uint32_t line, uint32_t column);
/* Warns ("unknown-name") when there are any, and forgets them. */
void unknown_tell(struct unknown *u, struct str path, struct diags *diags);

#endif
