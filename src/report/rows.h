#ifndef REPORT_ROWS_H
#define REPORT_ROWS_H

#include <stdint.h>

#include "base/day.h"
#include "base/str.h"

/* Rows: what every report gives and every output form takes. */
enum cell_type {
	CELL_TEXT,
	CELL_PATH,   /* relative to the root of the notes */
	CELL_DAY,
	CELL_NUMBER,
	CELL_RATIO,  /* number is hundredths: 117 is 1.17 */
	CELL_LIST,
};

struct cell {
	bool missing; /* empty in TSV, null in JSON, blank in a table */
	bool first;   /* of SHOW_PARTS: the first row of its part */
	struct str before; /* only in a table: stands before the value */
	union {
		struct str text; /* also of a path */
		day_t day;
		int64_t number;
		struct {
			const struct str *v;
			size_t n;
		} list;
	};
};

/* How a table for people shows a column; machine forms show all. */
enum column_show {
	SHOW_ALWAYS,
	SHOW_WIDE,    /* left out first where the terminal is narrow */
	SHOW_WIDER,   /* left out even before those */
	SHOW_NEVER,   /* not in tables */
	SHOW_FLEX,    /* takes the room that is left, cut with "…" */
	SHOW_LEAD,    /* stands before the next column's text, in its column */
	/* A brief rather than a table: parts with labels, and no header. */
	SHOW_PARTS,   /* not shown: a blank line parts the rows of one value */
	SHOW_LABEL,   /* not repeated below itself in a part */
};

struct column {
	const char *name;
	enum cell_type type;
	enum column_show show;
};

/* A column named path, with line and column, is one "path:line" in tables. */
struct columns {
	const struct column *v;
	size_t n;
	const char *vimgrep; /* template of the text for --vimgrep */
};

/*
 * Takes rows, one at a time, in their final order. cells has one for each
 * column and is valid during the call only.
 */
struct sink {
	void (*row)(struct sink *sink, const struct cell *cells);
	/* The last row, of what all the others come to; NULL: not wanted. */
	void (*sum)(struct sink *sink, const struct cell *cells);
};

#endif
