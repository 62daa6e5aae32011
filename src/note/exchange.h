#ifndef NOTE_EXCHANGE_H
#define NOTE_EXCHANGE_H

#include "note/sheet.h"

/*
 * A row of an interaction table: an entry of all whom its columns name.
 * Profile URLs and addresses stand in tier 0, the names beside them in tier 1.
 * Drafts and rows without people give nothing.
 */
void exchange_read(struct sheet *t, const struct csv_row *row);

#endif
