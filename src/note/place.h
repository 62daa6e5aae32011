#ifndef NOTE_PLACE_H
#define NOTE_PLACE_H

#include "note/walk.h"

/*
 * Sets what a line begins with: whether it is a task, the date that is its own,
 * and the text behind them. Reports dates that are none.
 */
void place_read(struct walk *w, struct place *p);

#endif
