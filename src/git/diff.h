#ifndef GIT_DIFF_H
#define GIT_DIFF_H

#include <stdint.h>

#include "base/buf.h"

/*
 * Appends the unified diff from one text of a file to another, as git prints
 * it; was_there: the file exists before. Any bytes.
 */
void diff_text(struct buf *out, struct str path, struct str was,
    bool was_there, struct str now);

/* Lines that stand in the place of others; either may be none. */
struct diff_run {
	uint32_t was, was_n; /* the first of them, from 1, and how many */
	uint32_t now, now_n;
};
struct diff_runs {
	struct diff_run *v;
	size_t n, cap;
};
/*
 * Appends the runs by which two texts differ, in order. Of none, was or now is
 * the line that they would stand before. -1 where git can't compare them.
 */
int diff_lines(struct diff_runs *runs, struct str was, struct str now);

#endif
