#ifndef OUT_FORMAT_H
#define OUT_FORMAT_H

#include "base/buf.h"
#include "base/vec.h"
#include "report/rows.h"

/*
 * A template over columns: %{name} is the value of a column, %% a percent sign,
 * \t \n \\ as in C; everything else stands for itself. Borrows the text of the
 * template.
 */
struct format {
	VEC(struct format_part) parts;
	bool elide; /* a value that is missing takes the text before it along */
};

/*
 * -1 with a message appended to error when a % begins nothing or there is no
 * such column; *format is to be released nevertheless.
 */
int format_parse(struct format *format, const char *text,
    const struct columns *columns, struct buf *error);
/* Appends a row; value_put says what joint and add are. */
void format_put(struct buf *out, const struct format *format,
    const struct columns *columns, const struct cell *cells,
    const char *joint, void (*add)(struct buf *out, struct str s));
void format_release(struct format *format);

#endif
