#ifndef NOTE_HEADER_H
#define NOTE_HEADER_H

#include "note/mapping.h"
#include "note/record.h"

/* Columns that say nothing are left out. */
struct header_column {
	uint32_t index; /* in the record, from 0 */
	uint8_t role;   /* enum header_role */
	uint8_t key;    /* enum key, of HEADER_FACT */
	bool date;      /* its values are dates; for the reader to set */
};

/* Owns columns. Zero-initialised it is empty. */
struct header {
	VEC(struct header_column) columns; /* in the order of the record */
	bool has[HEADER_ROLES]; /* whether there is a column of that role */
	size_t n;            /* columns of the header, named or not */
	enum source_kind kind; /* SOURCE_INTERACTIONS or SOURCE_CONTACTS, or
	                          SOURCE_OTHER: it is none of them */
	const char *reason;  /* a literal; of SOURCE_OTHER, what is missing */
	struct str channel;  /* of rows that name none; a literal */
	enum stamp_order order; /* of its dates where nothing else says it */
};

/*
 * Takes a record for the header of a table (DESIGN 3; heading.h has the names),
 * as the settings that fit path have it. path also says whether the file or
 * its folder is named for people. False where it is no header, or none of
 * people or interactions.
 */
bool header_read(struct header *header, const struct str *cells, size_t n,
    struct str path, const struct mappings *mappings);
/*
 * The name that two columns of the header have of which only one can count, or
 * empty: a slice of its cells.
 */
struct str header_twice(const struct header *header, const struct str *cells);
/*
 * The columns with a name of which nothing is read: their indices in the
 * record, in order, to indices, which has room for all. Returns how many.
 */
size_t header_unused(const struct header *header, const struct str *cells,
    uint32_t *indices);
void header_release(struct header *header);

#endif
