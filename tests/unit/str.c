/* Slices, buffers, maps, arenas: the ground that everything stands on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static void
assert_str(struct str s, const char *expected)
{
	if (!str_eq(s, str_of(expected)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(s), expected);
}

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

static void
test_compare(void **state)
{
	static const struct {
		struct str a, b;
		int order;
		bool same; /* but for the case */
	} cases[] = {
		{ { "", 0 }, { NULL, 0 }, 0, true },
		{ { "a", 1 }, { "a", 1 }, 0, true },
		{ { "a", 1 }, { "A", 1 }, 1, true },
		{ { "a", 1 }, { "b", 1 }, -1, false },
		{ { "a", 1 }, { "ab", 2 }, -1, false },
		{ { NULL, 0 }, { "a", 1 }, -1, false },
		{ { "a\0b", 3 }, { "a\0c", 3 }, -1, false },
		{ { "a\0", 2 }, { "a", 1 }, 1, false },
		{ { "\xff", 1 }, { "a", 1 }, 1, false },
		{ { "@[`{", 4 }, { "`{@[", 4 }, -1, false },
		{ { "\xc3\xa9", 2 }, { "\xc3\x89", 2 }, 1, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		struct str a = cases[i].a, b = cases[i].b;

		assert_int_equal(sign(str_cmp(a, b)), cases[i].order);
		assert_int_equal(sign(str_cmp(b, a)), -cases[i].order);
		assert_int_equal(str_eq(a, b), cases[i].order == 0);
		assert_int_equal(str_ieq(a, b), cases[i].same);
		assert_int_equal(str_ieq(b, a), cases[i].same);
	}
	assert_int_equal(str_of(NULL).len, 0);
	assert_int_equal(STR("a\0b").len, 3);
	assert_int_equal(str_of("abc").len, 3);
}

static void
test_affixes(void **state)
{
	static const struct {
		const char *s, *affix;
		bool starts, istarts, ends, iends;
	} cases[] = {
		{ "", "", true, true, true, true },
		{ "abc", "", true, true, true, true },
		{ "", "a", false, false, false, false },
		{ "abab", "ab", true, true, true, true },
		{ "ABab", "ab", false, true, true, true },
		{ "abAB", "ab", true, true, false, true },
		{ "abc", "abc", true, true, true, true },
		{ "abc", "abcd", false, false, false, false },
		{ "xabc", "ab", false, false, false, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		struct str s = str_of(cases[i].s), a = str_of(cases[i].affix);

		assert_int_equal(str_starts(s, a), cases[i].starts);
		assert_int_equal(str_istarts(s, a), cases[i].istarts);
		assert_int_equal(str_ends(s, a), cases[i].ends);
		assert_int_equal(str_iends(s, a), cases[i].iends);
	}
	assert_true(str_starts(STR_NONE, STR_NONE));
	assert_true(str_ends(STR("a"), STR_NONE));
}

static void
test_search(void **state)
{
	static const struct {
		const char *s, *needle;
		size_t at;
	} cases[] = {
		{ "", "", 0 }, { "abc", "", 0 }, { "", "a", SIZE_MAX },
		{ "abc", "a", 0 }, { "abc", "c", 2 }, { "abc", "d", SIZE_MAX },
		{ "aab", "ab", 1 }, { "aaab", "aab", 1 }, { "abc", "bc", 1 },
		{ "abc", "bcd", SIZE_MAX }, { "abc", "abc", 0 },
		{ "abc", "abcd", SIZE_MAX }, { "aaaa", "ab", SIZE_MAX },
		{ "%%a%%", "%%", 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++)
		assert_int_equal(str_find(str_of(cases[i].s),
		    str_of(cases[i].needle)), cases[i].at);
	assert_int_equal(str_find(STR_NONE, STR("a")), SIZE_MAX);
	assert_int_equal(str_find(STR("a\0b"), STR("\0b")), 1);
	/* not in what stands behind the slice */
	assert_int_equal(str_find(str_upto(STR("abc"), 2), STR("bc")),
	    SIZE_MAX);
	assert_int_equal(str_chr(STR("abca"), 'a'), 0);
	assert_int_equal(str_rchr(STR("abca"), 'a'), 3);
	assert_int_equal(str_chr(STR("abc"), 'x'), SIZE_MAX);
	assert_int_equal(str_rchr(STR("abc"), 'x'), SIZE_MAX);
	assert_int_equal(str_chr(STR_NONE, 'a'), SIZE_MAX);
	assert_int_equal(str_rchr(STR_NONE, 'a'), SIZE_MAX);
	assert_int_equal(str_chr(STR("a\0b"), '\0'), 1);
}

static void
test_parts(void **state)
{
	static const struct {
		const char *s, *both, *left, *right;
	} cases[] = {
		{ "", "", "", "" }, { " \t\r\n\v\f", "", "", "" },
		{ " a b ", "a b", "a b ", " a b" }, { "a", "a", "a", "a" },
		{ "\xc2\xa0" "a", "\xc2\xa0" "a", "\xc2\xa0" "a",
		    "\xc2\xa0" "a" },
	};
	struct str s = STR("abc");
	size_t i;

	(void)state;
	assert_str(str_from(s, 0), "abc");
	assert_str(str_from(s, 2), "c");
	assert_str(str_from(s, 3), "");
	assert_str(str_from(s, SIZE_MAX), "");
	assert_ptr_equal(str_from(s, SIZE_MAX).ptr, s.ptr + 3);
	assert_null(str_from(STR_NONE, 5).ptr);
	assert_str(str_upto(s, 0), "");
	assert_str(str_upto(s, 2), "ab");
	assert_str(str_upto(s, SIZE_MAX), "abc");
	for (i = 0; i < N(cases); i++) {
		assert_str(str_trim(str_of(cases[i].s)), cases[i].both);
		assert_str(str_ltrim(str_of(cases[i].s)), cases[i].left);
		assert_str(str_rtrim(str_of(cases[i].s)), cases[i].right);
	}
	assert_int_equal(str_trim(STR_NONE).len, 0);
}

static void
test_cut(void **state)
{
	static const struct {
		const char *s, *parts; /* with | after each */
	} cases[] = {
		{ "", "|" }, { "a", "a|" }, { "a,b", "a|b|" },
		{ "a,,", "a|||" }, { ",", "||" }, { ",a", "|a|" },
	};
	struct buf got = { 0 };
	struct str rest, part;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		buf_clear(&got);
		rest = str_of(cases[i].s);
		while (str_cut(&rest, ',', &part)) {
			buf_add(&got, part);
			buf_addc(&got, '|');
		}
		assert_str(buf_str(&got), cases[i].parts);
	}
	rest = STR_NONE;
	assert_false(str_cut(&rest, ',', &part));
	buf_release(&got);
}

static void
test_line(void **state)
{
	static const struct {
		const char *s, *lines; /* with | after each */
	} cases[] = {
		{ "", "" }, { "a", "a|" }, { "a\n", "a|" }, { "\n", "|" },
		{ "\n\n", "||" }, { "a\r\nb\r\n", "a|b|" }, { "a\rb\n",
		    "a\rb|" },
		{ "a\r", "a|" }, { "a\r\r\n", "a\r|" }, { "a\n\nb", "a||b|" },
		{ "\r\n", "|" },
	};
	struct buf got = { 0 };
	struct str rest, line;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		buf_clear(&got);
		rest = str_of(cases[i].s);
		while (str_line(&rest, &line)) {
			buf_add(&got, line);
			buf_addc(&got, '|');
		}
		assert_str(buf_str(&got), cases[i].lines);
	}
	rest = STR_NONE;
	assert_false(str_line(&rest, &line));
	assert_true(str_has_line(STR("a\r\nb"), STR("a")));
	assert_true(str_has_line(STR("a\r\nb"), STR("b")));
	assert_false(str_has_line(STR("ab\nb"), STR("a")));
	assert_false(str_has_line(STR_NONE, STR("")));
	buf_release(&got);
}

static void
test_ascii(void **state)
{
	int c;

	(void)state;
	for (c = -128; c < 256; c++) {
		char ch = (char)c;
		bool upper = c >= 'A' && c <= 'Z';

		assert_int_equal(ch_digit(ch), c >= '0' && c <= '9');
		assert_int_equal(ch_alpha(ch),
		    upper || (c >= 'a' && c <= 'z'));
		assert_int_equal(ch_blank(ch), c == ' ' || c == '\t');
		assert_int_equal(ch_space(ch), c == ' ' || (c >= 9 && c <= 13));
		assert_int_equal(ch_lower(ch), upper ? c + 32 : ch);
	}
}

static void
test_buf(void **state)
{
	struct buf b = { 0 };
	size_t i;

	(void)state;
	assert_int_equal(buf_str(&b).len, 0);
	assert_string_equal(buf_cstr(&b), "");
	buf_add(&b, STR_NONE);
	buf_puts(&b, NULL);
	buf_puts(&b, "ab");
	buf_addc(&b, '\0');
	buf_add(&b, STR("c"));
	assert_true(str_eq(buf_str(&b), STR("ab\0c")));
	buf_clear(&b);
	buf_printf(&b, "%s-%d", "x", 42);
	buf_printf(&b, "%s", "");
	assert_string_equal(buf_cstr(&b), "x-42");
	assert_int_equal(b.len, 4);
	buf_clear(&b);
	for (i = 0; i < 100000; i++)
		buf_addc(&b, (char)('a' + i % 26));
	assert_int_equal(b.len, 100000);
	assert_int_equal(b.ptr[99999], 'a' + 99999 % 26);
	buf_printf(&b, "%0500d", 7);
	assert_int_equal(b.len, 100500);
	buf_release(&b);
	buf_release(&b);
	assert_null(b.ptr);
}

static void
test_splice(void **state)
{
	static const struct {
		size_t offset, len;
		const char *by, *result;
	} cases[] = {
		{ 0, 0, "", "abcdef" }, { 0, 0, "xy", "xyabcdef" },
		{ 6, 0, "xy", "abcdefxy" }, { 2, 2, "xy", "abxyef" },
		{ 2, 2, "", "abef" }, { 2, 2, "vwxyz", "abvwxyzef" },
		{ 0, 6, "", "" }, { 0, 6, "x", "x" }, { 3, 1, "x", "abcxef" },
	};
	struct buf b = { 0 };
	size_t i;

	(void)state;
	buf_splice(&b, 0, 0, STR_NONE);
	assert_int_equal(b.len, 0);
	for (i = 0; i < N(cases); i++) {
		buf_release(&b);
		buf_puts(&b, "abcdef");
		buf_splice(&b, cases[i].offset, cases[i].len,
		    str_of(cases[i].by));
		assert_str(buf_str(&b), cases[i].result);
	}
	buf_release(&b);
}

static void
test_map(void **state)
{
	enum { KEYS = 20000 };
	static char texts[KEYS][12];
	struct map m = { 0 };
	uint32_t *value, i;
	bool added;

	(void)state;
	assert_null(map_get(&m, STR("a")));
	for (i = 0; i < KEYS; i++) {
		snprintf(texts[i], sizeof(texts[i]), "key%u", i);
		value = map_put(&m, str_of(texts[i]), i, &added);
		assert_true(added);
		assert_int_equal(*value, i);
	}
	assert_int_equal(m.n, KEYS);
	for (i = 0; i < KEYS; i++) {
		value = map_get(&m, str_of(texts[i]));
		assert_non_null(value);
		assert_int_equal(*value, i);
		assert_ptr_equal(m.items[i].key, texts[i]);
	}
	assert_null(map_get(&m, STR("key")));
	assert_null(map_get(&m, STR("KEY1")));
	map_release(&m);
	assert_null(map_get(&m, STR("key1")));
	map_release(&m);
}

static void
test_map_reserve(void **state)
{
	enum { KEYS = 1000 };
	static char texts[KEYS][12];
	struct map m = { 0 };
	uint32_t *first, i;

	(void)state;
	map_put(&m, STR("first"), 7, NULL);
	map_reserve(&m, KEYS + 1);
	first = map_get(&m, STR("first"));
	assert_int_equal(*first, 7);
	for (i = 0; i < KEYS; i++) {
		snprintf(texts[i], sizeof(texts[i]), "key%u", i);
		map_put(&m, str_of(texts[i]), i, NULL);
	}
	assert_ptr_equal(map_get(&m, STR("first")), first);
	map_reserve(&m, 1);
	assert_int_equal(*map_get(&m, STR("key999")), 999);
	map_release(&m);
}

static void
test_map_keys(void **state)
{
	struct map m = { 0 };
	uint32_t *value;
	bool added;

	(void)state;
	assert_null(map_get(&m, STR_NONE));
	map_put(&m, STR_NONE, 1, NULL);
	/* no key and the empty key are one */
	value = map_put(&m, STR(""), 2, &added);
	assert_false(added);
	assert_int_equal(*value, 1);
	assert_non_null(map_get(&m, STR_NONE));
	map_put(&m, STR("a\0b"), 3, &added);
	assert_true(added);
	assert_null(map_get(&m, STR("a")));
	assert_null(map_get(&m, STR("a\0c")));
	value = map_put(&m, STR("a\0b"), 9, NULL);
	assert_int_equal(*value, 3);
	*value = 4;
	assert_int_equal(*map_get(&m, STR("a\0b")), 4);
	assert_int_equal(m.n, 2);
	map_release(&m);
}

static void
test_mem(void **state)
{
	char *copy = mem_cstr(STR("abc")), *p;

	(void)state;
	assert_string_equal(copy, "abc");
	free(copy);
	copy = mem_cstr(STR_NONE);
	assert_string_equal(copy, "");
	free(copy);
	p = mem_zalloc(0);
	assert_non_null(p);
	free(p);
	p = mem_zalloc(100);
	assert_int_equal(p[99], 0);
	p = mem_resize(p, 0, 8);
	assert_non_null(p);
	free(p);
	p = mem_alloc(0);
	assert_non_null(p);
	free(p);
}

static void
test_arena(void **state)
{
	struct arena a = { 0 };
	unsigned char *places[2000];
	size_t i, j, size;

	(void)state;
	for (i = 0; i < N(places); i++) {
		/* small ones, and now and then one that is larger than a block */
		size = i % 500 == 499 ? 200000 : i % 97;
		places[i] = arena_alloc(&a, size);
		assert_int_equal((uintptr_t)places[i] % alignof(max_align_t),
		    0);
		for (j = 0; j < size; j++)
			assert_int_equal(places[i][j], 0);
		memset(places[i], (int)(i % 251 + 1), size);
	}
	for (i = 0; i < N(places); i++) {
		size = i % 500 == 499 ? 200000 : i % 97;
		for (j = 0; j < size; j++)
			if (places[i][j] != i % 251 + 1)
				fail_msg("%zu was overwritten", i);
	}
	/* large ones do not waste the block that has room left */
	assert_in_range(a.bytes, 900000, 4 * 200100 + 4 * 65600);
	arena_release(&a);
	assert_null(a.head);
	arena_release(&a);
}

static void
test_arena_copy(void **state)
{
	static const uint64_t items[] = { 1, 2, UINT64_MAX };
	struct arena a = { 0 };
	uint64_t *copy;

	(void)state;
	assert_null(arena_copy(&a, NULL, 0, sizeof(*items)));
	assert_null(a.head);
	arena_str(&a, STR("odd"));
	copy = arena_copy(&a, items, N(items), sizeof(*items));
	assert_int_equal((uintptr_t)copy % alignof(uint64_t), 0);
	assert_memory_equal(copy, items, sizeof(items));
	arena_release(&a);
}

static void
test_arena_text(void **state)
{
	struct arena a = { 0 }, b = { 0 };
	struct str s, t, u, large;
	char *big;
	size_t held;

	(void)state;
	s = arena_str(&a, STR("abc"));
	assert_str(s, "abc");
	assert_int_equal(s.ptr[3], '\0');
	t = arena_str(&a, STR_NONE);
	assert_int_equal(t.len, 0);
	assert_non_null(t.ptr);
	assert_int_equal(t.ptr[0], '\0');
	big = mem_zalloc(100000);
	large = arena_str(&b, (struct str){ big, 100000 });
	assert_memory_equal(large.ptr, big, 100000);
	free(big);
	u = arena_str(&b, STR("a\0b"));
	held = a.bytes + b.bytes;
	arena_join(&a, &b);
	assert_null(b.head);
	assert_int_equal(b.bytes, 0);
	assert_int_equal(a.bytes, held);
	arena_join(&a, &b);
	arena_release(&b);
	assert_str(s, "abc");
	assert_true(str_eq(u, STR("a\0b")));
	assert_str(arena_str(&a, STR("more")), "more");
	arena_join(&b, &a);
	assert_str(s, "abc");
	assert_str(arena_str(&a, STR("anew")), "anew");
	arena_release(&a);
	arena_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_affixes),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_ascii),
		cmocka_unit_test(test_buf),
		cmocka_unit_test(test_splice),
		cmocka_unit_test(test_map),
		cmocka_unit_test(test_map_reserve),
		cmocka_unit_test(test_map_keys),
		cmocka_unit_test(test_mem),
		cmocka_unit_test(test_arena),
		cmocka_unit_test(test_arena_copy),
		cmocka_unit_test(test_arena_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
