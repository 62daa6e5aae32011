#ifndef NOTE_CARD_H
#define NOTE_CARD_H

#include "note/sheet.h"

/*
 * A row of a contact table: a profile, unless it has neither a name nor an
 * email (which then is the name).
 */
void card_read(struct sheet *t, const struct csv_row *row);

#endif
