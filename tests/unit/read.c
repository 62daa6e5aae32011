/* What reading one file keeps of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "note/read.h"

enum {
	LINKS = 2000,
};

/* A line of many links is kept once, not once for each of them. */
static void
test_line_of_links(void **state)
{
	struct patterns *patterns = patterns_new();
	struct read_options options = { .patterns = patterns,
		.texts_until = DAY_NONE };
	struct source source = { .path = STR("2026-05-02.md") };
	struct buf note = { 0 };
	struct reader r;
	size_t i;

	(void)state;
	buf_add(&note, STR("- called"));
	for (i = 0; i < LINKS; i++)
		buf_printf(&note, " [[p%zu]]", i);
	buf_add(&note, STR("\n- called [[p1]] and [[p2]]\n"));
	reader_init(&r, &options);
	read_file(&r, buf_str(&note), &source);
	assert_true(source.records_n > 1);
	assert_true(r.arena.bytes < 200 * LINKS);
	for (i = 1; i < source.records_n; i++)
		assert_true((source.records[i].line ==
		    source.records[i - 1].line) ==
		    (source.records[i].text.ptr ==
		    source.records[i - 1].text.ptr));
	reader_release(&r);
	buf_release(&note);
	patterns_free(patterns);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line_of_links),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
