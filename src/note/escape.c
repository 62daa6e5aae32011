#include "note/escape.h"

#include <stdint.h>

static void
add_code(struct buf *out, uint32_t cp)
{
	if (cp < 0x80) {
		buf_addc(out, (char)cp);
	} else if (cp < 0x800) {
		buf_addc(out, (char)(0xc0 | cp >> 6));
		buf_addc(out, (char)(0x80 | (cp & 0x3f)));
	} else if (cp < 0x10000) {
		buf_addc(out, (char)(0xe0 | cp >> 12));
		buf_addc(out, (char)(0x80 | (cp >> 6 & 0x3f)));
		buf_addc(out, (char)(0x80 | (cp & 0x3f)));
	} else {
		buf_addc(out, (char)(0xf0 | cp >> 18));
		buf_addc(out, (char)(0x80 | (cp >> 12 & 0x3f)));
		buf_addc(out, (char)(0x80 | (cp >> 6 & 0x3f)));
		buf_addc(out, (char)(0x80 | (cp & 0x3f)));
	}
}

/* The hexadecimal digits of \u and \U; -1 for no character. */
static int
unescape_code(struct buf *out, struct str digits)
{
	uint32_t cp = 0;
	size_t i;
	char c;

	for (i = 0; i < digits.len; i++) {
		c = ch_lower(digits.ptr[i]);
		if (!ch_digit(c) && (c < 'a' || c > 'f'))
			return -1;
		cp = cp << 4 | (uint32_t)(ch_digit(c) ? c - '0' :
		    c - 'a' + 10);
	}
	if (cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
		return -1;
	add_code(out, cp);
	return 0;
}

/* One escape, at its backslash; its bytes, or 0. */
static size_t
unescape(struct buf *out, struct str s)
{
	static const char from[] = "btnfre\"\\", to[] = "\b\t\n\f\r\x1b\"\\";
	const char *c = s.len > 1 && s.ptr[1] ? strchr(from, s.ptr[1]) : NULL;
	size_t n = s.len > 1 && s.ptr[1] == 'u' ? 4 :
	    s.len > 1 && s.ptr[1] == 'U' ? 8 : 0;

	if (c) {
		buf_addc(out, to[c - from]);
		return 2;
	}
	if (n && s.len >= n + 2)
		return unescape_code(out, str_upto(str_from(s, 2), n)) == -1 ?
		    0 : n + 2;
	/* a line goes on */
	for (n = 1; n < s.len && ch_space(s.ptr[n]); n++)
		;
	return n > 1 && memchr(s.ptr, '\n', n) ? n : 0;
}

bool
escape_undo(struct buf *out, struct str s)
{
	size_t i, n;

	for (i = 0; i < s.len; i += n) {
		n = 1;
		if (s.ptr[i] != '\\')
			buf_addc(out, s.ptr[i]);
		else if (!(n = unescape(out, str_from(s, i))))
			return false;
	}
	return true;
}
