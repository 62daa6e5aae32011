#ifndef OUT_TSV_H
#define OUT_TSV_H

#include "base/buf.h"

/*
 * Appends s with tab, newline, CR and backslash as \t \n \r \\, so that it is
 * one field of one line. All other bytes are as they were. s must not lie in
 * out.
 */
void tsv_escape(struct buf *out, struct str s);

#endif
