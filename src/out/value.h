#ifndef OUT_VALUE_H
#define OUT_VALUE_H

#include "base/buf.h"
#include "report/rows.h"

/*
 * Appends a cell as text, nothing when it is missing: a day as YYYY-MM-DD,
 * hundredths as 1.17, the items of a list with joint between them. Text of the
 * notes goes through add (out_safe, tsv_escape, buf_add), the rest can't need
 * it. The same in every locale.
 */
void value_put(struct buf *out, const struct column *column,
    const struct cell *cell, const char *joint,
    void (*add)(struct buf *out, struct str s));
/* For those who align, or have numbers of their own: not text. */
bool value_numeric(const struct column *column);

#endif
