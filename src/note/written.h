#ifndef NOTE_WRITTEN_H
#define NOTE_WRITTEN_H

#include "base/buf.h"
#include "base/day.h"

/*
 * Dates as people write them into notes: at the start of a line, in headings,
 * links, cells of tables and names of files. What is typed on a command line is
 * for when_parse, and the dates of exported tables for stamp_parse.
 */

/*
 * A date at the start of s: what day_scan takes; 2026.05.02 and 2026_05_02; and
 * in words 2 May 2026, May 2nd, 2026, Sep. 14, 2020, 2. Mai 2026, 2 de mayo de
 * 2026 (German, French, Spanish, Portuguese, Italian and Dutch names in full).
 * A weekday may stand before it, and is not compared with it. Numbers of which
 * it is not certain which one is the month are no date. As with day_scan the
 * bytes taken are returned, 0 for none, and *day is DAY_NONE for none and for
 * what is no day of the calendar.
 */
size_t written_scan(struct str s, day_t *day);
/* Bytes of a weekday at the start of s that is a word of its own, or 0. */
size_t written_weekday(struct str s);
/*
 * Appends day as like is written: a date that written_scan takes, with its
 * weekday, or a weekday alone; else as 2026-05-02.
 */
void written_add(struct buf *out, struct str like, day_t day);

#endif
