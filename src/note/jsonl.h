#ifndef NOTE_JSONL_H
#define NOTE_JSONL_H

#include "base/input.h"
#include "note/read.h"

/*
 * Reads what netgrep export --to jsonl writes, a person a line, into source: a
 * profile, their entries, and the follow-ups that are open and stand in none
 * of these. Keys may be missing, and others are passed over. A line that is no
 * object with a name is an error. It is no kind of source in notes.
 */
void jsonl_read(struct reader *r, const struct input *input,
    struct source *source);

#endif
