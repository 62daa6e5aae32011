#ifndef FUZZ_PIECES_H
#define FUZZ_PIECES_H

#include "base/input.h"
#include "base/unicode.h"

/* What the targets share that read a stream, in whatever pieces it comes. */

/* An input that comes so many bytes at a time. */
struct pieces {
	struct str rest;
	size_t n;
};

static inline int
more(void *context, struct buf *out)
{
	struct pieces *pieces = context;

	buf_add(out, str_upto(pieces->rest, pieces->n));
	if (!pieces->rest.len)
		return 0;
	pieces->rest = str_from(pieces->rest, pieces->n);
	return 1;
}

static inline void
add_utf16(struct buf *out, struct str s)
{
	int32_t cp;
	size_t n;
	int k;

	buf_puts(out, "\xff\xfe");
	for (; s.len; s = str_from(s, n)) {
		n = unicode_next(s, &cp);
		for (k = cp >= 0x10000; k >= 0; k--) {
			int32_t unit = cp < 0x10000 ? cp :
			    k ? 0xd7c0 + (cp >> 10) : 0xdc00 + (cp & 0x3ff);

			buf_addc(out, (char)(unit & 0xff));
			buf_addc(out, (char)(unit >> 8));
		}
	}
}

#endif
