#include "base/plain.h"

#include "base/unicode.h"

/* Readers take it off where it stands first, as it was meant. */
enum { BYTE_ORDER_MARK = 0xfeff };

/* C0, DEL and C1. */
static bool
is_control(int32_t cp)
{
	return (cp >= 0 && cp < ' ') || (cp >= 0x7f && cp < 0xa0);
}

static bool
is_separator(int32_t cp)
{
	return cp == 0x2028 || cp == 0x2029;
}

static struct str
valid(struct str s, size_t n, int32_t cp)
{
	return cp < 0 ? STR("\xef\xbf\xbd") : str_upto(s, n);
}

void
plain_line(struct buf *out, struct str s)
{
	size_t n, start = out->len;
	bool space = false;
	int32_t cp;

	for (; s.len; s = str_from(s, n)) {
		n = unicode_next(s, &cp);
		if (cp == ' ' || is_control(cp) || is_separator(cp)) {
			space = true;
			continue;
		}
		if (cp >= 0 && unicode_unsafe(cp))
			continue;
		if (space && out->len > start)
			buf_addc(out, ' ');
		space = false;
		buf_add(out, valid(s, n, cp));
	}
}

/* Bytes at the start of s that are text as they are. */
static size_t
ascii_span(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' ||
		    (unsigned char)s.ptr[i] >= 0x7f)
			break;
	return i;
}

void
plain_text(struct buf *out, struct str s)
{
	int32_t cp;
	size_t n;

	for (;; s = str_from(s, n)) {
		n = ascii_span(s);
		buf_add(out, str_upto(s, n));
		s = str_from(s, n);
		if (!s.len)
			break;
		n = unicode_next(s, &cp);
		if (cp == '\r' && n < s.len && s.ptr[n] == '\n')
			continue;
		if (cp == '\r' || is_separator(cp))
			buf_addc(out, '\n');
		else if (cp == '\t' || cp == '\n' ||
		    (!is_control(cp) && cp != BYTE_ORDER_MARK))
			buf_add(out, valid(s, n, cp));
	}
}

void
plain_flat(struct buf *out, struct str s)
{
	size_t i = out->len;

	plain_text(out, s);
	for (; i < out->len; i++)
		if (out->ptr[i] == '\n' || out->ptr[i] == '\t')
			out->ptr[i] = ' ';
}
