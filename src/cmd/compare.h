#ifndef CMD_COMPARE_H
#define CMD_COMPARE_H

#include "cmd/edition.h"
#include "git/diff.h"

/*
 * What one text of a note says of people that another does not: facts are
 * compared and not lines, so that one that has moved, or stands at another
 * indent, is the same.
 */
struct compare {
	const struct edition *was, *now;
	struct diff_runs runs;
	/* By item of each: the one of the other that is the same fact … */
	uint32_t *was_same, *now_same;
	/* … or that it has changed from or to; else ITEM_NONE. */
	uint32_t *was_turned, *now_turned;
	bool *added; /* by line of now, from 1: it is in a run */
	bool *gone;  /* by line of was */
};

/* Both must outlive c. -1 where the lines can't be compared. */
int compare_make(struct compare *c, const struct edition *was,
    const struct edition *now);
/* The fact is new or has changed, and some line of it with it. */
bool compare_is_new(const struct compare *c, uint32_t item);
/*
 * The last line of what goes along with a fact: of somebody who was only
 * renamed not what they did.
 */
uint32_t compare_end(const struct compare *c, uint32_t item);
/* The fact of was is in now no more, not even changed. */
bool compare_is_gone(const struct compare *c, uint32_t item);
void compare_release(struct compare *c);

#endif
