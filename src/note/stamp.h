#ifndef NOTE_STAMP_H
#define NOTE_STAMP_H

#include "base/day.h"

/*
 * The dates of exported tables. The start of value is the date, a time may
 * stand behind it: ISO 8601 (2021-06-22 21:33:05 UTC), 09 Jan 2024, 7-Jan-22,
 * January 9, 2024, 9.1.2024 and the American 9/15/18, 3:04 AM; a weekday may
 * stand before it. Two digits of a year mean 1969 to 2068, as in POSIX. False,
 * with DAY_NONE, for anything else. No zone is applied: the day is the one
 * that is written.
 */
bool stamp_parse(struct str value, day_t *day);

#endif
