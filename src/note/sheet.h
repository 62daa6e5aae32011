#ifndef NOTE_SHEET_H
#define NOTE_SHEET_H

#include "base/map.h"
#include "note/csv.h"
#include "note/group.h"
#include "note/header.h"
#include "note/read.h"

enum { SHEET_WARNINGS = 100 }; /* listed of one kind in one file */

/* A table while it is read; what the readers of its rows share. */
struct sheet {
	struct reader *r;
	struct source *source;
	struct header header;
	bool found;         /* the header */
	size_t columns;     /* of the header, that the row at hand has */
	uint32_t records;   /* seen while looking for it */
	uint32_t ragged;    /* rows longer than the header */
	uint32_t bad_dates; /* values */
	struct map known;   /* what rows repeat (names, URLs), kept once: */
	struct strs strings;
	struct groups groups; /* of rows, unless all are asked for */
	struct buf key;       /* of the row at hand among them */
	struct buf word;      /* a cell in lower case */
};

/* A copy in the reader's arena, one for all that are equal. */
struct str sheet_intern(struct sheet *t, struct str s);
/* Trimmed; rows may be shorter than the header: empty. */
struct str sheet_cell(const struct csv_row *row,
    const struct header_column *column);
/* The first value that stands in a column of that role and key, or empty. */
struct str sheet_first(const struct sheet *t, const struct csv_row *row,
    enum header_role role, enum key key);
/* Reports a value that is no date. */
void sheet_bad_date(struct sheet *t, struct str value, uint32_t line);
/* Gives what rows were joined to the reader; says what was not listed. */
void sheet_end(struct sheet *t);
void sheet_release(struct sheet *t);

#endif
