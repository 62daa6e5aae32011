/* The marks of follow-ups in lines of notes, which keep every other byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "note/mark.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static struct patterns *patterns;
static struct matcher *matcher;

static int
set_up(void **state)
{
	(void)state;
	patterns = patterns_new();
	matcher = matcher_new(patterns);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	matcher_free(matcher);
	patterns_free(patterns);
	return 0;
}

/* Marks the first line of a text with 2026-11-23, a Monday; how many lines. */
static uint32_t
mark(struct str text, uint32_t number, enum mark_action action,
    struct buf *out)
{
	struct mark m = { .action = action };
	struct mark_text t;
	uint32_t n;

	assert_true(day_parse(STR("2026-11-23"), &m.day));
	mark_read(&t, text);
	m.style = mark_style(&t, number, action, matcher);
	buf_clear(out);
	n = mark_line(out, &t, number, &m, matcher);
	mark_release(&t);
	return n;
}

/* An expected line of NULL: there is no follow-up. */
static const struct {
	const char *line, *done, *snoozed;
} golden[] = {
	{ "- a call", NULL, NULL },
	{ "", NULL, NULL },
	{ "- `#followup` in code", NULL, NULL },
	{ "- #followups of others", NULL, NULL },
	{ "- a #followup", "- a #followed-up/2026-11-23",
	    "- a #followup/2026-11-23" },
	{ "- a #followup: soon", "- a #followed-up/2026-11-23: soon",
	    "- a #followup/2026-11-23: soon" },
	{ "- a (#Follow-Up/2w)", "- a (#followed-up/2026-11-23)",
	    "- a (#Follow-Up/2026-11-23)" },
	{ "- a #followup/2026-12-01, b",
	    "- a #followed-up/2026-11-23, b",
	    "- a #followup/2026-11-23, b" },
	{ "- a #followup/[[2026-12-01]] b",
	    "- a #followed-up/2026-11-23 b",
	    "- a #followup/[[2026-11-23]] b" },
	{ "- a #followup ( [[2026-12-01]] ) b",
	    "- a #followed-up/2026-11-23 b",
	    "- a #followup ( [[2026-11-23]] ) b" },
	{ "- a #followup: 20261201", "- a #followed-up/2026-11-23",
	    "- a #followup: 20261123" },
	{ "- a #followup in 10 days", "- a #followed-up/2026-11-23",
	    "- a #followup 2026-11-23" },
	{ "- a #followup/2026-02-30", "- a #followed-up/2026-11-23",
	    "- a #followup/2026-11-23" },
	{ "- a #followup 2026-1-5", "- a #followed-up/2026-11-23",
	    "- a #followup/2026-11-23" },
	{ "- a #followup #ping/1w", "- a #followed-up/2026-11-23 "
	    "#followed-up/2026-11-23",
	    "- a #followup/2026-11-23 #ping/2026-11-23" },
	{ "- a #followup \t ^id-1 ", "- a #followed-up/2026-11-23 \t ^id-1 ",
	    "- a #followup/2026-11-23 \t ^id-1 " },
	{ "- [ ] a", "- [x] a", "- [ ] a 📅 2026-11-23" },
	{ "- [ ] a 📅 2026-12-01 ^id", "- [x] a 📅 2026-12-01 ✅ 2026-11-23 "
	    "^id", "- [ ] a 📅 2026-11-23 ^id" },
	{ "- [ ] a^2 📆2026-12-01", "- [x] a^2 📆2026-12-01 ✅ 2026-11-23",
	    "- [ ] a^2 📆2026-11-23" },
	{ "\t> * [>] a", "\t> * [x] a", "\t> * [>] a 📅 2026-11-23" },
	{ "- [ ] a [due:: 2026-12-01]",
	    "- [x] a [due:: 2026-12-01] [completion:: 2026-11-23]",
	    "- [ ] a [due:: 2026-11-23]" },
	{ "- [x] a", "- [x] a", NULL },
	{ "- [-] a #followup", "- [-] a #followup", NULL },
	{ "- ~~[ ] a~~", "- ~~[ ] a~~", NULL },
	{ "- [ ] a @done", "- [ ] a @done", NULL },
	{ "- TODO", "- DONE", "- TODO 📅 2026-11-23" },
	{ "- TODO [#A] a DEADLINE: <2026-12-01 Tue>",
	    "- DONE [#A] a DEADLINE: <2026-12-01 Tue>",
	    "- TODO [#A] a DEADLINE: <2026-11-23 Mon>" },
	{ "- TODO a SCHEDULED: <2026-12-01 di>",
	    "- DONE a SCHEDULED: <2026-12-01 di>",
	    "- TODO a SCHEDULED: <2026-11-23>" },
	{ "- 2026-11-01 TODO: a", "- 2026-11-01 DONE: a",
	    "- 2026-11-01 TODO: a 📅 2026-11-23" },
	{ "- **2026-11-01**: [/] a", "- **2026-11-01**: [x] a",
	    "- **2026-11-01**: [/] a 📅 2026-11-23" },
	{ "- WAITING: a", "- DONE: a", "- WAITING: a 📅 2026-11-23" },
	{ "- a #waiting/bob, b", "- a #waiting/bob @done(2026-11-23), b",
	    "- a #waiting/bob, b 📅 2026-11-23" },
	{ "- @waiting a due:2026-12-01",
	    "- @waiting @done(2026-11-23) a due:2026-12-01",
	    "- @waiting a due:2026-11-23" },
	{ "- [ ] @waiting a", "- [x] @waiting a",
	    "- [ ] @waiting a 📅 2026-11-23" },
	{ "follow_up:: 2026-12-01 ", "follow_up:: ",
	    "follow_up:: 2026-11-23 " },
	{ "| a | #followup/2w |", "| a | #followed-up/2026-11-23 |",
	    "| a | #followup/2026-11-23 |" },
	{ "## a #followup ##", "## a #followed-up/2026-11-23 ##",
	    "## a #followup/2026-11-23 ##" },
};

static void
check(const char *line, enum mark_action action, const char *expected)
{
	struct buf out = { 0 }, whole = { 0 };
	uint32_t n;

	n = mark(str_of(line), 1, action, &out);
	print_message("# %s\n", line);
	assert_int_equal(n, expected != NULL);
	if (!expected)
		goto out;
	assert_string_equal(buf_cstr(&out), expected);
	/* and once more: it is so already */
	buf_add(&whole, buf_str(&out));
	n = mark(buf_str(&whole), 1, action, &out);
	assert_int_equal(n, 1);
	assert_string_equal(buf_cstr(&out), expected);
out:
	buf_release(&out);
	buf_release(&whole);
}

static void
test_lines(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < N(golden); i++) {
		check(golden[i].line, MARK_DONE, golden[i].done);
		check(golden[i].line, MARK_SNOOZE, golden[i].snoozed);
	}
}

/* What stands below, or above, says how. */
static void
test_places(void **state)
{
	static const struct {
		const char *text;
		uint32_t number;
		enum mark_action action;
		uint32_t lines;
		const char *expected;
	} places[] = {
		{ "- TODO a\r\n  more\r\n  DEADLINE: <2026-12-01 Tue>\r\n- b",
		    1, MARK_SNOOZE, 3,
		    "- TODO a\r\n  more\r\n  DEADLINE: <2026-11-23 Mon>" },
		{ "- TODO a\n  DEADLINE: <2026-12-01 Tue>\n", 1, MARK_DONE, 1,
		    "- DONE a" },
		{ "- TODO a\n\n  due:2026-12-01\n", 1, MARK_SNOOZE, 1,
		    "- TODO a due:2026-11-23" },
		{ "- [x] b ✅ 2026-01-01\n- [ ] a\n", 2, MARK_DONE, 1,
		    "- [x] a ✅ 2026-11-23" },
		{ "- [ ] b @due(2026-12-01)\n- [ ] a\n", 2, MARK_SNOOZE, 1,
		    "- [ ] a @due(2026-11-23)" },
		{ "- [ ] b @due(2026-12-01)\n- [ ] a\n", 2, MARK_DONE, 1,
		    "- [x] a" },
		{ "---\nfollow_up: \"2026-12-01\" # x\n---\n- [ ] a\n", 2,
		    MARK_DONE, 1, "follow_up: # x" },
		{ "---\nfollow_up: '2026/12/01'\n---\n- [ ] a\n", 2,
		    MARK_SNOOZE, 1, "follow_up: '2026-11-23'" },
		{ "\xef\xbb\xbf---\nname: a\n---\n- [ ] a\n", 4, MARK_DONE, 1,
		    "- [x] a" },
		{ "---\nname: a\n---\n- [ ] a\n", 2, MARK_DONE, 0, "" },
		{ "```\n- [ ] a\n```\n", 2, MARK_DONE, 0, "" },
		{ "- [ ] a\n", 0, MARK_DONE, 0, "" },
		{ "- [ ] a\n", 2, MARK_DONE, 0, "" },
		{ "- [ ] a\n", UINT32_MAX, MARK_DONE, 0, "" },
		{ "", 1, MARK_DONE, 0, "" },
	};
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(places); i++) {
		print_message("# %zu\n", i);
		assert_int_equal(mark(str_of(places[i].text),
		    places[i].number, places[i].action, &out),
		    places[i].lines);
		assert_string_equal(buf_cstr(&out), places[i].expected);
	}
	buf_release(&out);
}

/* The line that is or becomes it, nearest to where it was. */
static void
test_find(void **state)
{
	static const struct {
		const char *text;
		uint32_t number;
		const char *now;
		uint32_t found;
		bool same;
	} finds[] = {
		{ "- [ ] a\n- [ ] b\n- [ ] a\n", 3, "- [x] a", 3, false },
		{ "- [ ] a\n- [ ] b\n- [ ] a\n", 1, "- [x] a", 1, false },
		{ "- [ ] a\n- [ ] b\n- [ ] a\n", 9, "- [x] a", 3, false },
		{ "- [x] a\n- [ ] a\n", 1, "- [x] a", 1, true },
		{ "- [x] a\n- [ ] a\n", 2, "- [x] a", 2, false },
		{ "- [ ] a\r\n", 1, "- [x] a", 1, false },
		{ "- [ ] a\n", 1, "- [x] b", 0, false },
		{ "", 1, "- [x] b", 0, false },
		{ "- a #followup/2w\n", 4, "- a #followed-up/2026-11-23", 1,
		    false },
		{ "- a #followup/2w\n", 4, "- a #followed-up/2026-11-22", 0,
		    false },
	};
	struct mark m = { .action = MARK_DONE };
	struct mark_text t;
	uint32_t lines;
	bool same;
	size_t i;

	(void)state;
	assert_true(day_parse(STR("2026-11-23"), &m.day));
	for (i = 0; i < N(finds); i++) {
		print_message("# %zu\n", i);
		mark_read(&t, str_of(finds[i].text));
		assert_int_equal(mark_find(&t, finds[i].number,
		    str_of(finds[i].now), &m, matcher, &lines, &same),
		    finds[i].found);
		if (finds[i].found)
			assert_int_equal(same, finds[i].same);
		mark_release(&t);
	}
}

/* Any bytes: nothing is written outside of them, and once is enough. */
static void
test_random_lines(void **state)
{
	static const char *const bits[] = { "- ", "[ ] ", "TODO ", "#followup",
		"/2w", " 2026-12-01", "📅 2026-12-01", "#waiting", "@waiting ",
		"(", ")", "[[", "]]", "due:2026-12-01", "[due:: 2026-12-01]", "]", "~~", "`", "%%",
		"\n", "\r\n", "  ", ">", "^id", "✅ 2026-12-01", "@done",
		"SCHEDULED: <2026-12-01 Tue>", "follow_up: ", "---\n", "x",
		"\xff", "#ping", " in 3 weeks", "[/]", "1. ", "\t" };
	struct buf text = { 0 }, once = { 0 }, again = { 0 };
	uint32_t seed = 1, i, k, number, n;

	(void)state;
	for (i = 0; i < 20000; i++) {
		buf_clear(&text);
		for (k = 0; k < 1 + i % 12; k++) {
			seed = seed * 1103515245u + 12345u;
			buf_puts(&text, bits[(seed >> 16) % N(bits)]);
		}
		number = 1 + i % 3;
		n = mark(buf_str(&text), number, i & 1 ? MARK_SNOOZE :
		    MARK_DONE, &once);
		/* lines below may hide what is in it */
		if (n != 1 || str_chr(buf_str(&text), '\n') != SIZE_MAX)
			continue;
		buf_clear(&text);
		buf_add(&text, buf_str(&once));
		if (mark(buf_str(&text), 1, i & 1 ? MARK_SNOOZE : MARK_DONE,
			&again) == 1)
			assert_string_equal(buf_cstr(&once), buf_cstr(&again));
	}
	buf_release(&text);
	buf_release(&once);
	buf_release(&again);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_random_lines),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
