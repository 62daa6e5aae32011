/* Older entries that are joined with a newer one: reports can't tell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/buf.h"
#include "book/book.h"
#include "note/read.h"

enum {
	TABLES = 300,
	ROWS = 60,
};

static uint32_t
next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

static day_t
today(void)
{
	return day_from(2026, 11, 23);
}

static void
test_days(void **state)
{
	struct older_days days = { 0 };
	uint32_t seed = 1, i, n;
	bool seen[500];
	day_t day;

	(void)state;
	for (n = 1; n < 500; n += 7) {
		memset(seen, 0, sizeof(seen));
		for (i = 0; i < 4 * n; i++) {
			day = (day_t)(n % 3 == 0 ? next(&seed) % n :
			    n % 3 == 1 ? i % n : n - 1 - i % n);

			older_add(&days, day - 100, (uint8_t)(day % 7 + 1));
			seen[day] = true;
			assert_true(days.n <= days.cap);
		}
		older_sort(&days);
		for (i = 0; i < days.n; i++) {
			assert_true(!i || days.v[i - 1] < days.v[i]);
			day = older_day(days.v[i]) + 100;
			assert_true(seen[day]);
			assert_int_equal(older_direction(days.v[i]),
			    day % 7 + 1);
			seen[day] = false;
		}
		for (i = 0; i < 500; i++)
			assert_false(seen[i]);
		older_clear(&days);
	}
	older_release(&days);
}

/* Few days, that come in any order, take little room. */
static void
test_room(void **state)
{
	struct older_days days = { 0 };
	uint32_t seed = 1, i;

	(void)state;
	for (i = 0; i < 100000; i++)
		older_add(&days, (day_t)(next(&seed) % 100),
		    DIRECTION_UNTOLD);
	older_sort(&days);
	assert_int_equal(days.n, 100);
	assert_true(days.cap <= 400);
	older_release(&days);
}

/*
 * Rows that name each of a few people in several ways, some of them nobody and
 * some two; on few days, that some are to come.
 */
static void
make_table(struct buf *out, uint32_t *seed)
{
	static const char *const whos[] = { "Ana Ruiz", "ana ruiz",
		"ana@example.org", "Ana Ruiz; Bob Chen", "Bob Chen;Cy",
		"Bob Chen", "Cy", "Di Nobody", "Ed Nobody; Ana Ruiz",
		"DI NOBODY", "Flo" };
	static const char *const texts[] = { "", "short", "  blanks ",
		"a text that is longer than the others" };
	uint32_t i, n = next(seed) % ROWS, way = next(seed) % 3;
	day_t day = today() - ROWS / 4;
	char text[DAY_TEXT];

	buf_puts(out, "date,who,with,channel,text\n");
	for (i = 0; i < n; i++) {
		day_format(day + (day_t)(way == 0 ? next(seed) % ROWS :
		    way == 1 ? i / 2 : (n - i) / 2), text);
		buf_printf(out, "%s,%s,%s,%s,%s %u\n",
		    next(seed) % 20 ? text : "2026-02-30",
		    whos[next(seed) % 11], next(seed) % 3 ? "" : "Bob Chen",
		    next(seed) % 2 ? "mail" : "", texts[next(seed) % 4], i);
	}
}

/* Three people, of whom two are called Flo. */
static void
make_note(struct buf *out, uint32_t *seed, uint32_t number)
{
	static const char *const names[] = { "Ana Ruiz\nemail: ana@example.org",
		"Bob Chen\naliases: [Flo]", "Cy\naliases: [Flo]" };
	uint32_t i, n = next(seed) % 8;
	char text[DAY_TEXT];

	buf_printf(out, "---\nname: %s\ntype: person\n---\n", names[number]);
	for (i = 0; i < n; i++) {
		day_format(today() - 6 + (day_t)(next(seed) % 9), text);
		buf_printf(out, "- %s call: %u%s\n", text, i,
		    next(seed) % 4 ? "" : " with [[Bob Chen]]");
	}
}

static int
all_at_once(void *context, struct buf *out)
{
	struct str *bytes = context;
	bool any = bytes->len > 0;

	buf_add(out, *bytes);
	bytes->len = 0;
	return any;
}

/* What stale and people print of everybody, and check of the files. */
static void
describe(struct buf *out, const struct book *b, struct diags *diags)
{
	const struct person *p;
	size_t i;

	for (i = 0; i < b->people.n; i++) {
		p = &b->people.v[i];
		buf_add(out, p->name);
		buf_printf(out, " %d %d %u %u:%u", p->state, p->last, p->days,
		    p->why.source, p->why_line);
		if (p->newest) {
			buf_printf(out, " %d %u:%u ", p->newest->day,
			    p->newest_source, p->newest->line);
			buf_add(out, p->newest->channel);
			buf_addc(out, ' ');
			buf_add(out, p->newest->text);
		}
		buf_addc(out, '\n');
	}
	diag_sort(diags);
	for (i = 0; i < diags->list.n; i++) {
		buf_add(out, diags->list.v[i].path);
		buf_printf(out, ":%u:%u ", diags->list.v[i].line,
		    diags->list.v[i].column);
		buf_add(out, diags->list.v[i].text);
		buf_addc(out, '\n');
	}
}

/* Reads and describes them; returns the number of records. */
static size_t
read_all(struct buf *out, const struct buf *files, bool all_texts,
    const struct patterns *patterns)
{
	struct source sources[] = { { .path = STR("a.md") },
		{ .path = STR("b.md") }, { .path = STR("c.md") },
		{ .path = STR("t.csv") }, { .path = STR("u.csv") } };
	struct read_options options = { .patterns = patterns,
		.all_texts = all_texts, .texts_until = today() };
	struct book_options book_options = { .today = today(),
		.default_cadence = { 3, 0 }, .fresh = { 0, 90 },
		.lapsed = { 0, 365 } };
	struct reader r;
	struct book b;
	size_t i, records = 0;

	reader_init(&r, &options);
	for (i = 0; i < 5; i++) {
		struct str bytes = buf_str(&files[i]);
		struct input input = { all_at_once, &bytes };

		if (read_is_table(sources[i].path))
			read_table(&r, &input, &sources[i]);
		else
			read_file(&r, bytes, &sources[i]);
		records += sources[i].records_n;
	}
	book_make(&b, sources, 5, &book_options, &r.diags);
	assert_int_equal(b.people.n, 3);
	describe(out, &b, &r.diags);
	book_release(&b);
	reader_release(&r);
	return records;
}

static void
test_reports(void **state)
{
	struct buf files[5] = { 0 }, all = { 0 }, some = { 0 };
	struct patterns *patterns = patterns_new();
	uint32_t seed = 7, i, k;
	size_t of_all = 0, of_some = 0;

	(void)state;
	for (i = 0; i < TABLES; i++) {
		for (k = 0; k < 5; k++) {
			buf_clear(&files[k]);
			if (k < 3)
				make_note(&files[k], &seed, k);
			else
				make_table(&files[k], &seed);
		}
		buf_clear(&all);
		buf_clear(&some);
		of_all += read_all(&all, files, true, patterns);
		of_some += read_all(&some, files, false, patterns);
		assert_string_equal(buf_cstr(&all), buf_cstr(&some));
	}
	assert_true(of_some < of_all * 3 / 4);
	for (k = 0; k < 5; k++)
		buf_release(&files[k]);
	buf_release(&all);
	buf_release(&some);
	patterns_free(patterns);
}

/* As many rows as one likes of the same people take no more memory. */
static void
test_memory(void **state)
{
	struct patterns *patterns = patterns_new();
	struct read_options options = { .patterns = patterns,
		.texts_until = today() };
	size_t bytes[2] = { 0 };
	int i, k;

	(void)state;
	for (i = 0; i < 2; i++) {
		struct buf table = { 0 };
		struct source source = { .path = STR("t.csv") };
		struct str text;
		struct input input = { all_at_once, &text };
		struct reader r;

		buf_puts(&table, "date,who,text\n");
		for (k = 0; k < (i ? 100000 : 1000); k++)
			buf_printf(&table, "2026-0%d-0%d,Person %d,%0*d\n",
			    1 + k % 9, 1 + k / 9 % 9, k % 10, 1 + k % 150, k);
		text = buf_str(&table);
		reader_init(&r, &options);
		read_table(&r, &input, &source);
		assert_int_equal(source.records_n, 10);
		bytes[i] = r.arena.bytes;
		reader_release(&r);
		buf_release(&table);
	}
	assert_int_equal(bytes[0], bytes[1]);
	patterns_free(patterns);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_reports),
		cmocka_unit_test(test_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
