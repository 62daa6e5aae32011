#include "note/charset.h"

#include <stdint.h>

#define REPLACEMENT 0xfffdU

/* Windows-1252 from 0x80 to 0x9f; the five gaps are the C1 controls. */
static const uint16_t c1[32] = {
	0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
	0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

static void
put(struct buf *out, uint32_t cp)
{
	char *p = buf_reserve(out, 4);
	size_t n = 0;

	if (cp < 0x80) {
		p[n++] = (char)cp;
	} else if (cp < 0x800) {
		p[n++] = (char)(0xc0 | cp >> 6);
		p[n++] = (char)(0x80 | (cp & 0x3f));
	} else if (cp < 0x10000) {
		p[n++] = (char)(0xe0 | cp >> 12);
		p[n++] = (char)(0x80 | (cp >> 6 & 0x3f));
		p[n++] = (char)(0x80 | (cp & 0x3f));
	} else {
		p[n++] = (char)(0xf0 | cp >> 18);
		p[n++] = (char)(0x80 | (cp >> 12 & 0x3f));
		p[n++] = (char)(0x80 | (cp >> 6 & 0x3f));
		p[n++] = (char)(0x80 | (cp & 0x3f));
	}
	out->len += n;
}

static uint32_t
unit(struct str s, size_t at, bool little)
{
	uint32_t a = (unsigned char)s.ptr[at], b = (unsigned char)s.ptr[at + 1];

	return little ? a | b << 8 : a << 8 | b;
}

/* Whether of the first four bytes every second, and no other, is zero. */
static bool
alternates(struct str s, size_t zero)
{
	size_t i;

	for (i = 0; i < 4; i++)
		if (i >= s.len || !s.ptr[i] != (i % 2 == zero))
			return false;
	return true;
}

enum charset
charset_find(struct str s, size_t *mark)
{
	*mark = 2;
	if (str_starts(s, STR("\xff\xfe")))
		return CHARSET_UTF16LE;
	if (str_starts(s, STR("\xfe\xff")))
		return CHARSET_UTF16BE;
	*mark = str_starts(s, STR("\xef\xbb\xbf")) ? 3 : 0;
	if (alternates(s, 1))
		return CHARSET_UTF16LE;
	return alternates(s, 0) ? CHARSET_UTF16BE : CHARSET_UTF8;
}

size_t
charset_utf16(struct buf *out, struct str s, enum charset charset, bool last)
{
	bool little = charset == CHARSET_UTF16LE;
	uint32_t cp, low;
	size_t i;

	for (i = 0; i + 1 < s.len; i += 2) {
		cp = unit(s, i, little);
		if (cp >= 0xd800 && cp < 0xdc00) {
			if (i + 3 >= s.len && !last)
				return i;
			low = i + 3 < s.len ? unit(s, i + 2, little) : 0;
			if (low >= 0xdc00 && low < 0xe000) {
				cp = 0x10000 + ((cp - 0xd800) << 10) +
				    (low - 0xdc00);
				i += 2;
			}
		}
		put(out, cp >= 0xd800 && cp < 0xe000 ? REPLACEMENT : cp);
	}
	if (i < s.len && last) {
		put(out, REPLACEMENT);
		i++;
	}
	return i;
}

void
charset_latin1(struct buf *out, struct str s)
{
	unsigned char c;
	size_t i;

	for (i = 0; i < s.len; i++) {
		c = (unsigned char)s.ptr[i];
		put(out, c >= 0x80 && c < 0xa0 ? c1[c - 0x80] : c);
	}
}
