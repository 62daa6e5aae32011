/* git's wildcards, where they are odd; tests/cmd/ignore.t asks git itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/wild.h"

static void
test_match(void **state)
{
	static const struct {
		const char *pattern, *text;
		unsigned flags;
		bool matches;
	} rows[] = {
		{ "a*b", "a/b", 0, true },
		{ "a*b", "a/b", WILD_PATH, false },
		{ "a?b", "a/b", WILD_PATH, false },
		{ "a[/]b", "a/b", WILD_PATH, false },
		{ "a[!b]b", "a/b", WILD_PATH, false },
		{ "a[b/]c", "abc", WILD_PATH, true },
		{ "**/b", "b", WILD_PATH, true },
		{ "**/b", "a/a/b", WILD_PATH, true },
		{ "**/b", "ab", WILD_PATH, false },
		{ "a**/b", "a/a/b", WILD_PATH, false },
		{ "a/**", "a/b/c", WILD_PATH, true },
		{ "a/**/b", "a/b", WILD_PATH, true },
		{ "a/***/b", "a/x/y/b", WILD_PATH, true },
		{ "a/**\\/b", "a/x/b", WILD_PATH, true },
		{ "a/**\\/b", "a/b", WILD_PATH, false },
		{ "a\\/b", "a/b", WILD_PATH, true },
		{ "*/b", "a/c/b", WILD_PATH, false },
		{ "**/a/*/b/**/c", "x/a/a/b/y/b/c", WILD_PATH, true },
		{ "[]a]", "]", 0, true },
		{ "[!]a]", "]", 0, false },
		{ "[a-]", "-", 0, true },
		{ "[a-c-e]", "d", 0, false },
		{ "[--a]", "0", 0, true },
		{ "[a-\\]]", "]", 0, false },
		{ "[Z-\\]]", "[", 0, true },
		{ "[a", "a", 0, false },
		{ "[[:upper:]]", "A", 0, true },
		{ "[[:upper:]]", "a", WILD_FOLD, true },
		{ "[[:nope:]a]", "a", 0, false },
		{ "[![:nope:]]", "a", 0, false },
		{ "[[:a]b]", ":b]", 0, true },
		{ "[[:space:]]", "\f", 0, false },
		{ "a\\", "a\\", 0, false },
		{ "aB", "Ab", WILD_FOLD, true },
		{ "\\A", "A", WILD_FOLD, false },
		{ "[A]", "A", WILD_FOLD, false },
		{ "[A-C]", "B", WILD_FOLD, true },
		{ "", "", 0, true },
		{ "*", "", 0, true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (wild_match(str_of(rows[i].pattern), str_of(rows[i].text),
		    rows[i].flags) != rows[i].matches)
			fail_msg("%s %s", rows[i].pattern, rows[i].text);
}

/* What would take longer than the sun, were each star tried with each. */
static void
test_time(void **state)
{
	struct buf pattern = { 0 }, text = { 0 };
	int i;

	(void)state;
	for (i = 0; i < 500; i++) {
		buf_puts(&pattern, i % 2 ? "**/" : "*a*a*/");
		buf_puts(&text, "aaaaaaa/");
	}
	buf_puts(&pattern, "b");
	buf_puts(&text, "a");
	assert_false(wild_match(buf_str(&pattern), buf_str(&text),
	    WILD_PATH));
	assert_false(wild_match(buf_str(&pattern), buf_str(&text), 0));
	buf_release(&pattern);
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_match),
		cmocka_unit_test(test_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
