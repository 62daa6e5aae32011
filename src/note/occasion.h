#ifndef NOTE_OCCASION_H
#define NOTE_OCCASION_H

#include "note/walk.h"

/*
 * A note as a whole: sets whom the keys or the name of a dated one name, and
 * adds the one interaction with them that it is (DESIGN 5, c). One that is an
 * opportunity, dated or not, is that instead.
 */
void occasion_read(struct walk *w);

#endif
