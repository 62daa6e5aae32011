#ifndef NOTE_CHARSET_H
#define NOTE_CHARSET_H

#include "base/buf.h"

/* Old encodings of tables to UTF-8. */

/* UTF-8 is also what is none of the others, such as Latin-1. */
enum charset {
	CHARSET_UTF8,
	CHARSET_UTF16LE,
	CHARSET_UTF16BE,
};

/*
 * What a text is in that begins with s: by its byte order mark, whose length
 * goes to *mark, or in UTF-16 without one by the zero bytes of ASCII.
 */
enum charset charset_find(struct str s, size_t *mark);
/*
 * Appends s, a piece of UTF-16, to out as UTF-8. Returns how many bytes were
 * taken: what is left belongs in front of the next piece. In the last piece
 * all are: half pairs, and a last odd byte, become U+FFFD.
 */
size_t charset_utf16(struct buf *out, struct str s, enum charset charset,
    bool last);
/*
 * Appends s to out, taken as Windows-1252: what "Latin-1" means in practice
 * (WHATWG Encoding). Every byte has a meaning there, so this can't fail.
 */
void charset_latin1(struct buf *out, struct str s);

#endif
