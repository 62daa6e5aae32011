#ifndef CMD_UNITS_H
#define CMD_UNITS_H

#include "cmd/changes.h"

/*
 * Tells the changes of all notes apart, once the book is there. -1 with an
 * error when a note is no longer what it was.
 */
int units_find(struct changes *c);

#endif
