#ifndef CMD_PORTION_H
#define CMD_PORTION_H

#include "cmd/compare.h"

/*
 * Appends to out the text c->was with some of the facts of c->now, wanted by
 * item of now, and nothing else of it: the lines that these facts stand on,
 * with what belongs to them and the headings and bullets above that are new
 * too, and without the lines that said the same before. Lines that can't be
 * parted from others take those with them. r reads the text again. -1, and
 * nothing appended, where not even so a text comes out that says this.
 */
int portion_take(const struct compare *c, const bool *wanted,
    struct reader *r, struct buf *out);

#endif
