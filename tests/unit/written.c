/* Dates in words: which are read, and how another day is written like one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "note/written.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

/* The text without a NUL behind it, so that a read too far is found. */
static struct str
exact(const char *text)
{
	size_t n = strlen(text);
	char *copy = malloc(n ? n : 1);

	assert_non_null(copy);
	memcpy(copy, text, n);
	return (struct str){ copy, n };
}

static void
test_scan(void **state)
{
	static const struct {
		const char *text;
		size_t taken;
		const char *day; /* NULL: no day of the calendar */
	} cases[] = {
		{ "2026-05-02", 10, "2026-05-02" },
		{ "2026/05/02 x", 10, "2026-05-02" },
		{ "20260502", 8, "2026-05-02" },
		{ "2026.05.02", 10, "2026-05-02" },
		{ "2026_05_02.md", 10, "2026-05-02" },
		{ "2 May 2026", 10, "2026-05-02" },
		{ "2 May 2026\xe2\x80\x93", 10, "2026-05-02" },
		{ "02 May 2026", 11, "2026-05-02" },
		{ "2-May-2026", 10, "2026-05-02" },
		{ "2nd of May 2026", 15, "2026-05-02" },
		{ "May 2, 2026", 11, "2026-05-02" },
		{ "may 2nd, 2026:", 13, "2026-05-02" },
		{ "MAY 2ND, 2026", 13, "2026-05-02" },
		{ "Sep. 14, 2020", 13, "2020-09-14" },
		{ "Sept 14 2020", 12, "2020-09-14" },
		{ "September 14th, 2020", 20, "2020-09-14" },
		{ "Sat 2026-05-02", 14, "2026-05-02" },
		{ "Sat, 2 May 2026", 15, "2026-05-02" },
		{ "Saturday, May 2nd, 2026", 23, "2026-05-02" },
		{ "Thurs. 2026.05.07", 17, "2026-05-07" },
		{ "2. Mai 2026", 11, "2026-05-02" },
		{ "Samstag, 2. Mai 2026", 20, "2026-05-02" },
		{ "3. M\xc3\xa4rz 2026", 13, "2026-03-03" },
		{ "1er ao\xc3\xbbt 2026", 14, "2026-08-01" },
		{ "2 de mayo de 2026", 17, "2026-05-02" },
		{ "2 maggio 2026", 13, "2026-05-02" },
		{ "ter\xc3\xa7" "a-feira, 5 de maio de 2026", 31,
		    "2026-05-05" },
		{ "2026-02-30", 10, NULL },
		{ "2026.02.30", 10, NULL },
		{ "Feb 30, 2026", 12, NULL },
		{ "31 June 2026", 12, NULL },
		{ "May 0, 2026", 11, NULL },
		{ "", 0, NULL },
		{ "May", 0, NULL },
		{ "May 2026", 0, NULL },
		{ "May 2", 0, NULL },
		{ "May 2,", 0, NULL },
		{ "May 2, 26", 0, NULL },
		{ "May 2, 20261", 0, NULL },
		{ "May 2, 2026th", 0, NULL },
		{ "May 222, 2026", 0, NULL },
		{ "Ma 2, 2026", 0, NULL },
		{ "Mayor 2, 2026", 0, NULL },
		{ "Septe 2, 2026", 0, NULL },
		{ "2 mei 2026T", 0, NULL },
		{ "Dez 2, 2026", 0, NULL },
		{ "2026.05-02", 0, NULL },
		{ "2026.05.021", 0, NULL },
		{ "2026_5_2", 0, NULL },
		{ "05/02/2026", 0, NULL },
		{ "02.05.2026", 0, NULL },
		{ "2-5-2026", 0, NULL },
		{ "Sat", 0, NULL },
		{ "Sat2026-05-02", 0, NULL },
		{ "Satellite 2026-05-02", 0, NULL },
		{ "2 apples 2026", 0, NULL },
		{ "2    May 2026", 0, NULL },
	};
	char text[DAY_TEXT];
	struct str s;
	day_t day;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		s = exact(cases[i].text);
		if (written_scan(s, &day) != cases[i].taken)
			fail_msg("%s", cases[i].text);
		day_format(day, text);
		assert_string_equal(text, cases[i].day ? cases[i].day : "");
		free((char *)s.ptr);
	}
}

static void
test_weekday(void **state)
{
	static const struct {
		const char *text;
		size_t taken;
	} cases[] = {
		{ "Sat", 3 }, { "Sat.", 3 }, { "thursday x", 8 },
		{ "Samstag", 7 }, { "segunda-feira", 13 },
		{ "Sa", 0 }, { "Sam", 0 }, { "Satan", 0 }, { "", 0 },
		{ "2 Sat", 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		struct str s = exact(cases[i].text);

		if (written_weekday(s) != cases[i].taken)
			fail_msg("%s", cases[i].text);
		free((char *)s.ptr);
	}
}

/* As each is written 2026-11-23, a Monday, and 2026-05-01, a Friday. */
static void
test_add(void **state)
{
	static const struct {
		const char *like, *november, *may;
	} cases[] = {
		{ "2026-05-02", "2026-11-23", "2026-05-01" },
		{ "2026/05/02", "2026/11/23", "2026/05/01" },
		{ "20260502", "20261123", "20260501" },
		{ "2026.05.02", "2026.11.23", "2026.05.01" },
		{ "2026_05_02", "2026_11_23", "2026_05_01" },
		{ "2 June 2026", "23 November 2026", "1 May 2026" },
		{ "02 Jun 2026", "23 Nov 2026", "01 May 2026" },
		{ "12 Jun 2026", "23 Nov 2026", "1 May 2026" },
		{ "2-JUN-2026", "23-NOV-2026", "1-MAY-2026" },
		{ "June 2, 2026", "November 23, 2026", "May 1, 2026" },
		{ "Sept. 2nd, 2026", "Nov. 23rd, 2026", "May. 1st, 2026" },
		{ "Nov 11th, 2026", "Nov 23rd, 2026", "May 1st, 2026" },
		/* of May alone the rest tells how long the others are */
		{ "May 2nd, 2026", "Nov 23rd, 2026", "May 1st, 2026" },
		{ "May 2, 2026", "November 23, 2026", "May 1, 2026" },
		{ "Sat, May 2, 2026", "Mon, Nov 23, 2026",
		    "Fri, May 1, 2026" },
		{ "Saturday, May 2nd, 2026", "Monday, November 23rd, 2026",
		    "Friday, May 1st, 2026" },
		{ "sat 2026-05-02", "mon 2026-11-23", "fri 2026-05-01" },
		{ "2. Mai 2026", "23. November 2026", "1. Mai 2026" },
		{ "Samstag, 2. Mai 2026", "Montag, 23. November 2026",
		    "Freitag, 1. Mai 2026" },
		{ "1er ao\xc3\xbbt 2026", "23 novembre 2026",
		    "1er mai 2026" },
		{ "2 de mayo de 2026", "23 de noviembre de 2026",
		    "1 de mayo de 2026" },
		{ "Sat", "Mon", "Fri" },
		{ "SATURDAY", "MONDAY", "FRIDAY" },
		{ "", "2026-11-23", "2026-05-01" },
		{ "some day", "2026-11-23", "2026-05-01" },
		{ "2026-05-02 x", "2026-11-23", "2026-05-01" },
	};
	struct buf out = { 0 };
	struct str like;
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		like = exact(cases[i].like);
		buf_clear(&out);
		written_add(&out, like, day_from(2026, 11, 23));
		assert_string_equal(buf_cstr(&out), cases[i].november);
		buf_clear(&out);
		written_add(&out, like, day_from(2026, 5, 1));
		assert_string_equal(buf_cstr(&out), cases[i].may);
		free((char *)like.ptr);
	}
	buf_release(&out);
}

/* What is written is read as that day, in each form of each month. */
static void
test_round_trip(void **state)
{
	static const char *const likes[] = { "2026-05-02", "2026.05.02",
		"20260502", "Sat, 02 Jun 2026", "Saturday, June 2nd, 2026",
		"2. Mai 2026", "samedi, 2 mai 2026", "2 de mayo de 2026",
		"2 de maio de 2026", "2 maggio 2026", "2 mei 2026" };
	struct buf out = { 0 };
	day_t day, read;
	size_t i;

	(void)state;
	for (i = 0; i < N(likes); i++)
		for (day = day_from(2023, 12, 25); day < day_from(2025, 1, 5);
		    day++) {
			buf_clear(&out);
			written_add(&out, str_of(likes[i]), day);
			if (written_scan(buf_str(&out), &read) != out.len ||
			    read != day)
				fail_msg("%s", buf_cstr(&out));
		}
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scan),
		cmocka_unit_test(test_weekday),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_round_trip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
