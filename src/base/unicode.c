#include "base/unicode.h"

#include <stdlib.h>

#include <utf8proc.h>

#include "base/mem.h"

enum {
	/*
	 * utf8proc sorts marks by insertion, which is quadratic in a run of
	 * them. 30 is the bound of UAX 15's stream-safe text.
	 */
	MARKS_MAX = 30,
	CPS = 128, /* code points on the stack: longer than nearly any word */
	NOT_UTF8 = -1,
	ZWNJ = 0x200c,
	ZWJ = 0x200d,
	KEYCAP = 0x20e3,
	EMOJI_STYLE = 0xfe0f, /* variation selector 16 */
};

static bool
ascii(char c)
{
	return (unsigned char)c < 0x80;
}

size_t
unicode_next(struct str s, int32_t *cp)
{
	utf8proc_ssize_t n;

	if (ascii(s.ptr[0])) {
		*cp = (unsigned char)s.ptr[0];
		return 1;
	}
	n = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr,
	    s.len < 4 ? (utf8proc_ssize_t)s.len : 4, cp);
	if (n > 0)
		return (size_t)n;
	*cp = NOT_UTF8;
	return 1;
}

/* Bytes at the start of s that are ASCII. */
static size_t
ascii_span(struct str s)
{
	uint64_t word;
	size_t i = 0;

	for (; s.len - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, s.ptr + i, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < s.len && ascii(s.ptr[i]))
		i++;
	return i;
}

bool
unicode_valid(struct str s)
{
	int32_t cp;

	while ((s = str_from(s, ascii_span(s))).len) {
		s = str_from(s, unicode_next(s, &cp));
		if (cp < 0)
			return false;
	}
	return true;
}

static const utf8proc_property_t *
property(int32_t cp)
{
	return utf8proc_get_property(cp);
}

/* Unicode's White_Space. */
static bool
is_space(int32_t cp)
{
	if (cp < 0x80)
		return cp >= 0 && ch_space((char)cp);
	switch (property(cp)->category) {
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return cp == 0x85;
	}
}

static bool
is_mark(int32_t cp)
{
	utf8proc_propval_t category = property(cp)->category;

	return category >= UTF8PROC_CATEGORY_MN &&
	    category <= UTF8PROC_CATEGORY_ME;
}

/* Appends valid s normalised as the options of utf8proc say. */
static void
normalise(struct buf *out, struct str s, utf8proc_option_t how)
{
	const utf8proc_uint8_t *from = (const utf8proc_uint8_t *)s.ptr;
	utf8proc_ssize_t len = (utf8proc_ssize_t)s.len, n;
	utf8proc_int32_t stack[CPS], *cps = stack;

	/* one more than it may use: utf8proc_reencode adds a NUL */
	n = utf8proc_decompose_custom(from, len, cps, CPS - 1, how, NULL, NULL);
	if (n > CPS - 1) {
		cps = mem_resize(NULL, (size_t)n + 1, sizeof(*cps));
		n = utf8proc_decompose_custom(from, len, cps, n, how, NULL,
		    NULL);
	}
	if (n >= 0)
		n = utf8proc_reencode(cps, n, how);
	if (n >= 0)
		buf_add(out, (struct str){ (const char *)cps, (size_t)n });
	else
		buf_add(out, s);
	if (cps != stack)
		free(cps);
}

/*
 * Whether the iota subscript is in it: it folds to a letter, so that marks
 * behind it must have been sorted before (Unicode, D145). Nothing else needs
 * that.
 */
static bool
has_iota_subscript(int32_t cp)
{
	return cp == 0x345 || (cp >= 0x1f80 && cp <= 0x1fff);
}

static void
fold_valid(struct buf *out, struct str s, bool sort_first)
{
	utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE |
	    UTF8PROC_CASEFOLD;
	struct buf sorted = { 0 };

	if (sort_first) {
		normalise(&sorted, s, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
		s = buf_str(&sorted);
	}
	if (s.len)
		normalise(out, s, how);
	buf_release(&sorted);
}

/* Folds a word, in pieces: between invalid bytes and in endless marks. */
static void
fold_word(struct buf *out, struct str s)
{
	size_t at = 0, from = 0, n;
	bool sort_first = false;
	int marks = 0;
	int32_t cp;

	for (; at < s.len; at += n) {
		n = unicode_next(str_from(s, at), &cp);
		marks = cp >= 0 && is_mark(cp) ? marks + 1 : 0;
		if (cp >= 0 && marks <= MARKS_MAX) {
			sort_first |= has_iota_subscript(cp);
			continue;
		}
		fold_valid(out, str_upto(str_from(s, from), at - from),
		    sort_first);
		sort_first = has_iota_subscript(cp);
		marks = cp >= 0;
		from = at;
		if (cp < 0) {
			buf_addc(out, s.ptr[at]);
			from += n;
		}
	}
	fold_valid(out, str_from(s, from), sort_first);
}

static void
lower_word(struct buf *out, struct str s)
{
	char *to = buf_reserve(out, s.len);
	size_t i;

	for (i = 0; i < s.len; i++)
		to[i] = ch_lower(s.ptr[i]);
	out->len += s.len;
}

/* Bytes at the start of s that are white space. */
static size_t
space_span(struct str s)
{
	size_t i = 0, n;
	int32_t cp;

	for (; i < s.len; i += n) {
		n = unicode_next(str_from(s, i), &cp);
		if (!is_space(cp))
			break;
	}
	return i;
}

/* Bytes at the start of s that are none; *plain when they are all ASCII. */
static size_t
word_span(struct str s, bool *plain)
{
	size_t i = 0, n;
	int32_t cp;

	*plain = true;
	for (; i < s.len; i += n) {
		n = unicode_next(str_from(s, i), &cp);
		if (is_space(cp))
			break;
		*plain &= cp >= 0 && cp < 0x80;
	}
	return i;
}

/* All of s in one go, as most is: ASCII, with single blanks between words. */
static bool
fold_plain(struct buf *out, struct str s)
{
	char *to = buf_reserve(out, s.len), before = ' ';
	size_t i;

	for (i = 0; i < s.len; i++) {
		if (!ascii(s.ptr[i]) || (ch_space(s.ptr[i]) &&
		    (s.ptr[i] != ' ' || before == ' ')))
			return false;
		before = to[i] = ch_lower(s.ptr[i]);
	}
	if (before == ' ')
		return false;
	out->len += s.len;
	return true;
}

void
unicode_fold(struct buf *out, struct str s)
{
	struct str word;
	bool first = true, plain;

	if (fold_plain(out, s))
		return;
	while ((s = str_from(s, space_span(s))).len) {
		word = str_upto(s, word_span(s, &plain));
		s = str_from(s, word.len);
		if (!first)
			buf_addc(out, ' ');
		first = false;
		if (plain)
			lower_word(out, word);
		else
			fold_word(out, word);
	}
}

int
unicode_width(int32_t cp)
{
	/* vowels and finals of Hangul stand inside the first letter's cell */
	if ((cp >= 0x1160 && cp <= 0x11ff) || (cp >= 0xd7b0 && cp <= 0xd7ff))
		return 0;
	return utf8proc_charwidth(cp);
}

/* Columns of a cluster that has taken cp after what made it width wide. */
static int
cluster_grow(int width, int32_t cp, int32_t before, int32_t first)
{
	int w = unicode_width(cp);
	int bound = property(first)->boundclass;

	if (cp == EMOJI_STYLE &&
	    bound == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC)
		w = 2;
	else if (cp == KEYCAP && before == EMOJI_STYLE)
		w = 2;
	else if (bound == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR &&
	    property(cp)->boundclass == bound)
		w = 2;
	return w > width ? w : width;
}

size_t
unicode_cluster(struct str s, int *width)
{
	int32_t first, before, cp, state = 0;
	size_t at, n;

	/* an ASCII letter before another, that is, nearly all text */
	if (ascii(s.ptr[0]) && s.ptr[0] != '\r' &&
	    (s.len == 1 || ascii(s.ptr[1]))) {
		*width = s.ptr[0] >= ' ' && s.ptr[0] != 0x7f;
		return 1;
	}
	at = unicode_next(s, &first);
	*width = unicode_width(first);
	if (first < 0)
		return at;
	for (before = first; at < s.len; at += n, before = cp) {
		n = unicode_next(str_from(s, at), &cp);
		if (cp < 0 || utf8proc_grapheme_break_stateful(before, cp,
		    &state))
			break;
		*width = cluster_grow(*width, cp, before, first);
	}
	return at;
}

size_t
unicode_columns(struct str s)
{
	size_t columns = 0;
	int width;

	while (s.len) {
		s = str_from(s, unicode_cluster(s, &width));
		columns += (size_t)width;
	}
	return columns;
}

bool
unicode_letter(int32_t cp)
{
	utf8proc_propval_t category = property(cp)->category;

	return category >= UTF8PROC_CATEGORY_LU &&
	    category <= UTF8PROC_CATEGORY_LO;
}

bool
unicode_upper(int32_t cp)
{
	utf8proc_propval_t category = property(cp)->category;

	return category == UTF8PROC_CATEGORY_LU ||
	    category == UTF8PROC_CATEGORY_LT;
}

bool
unicode_digit(int32_t cp)
{
	return property(cp)->category == UTF8PROC_CATEGORY_ND;
}

static bool
is_variation_selector(int32_t cp)
{
	return (cp >= 0xfe00 && cp <= 0xfe0f) ||
	    (cp >= 0x180b && cp <= 0x180d) || cp == 0x180f ||
	    (cp >= 0xe0100 && cp <= 0xe01ef);
}

bool
unicode_unsafe(int32_t cp)
{
	const utf8proc_property_t *p;

	if (cp < 0x7f)
		return cp < ' ';
	if (cp > 0x10ffff || (cp >= 0xe0000 && cp <= 0xe007f))
		return true;
	if (cp == ZWJ || cp == ZWNJ || is_variation_selector(cp))
		return false;
	p = property(cp);
	switch (p->category) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	case UTF8PROC_CATEGORY_CF:
		/* those that are drawn, around the number behind them */
		return p->boundclass != UTF8PROC_BOUNDCLASS_PREPEND;
	default:
		return p->ignorable;
	}
}

/* The ASCII letter or digit that cp is but for its accents, or NUL. */
static char
ascii_base(int32_t cp)
{
	utf8proc_int32_t parts[8];
	int last = 0;

	if (cp < 0)
		return '\0';
	if (cp >= 0x80) {
		if (utf8proc_decompose_char(cp, parts, 8, UTF8PROC_DECOMPOSE,
		    &last) < 1)
			return '\0';
		cp = parts[0];
	}
	if (cp < 0x80 && (ch_alpha((char)cp) || ch_digit((char)cp)))
		return (char)cp;
	return '\0';
}

/* What a code point is to a word of a slug. */
enum slug {
	SLUG_END,    /* parts words */
	SLUG_ASCII,  /* its base, without the accents */
	SLUG_KEEP,   /* a letter, digit or mark that stays as it is */
	SLUG_NOTHING /* leaves no trace */
};

static enum slug
slug_kind(int32_t cp, enum slug before)
{
	if (ascii_base(cp))
		return SLUG_ASCII;
	if (property(cp)->ignorable)
		return SLUG_NOTHING;
	if (is_mark(cp))
		return before == SLUG_KEEP ? SLUG_KEEP : SLUG_NOTHING;
	return unicode_letter(cp) || unicode_digit(cp) ? SLUG_KEEP : SLUG_END;
}

void
unicode_slug(struct buf *out, struct str s)
{
	enum slug kind, before = SLUG_END;
	struct buf folded = { 0 };
	bool first = true;
	int32_t cp;
	size_t n;

	unicode_fold(&folded, s);
	for (s = buf_str(&folded); s.len; s = str_from(s, n)) {
		n = unicode_next(s, &cp);
		kind = slug_kind(cp, before);
		if (kind == SLUG_NOTHING)
			continue;
		if (kind != SLUG_END) {
			if (before == SLUG_END && !first)
				buf_addc(out, '-');
			first = false;
		}
		if (kind == SLUG_ASCII)
			buf_addc(out, ascii_base(cp));
		else if (kind == SLUG_KEEP)
			buf_add(out, str_upto(s, n));
		before = kind;
	}
	buf_release(&folded);
}
