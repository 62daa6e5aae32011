#ifndef NOTE_OCCASION_H
#define NOTE_OCCASION_H

#include "note/walk.h"

/*
 * A dated note as a whole: sets whom its keys or its name name, and adds the
 * one interaction with them that it is (DESIGN 5, c).
 */
void occasion_read(struct walk *w);

#endif
