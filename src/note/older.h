#ifndef NOTE_OLDER_H
#define NOTE_OLDER_H

#include "note/record.h"

/*
 * Days of older entries while they are gathered, in any order. However often
 * they are added, there is no more room than four times what the different ones
 * need. Zero-initialised it is empty.
 */
struct older_days {
	day_t *v;
	uint32_t n, cap;
};

void older_add(struct older_days *days, day_t day);
/* Brings them into order, each once. */
void older_sort(struct older_days *days);
void older_clear(struct older_days *days);
void older_release(struct older_days *days);

#endif
