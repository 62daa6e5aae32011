/* Regular expressions as they are typed to search with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "note/regex.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static enum regex_result
match(const char *typed, struct str text)
{
	struct buf error = { 0 };
	struct regex *r = regex_new(str_of(typed), &error);
	enum regex_result result;

	if (!r)
		fail_msg("%s: %s", typed, buf_cstr(&error));
	assert_int_equal(error.len, 0);
	result = regex_match(r, text);
	regex_free(r);
	return result;
}

static void
test_match(void **state)
{
	static const struct {
		const char *regex, *text;
		enum regex_result result;
	} cases[] = {
		{ "", "", REGEX_YES },
		{ "grant", "the GRANT", REGEX_YES },
		{ "Grant", "the GRANT", REGEX_NO },
		{ "gr.nt$", "grants", REGEX_NO },
		{ "\xc3\xa9vora", "\xc3\x89VORA", REGEX_YES },
		{ "\xc3\x89vora", "\xc3\xa9vora", REGEX_NO },
		/* what is no letter of the text is no capital */
		{ "\\W\\Bgrant|\\Sgrant", "(GRANT", REGEX_YES },
		{ "\\x{4B}im", "kim", REGEX_YES },
		{ "\\p{L}im", "KIM", REGEX_YES },
		{ "(?<Name>kim)\\k{Name}", "kimKIM", REGEX_YES },
		{ "(?P<Name>kim)", "KIM", REGEX_YES },
		{ "(?<=K)im", "kim", REGEX_NO },
		{ "(?<!K)im", "kIM", REGEX_NO },
		{ "\\\\Kim", "\\kim", REGEX_NO },
		{ "(?i)Kim", "kim", REGEX_YES },
		{ "(?-i)kim", "Kim", REGEX_NO },
		{ "kim", "\xff\xfe kim", REGEX_YES },
		{ "^(a|aa)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
		    REGEX_GAVE_UP },
	};
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++)
		if (match(cases[i].regex, str_of(cases[i].text)) !=
		    cases[i].result)
			fail_msg("%s on %s", cases[i].regex, cases[i].text);
	assert_int_equal(match("a", STR_NONE), REGEX_NO);
	assert_int_equal(match("a\\x00b", STR("a\0b")), REGEX_YES);
}

/* Offsets are those of what was typed, also where it is without case. */
static void
test_errors(void **state)
{
	static const struct {
		const char *regex, *error;
	} cases[] = {
		{ "a(b", "missing closing parenthesis, at byte 3 of it" },
		{ "A(b", "missing closing parenthesis, at byte 3 of it" },
		{ "*", "quantifier does not follow a repeatable item, "
		    "at byte 0 of it" },
		{ "a\\", "\\ at end of pattern, at byte 2 of it" },
		{ "(?<", NULL }, { "(?<Na", NULL }, { "\\p{", NULL },
		{ "\\C", NULL }, { "\\x{", NULL },
	};
	struct buf error = { 0 };
	char big[5000];
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		buf_clear(&error);
		if (regex_new(str_of(cases[i].regex), &error))
			fail_msg("%s is a regex", cases[i].regex);
		assert_true(error.len > 0);
		if (cases[i].error)
			assert_string_equal(buf_cstr(&error), cases[i].error);
	}
	buf_clear(&error);
	memset(big, 'a', sizeof(big));
	assert_null(regex_new((struct str){ big, sizeof(big) }, &error));
	assert_string_equal(buf_cstr(&error), "it is longer than 4096 bytes");
	regex_free(NULL);
	buf_release(&error);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_match),
		cmocka_unit_test(test_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
