#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * A civil day of the proleptic Gregorian calendar as the number of days since
 * 1970-01-01. No time zone is in it: only day_today knows of one. Years 0001
 * to 9999 are valid; every function that could leave them says DAY_NONE.
 */
typedef int32_t day_t;
#define DAY_NONE INT32_MIN

/*
 * Years and months are calendar steps and clamped: 31 January + 1m = 28 or 29
 * February. Neither part is below zero.
 */
struct span {
	int32_t months; /* years are 12 of them, quarters 3 */
	int32_t days;   /* weeks are 7 of them */
};

/* DAY_NONE for what is no calendar date. */
day_t day_from(int year, int month, int mday);
/* 0, 0, 0 for what is no day. */
void day_split(day_t day, int *year, int *month, int *mday);
/* The local date of the machine; DAY_NONE when its clock is beyond use. */
day_t day_today(void);
/* 0 Sunday … 6 Saturday */
int day_weekday(day_t day);
/* Clamps to the month's end, months first; DAY_NONE out of range. */
day_t day_add(day_t day, struct span span);
/* The same step backwards. */
day_t day_sub(day_t day, struct span span);

/* YYYY-MM-DD and a NUL; nothing but the NUL for what is no day. */
enum { DAY_TEXT = 11 };
void day_format(day_t day, char text[DAY_TEXT]);

/*
 * A date at the start of s: 2026-12-01, 2026/12/01 or 20261201, not followed
 * by a digit. Returns the bytes taken, 0 when s does not start with the shape
 * of a date. A date-shaped text that is no date (2026-02-30) is taken too and
 * sets *day to DAY_NONE, so that it can be reported. Of eight bare digits that
 * are no date only those of 1900 to 2099 are: the rest are numbers of
 * something else. *day is DAY_NONE too when 0 is returned.
 */
size_t day_scan(struct str s, day_t *day);
/*
 * Bytes of three numbers at the start of s that look like a date, whoever reads
 * them: 2026-1-5, 2026.01.05, 5/1/2026 (one has four digits, the others one or
 * two); or 0. Every date of day_scan that is not bare digits looks like one.
 */
size_t day_resembling(struct str s);
/*
 * The whole of s is one date as day_scan takes it, and a real one. On false
 * *day may have been set to DAY_NONE.
 */
bool day_parse(struct str s, day_t *day);

/*
 * A duration: 2w 10d 3m 1q 1y, "3 months", or ISO 8601's P1Y6M (years, months,
 * weeks, days in this order, each at most once, no times and no fractions); a
 * bare number is days if bare_days. The whole of s, without case. m is a
 * month. False, and *span as it was, for anything else, for zero and for more
 * than the calendar's 9999 years.
 */
bool span_parse(struct str s, bool bare_days, struct span *span);
/*
 * A cadence: a duration (a bare number is days), "every 2 weeks", "every
 * month", or daily weekly biweekly bi-weekly fortnightly monthly quarterly
 * half-yearly yearly annually. False as span_parse.
 */
bool cadence_parse(struct str s, struct span *span);
/*
 * The shortest form that span_parse reads: 2w, 10d, 3m, 1y, P1M5D. No span at
 * all is 0d, which it does not read.
 */
enum { SPAN_TEXT = 32 };
void span_format(struct span span, char text[SPAN_TEXT]);

/* Which weekday "fri" means. */
enum when {
	WHEN_COMING, /* the next one, today's name means in a week */
	WHEN_RECENT, /* the most recent one, today's name means today */
};

/*
 * A date as it is typed on the command line: a date, today tomorrow yesterday,
 * a weekday (three letters or the whole name), a duration (2w: from today on;
 * "in 2w"; "2w ago"), eow (the Sunday that ends the week, today on a Sunday)
 * eom eoy. Without case. False for anything else and for a day out of range;
 * *day means nothing then.
 */
bool when_parse(struct str s, day_t today, enum when when, day_t *day);

#endif
