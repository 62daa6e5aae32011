#ifndef OUT_FIT_H
#define OUT_FIT_H

#include "base/buf.h"
#include "report/rows.h"

/* How a table is made to fit a terminal. Widths are columns of the terminal. */
enum fit_role {
	FIT_PLAIN,
	FIT_FIXED, /* numbers and days: a part of one would be a lie */
	FIT_NAME,  /* who or what the row is about; kept to the last */
	FIT_FLEX,  /* text, takes the room that is left */
	FIT_PLACE, /* path:line, at the end */
	FIT_ROLES,
};

enum {
	FIT_GAP = 2,    /* blanks between columns */
	FIT_LEAST = 20, /* the narrowest terminal there is */
};

struct fit_column {
	enum column_show show;
	enum fit_role role;
	size_t wanted; /* by the widest cell; 0: the column is empty */
	size_t given;  /* 0: the column is left out */
};

/*
 * Sets given for all columns so that a line is at most room columns wide,
 * which is at least FIT_LEAST. Leaves out what is SHOW_WIDER, then SHOW_WIDE,
 * from the right, as soon as text, names and paths would have to be cramped
 * for it; cuts those next; and leaves out the rest, the name last.
 */
void fit_columns(struct fit_column *v, size_t n, size_t room);
/*
 * Appends the start (or the end) of s, which is wider than width, with "…" for
 * the rest, cut between grapheme clusters. width is at least 1. Returns the
 * columns taken: width, or one less before a wide letter.
 */
size_t fit_start(struct buf *out, struct str s, size_t width);
size_t fit_end(struct buf *out, struct str s, size_t width);

#endif
