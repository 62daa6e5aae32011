#ifndef NOTE_STAMP_H
#define NOTE_STAMP_H

#include "base/day.h"

/* Which of the two numbers before a year is the day. */
enum stamp_order {
	STAMP_NONE,   /* unsaid; of a value: it is not written so */
	STAMP_DMY,    /* 31/12/2026 */
	STAMP_MDY,    /* 12/31/2026 */
	STAMP_EITHER, /* of a value: 3/4/2026 can be both */
};

/*
 * The dates of exported tables. The start of value is the date, a time may
 * stand behind it: ISO 8601 (2021-06-22 21:33:05 UTC), 09 Jan 2024, 7-Jan-22,
 * January 9, 2024, 9. Mai 2024, 9 de enero de 2024, 9.1.2024; and 9/15/18,
 * 3:04 AM or 15-9-2018, which order reads: without one only what can't be read
 * otherwise is a date. A weekday may stand before it. Months are known in the
 * languages of heading.h. Two digits of a year mean 1969 to 2068, as in POSIX.
 * False, with DAY_NONE, for anything else. No zone is applied: the day is the
 * one that is written.
 */
bool stamp_parse(struct str value, enum stamp_order order, day_t *day);
/* What a value says of the order of the others in its table. */
enum stamp_order stamp_order(struct str value);

#endif
