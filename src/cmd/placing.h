#ifndef CMD_PLACING_H
#define CMD_PLACING_H

#include <stdint.h>

#include "base/buf.h"

/*
 * Lines of a note's work tree that another text of it, HEAD's or the index's,
 * does not have yet are put there alone, as somebody stages single lines by
 * hand: between the lines that they stand between, or for the lines that they
 * have replaced. Appends to out the text with them, in its line ends; lines
 * from number on, n of them. Returns the number of the first in out, or 0 where
 * it can't be told what the lines belong to: an item or heading above them is
 * new, too, or there is more or less around them than was there before.
 */
uint32_t placing_put(struct buf *out, struct str text, struct str tree,
    uint32_t number, uint32_t n);

#endif
