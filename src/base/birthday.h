#ifndef BASE_BIRTHDAY_H
#define BASE_BIRTHDAY_H

#include "base/day.h"

/* Of a birthday without a year; a leap year, so that 29 February is one. */
enum { BIRTHDAY_NO_YEAR = 1604 };

/*
 * 1984-04-17 as day_parse has it, or without a year --04-17, --0417, 04-17: a
 * day of BIRTHDAY_NO_YEAR then. The whole of s; false for anything else.
 */
bool birthday_parse(struct str s, day_t *day);
/*
 * The first anniversary that is today or later, 29 February being the 28th in
 * other years; *age is the years between, 0 when the year is not known. A day
 * in the future has none: DAY_NONE.
 */
day_t birthday_next(day_t born, day_t today, int *age);

#endif
