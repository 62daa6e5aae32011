#ifndef BOOK_RHYTHM_H
#define BOOK_RHYTHM_H

#include "base/day.h"

/* How often somebody is usually talked to, by the days of contact alone. */

enum {
	RHYTHM_DAYS = 4,  /* fewer days of contact are no rhythm … */
	RHYTHM_SPAN = 21, /* … nor are those within fewer days than that */
	RHYTHM_GAPS = 6,  /* the last ones, which count */
};

/*
 * The usual gap in days: the median of the last RHYTHM_GAPS gaps between
 * days, which are different and in order. Of an even number of gaps it is the
 * mean of the two in the middle, rounded down. 0: there is no rhythm.
 */
int32_t rhythm_gap(const day_t *days, size_t n);
/* Silent for longer than that many days somebody drifts away … */
int32_t rhythm_least(int32_t gap);
/* … until that many: then it is over, and no drifting any more. */
int32_t rhythm_most(int32_t gap);
/* Is somebody with that gap (0: none) who was silent for so long drifting? */
bool rhythm_drifts(int32_t gap, int32_t silent);

#endif
