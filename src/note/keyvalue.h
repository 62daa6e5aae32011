#ifndef NOTE_KEYVALUE_H
#define NOTE_KEYVALUE_H

#include "base/day.h"
#include "note/keys.h"

/*
 * Appends to out the value of a key as it is to stand in a note: as typed,
 * with dates (also 2w, fri, tomorrow: counted from today) as YYYY-MM-DD.
 * Returns NULL, or what the key wants instead, as "a date (2026-12-01, 2w)".
 */
const char *keyvalue_add(struct buf *out, enum key key, struct str typed,
    day_t today);
/*
 * Can it be the name of a key? A letter, then letters, digits, '-', '_', '.'
 * and blanks; not too long.
 */
bool keyvalue_is_key(struct str name);

#endif
