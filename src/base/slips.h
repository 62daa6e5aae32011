#ifndef BASE_SLIPS_H
#define BASE_SLIPS_H

#include "base/str.h"

/*
 * How many slips of the pen make a of b: letters left out, put in, changed, or
 * two neighbours swapped; above most it says no more than that. Long texts
 * are never near.
 */
size_t slips(struct str a, struct str b, size_t most);

#endif
