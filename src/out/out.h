#ifndef OUT_OUT_H
#define OUT_OUT_H

#include <stdio.h>

#include "base/buf.h"
#include "report/rows.h"

/* The output forms. Adding one is a file and one line in the table in out.c. */
enum out_form {
	OUT_TABLE,
	OUT_TSV,
	OUT_JSON,
	OUT_VIMGREP,
	OUT_FORMAT, /* --format TEMPLATE */
	OUT_DOT,    /* of rows that join people: see dot.c */
};

struct out_options {
	enum out_form form;
	const char *format; /* the template of OUT_FORMAT */
	bool header;        /* --header: TSV with a first line of names */
	bool nul;           /* -z: records end in NUL */
	bool terminal;      /* stdout is one: header, cut to the width */
	bool color;
	unsigned width;     /* columns of the terminal; 0: 80 */
	/* How to show a path to a person: tables, --vimgrep, messages. */
	struct str prefix;  /* the current directory from the root; "" at it */
	struct str root;    /* absolute root, for a current directory outside */
	bool outside;       /* the current directory is not in the notes */
};

/*
 * A sink that writes rows to f in a form. NULL, and a message (safe, without
 * a newline) is appended to error, when the template can't be read or names a
 * column that there is not. What options and columns point to must outlive
 * the sink; they themselves need not.
 */
struct sink *out_new(const struct out_options *options,
    const struct columns *columns, FILE *f, struct buf *error);
/*
 * Writes what is left, flushes f and frees the sink, but leaves f open. -1
 * with errno when anything could not be written, then or before.
 */
int out_finish(struct sink *sink);

/*
 * Appends s so that a terminal takes no orders from it: control characters,
 * bidi controls and broken UTF-8 as visible escapes: \x1b \x7f \xff, tab,
 * newline and CR as \t \n \r, C1 and what is invisible as <U+202E>. Safe text
 * is appended as it is, so a backslash is no proof of an escape. s must not lie
 * in out.
 */
void out_safe(struct buf *out, struct str s);
/*
 * A path, given from the root of the notes, as a person is to see it: from the
 * current directory, absolute when that is outside. Not yet made safe.
 */
void out_path(struct buf *out, struct str path,
    const struct out_options *options);

#endif
