#ifndef NOTE_DOUBLE_H
#define NOTE_DOUBLE_H

#include "note/read.h"

/*
 * Warns, "double-entry", of each entry that has the day, people, channel and
 * text of one above it in the note that has just been read: as two machines
 * leave them whose notes were merged line by line. Days are what is counted,
 * so they do no harm there. Headings are left alone, and so are entries
 * without a text: what stands below tells them apart.
 */
void double_find(struct reader *r, const struct source *source);

#endif
