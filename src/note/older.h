#ifndef NOTE_OLDER_H
#define NOTE_OLDER_H

#include "note/record.h"

/*
 * A day with its directions (enum direction), so that days of the same
 * direction are in their order.
 */
static inline day_t
older_pack(day_t day, uint8_t direction)
{
	return day * 8 + direction;
}

static inline uint8_t
older_direction(day_t packed)
{
	return (uint8_t)(packed & 7);
}

static inline day_t
older_day(day_t packed)
{
	return (packed - older_direction(packed)) / 8;
}

/*
 * Days of older entries, packed, while they are gathered, in any order. However
 * often they are added, there is no more room than four times what the
 * different ones need. Zero-initialised it is empty.
 */
struct older_days {
	day_t *v;
	uint32_t n, cap;
};

void older_add(struct older_days *days, day_t day, uint8_t direction);
/* Brings them into order, each once. */
void older_sort(struct older_days *days);
void older_clear(struct older_days *days);
void older_release(struct older_days *days);

#endif
