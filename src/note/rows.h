#ifndef NOTE_ROWS_H
#define NOTE_ROWS_H

#include "base/buf.h"
#include "note/csv.h"

struct rows_row {
	size_t first, n; /* in ends */
	uint32_t line;
};

/* Copies of rows of a table. Zero-initialised there are none. */
struct rows {
	struct buf text;   /* of all fields, one behind the other */
	VEC(size_t) ends;  /* where each of them ends in text */
	VEC(struct rows_row) list;
	struct strs fields; /* of the row that was asked for last */
};

void rows_add(struct rows *rows, const struct csv_row *row);
/* The i-th, until another is asked for or added. */
struct csv_row rows_get(struct rows *rows, size_t i);
void rows_clear(struct rows *rows);
void rows_release(struct rows *rows);

#endif
