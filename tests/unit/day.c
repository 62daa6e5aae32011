/* Civil days, durations, cadences, dates of the command line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/day.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

/* A day of a test, which must be one. */
static day_t
at(const char *text)
{
	day_t day;

	if (!day_parse(str_of(text), &day))
		fail_msg("no date: %s", text);
	return day;
}

static void
assert_day(day_t day, const char *expected)
{
	char text[DAY_TEXT];

	day_format(day, text);
	assert_string_equal(text, expected);
}

/* An independent calendar: it only counts on. */
static void
test_every_day(void **state)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	int year, month, mday, y, m, d, last;
	day_t day = day_from(1, 1, 1), back;
	char text[DAY_TEXT], expected[64];

	(void)state;
	assert_int_equal(day, -719162);
	assert_int_equal(day_weekday(day), 1);
	for (year = 1; year <= 9999; year++)
		for (month = 1; month <= 12; month++) {
			last = lengths[month - 1];
			if (month == 2 && ((year % 4 == 0 && year % 100 != 0) ||
			    year % 400 == 0))
				last++;
			for (mday = 1; mday <= last; mday++, day++) {
				if (day_from(year, month, mday) != day)
					fail_msg("%d %d %d", year, month, mday);
				day_split(day, &y, &m, &d);
				if (y != year || m != month || d != mday)
					fail_msg("split %d", day);
				if (year < 1800 || year >= 2200)
					continue;
				snprintf(expected, sizeof(expected),
				    "%04d-%02d-%02d", year, month, mday);
				day_format(day, text);
				assert_string_equal(text, expected);
				assert_true(day_parse(str_of(text), &back));
				assert_int_equal(back, day);
			}
			assert_int_equal(day_from(year, month, last + 1),
			    DAY_NONE);
		}
	assert_int_equal(day, day_from(9999, 12, 31) + 1);
}

static void
test_weekdays(void **state)
{
	day_t day;

	(void)state;
	assert_int_equal(day_weekday(0), 4); /* Thursday 1970-01-01 */
	assert_int_equal(day_weekday(-1), 3);
	assert_int_equal(day_weekday(at("2026-11-23")), 1);
	assert_int_equal(day_weekday(at("2000-02-29")), 2);
	for (day = -1000; day < 1000; day++)
		assert_int_equal(day_weekday(day + 1),
		    (day_weekday(day) + 1) % 7);
}

static void
test_no_day(void **state)
{
	static const int none[][3] = {
		{ 0, 1, 1 }, { -1, 1, 1 }, { 10000, 1, 1 }, { 2026, 0, 1 },
		{ 2026, 13, 1 }, { 2026, 1, 0 }, { 2026, 1, 32 },
		{ 2026, -3, 1 }, { 2026, 4, 31 }, { 2026, 2, 29 },
		{ 1900, 2, 29 }, { 2100, 2, 29 }, { 2026, 1, -5 },
		{ INT32_MAX, INT32_MAX, INT32_MAX },
		{ INT32_MIN, INT32_MIN, INT32_MIN },
	};
	static const day_t days[] = { DAY_NONE, INT32_MAX, INT32_MIN + 1,
		-719163, 2932897 };
	char text[DAY_TEXT];
	int y, m, d;
	size_t i;

	(void)state;
	for (i = 0; i < N(none); i++)
		assert_int_equal(day_from(none[i][0], none[i][1], none[i][2]),
		    DAY_NONE);
	for (i = 0; i < N(days); i++) {
		day_split(days[i], &y, &m, &d);
		assert_int_equal(y | m | d, 0);
		day_format(days[i], text);
		assert_string_equal(text, "");
		assert_int_equal(day_add(days[i], (struct span){ 1, 1 }),
		    DAY_NONE);
		assert_int_equal(day_sub(days[i], (struct span){ 1, 1 }),
		    DAY_NONE);
	}
	assert_int_not_equal(day_from(2000, 2, 29), DAY_NONE);
}

static void
test_steps(void **state)
{
	static const struct {
		const char *from;
		struct span span;
		const char *add, *sub;
	} cases[] = {
		{ "2026-01-31", { 1, 0 }, "2026-02-28", "2025-12-31" },
		{ "2024-01-31", { 1, 0 }, "2024-02-29", "2023-12-31" },
		{ "2026-03-31", { 1, 0 }, "2026-04-30", "2026-02-28" },
		{ "2024-02-29", { 12, 0 }, "2025-02-28", "2023-02-28" },
		{ "2024-02-29", { 48, 0 }, "2028-02-29", "2020-02-29" },
		{ "2026-12-31", { 2, 0 }, "2027-02-28", "2026-10-31" },
		{ "2026-08-31", { 3, 0 }, "2026-11-30", "2026-05-31" },
		/* the months first, then the days */
		{ "2026-01-31", { 1, 1 }, "2026-03-01", "2025-12-30" },
		{ "2026-12-01", { 0, 14 }, "2026-12-15", "2026-11-17" },
		{ "2026-11-20", { 0, 7 }, "2026-11-27", "2026-11-13" },
		{ "2026-11-20", { 0, 0 }, "2026-11-20", "2026-11-20" },
		{ "2026-11-20", { -1, -1 }, "2026-10-19", "2026-12-21" },
		/* a day on which Berlin's clocks skip an hour is a day */
		{ "2026-03-29", { 0, 1 }, "2026-03-30", "2026-03-28" },
		{ "9999-12-31", { 0, 1 }, "", "9999-12-30" },
		{ "9999-12-01", { 1, 0 }, "", "9999-11-01" },
		{ "9999-11-30", { 1, 1 }, "9999-12-31", "9999-10-29" },
		{ "0001-01-01", { 0, 1 }, "0001-01-02", "" },
		{ "0001-01-31", { 1, 0 }, "0001-02-28", "" },
		{ "2026-01-01", { INT32_MAX, 0 }, "", "" },
		{ "2026-01-01", { 0, INT32_MAX }, "", "" },
		{ "2026-01-01", { INT32_MIN, INT32_MIN }, "", "" },
		{ "2026-01-01", { INT32_MAX, INT32_MIN }, "", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		assert_day(day_add(at(cases[i].from), cases[i].span),
		    cases[i].add);
		assert_day(day_sub(at(cases[i].from), cases[i].span),
		    cases[i].sub);
	}
}

static void
test_scan(void **state)
{
	static const struct {
		const char *text;
		size_t taken;
		const char *day; /* "" for DAY_NONE */
	} cases[] = {
		{ "2026-12-01", 10, "2026-12-01" },
		{ "2026/12/01", 10, "2026-12-01" },
		{ "20261201", 8, "2026-12-01" },
		{ "2026-12-01 call", 10, "2026-12-01" },
		{ "2026-12-01: x", 10, "2026-12-01" },
		{ "2026-12-01T10:30", 10, "2026-12-01" },
		{ "20261201T103000--ana", 8, "2026-12-01" },
		{ "2026-12-01]]", 10, "2026-12-01" },
		{ "20261201-12", 8, "2026-12-01" },
		{ "0001-01-01", 10, "0001-01-01" },
		{ "17760704", 8, "1776-07-04" },
		/* shaped like a date and none: taken, to be reported */
		{ "2026-02-30", 10, "" },
		{ "2025-02-29", 10, "" },
		{ "2026/13/01", 10, "" },
		{ "2026-00-10", 10, "" },
		{ "2026-10-00", 10, "" },
		{ "0000-01-01", 10, "" },
		{ "99999999", 0, "" },
		{ "20260230", 8, "" },
		{ "19991301 x", 8, "" },
		/* numbers of something else */
		{ "55512345", 0, "" },
		{ "2026-12-011", 0, "" },
		{ "202612011", 0, "" },
		{ "20261201000000", 0, "" },
		{ "12026-12-01", 0, "" },
		{ "2026-12/01", 0, "" },
		{ "2026/12-01", 0, "" },
		{ "2026-1-5", 0, "" },
		{ "2026-1-05", 0, "" },
		{ "2026-12-0", 0, "" },
		{ "2026-12-", 0, "" },
		{ "2026-12", 0, "" },
		{ "2026-12-xx", 0, "" },
		{ "2026-W48-1", 0, "" },
		{ "2026.12.01", 0, "" },
		{ "26-12-01", 0, "" },
		{ "2026120", 0, "" },
		{ "2o261201", 0, "" },
		{ "+026-12-01", 0, "" },
		{ " 2026-12-01", 0, "" },
		{ "-2026-12-01", 0, "" },
		{ "\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa6-12-01", 0, "" },
		{ "", 0, "" },
	};
	day_t day;
	size_t i, n;
	char *exact;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		/* exactly as long as the text, for the sanitizer to watch */
		n = strlen(cases[i].text);
		exact = malloc(n + 1);
		assert_non_null(exact);
		exact = realloc(memcpy(exact, cases[i].text, n + 1), n ? n : 1);
		assert_non_null(exact);
		day = 7;
		if (day_scan((struct str){ exact, n }, &day) != cases[i].taken)
			fail_msg("%s", cases[i].text);
		assert_day(day, cases[i].day);
		assert_int_equal(day_parse((struct str){ exact, n }, &day),
		    cases[i].day[0] && n == cases[i].taken);
		free(exact);
	}
	assert_int_equal(day_scan(STR_NONE, &day), 0);
	assert_false(day_parse(STR_NONE, &day));
}

static void
test_resembling(void **state)
{
	static const struct {
		const char *text;
		size_t taken;
	} cases[] = {
		{ "2026-1-5", 8 }, { "2026-12-01", 10 }, { "2026.12.01 x", 10 },
		{ "2026_12_1x", 9 }, { "1/5/2026", 8 }, { "01.05.2026", 10 },
		{ "26-1-5", 0 }, { "2026-1", 0 }, { "2026-1-", 0 },
		{ "2026-1/5", 0 }, { "2026-1-2027", 0 }, { "2026-123-1", 0 },
		{ "20260105", 0 }, { "12026-1-5", 0 }, { "10.0.0.1", 0 },
		{ "2026 1 5", 0 }, { "", 0 }, { "x", 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (day_resembling(str_of(cases[i].text)) != cases[i].taken)
			fail_msg("%s", cases[i].text);
	assert_int_equal(day_resembling((struct str){ "2026\0001\0001", 8 }), 0);
}

/* The span that a text is read as, in one number; -1 for none. */
static long
span_number(struct span span)
{
	return span.months * 1000L + span.days;
}

static void
test_spans(void **state)
{
	static const struct {
		const char *text;
		int32_t months, days;
		const char *shown; /* NULL: no duration */
	} cases[] = {
		{ "2w", 0, 14, "2w" },
		{ "10d", 0, 10, "10d" },
		{ "14d", 0, 14, "2w" },
		{ "3m", 3, 0, "3m" },
		{ "1q", 3, 0, "3m" },
		{ "1y", 12, 0, "1y" },
		{ "12m", 12, 0, "1y" },
		{ "18m", 18, 0, "18m" },
		{ "3 months", 3, 0, "3m" },
		{ "1 month", 1, 0, "1m" },
		{ "1 Day", 0, 1, "1d" },
		{ "2 DAYS", 0, 2, "2d" },
		{ "1week", 0, 7, "1w" },
		{ "2 \t weeks", 0, 14, "2w" },
		{ "2 Quarters", 6, 0, "6m" },
		{ "1 quarter", 3, 0, "3m" },
		{ "2 years", 24, 0, "2y" },
		{ "1 year", 12, 0, "1y" },
		{ "4Q", 12, 0, "1y" },
		{ "002w", 0, 14, "2w" },
		{ "P1Y6M", 18, 0, "18m" },
		{ "P2W", 0, 14, "2w" },
		{ "P10D", 0, 10, "10d" },
		{ "p1y6m2w3d", 18, 17, "P18M17D" },
		{ "P1M5D", 1, 5, "P1M5D" },
		{ "P1Y1W", 12, 7, "P1Y1W" },
		{ "P0Y6M", 6, 0, "6m" },
		{ "9999y", 119988, 0, "9999y" },
		{ "3659634d", 0, 3659634, "3659634d" },
		/* none */
		{ "", 0, 0, NULL }, { "0d", 0, 0, NULL },
		{ "0", 0, 0, NULL }, { "P", 0, 0, NULL },
		{ "P0D", 0, 0, NULL }, { "P0Y0M", 0, 0, NULL },
		{ "w", 0, 0, NULL }, { "2x", 0, 0, NULL },
		{ "-2w", 0, 0, NULL }, { "+2w", 0, 0, NULL },
		{ "2.5w", 0, 0, NULL }, { "2w ", 0, 0, NULL },
		{ " 2w", 0, 0, NULL }, { "14 ", 0, 0, NULL },
		{ "2ww", 0, 0, NULL }, { "2w3d", 0, 0, NULL },
		{ "1y6m", 0, 0, NULL }, { "2\nw", 0, 0, NULL },
		{ "P6M1Y", 0, 0, NULL }, { "P1Y1Y", 0, 0, NULL },
		{ "P1Q", 0, 0, NULL }, { "P1", 0, 0, NULL },
		{ "P1YM", 0, 0, NULL }, { "P1Y 6M", 0, 0, NULL },
		{ "PT1H", 0, 0, NULL }, { "P1DT1H", 0, 0, NULL },
		{ "P-1D", 0, 0, NULL }, { "P1.5Y", 0, 0, NULL },
		{ "2 fortnights", 0, 0, NULL }, { "2 mon", 0, 0, NULL },
		{ "99999999999999999999d", 0, 0, NULL },
		{ "99999999999999999999", 0, 0, NULL },
		{ "4294967298w", 0, 0, NULL },
		{ "18446744073709551618d", 0, 0, NULL },
		{ "10000y", 0, 0, NULL }, { "3659635d", 0, 0, NULL },
		{ "P9999Y1M", 0, 0, NULL },
		{ "P99999999999999999999D", 0, 0, NULL },
		{ "2w\xc2\xa0", 0, 0, NULL }, { "every 2w", 0, 0, NULL },
	};
	struct span span;
	char text[SPAN_TEXT];
	bool good;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		span = (struct span){ 7, 7 };
		good = span_parse(str_of(cases[i].text), false, &span);
		if (good != !!cases[i].shown)
			fail_msg("%s", cases[i].text);
		if (!good) {
			assert_int_equal(span_number(span), 7007);
			continue;
		}
		assert_int_equal(span.months, cases[i].months);
		assert_int_equal(span.days, cases[i].days);
		span_format(span, text);
		assert_string_equal(text, cases[i].shown);
		assert_true(span_parse(str_of(text), false, &span));
		assert_int_equal(span.months, cases[i].months);
		assert_int_equal(span.days, cases[i].days);
	}
	assert_false(span_parse(STR_NONE, true, &span));
}

static void
test_spans_are_whole_strings(void **state)
{
	struct span span;

	(void)state;
	assert_false(span_parse((struct str){ "2w\0", 3 }, false, &span));
	assert_false(span_parse((struct str){ "2\0w", 3 }, false, &span));
	/* a slice ends where it ends */
	assert_true(span_parse((struct str){ "2weeks", 2 }, false, &span));
	assert_int_equal(span.days, 14);
	assert_true(span_parse((struct str){ "123", 2 }, true, &span));
	assert_int_equal(span.days, 12);
}

static void
test_bare_days(void **state)
{
	struct span span;

	(void)state;
	assert_false(span_parse(STR("30"), false, &span));
	assert_true(span_parse(STR("30"), true, &span));
	assert_int_equal(span_number(span), 30);
	assert_true(span_parse(STR("3m"), true, &span));
	assert_int_equal(span_number(span), 3000);
	assert_false(span_parse(STR("0"), true, &span));
	assert_false(span_parse(STR("30 "), true, &span));
	assert_false(span_parse(STR("99999999999999999999"), true, &span));
}

static void
test_span_text_fits(void **state)
{
	static const int32_t ends[] = { INT32_MIN, INT32_MIN + 1, -13, -1, 0,
		1, 13, INT32_MAX };
	char text[SPAN_TEXT];
	size_t i, j;

	(void)state;
	for (i = 0; i < N(ends); i++)
		for (j = 0; j < N(ends); j++) {
			span_format((struct span){ ends[i], ends[j] }, text);
			assert_in_range(strlen(text), 2, SPAN_TEXT - 2);
		}
	span_format((struct span){ 0, 0 }, text);
	assert_string_equal(text, "0d");
}

static void
test_cadences(void **state)
{
	static const struct {
		const char *text;
		long span; /* months * 1000 + days; 0: none */
	} cases[] = {
		{ "daily", 1 }, { "weekly", 7 }, { "biweekly", 14 },
		{ "fortnightly", 14 }, { "monthly", 1000 },
		{ "quarterly", 3000 }, { "yearly", 12000 },
		{ "annually", 12000 }, { "Monthly", 1000 },
		{ "YEARLY", 12000 }, { "30", 30 }, { "2w", 14 },
		{ "P1Y6M", 18000 }, { "3 months", 3000 },
		{ "every 2 weeks", 14 }, { "every month", 1000 },
		{ "Every  3 months", 3000 }, { "bi-weekly", 14 },
		{ "half-yearly", 6000 }, { "every", 0 }, { "every ", 0 },
		{ "every m", 0 }, { "every 3", 0 }, { "every 2 moons", 0 },
		{ "every every month", 0 },
		{ "none", 0 }, { "", 0 }, { "week", 0 }, { "weekl", 0 },
		{ "weekly ", 0 }, { "0", 0 }, { "often", 0 },
		{ "99999999999999999999", 0 },
	};
	struct span span;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		if (cadence_parse(str_of(cases[i].text), &span) !=
		    (cases[i].span > 0))
			fail_msg("%s", cases[i].text);
		if (cases[i].span)
			assert_int_equal(span_number(span), cases[i].span);
	}
}

static void
test_when(void **state)
{
	/* today is Wednesday, 2026-11-25 */
	static const struct {
		const char *text, *coming, *recent; /* NULL: none */
	} cases[] = {
		{ "2026-12-01", "2026-12-01", "2026-12-01" },
		{ "2026/12/01", "2026-12-01", "2026-12-01" },
		{ "20261201", "2026-12-01", "2026-12-01" },
		{ "today", "2026-11-25", "2026-11-25" },
		{ "Tomorrow", "2026-11-26", "2026-11-26" },
		{ "YESTERDAY", "2026-11-24", "2026-11-24" },
		{ "wed", "2026-12-02", "2026-11-25" },
		{ "Wednesday", "2026-12-02", "2026-11-25" },
		{ "thu", "2026-11-26", "2026-11-19" },
		{ "thursday", "2026-11-26", "2026-11-19" },
		{ "fri", "2026-11-27", "2026-11-20" },
		{ "FRIDAY", "2026-11-27", "2026-11-20" },
		{ "sat", "2026-11-28", "2026-11-21" },
		{ "saturday", "2026-11-28", "2026-11-21" },
		{ "sun", "2026-11-29", "2026-11-22" },
		{ "sunday", "2026-11-29", "2026-11-22" },
		{ "mon", "2026-11-30", "2026-11-23" },
		{ "monday", "2026-11-30", "2026-11-23" },
		{ "tue", "2026-12-01", "2026-11-24" },
		{ "Tuesday", "2026-12-01", "2026-11-24" },
		{ "2w", "2026-12-09", "2026-12-09" },
		{ "in 2w", "2026-12-09", "2026-12-09" },
		{ "In  2 Weeks", "2026-12-09", "2026-12-09" },
		{ "in 3 months", "2027-02-25", "2027-02-25" },
		{ "P1Y6M", "2028-05-25", "2028-05-25" },
		{ "2w ago", "2026-11-11", "2026-11-11" },
		{ "2 weeks  AGO", "2026-11-11", "2026-11-11" },
		{ "1y ago", "2025-11-25", "2025-11-25" },
		{ "eow", "2026-11-29", "2026-11-29" },
		{ "eom", "2026-11-30", "2026-11-30" },
		{ "EOY", "2026-12-31", "2026-12-31" },
		{ "", NULL, NULL }, { "14", NULL, NULL },
		{ "2026-02-30", NULL, NULL }, { "2026-1-5", NULL, NULL },
		{ "20260230", NULL, NULL }, { "2026-12-01 ", NULL, NULL },
		{ "next friday", NULL, NULL }, { "next week", NULL, NULL },
		{ "fr", NULL, NULL }, { "frid", NULL, NULL },
		{ "tues", NULL, NULL }, { "in", NULL, NULL },
		{ "in ", NULL, NULL }, { "ago", NULL, NULL },
		{ " ago", NULL, NULL }, { "2wago", NULL, NULL },
		{ "in2w", NULL, NULL }, { "in 2w ago", NULL, NULL },
		{ "in fri", NULL, NULL }, { "in 14", NULL, NULL },
		{ "14 ago", NULL, NULL }, { "in -2w", NULL, NULL },
		{ "0d", NULL, NULL }, { "daily", NULL, NULL },
		{ "soon", NULL, NULL }, { "todayx", NULL, NULL },
		{ "9999y", NULL, NULL }, { "9999y ago", NULL, NULL },
		{ "99999999999999999999d", NULL, NULL },
		{ "10000-01-01", NULL, NULL }, { "0000-01-01", NULL, NULL },
	};
	day_t today = at("2026-11-25"), day;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		struct str s = str_of(cases[i].text);
		bool coming = when_parse(s, today, WHEN_COMING, &day);

		if (coming != !!cases[i].coming)
			fail_msg("%s", cases[i].text);
		if (!coming) {
			assert_false(when_parse(s, today, WHEN_RECENT, &day));
			continue;
		}
		assert_day(day, cases[i].coming);
		assert_true(when_parse(s, today, WHEN_RECENT, &day));
		assert_day(day, cases[i].recent);
	}
	assert_false(when_parse(STR_NONE, today, WHEN_COMING, &day));
}

static void
test_ends(void **state)
{
	static const struct {
		const char *today, *text, *day; /* NULL: none */
	} cases[] = {
		{ "2026-11-29", "eow", "2026-11-29" }, /* a Sunday */
		{ "2026-11-30", "eow", "2026-12-06" }, /* a Monday */
		{ "2026-12-28", "eow", "2027-01-03" },
		{ "2026-11-30", "eom", "2026-11-30" },
		{ "2026-02-01", "eom", "2026-02-28" },
		{ "2024-02-10", "eom", "2024-02-29" },
		{ "2026-12-31", "eoy", "2026-12-31" },
		{ "2026-01-31", "1m", "2026-02-28" },
		{ "2026-03-31", "1m ago", "2026-02-28" },
		{ "9999-12-31", "tomorrow", NULL },
		{ "9999-12-31", "fri", "" },
		{ "9999-12-31", "eoy", "9999-12-31" },
		{ "0001-01-01", "yesterday", NULL },
	};
	day_t day, today;
	size_t i;
	bool good;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		today = at(cases[i].today);
		good = when_parse(str_of(cases[i].text), today, WHEN_COMING,
		    &day);
		if (cases[i].day && cases[i].day[0]) {
			assert_true(good);
			assert_day(day, cases[i].day);
		} else {
			assert_false(good);
		}
	}
	assert_false(when_parse(STR("today"), DAY_NONE, WHEN_COMING, &day));
	assert_true(when_parse(STR("2026-12-01"), DAY_NONE, WHEN_COMING, &day));
}

static void
test_every_weekday(void **state)
{
	static const char *const names[] = { "sun", "mon", "tue", "wed", "thu",
		"fri", "sat" };
	day_t today, day;
	int i;

	(void)state;
	for (today = at("2026-02-20"); today < at("2026-03-10"); today++)
		for (i = 0; i < 7; i++) {
			assert_true(when_parse(str_of(names[i]), today,
			    WHEN_COMING, &day));
			assert_int_equal(day_weekday(day), i);
			assert_true(day > today && day <= today + 7);
			assert_true(when_parse(str_of(names[i]), today,
			    WHEN_RECENT, &day));
			assert_int_equal(day_weekday(day), i);
			assert_true(day > today - 7 && day <= today);
		}
}

static void
test_today(void **state)
{
	day_t before, today, after;
	char text[DAY_TEXT];

	(void)state;
	setenv("TZ", "UTC0", 1);
	tzset();
	before = (day_t)(time(NULL) / 86400);
	today = day_today();
	after = (day_t)(time(NULL) / 86400);
	assert_true(today >= before && today <= after);
	day_format(today, text);
	assert_int_equal(strlen(text), DAY_TEXT - 1);
	/* a day and an hour ahead: never today's date of UTC */
	setenv("TZ", "XXX-24:59", 1);
	tzset();
	assert_true(day_today() > before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_weekdays),
		cmocka_unit_test(test_no_day),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_scan),
		cmocka_unit_test(test_resembling),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_spans_are_whole_strings),
		cmocka_unit_test(test_bare_days),
		cmocka_unit_test(test_span_text_fits),
		cmocka_unit_test(test_cadences),
		cmocka_unit_test(test_when),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_every_weekday),
		cmocka_unit_test(test_today),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
