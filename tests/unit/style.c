/* Times of day behind the date of an entry. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "note/style.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static void
test_time(void **state)
{
	static const struct {
		const char *text;
		size_t bytes;
	} cases[] = {
		{ "14:30", 5 }, { "9:05 call", 4 }, { "14:30 Uhr", 5 },
		{ "14:30:05", 8 }, { "14:30:05.25 x", 11 }, { "14:30:05,5", 10 },
		{ "14:30:05. x", 8 },
		{ "14:30Z", 6 }, { "14:30:05+02:00", 14 }, { "14:30-0100", 10 },
		{ "14:30+02", 5 }, { "14:30+2", 5 },
		{ "2:30 PM call", 7 }, { "2:30am", 6 }, { "2:30 pmx", 4 },
		{ "2:30 pm\xc3\xa9", 4 }, { "2:30 xm", 4 }, { "2:30 p", 4 },
		{ "14:30-15:30 x", 11 }, { "14:30 - 15:30", 13 },
		{ "14:30\xe2\x80\x93" "15:30", 13 },
		{ "14:30 \xe2\x80\x93 15:30", 15 },
		{ "14:30 - x", 5 }, { "14:30-15", 5 }, { "14:30 - 15:3", 5 },
		/* no times */
		{ "", 0 }, { ":30", 0 }, { "1430", 0 }, { "14:3", 0 },
		{ "14:305", 0 }, { "14:30-15:305", 0 }, { "114:30", 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++)
		if (style_time(str_of(cases[i].text)) != cases[i].bytes)
			fail_msg("%s: %zu", cases[i].text,
			    style_time(str_of(cases[i].text)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
