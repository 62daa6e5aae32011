#ifndef NOTE_TABLE_H
#define NOTE_TABLE_H

#include "base/input.h"
#include "note/read.h"

/*
 * Reads a .csv or .tsv file into source: a contact table gives a profile a
 * row, an interaction table entries; anything else is SOURCE_OTHER with
 * nothing in it. The header is looked for among the first 10 records (DESIGN
 * 3, FACTS 4).
 */
void table_read(struct reader *r, const struct input *input,
    struct source *source);

#endif
