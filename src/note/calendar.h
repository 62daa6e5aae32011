#ifndef NOTE_CALENDAR_H
#define NOTE_CALENDAR_H

#include "base/input.h"
#include "note/read.h"

/*
 * Reads the follow-ups and birthdays of a calendar (RFC 5545) into source:
 * events and tasks as netgrep export --to ics writes them, which name people
 * in the SUMMARY and the kind in CATEGORIES; and tasks that have ATTENDEEs. All
 * else is passed over. A profile is somebody who is named. SOURCE_OTHER where
 * there is no calendar in it; it is no kind of source in notes.
 */
void calendar_read(struct reader *r, const struct input *input,
    struct source *source);

#endif
