#ifndef NOTE_CHARSET_H
#define NOTE_CHARSET_H

#include "base/buf.h"

/* Old encodings of tables to UTF-8. */

/*
 * Appends s, which begins with a UTF-16 byte order mark, to out as UTF-8
 * without the mark; false, and nothing appended, where there is none. Half
 * pairs and a last odd byte become U+FFFD.
 */
bool charset_utf16(struct buf *out, struct str s);
/*
 * Appends s to out, taken as Windows-1252: what "Latin-1" means in practice
 * (WHATWG Encoding). Every byte has a meaning there, so this can't fail.
 */
void charset_latin1(struct buf *out, struct str s);

#endif
