#ifndef CMD_DAILY_H
#define CMD_DAILY_H

#include "cmd/session.h"

/* The paths of a journal's notes, one a day. */

/* The newest dated note whose name is nothing but a date, or NULL. */
const struct source *daily_newest(const struct session *s);
/*
 * Appends the path with another day wherever its own stands in it: also in
 * the folders (2026/2026-11/2026-11-02.md), in words, and as a weekday.
 */
void daily_add_like(struct buf *out, struct str path, day_t was, day_t day);
/* Appends a template, with the parts of the day for %Y, %m and %d. */
void daily_add_template(struct buf *out, struct str template, day_t day);

#endif
