#ifndef BASE_PLAIN_H
#define BASE_PLAIN_H

#include "base/buf.h"

/*
 * Text of notes as any other program can take it: valid UTF-8, each byte that
 * was none being U+FFFD, without control characters and byte order marks. s
 * must not lie in out.
 */

/*
 * Appends s as one line: runs of blanks, line ends and controls are one space,
 * none at the ends; what else can't be seen (unicode_unsafe) is left out.
 */
void plain_line(struct buf *out, struct str s);
/*
 * Appends s with its lines, which LF ends whatever ended them, and its tabs;
 * other controls are left out.
 */
void plain_text(struct buf *out, struct str s);
/* The same with a space for each line end and tab. */
void plain_flat(struct buf *out, struct str s);

#endif
