#ifndef CMD_DRAFT_H
#define CMD_DRAFT_H

#include "cmd/recording.h"

/*
 * Puts the entry into the texts of every target's note, or of the dated note;
 * nothing is written. -1 with an error.
 */
int draft_entry(struct recording *rec);
/*
 * Begins with it while the index is being read, which writing_possible, to be
 * asked between the two, waits for.
 */
void draft_ahead(struct recording *rec);

#endif
