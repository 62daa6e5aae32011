/* What Unicode says of text: keys of names, columns, what is unsafe. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/unicode.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static void
assert_str(struct str s, const char *expected)
{
	if (!str_eq(s, str_of(expected)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(s), expected);
}

/* The text of a code point, in room for 4 bytes. */
static struct str
encode(int32_t cp, char room[4])
{
	return (struct str){ room, (size_t)utf8proc_encode_char(cp,
	    (utf8proc_uint8_t *)room) };
}

static void
test_next(void **state)
{
	static const struct {
		const char *text;
		size_t len, taken;
		int32_t cp; /* -1: not UTF-8 */
	} cases[] = {
		{ "a", 1, 1, 'a' }, { "\0", 1, 1, 0 }, { "\x7f", 1, 1, 0x7f },
		{ "\u00e9x", 3, 2, 0xe9 }, { "李", 3, 3, 0x674e },
		{ "\U0001f469", 4, 4, 0x1f469 }, { "\xf4\x8f\xbf\xbf", 4, 4,
		    0x10ffff },
		{ "\xed\x9f\xbf", 3, 3, 0xd7ff }, { "\xee\x80\x80", 3, 3,
		    0xe000 },
		{ "\xef\xbf\xbf", 3, 3, 0xffff }, /* a noncharacter is fine */
		/* cut off, though the bytes behind are there */
		{ "\u00e9", 1, 1, -1 }, { "李", 1, 1, -1 }, { "李", 2, 1, -1 },
		{ "\U0001f469", 3, 1, -1 }, { "\xc3(", 2, 1, -1 },
		{ "\xe6\x9d(", 3, 1, -1 }, { "\xf0\x9f\x91(", 4, 1, -1 },
		/* lone continuation, never used bytes */
		{ "\x80", 1, 1, -1 }, { "\xbf\xbf", 2, 1, -1 },
		{ "\xfe\x80\x80\x80", 4, 1, -1 }, { "\xff", 1, 1, -1 },
		/* overlong */
		{ "\xc0\x80", 2, 1, -1 }, { "\xc1\xbf", 2, 1, -1 },
		{ "\xe0\x9f\xbf", 3, 1, -1 }, { "\xf0\x8f\xbf\xbf", 4, 1, -1 },
		/* surrogates, beyond U+10FFFF, five bytes */
		{ "\xed\xa0\x80", 3, 1, -1 }, { "\xed\xbf\xbf", 3, 1, -1 },
		{ "\xf4\x90\x80\x80", 4, 1, -1 }, { "\xf5\x80\x80\x80", 4, 1,
		    -1 },
		{ "\xf8\x88\x80\x80\x80", 5, 1, -1 },
	};
	struct str s;
	char *exact;
	int32_t cp;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		exact = mem_resize(NULL, cases[i].len, 1);
		memcpy(exact, cases[i].text, cases[i].len);
		s = (struct str){ exact, cases[i].len };
		assert_int_equal(unicode_next(s, &cp), cases[i].taken);
		if (cases[i].cp < 0)
			assert_true(cp < 0);
		else
			assert_int_equal(cp, cases[i].cp);
		assert_int_equal(unicode_valid(s), cases[i].cp >= 0);
		free(exact);
	}
}

static void
test_every_code_point(void **state)
{
	int32_t cp, back;
	char room[4];
	struct str s;

	(void)state;
	for (cp = 0; cp <= 0x10ffff; cp++) {
		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		s = encode(cp, room);
		if (unicode_next(s, &back) != s.len || back != cp)
			fail_msg("U+%X", cp);
	}
}

static void
test_valid(void **state)
{
	char text[64];
	size_t i;

	(void)state;
	assert_true(unicode_valid(STR_NONE));
	assert_true(unicode_valid(STR("a\0b")));
	assert_true(unicode_valid(STR("Zoë, José und 李雷: 12345678 👩\u200d🚀")));
	/* a bad byte at every place of the words that are read at once */
	for (i = 0; i < sizeof(text); i++) {
		memset(text, 'a', sizeof(text));
		text[i] = '\xe9';
		assert_false(unicode_valid((struct str){ text, sizeof(text) }));
	}
}

static void
test_fold(void **state)
{
	static const struct {
		const char *text, *key;
	} cases[] = {
		{ "Ana Ruiz", "ana ruiz" },
		{ "  Ana \t\r\n Ruiz  ", "ana ruiz" },
		{ "", "" }, { " \t ", "" },
		{ "\u00a0Ana\u2003\u3000Ruiz\xc2\x85\u2028", "ana ruiz" },
		{ "a\vb\fc", "a b c" },
		{ "JOSÉ", "josé" },
		{ "Jose\u0301", "jos\u00e9" },
		{ "JOSE\u0301", "jos\u00e9" },
		/* full folding */
		{ "Straße", "strasse" }, { "STRASSE", "strasse" },
		{ "STRA\u1e9eE", "strasse" }, { "\ufb01n", "fin" },
		{ "Σίσυφος", "σίσυφοσ" }, { "ΣΊΣΥΦΟΣ", "σίσυφοσ" },
		/* no locale's i: the dotless one is a letter of its own */
		{ "IRMAK", "irmak" }, { "I\u015e\u0131k", "i\u015f\u0131k" },
		{ "\u0130pek", "i\u0307pek" }, { "I\u0307pek", "i\u0307pek" },
		/* the iota subscript, in both orders of its marks */
		{ "\u1fb4", "\u03ac\u03b9" },
		{ "\u03b1\u0301\u0345", "\u03ac\u03b9" },
		{ "\u03b1\u0345\u0301", "\u03ac\u03b9" },
		{ "\u1fb3\u0301", "\u03ac\u03b9" },
		/* marks of different classes are sorted */
		{ "q\u0307\u0323", "q\u0323\u0307" },
		{ "q\u0323\u0307", "q\u0323\u0307" },
		{ "\u212b", "\u00e5" }, { "\u1112\u1161\u11ab", "\ud55c" },
		{ "한", "\ud55c" }, { "李雷", "李雷" },
		{ "が", "\u304c" }, { "か\u3099", "\u304c" },
		{ "Ёлка", "ёлка" }, { "\u0958", "\u0915\u093c" },
		{ "👩\u200d🚀 ANA", "👩\u200d🚀 ana" },
		/* bytes that are no UTF-8 stay, what is around them folds */
		{ "Ren\xe9 \xc9MILE", "ren\xe9 \xc9mile" },
		{ "\xff\xfe", "\xff\xfe" },
		{ "E\u0301\xff" "E\u0301", "\u00e9\xff\u00e9" },
		{ "E\xcc", "e\xcc" }, { "É\xed\xa0\x80É", "é\xed\xa0\x80é" },
	};
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		buf_clear(&out);
		unicode_fold(&out, str_of(cases[i].text));
		assert_str(buf_str(&out), cases[i].key);
		/* a key is its own key */
		buf_clear(&out);
		unicode_fold(&out, str_of(cases[i].key));
		assert_str(buf_str(&out), cases[i].key);
	}
	buf_clear(&out);
	buf_puts(&out, "kept:");
	unicode_fold(&out, STR(" A "));
	unicode_fold(&out, STR_NONE);
	assert_str(buf_str(&out), "kept:a");
	buf_clear(&out);
	unicode_fold(&out, STR("A\0B É\0"));
	assert_true(str_eq(buf_str(&out), STR("a\0b é\0")));
	buf_release(&out);
}

/* All of Unicode: the composed and the decomposed form have one key. */
static void
test_fold_forms(void **state)
{
	struct buf key = { 0 }, other = { 0 };
	char text[8] = "";
	utf8proc_uint8_t *nfd;
	struct str s;
	int32_t cp;

	(void)state;
	for (cp = 1; cp <= 0x10ffff; cp++) {
		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		s = encode(cp, text);
		text[s.len] = '\0';
		nfd = utf8proc_NFD((utf8proc_uint8_t *)text);
		assert_non_null(nfd);
		buf_clear(&key);
		buf_clear(&other);
		unicode_fold(&key, s);
		unicode_fold(&other, str_of((char *)nfd));
		free(nfd);
		if (!str_eq(buf_str(&key), buf_str(&other)))
			fail_msg("U+%X", cp);
		buf_clear(&other);
		unicode_fold(&other, buf_str(&key));
		if (!str_eq(buf_str(&key), buf_str(&other)))
			fail_msg("U+%X: the key of the key", cp);
	}
	buf_release(&key);
	buf_release(&other);
}

/* Longer than any room on the stack, and marks without end. */
static void
test_fold_long(void **state)
{
	/* the last: no mark by its class, two marks when decomposed */
	static const char *const marks[] = { "\u0301", "\u0301\u0323",
		"\u0344", "\u0f73" };
	struct buf text = { 0 }, key = { 0 }, again = { 0 };
	size_t i, j;

	(void)state;
	for (i = 0; i < 1000; i++)
		buf_puts(&text, "E\u0301");
	unicode_fold(&key, buf_str(&text));
	assert_int_equal(key.len, 2000);
	for (i = 0; i < key.len; i += 2)
		assert_memory_equal(key.ptr + i, "\u00e9", 2);
	for (i = 0; i < N(marks); i++) {
		buf_clear(&text);
		buf_clear(&key);
		buf_clear(&again);
		buf_addc(&text, 'E');
		for (j = 0; j < 200000; j++)
			buf_puts(&text, marks[i]);
		unicode_fold(&key, buf_str(&text));
		unicode_fold(&again, buf_str(&text));
		assert_true(str_eq(buf_str(&key), buf_str(&again)));
		assert_true(unicode_valid(buf_str(&key)));
	}
	buf_release(&text);
	buf_release(&key);
	buf_release(&again);
}

static void
test_fold_is_of_no_locale(void **state)
{
	static const char *const locales[] = { "tr_TR.UTF-8", "de_DE.UTF-8",
		"C.UTF-8", "C" };
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(locales); i++) {
		if (!setlocale(LC_ALL, locales[i]))
			continue;
		buf_clear(&out);
		unicode_fold(&out, STR("TITI I\u0131\u0130"));
		assert_str(buf_str(&out), "titi i\u0131i\u0307");
		assert_true(str_ieq(STR("TITI"), STR("titi")));
	}
	setlocale(LC_ALL, "C");
	buf_release(&out);
}

static void
test_width(void **state)
{
	static const struct {
		int32_t cp;
		int width;
	} cases[] = {
		{ 'a', 1 }, { 0xe9, 1 }, { 0x674e, 2 }, { 0xac00, 2 },
		{ 0xff21, 2 }, { 0x3000, 2 }, { 0x1f469, 2 }, { 0x301, 0 },
		{ 0x20dd, 0 }, { 0x200b, 0 }, { 0x200d, 0 }, { 0xfe0f, 0 },
		{ 0, 0 }, { '\n', 0 }, { 0x7f, 0 }, { 0x9b, 0 }, { 0x1160, 0 },
		{ 0x1161, 0 }, { 0x1100, 2 }, { 0xe000, 1 }, { 0x260e, 1 },
		{ 0xfffd, 1 }, { -1, 1 }, { INT32_MIN, 1 }, { INT32_MAX, 1 },
		{ 0x110000, 1 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++)
		if (unicode_width(cases[i].cp) != cases[i].width)
			fail_msg("U+%X", (unsigned)cases[i].cp);
}

static void
test_clusters(void **state)
{
	static const struct {
		const char *text;
		size_t taken;
		int width;
	} cases[] = {
		{ "ab", 1, 1 }, { "a", 1, 1 }, { "\xc3\xa9x", 2, 1 },
		{ "e\u0301x", 3, 1 }, { "e\u0301\u0323\u20ddx", 8, 1 },
		{ "李雷", 3, 2 }, { "한", 3, 2 },
		{ "\u1112\u1161\u11abx", 9, 2 }, /* the same, in its parts */
		{ "か\u3099x", 6, 2 }, { "कि ", 6, 1 },
		/* emoji: alone, with a tone, joined, in emoji style, keycap */
		{ "👩x", 4, 2 }, { "👍🏽x", 8, 2 }, { "👩\u200d🚀x", 11, 2 },
		{ "👨\u200d👩\u200d👧\u200d👦👍", 25, 2 },
		{ "\u260e\ufe0fx", 6, 2 }, { "\u260ex", 3, 1 },
		{ "\u2764\ufe0f\u200d🔥x", 13, 2 }, { "1\ufe0f\u20e3x", 7, 2 },
		{ "a\ufe0fx", 4, 1 },
		/* flags go in pairs */
		{ "🇵🇹🇪🇸", 8, 2 }, { "🇵x", 4, 1 },
		/* England: a flag of tag characters */
		{ "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067"
		    "\U000e007fx", 28, 2 },
		/* nothing to see */
		{ "\u0301x", 2, 0 }, { "\u200bx", 3, 0 }, { "\nx", 1, 0 },
		{ "\r\nx", 2, 0 }, { "\rx", 1, 0 }, { "\x1b[0m", 1, 0 },
		{ "\x7f", 1, 0 },
		/* a byte that is no UTF-8 ends one and is one */
		{ "\xffx", 1, 1 }, { "a\xcc", 1, 1 }, { "é\xff\u0301", 2, 1 },
		{ "\xed\xa0\x80", 1, 1 },
	};
	size_t i, taken;
	int width;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		taken = unicode_cluster(str_of(cases[i].text), &width);
		if (taken != cases[i].taken || width != cases[i].width)
			fail_msg("%s: %zu bytes, %d columns", cases[i].text,
			    taken, width);
	}
}

static void
test_columns(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
	} cases[] = {
		{ "", 0 }, { "Ana Ruiz", 8 }, { "Zoe\u0308", 3 },
		{ "李雷 Li", 7 }, { "👩\u200d🚀 Maya", 7 },
		{ "🇵🇹🇪🇸", 4 }, { "🇵🇹🇪", 3 }, { "a\tb\n", 2 },
		{ "Ren\xe9!", 5 }, { "한국", 4 }, { "\u05d0\u05d1", 2 },
	};
	struct buf marks = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++)
		if (unicode_columns(str_of(cases[i].text)) != cases[i].columns)
			fail_msg("%s", cases[i].text);
	assert_int_equal(unicode_columns(STR_NONE), 0);
	buf_addc(&marks, 'e');
	for (i = 0; i < 100000; i++)
		buf_puts(&marks, "\u0301");
	assert_int_equal(unicode_columns(buf_str(&marks)), 1);
	buf_release(&marks);
}

static void
test_letters(void **state)
{
	static const int32_t letters[] = { 'a', 'Z', 0xe9, 0x131, 0x674e,
		0x5d0, 0x2b0, 0x1c5 };
	static const int32_t digits[] = { '0', '9', 0x660, 0xff11 };
	static const int32_t none[] = { '_', '-', ' ', 0, 0x301, 0xbd, 0x2164,
		0x1f469, -1, 0x110000, INT32_MAX, INT32_MIN, 0xd800 };
	size_t i;

	(void)state;
	for (i = 0; i < N(letters); i++) {
		assert_true(unicode_letter(letters[i]));
		assert_false(unicode_digit(letters[i]));
	}
	for (i = 0; i < N(digits); i++) {
		assert_true(unicode_digit(digits[i]));
		assert_false(unicode_letter(digits[i]));
	}
	for (i = 0; i < N(none); i++) {
		assert_false(unicode_letter(none[i]));
		assert_false(unicode_digit(none[i]));
	}
}

static void
test_unsafe(void **state)
{
	static const struct {
		int32_t first, last;
		bool unsafe;
	} cases[] = {
		{ 0, 0x1f, true }, { ' ', '~', false }, { 0x7f, 0x9f, true },
		{ 0xa0, 0xac, false }, { 0xad, 0xad, true },
		{ 0xae, 0x34e, false }, { 0x34f, 0x34f, true },
		{ 0x600, 0x605, false }, /* drawn around a number */
		{ 0x61c, 0x61c, true }, { 0x6dd, 0x6dd, false },
		{ 0x180b, 0x180d, false }, { 0x180e, 0x180e, true },
		{ 0x200b, 0x200b, true }, { 0x200c, 0x200d, false },
		{ 0x200e, 0x200f, true }, { 0x2010, 0x2027, false },
		{ 0x2028, 0x202e, true }, { 0x202f, 0x205f, false },
		{ 0x2060, 0x2064, true }, { 0x2066, 0x206f, true },
		{ 0x3000, 0x3163, false }, { 0x3164, 0x3164, true },
		{ 0x4e00, 0x9fff, false }, { 0xac00, 0xd7a3, false },
		{ 0xd800, 0xdfff, true }, { 0xe000, 0xf8ff, false },
		{ 0xfe00, 0xfe0f, false }, { 0xfeff, 0xfeff, true },
		{ 0xfff9, 0xfffb, true }, { 0xfffd, 0xfffd, false },
		{ 0x1d173, 0x1d17a, true }, { 0x1f1e6, 0x1f1ff, false },
		{ 0x1f300, 0x1f64f, false }, { 0xe0000, 0xe007f, true },
		{ 0xe0100, 0xe01ef, false }, { 0x110000, 0x110010, true },
		{ -3, -1, true }, { INT32_MAX, INT32_MAX, true },
		{ INT32_MIN, INT32_MIN, true },
	};
	int64_t cp;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++)
		for (cp = cases[i].first; cp <= cases[i].last; cp++)
			if (unicode_unsafe((int32_t)cp) != cases[i].unsafe)
				fail_msg("U+%X", (unsigned)cp);
}

static void
test_slug(void **state)
{
	static const struct {
		const char *name, *slug;
	} cases[] = {
		{ "Ana Ruiz", "ana-ruiz" }, { "  Ana   Ruiz ", "ana-ruiz" },
		{ "René Ó", "rene-o" }, { "Rene\u0301 O\u0301", "rene-o" },
		{ "Zoë O'Brien-Smith, Jr.", "zoe-o-brien-smith-jr" },
		{ "李雷", "李雷" }, { "李雷 (Ray)", "李雷-ray" },
		{ "Straße", "strasse" }, { "Łukasz Øre", "łukasz-øre" },
		{ "\u0130pek I\u015e\u0131k", "ipek-is\u0131k" },
		{ "Nguyễn Văn Đức", "nguyen-van-đuc" },
		{ "x\u0302\u0323y", "xy" },
		/* marks that are no accents stay with their letter */
		{ "Андрей", "андрей" }, { "がぎ", "がぎ" },
		{ "की", "की" }, { "한국", "한국" },
		{ "H2O 2", "h2o-2" }, { "٣", "٣" },
		/* nothing in it can leave the folder or hide */
		{ "../../etc/passwd", "etc-passwd" }, { ".hidden", "hidden" },
		{ "-rf", "rf" }, { "a/b\\c:d", "a-b-c-d" },
		{ "a\u202eb\u200bc", "abc" }, { "a\nb\x1b[0m", "a-b-0m" },
		{ "\u0301\u0301a", "a" }, { "👩\u200d🚀 Maya", "maya" },
		{ "葛\U000e0100城", "葛城" }, { "a\u3164b", "ab" },
		{ "Ren\xe9\xff!", "ren" }, { "\xff", "" },
		{ "", "" }, { "---", "" }, { "🙂", "" }, { "李\xffx", "李-x" },
	};
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		buf_clear(&out);
		unicode_slug(&out, str_of(cases[i].name));
		assert_str(buf_str(&out), cases[i].slug);
	}
	buf_clear(&out);
	buf_puts(&out, "people/");
	unicode_slug(&out, STR("Ana"));
	assert_str(buf_str(&out), "people/ana");
	buf_clear(&out);
	unicode_slug(&out, STR("a\0b"));
	assert_str(buf_str(&out), "a-b");
	buf_release(&out);
}

/* Any bytes: nothing is read beyond the end, everything moves on. */
static void
test_noise(void **state)
{
	static const unsigned char menu[] = { 'a', ' ', 0, '\r', '\n', 0xcc,
		0x81, 0xf0, 0x9f, 0x91, 0xa9, 0xe2, 0x80, 0x8d, 0xef, 0xb8,
		0x8f, 0xff, 0xcd, 0x85, 0xe1, 0xbe, 0xb3, 0xed };
	uint32_t random = 1;
	struct buf out = { 0 };
	size_t i, round, len;
	struct str s;
	char *bytes;
	int width;

	(void)state;
	for (round = 0; round < 20000; round++) {
		len = round % 40 + 1;
		bytes = mem_resize(NULL, len, 1);
		for (i = 0; i < len; i++) {
			random = random * 1664525 + 1013904223;
			bytes[i] = (char)(random & 1 << 20 ?
			    menu[(random >> 24) % sizeof(menu)] : random >> 24);
		}
		s = (struct str){ bytes, len };
		buf_clear(&out);
		unicode_fold(&out, s);
		unicode_slug(&out, s);
		unicode_columns(s);
		while (s.len) {
			i = unicode_cluster(s, &width);
			assert_in_range(i, 1, s.len);
			assert_in_range(width, 0, 2);
			s = str_from(s, i);
		}
		free(bytes);
	}
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_every_code_point),
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_fold_forms),
		cmocka_unit_test(test_fold_long),
		cmocka_unit_test(test_fold_is_of_no_locale),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_clusters),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_letters),
		cmocka_unit_test(test_unsafe),
		cmocka_unit_test(test_slug),
		cmocka_unit_test(test_noise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
