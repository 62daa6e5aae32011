#ifndef NOTE_EXCHANGE_H
#define NOTE_EXCHANGE_H

#include "note/sheet.h"

/*
 * A row of an interaction table: an entry of all whom its columns name.
 * The name beside a profile URL or an address counts only where that is nobody;
 * where it can't be said which names stand beside which URLs, they are in
 * tier 1.
 * Drafts, missed calls and rows without people give nothing.
 */
void exchange_read(struct sheet *t, const struct csv_row *row);

#endif
