#ifndef NOTE_SHEET_H
#define NOTE_SHEET_H

#include "base/map.h"
#include "note/csv.h"
#include "note/group.h"
#include "note/header.h"
#include "note/read.h"
#include "note/rows.h"

enum { SHEET_WARNINGS = 100 }; /* listed of one kind in one file */

/* A table while it is read; what the readers of its rows share. */
struct sheet {
	struct reader *r;
	struct source *source;
	struct header header;
	bool found;         /* the header … */
	struct rows first;  /* … which is this row */
	size_t columns;     /* of the header, that the row at hand has */
	uint32_t *unused;   /* columns of which nothing is read … */
	size_t unused_n;
	size_t empty_n;     /* … of which so many at the end had no value yet */
	bool any;           /* a row was read */
	uint32_t records;   /* seen while looking for it, … */
	size_t near;        /* … the most names of columns that one had … */
	const char *missing; /* … and what it lacks, a literal or NULL; */
	bool binary;        /* it has NUL bytes */
	uint32_t ragged;    /* rows longer than the header */
	uint32_t bad_dates; /* values */
	uint32_t rounded;   /* telephone numbers */
	enum stamp_order order; /* of its dates, STAMP_NONE: not known (yet) */
	bool looking;       /* for it … */
	struct rows waiting; /* … and rows that begin with one that needs it */
	uint32_t either;    /* dates that could be two, … */
	uint32_t either_line; /* … and the first of them */
	struct map known;   /* what rows repeat (names, URLs), kept once: */
	struct strs strings;
	struct groups groups; /* of rows, unless all are asked for */
	struct buf key;       /* of the row at hand among them */
	struct buf word;      /* a cell in lower case */
	struct map calls;     /* what such words say of a call */
};

/* A copy in the reader's arena, one for all that are equal. */
struct str sheet_intern(struct sheet *t, struct str s);
/*
 * Trimmed; rows may be shorter than the header: empty. Without what only keeps
 * a spreadsheet from calculating: '=1+1, ="0049".
 */
struct str sheet_cell(const struct csv_row *row,
    const struct header_column *column);
/* The first value that stands in a column of that role and key, or empty. */
struct str sheet_first(const struct sheet *t, const struct csv_row *row,
    enum header_role role, enum key key);
/* A link of Notion without what it leads to: "Ana Ruiz (https://…)". */
struct str sheet_unlinked(struct str s);
/* Reports a value that is no date, or could be two. */
void sheet_bad_date(struct sheet *t, struct str value, uint32_t line);
/* Gives what rows were joined to the reader; says what was not listed. */
void sheet_end(struct sheet *t);
void sheet_release(struct sheet *t);

#endif
