/* Rows as table, TSV, JSON, vimgrep and template; what is safe to show. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <jansson.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "out/fit.h"
#include "out/out.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))
#define S(s) { .text = { (s), sizeof(s) - 1 } }
#define D(n) { .day = (n) }
#define I(n) { .number = (n) }
#define L(array) { .list = { (array), N(array) } }
#define NONE { .missing = true }

static const struct column stale_v[] = {
	{ "person", CELL_TEXT, SHOW_ALWAYS },
	{ "state", CELL_TEXT, SHOW_ALWAYS },
	{ "last", CELL_DAY, SHOW_WIDE },
	{ "days", CELL_NUMBER, SHOW_ALWAYS },
	{ "tags", CELL_LIST, SHOW_WIDER },
	{ "ratio", CELL_RATIO, SHOW_WIDE },
	{ "source", CELL_TEXT, SHOW_NEVER },
	{ "why", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
	{ "column", CELL_NUMBER, SHOW_ALWAYS },
};
#define WIDTH N(stale_v)
static const struct columns stale = {
	stale_v, WIDTH, "%{state} %{person}: %{why}",
};

static const struct str two_tags[] = { { "friend", 6 }, { "a,b", 3 } };
static const struct str one_tag[] = { { "work", 4 } };

static const struct cell plain_rows[][WIDTH] = {
	{ S("Ana Ruiz"), S("overdue"), D(20000), I(97), L(two_tags), I(117),
	    S("md"), S("coffee, talked about the move"),
	    S("people/ana-ruiz.md"), I(12), I(3) },
	{ S("Bo"), S("never"), NONE, NONE, NONE, NONE, NONE, NONE,
	    S("people/bo.md"), NONE, NONE },
	{ S("\xe6\x9d\x8e\xe9\x9b\xb7"), S("once"), D(20003), I(5),
	    L(one_tag), I(50), S("md"), S("met at the fair"),
	    S("journal/2026.md"), I(7), NONE },
};

/* The rows in a form; the caller frees it. */
static char *
written(const struct out_options *options, const struct columns *columns,
    const struct cell *cells, size_t rows, size_t *len)
{
	struct buf error = { 0 };
	struct sink *sink;
	char *text = NULL;
	size_t i;
	FILE *f = open_memstream(&text, len);

	assert_non_null(f);
	sink = out_new(options, columns, f, &error);
	if (!sink)
		fail_msg("%s", buf_cstr(&error));
	for (i = 0; i < rows; i++)
		sink->row(sink, cells + i * columns->n);
	assert_int_equal(out_finish(sink), 0);
	fclose(f);
	buf_release(&error);
	return text;
}

static void
assert_written(const struct out_options *options, const struct columns *columns,
    const struct cell *cells, size_t rows, struct str expected)
{
	size_t len;
	char *text = written(options, columns, cells, rows, &len);

	if (!str_eq((struct str){ text, len }, expected))
		fail_msg("got:\n%s\nexpected:\n%.*s", text, STR_ARG(expected));
	free(text);
}

static void
assert_plain(struct out_options options, const char *expected)
{
	assert_written(&options, &stale, plain_rows[0], N(plain_rows),
	    str_of(expected));
}

static void
test_tsv(void **state)
{
	static const struct cell rows[][WIDTH] = {
		{ S("a\tb\nc\rd\\e\0f\x1b\xff"), NONE, NONE, I(INT64_MIN),
		    L(two_tags), I(-5), NONE, NONE, S("x y"), I(0), NONE },
		{ S(""), NONE, D(DAY_NONE), I(INT64_MAX), NONE, I(INT64_MIN),
		    NONE, NONE, NONE, NONE, NONE },
	};
	struct out_options options = { .form = OUT_TSV };

	(void)state;
	assert_plain(options,
	    "Ana Ruiz\toverdue\t2024-10-04\t97\tfriend,a,b\t1.17\tmd\t"
	    "coffee, talked about the move\tpeople/ana-ruiz.md\t12\t3\n"
	    "Bo\tnever\t\t\t\t\t\t\tpeople/bo.md\t\t\n"
	    "\xe6\x9d\x8e\xe9\x9b\xb7\tonce\t2024-10-07\t5\twork\t0.50\tmd\t"
	    "met at the fair\tjournal/2026.md\t7\t\n");
	assert_written(&options, &stale, rows[0], N(rows),
	    STR("a\\tb\\nc\\rd\\\\e\0f\x1b\xff\t\t\t-9223372036854775808\t"
	    "friend,a,b\t-0.05\t\t\tx y\t0\t\n"
	    "\t\t\t9223372036854775807\t\t-92233720368547758.08\t\t\t\t\t\n"));
	options.header = options.nul = true;
	assert_written(&options, &stale, rows[0], 1,
	    STR("person\tstate\tlast\tdays\ttags\tratio\tsource\twhy\tpath\t"
	    "line\tcolumn\0a\\tb\\nc\\rd\\\\e\\0f\x1b\xff\t\t\t"
	    "-9223372036854775808\tfriend,a,b\t-0.05\t\t\tx y\t0\t\0"));
	options.nul = false;
	assert_written(&options, &stale, NULL, 0,
	    STR("person\tstate\tlast\tdays\ttags\tratio\tsource\twhy\tpath\t"
	    "line\tcolumn\n"));
}

static void
test_json(void **state)
{
	static const struct column v[] = {
		{ "t", CELL_TEXT, SHOW_ALWAYS },
		{ "r", CELL_RATIO, SHOW_ALWAYS },
		{ "l", CELL_LIST, SHOW_ALWAYS },
		{ "d", CELL_DAY, SHOW_ALWAYS },
	};
	static const struct columns columns = { v, N(v), NULL };
	static const struct str hostile[] = { { "\xff", 1 }, { "\"", 1 } };
	static const struct cell rows[][N(v)] = {
		{ S("a\"\\/\t\x01\0z"), I(100), L(hostile), D(0) },
		{ S("\x7f\xc2\x9b\xe2\x80\xae\xe2\x80\xa9\xf3\xa0\x81\x81"),
		    I(50), NONE, D(DAY_NONE) },
		{ S("\xed\xa0\x80\xc3"), I(29), NONE, NONE },
		{ S("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8c\xbe \xc3\xa9"),
		    I(-123), NONE, NONE },
		{ { .text = { NULL, 0 } }, I(1234567890123), NONE, NONE },
	};
	struct out_options options = { .form = OUT_JSON };

	(void)state;
	assert_written(&options, &columns, rows[0], N(rows), STR(
	    "{\"v\":1,\"t\":\"a\\\"\\\\/\\t\\u0001\\u0000z\",\"r\":1.0,"
	    "\"l\":[\"\xef\xbf\xbd\",\"\\\"\"],\"d\":\"1970-01-01\"}\n"
	    "{\"v\":1,\"t\":\"\\u007f\\u009b\\u202e\\u2029\\udb40\\udc41\","
	    "\"r\":0.5,\"l\":null,\"d\":null}\n"
	    "{\"v\":1,\"t\":\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
	    "\",\"r\":0.29,\"l\":null,\"d\":null}\n"
	    "{\"v\":1,\"t\":\"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8c\xbe "
	    "\xc3\xa9\",\"r\":-1.23,\"l\":null,\"d\":null}\n"
	    "{\"v\":1,\"t\":\"\",\"r\":12345678901.23,\"l\":null,\"d\":null}"
	    "\n"));
	/* the program never sets one; a library that did must not matter */
	if (setlocale(LC_ALL, "de_DE.UTF-8"))
		assert_written(&options, &columns, rows[3], 1, STR(
		    "{\"v\":1,\"t\":\"\xf0\x9f\x91\xa9\xe2\x80\x8d"
		    "\xf0\x9f\x8c\xbe \xc3\xa9\",\"r\":-1.23,\"l\":null,"
		    "\"d\":null}\n"));
	setlocale(LC_ALL, "C");
}

/* Every ratio that has two decimals is printed with these alone. */
static void
test_json_ratios(void **state)
{
	static const struct column v[] = {
		{ "r", CELL_RATIO, SHOW_ALWAYS },
	};
	static const struct columns columns = { v, 1, NULL };
	struct out_options options = { .form = OUT_JSON };
	struct cell cell = { .missing = false };
	char expected[64];
	int i;

	(void)state;
	for (i = 0; i < 2000; i++) {
		cell.number = i;
		snprintf(expected, sizeof(expected),
		    i % 10 ? "{\"v\":1,\"r\":%d.%02d}\n" :
		    "{\"v\":1,\"r\":%d.%d}\n", i / 100,
		    i % 10 ? i % 100 : i % 100 / 10);
		assert_written(&options, &columns, &cell, 1, str_of(expected));
	}
}

static void
test_vimgrep(void **state)
{
	static const struct cell rows[][WIDTH] = {
		{ S("\x1b[2J"), S("a\nb"), NONE, NONE, NONE, NONE, NONE,
		    S("\xe2\x80\xae"), S("people/a\nb\x9b.md"), I(2), NONE },
		{ S("x"), NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
		    I(2), NONE },
	};
	static const struct column pathless = { "tag", CELL_TEXT, SHOW_ALWAYS };
	static const struct columns none = { &pathless, 1, NULL };
	static const struct cell tag = S("work");
	struct out_options options = { .form = OUT_VIMGREP };

	(void)state;
	options.prefix = STR("people");
	assert_plain(options,
	    "ana-ruiz.md:12:3:overdue Ana Ruiz: coffee, talked about the move\n"
	    "bo.md:1:1:never Bo\n"
	    "../journal/2026.md:7:1:once \xe6\x9d\x8e\xe9\x9b\xb7: "
	    "met at the fair\n");
	options.prefix = STR_NONE;
	assert_written(&options, &stale, rows[0], N(rows),
	    STR("people/a\\nb\\x9b.md:2:1:a\\nb \\x1b[2J: <U+202E>\n"));
	assert_written(&options, &none, &tag, 1, STR(""));
}

static void
test_format(void **state)
{
	static const struct {
		const char *format, *row;
	} cases[] = {
		{ "", "\n" },
		{ "%{person}\\t%{days}", "Ana Ruiz\t97\n" },
		{ "%{tags} %{ratio} %{last}", "friend,a,b 1.17 2024-10-04\n" },
		{ "100%% \\\\ \\n\\q}{ %{path}:%{line}",
		    "100% \\ \n\\q}{ people/ana-ruiz.md:12\n" },
		{ "%%{person}%{person}", "%{person}Ana Ruiz\n" },
		{ "\\\\t\\", "\\t\\\n" },
		{ "\xc3\xa9\x1b", "\xc3\xa9\x1b\n" },
	};
	static const struct cell hostile[WIDTH] = {
		S("a\tb\\c\n\x1b\xc2\x9b\\"), S("\\"), NONE, NONE, NONE, NONE,
		NONE, NONE, NONE, NONE, NONE,
	};
	struct out_options options = { .form = OUT_FORMAT };
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		options.format = cases[i].format;
		assert_written(&options, &stale, plain_rows[0], 1,
		    str_of(cases[i].row));
	}
	options.format = "%{person}\\t%{state}";
	assert_written(&options, &stale, hostile, 1,
	    STR("a\\tb\\\\c\\n\x1b\xc2\x9b\\\\\t\\\\\n"));
	options.terminal = true;
	assert_written(&options, &stale, hostile, 1,
	    STR("a\\tb\\\\c\\n\\x1b<U+009B>\\\\\t\\\\\n"));
}

static void
test_format_errors(void **state)
{
	static const struct {
		const char *format, *what;
	} cases[] = {
		{ "%{persn}", "\"persn\" is no column; columns are person "
		    "state last days tags ratio source why path line column" },
		{ "a %{}", "\"\" is no column" },
		{ "%{person", "\"%{person\" has no }" },
		{ "%{", "\"%{\" has no }" },
		{ "%{person}%", "\"%\" means nothing" },
		{ "%d", "\"%d\" means nothing" },
		{ "%%%", "\"%\" means nothing" },
		{ "%{\x1b[2J\n}", "\"\\x1b[2J\\n\" is no column" },
	};
	struct out_options options = { .form = OUT_FORMAT };
	struct buf error = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		options.format = cases[i].format;
		buf_clear(&error);
		assert_null(out_new(&options, &stale, stdout, &error));
		if (!strstr(buf_cstr(&error), cases[i].what))
			fail_msg("%s: %s", cases[i].format, buf_cstr(&error));
		assert_null(strchr(buf_cstr(&error), '\n'));
	}
	buf_release(&error);
}

static void
test_table(void **state)
{
	struct out_options options = { .form = OUT_TABLE };

	(void)state;
	assert_plain(options,
	    "Ana Ruiz  overdue  2024-10-04  97  friend, a,b  1.17"
	    "  coffee, talked about the move  people/ana-ruiz.md:12\n"
	    "Bo        never                                     "
	    "                                 people/bo.md\n"
	    "\xe6\x9d\x8e\xe9\x9b\xb7      once     2024-10-07   5"
	    "  work         0.50"
	    "  met at the fair                journal/2026.md:7\n");
	options.terminal = true;
	options.width = 200;
	assert_plain(options,
	    "person    state    last        days  tags         ratio"
	    "  why                            path\n"
	    "Ana Ruiz  overdue  2024-10-04    97  friend, a,b   1.17"
	    "  coffee, talked about the move  people/ana-ruiz.md:12\n"
	    "Bo        never                                        "
	    "                                 people/bo.md\n"
	    "\xe6\x9d\x8e\xe9\x9b\xb7      once     2024-10-07     5"
	    "  work          0.50"
	    "  met at the fair                journal/2026.md:7\n");
	options.width = 80;
	options.prefix = STR("people/");
	assert_plain(options,
	    "person    state    days  why                            path\n"
	    "Ana Ruiz  overdue    97  coffee, talked about the move"
	    "  ana-ruiz.md:12\n"
	    "Bo        never                                         bo.md\n"
	    "\xe6\x9d\x8e\xe9\x9b\xb7      once        5  met at the fair"
	    "                ../journal/2026.md:7\n");
	options.width = 60;
	options.prefix = STR_NONE;
	assert_plain(options,
	    "person    state    days  why           path\n"
	    "Ana Ruiz  overdue    97  coffee, tal\xe2\x80\xa6"
	    "  people/ana-ruiz.md:12\n"
	    "Bo        never                        people/bo.md\n"
	    "\xe6\x9d\x8e\xe9\x9b\xb7      once        5  met at the \xe2\x80\xa6"
	    "  journal/2026.md:7\n");
	options.width = 20;
	assert_plain(options,
	    "person    path\n"
	    "Ana Ruiz  \xe2\x80\xa6uiz.md:12\n"
	    "Bo        \xe2\x80\xa6ple/bo.md\n"
	    "\xe6\x9d\x8e\xe9\x9b\xb7      \xe2\x80\xa6""2026.md:7\n");
}

static void
test_table_color(void **state)
{
	struct out_options options = {
		.form = OUT_TABLE, .color = true, .terminal = true, .width = 40,
	};

	(void)state;
	assert_plain(options,
	    "\033[1mperson\033[m    \033[1mstate\033[m    "
	    "\033[1mpath\033[m\n"
	    "Ana Ruiz  \033[31moverdue\033[m  "
	    "people/ana-ruiz.md:12\n"
	    "Bo        \033[33mnever\033[m    people/bo.md\n"
	    "\xe6\x9d\x8e\xe9\x9b\xb7      \033[33monce\033[m     "
	    "journal/2026.md:7\n");
}

/* No path: the line is a column. Nothing at all: no header. */
static void
test_table_parts(void **state)
{
	static const struct column v[] = {
		{ "tag", CELL_TEXT, SHOW_ALWAYS },
		{ "people", CELL_NUMBER, SHOW_ALWAYS },
		{ "line", CELL_NUMBER, SHOW_ALWAYS },
		{ "empty", CELL_TEXT, SHOW_ALWAYS },
	};
	static const struct columns columns = { v, N(v), NULL };
	static const struct cell rows[][N(v)] = {
		{ S("work  "), NONE, NONE, S("") },
		{ S("a\tb"), I(10), I(7), S("  ") },
		{ NONE, I(3), NONE, NONE },
		{ NONE, NONE, NONE, NONE },
	};
	struct out_options options = { .form = OUT_TABLE, .terminal = true };

	(void)state;
	assert_written(&options, &columns, rows[0], N(rows), STR(
	    "tag   people  line\n"
	    "work\n"
	    "a\\tb      10     7\n"
	    "           3\n"
	    "\n"));
	assert_written(&options, &columns, NULL, 0, STR(""));
}

/* One long cell must not make all other lines long. */
static void
test_table_long(void **state)
{
	static const struct column v[] = {
		{ "text", CELL_TEXT, SHOW_FLEX },
		{ "path", CELL_PATH, SHOW_ALWAYS },
	};
	static const struct columns columns = { v, N(v), NULL };
	struct cell rows[][N(v)] = { { NONE, S("a") }, { S("x"), S("b") } };
	struct out_options options = { .form = OUT_TABLE };
	size_t len, size = 100000;
	char *big = malloc(size), *text;

	(void)state;
	assert_non_null(big);
	memset(big, 'x', size);
	rows[0][0] = (struct cell){ .text = { big, size } };
	text = written(&options, &columns, rows[0], N(rows), &len);
	assert_int_equal(len, size + 4 + 60 + 2 + 2);
	free(text);
	free(big);
}

static void
test_cut(void **state)
{
	static const struct {
		const char *s;
		size_t width;
		const char *start, *end;
	} cases[] = {
		{ "abcdef", 1, "\xe2\x80\xa6", "\xe2\x80\xa6" },
		{ "abcdef", 4, "abc\xe2\x80\xa6", "\xe2\x80\xa6""def" },
		/* wide letters don't come in halves */
		{ "\xe6\x9d\x8e\xe9\x9b\xb7\xe6\x9d\x8e", 4,
		    "\xe6\x9d\x8e\xe2\x80\xa6", "\xe2\x80\xa6\xe6\x9d\x8e" },
		/* a farmer is one */
		{ "ab\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8c\xbe""cd", 4,
		    "ab\xe2\x80\xa6", "\xe2\x80\xa6""cd" },
		{ "ab\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8c\xbe""cd", 5,
		    "ab\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8c\xbe"
		    "\xe2\x80\xa6",
		    "\xe2\x80\xa6\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8c\xbe"
		    "cd" },
		/* e and its accent, twice */
		{ "xe\xcc\x81""e\xcc\x81y", 3, "xe\xcc\x81\xe2\x80\xa6",
		    "\xe2\x80\xa6""e\xcc\x81y" },
		{ "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", 3,
		    "\xd7\xa9\xd7\x9c\xe2\x80\xa6",
		    "\xe2\x80\xa6\xd7\x95\xd7\x9d" },
	};
	struct buf got = { 0 };
	size_t i, taken;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		buf_clear(&got);
		taken = fit_start(&got, str_of(cases[i].s), cases[i].width);
		assert_string_equal(buf_cstr(&got), cases[i].start);
		assert_int_equal(taken, unicode_columns(buf_str(&got)));
		assert_true(taken <= cases[i].width);
		buf_clear(&got);
		taken = fit_end(&got, str_of(cases[i].s), cases[i].width);
		assert_string_equal(buf_cstr(&got), cases[i].end);
		assert_int_equal(taken, unicode_columns(buf_str(&got)));
		assert_true(taken <= cases[i].width);
	}
	buf_release(&got);
}

static void
test_safe(void **state)
{
	static const struct {
		struct str s;
		const char *safe;
	} cases[] = {
		{ { NULL, 0 }, "" },
		{ { "plain ~", 7 }, "plain ~" },
		{ { "a\\nb", 4 }, "a\\nb" },
		{ { "\t\n\r", 3 }, "\\t\\n\\r" },
		{ { "\x1b]52;c;x\x07", 9 }, "\\x1b]52;c;x\\x07" },
		{ { "a\0b\x7f", 4 }, "a\\x00b\\x7f" },
		{ { "\xc2\x9b""1m", 4 }, "<U+009B>1m" },
		{ { "\xe2\x80\xae\xe2\x81\xa6", 6 }, "<U+202E><U+2066>" },
		{ { "\xf3\xa0\x81\x81", 4 }, "<U+E0041>" },
		{ { "\xff\xc3", 2 }, "\\xff\\xc3" },
		{ { "\xed\xa0\x80", 3 }, "\\xed\\xa0\\x80" },
		{ { "\xc3\xa9\xe6\x9d\x8e", 5 }, "\xc3\xa9\xe6\x9d\x8e" },
		{ { "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8c\xbe", 11 },
		    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8c\xbe" },
	};
	struct buf got = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		buf_clear(&got);
		out_safe(&got, cases[i].s);
		assert_string_equal(buf_cstr(&got), cases[i].safe);
	}
	buf_release(&got);
}

static void
test_path(void **state)
{
	static const struct {
		const char *prefix, *path, *shown;
	} cases[] = {
		{ "", "people/ana.md", "people/ana.md" },
		{ "people", "people/ana.md", "ana.md" },
		{ "people/", "people/ana.md", "ana.md" },
		{ "people", "journal/x.md", "../journal/x.md" },
		{ "people", "people.md", "../people.md" },
		{ "people", "peoples/x.md", "../peoples/x.md" },
		{ "a/b/c", "a/d/x.md", "../../d/x.md" },
		{ "a/b/c", "a/b/c/x.md", "x.md" },
		{ "a/b", "x.md", "../../x.md" },
		{ "a/b", "a", ".." },
		{ "a", "a", "." },
		{ "a", "/abs/x.md", "/abs/x.md" },
		{ "a", "", "" },
	};
	struct out_options options = { .form = OUT_TABLE };
	struct buf got = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(cases); i++) {
		buf_clear(&got);
		options.prefix = str_of(cases[i].prefix);
		out_path(&got, str_of(cases[i].path), &options);
		assert_string_equal(buf_cstr(&got), cases[i].shown);
	}
	options.outside = true;
	options.root = STR("/home/kim/notes");
	buf_clear(&got);
	out_path(&got, STR("a/x.md"), &options);
	assert_string_equal(buf_cstr(&got), "/home/kim/notes/a/x.md");
	options.root = STR("/");
	buf_clear(&got);
	out_path(&got, STR("a/x.md"), &options);
	assert_string_equal(buf_cstr(&got), "/a/x.md");
	buf_release(&got);
}

static void
test_full(void **state)
{
	static const enum out_form forms[] = {
		OUT_TABLE, OUT_TSV, OUT_JSON, OUT_VIMGREP, OUT_FORMAT,
	};
	struct out_options options = { .format = "%{person}" };
	struct buf error = { 0 };
	struct sink *sink;
	size_t i, row, size;
	FILE *f;

	(void)state;
	for (i = 0; i < N(forms); i++) {
		/* fails at the flush, and long before it */
		for (size = 1; size <= 10000; size *= 10000) {
			f = fopen("/dev/full", "w");
			if (!f)
				skip();
			options.form = forms[i];
			sink = out_new(&options, &stale, f, &error);
			assert_non_null(sink);
			for (row = 0; row < size; row++)
				sink->row(sink, plain_rows[0]);
			errno = 0;
			assert_int_equal(out_finish(sink), -1);
			assert_int_equal(errno, ENOSPC);
			fclose(f);
		}
	}
	buf_release(&error);
}

static uint32_t
roll(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* Text of pieces that matter to terminals and to widths, and of any bytes. */
static void
any_text(struct buf *out, uint32_t *seed)
{
	static const struct str pieces[] = {
		{ "a", 1 }, { " ", 1 }, { "word ", 5 }, { "\x1b[31m", 5 },
		{ "\0", 1 }, { "\n", 1 }, { "\"\\", 2 }, { "/", 1 },
		{ "\xc2\x9b", 2 }, { "\xe2\x80\xae", 3 }, { "\xcc\x81", 2 },
		{ "\xe6\x9d\x8e", 3 }, { "\xf0\x9f\x91\xa9", 4 },
		{ "\xe2\x80\x8d", 3 }, { "\xf0\x9f\x8c\xbe", 4 },
		{ "\xf0\x9f\x87\xa9", 4 }, { "\xd7\xa9", 2 },
		{ "\xef\xb8\x8f", 3 }, { "\xe1\x84\x92\xe1\x85\xa1", 6 },
		{ "\xe2\x9d\xa4", 3 }, { "\xd8\x80", 2 }, { "1", 1 },
	};
	uint32_t n = roll(seed) % (roll(seed) % 8 ? 12 : 120);

	buf_clear(out);
	while (n-- > 0) {
		if (roll(seed) % 4)
			buf_add(out, pieces[roll(seed) % N(pieces)]);
		else
			buf_addc(out, (char)roll(seed));
	}
}

static void
assert_harmless(struct str text, size_t width)
{
	struct str line, rest;
	int32_t cp;

	while (str_cut(&text, '\n', &line)) {
		for (rest = line; rest.len;) {
			rest = str_from(rest, unicode_next(rest, &cp));
			assert_false(cp == 0x7f || unicode_unsafe(cp));
		}
		if (width)
			assert_true(unicode_columns(line) <= width);
		assert_false(width && line.len &&
		    line.ptr[line.len - 1] == ' ');
	}
}

static void
assert_json(struct str text, const struct cell *cells)
{
	const char *person;
	struct str line;
	json_t *object;
	size_t lines = 0;

	while (str_cut(&text, '\n', &line) && line.len) {
		object = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, NULL);
		assert_non_null(object);
		assert_int_equal(json_object_size(object), WIDTH + 1);
		person = json_string_value(json_object_get(object, "person"));
		assert_non_null(person);
		if (unicode_valid(cells[lines * WIDTH].text))
			assert_memory_equal(person,
			    cells[lines * WIDTH].text.ptr,
			    cells[lines * WIDTH].text.len);
		json_decref(object);
		lines++;
	}
	assert_int_equal(lines, 4);
}

/* Any bytes in any column, in all forms that promise something. */
static void
test_any(void **state)
{
	static const size_t text_columns[] = { 0, 1, 7, 8 };
	struct out_options options = { .root = STR("/\x1b""r") };
	struct buf texts[4][N(text_columns)] = { { { 0 } } };
	struct cell cells[4][WIDTH];
	struct str tags[2];
	uint32_t seed = 2463534242;
	size_t round, i, j, len;
	char *text;

	(void)state;
	for (round = 0; round < 3000; round++) {
		memcpy(cells, plain_rows, sizeof(plain_rows));
		memcpy(cells[3], plain_rows[0], sizeof(cells[3]));
		for (i = 0; i < 4; i++) {
			for (j = 0; j < N(text_columns); j++) {
				any_text(&texts[i][j], &seed);
				if (!texts[i][j].ptr)
					buf_reserve(&texts[i][j], 1);
				cells[i][text_columns[j]] = (struct cell){
					.text = buf_str(&texts[i][j]) };
			}
			cells[i][9].missing = roll(&seed) % 2;
		}
		tags[0] = tags[1] = buf_str(&texts[0][0]);
		cells[0][4] = (struct cell){ .list = { tags, 2 } };
		options.outside = roll(&seed) % 2;
		options.width = 20 + roll(&seed) % (round % 2 ? 40 : 200);
		options.terminal = true;
		options.form = OUT_TABLE;
		text = written(&options, &stale, cells[0], 4, &len);
		assert_harmless((struct str){ text, len }, options.width);
		free(text);
		options.terminal = false;
		options.form = OUT_VIMGREP;
		text = written(&options, &stale, cells[0], 4, &len);
		assert_harmless((struct str){ text, len }, 0);
		free(text);
		options.form = OUT_JSON;
		text = written(&options, &stale, cells[0], 4, &len);
		assert_harmless((struct str){ text, len }, 0);
		assert_json((struct str){ text, len }, cells[0]);
		free(text);
	}
	for (i = 0; i < 4; i++)
		for (j = 0; j < N(text_columns); j++)
			buf_release(&texts[i][j]);
}

/* Any columns, on any terminal. */
static void
test_fit(void **state)
{
	struct fit_column v[8];
	uint32_t seed = 88172645;
	size_t round, n, i, room, sum;

	(void)state;
	fit_columns(v, 0, FIT_LEAST);
	for (round = 0; round < 100000; round++) {
		n = 1 + roll(&seed) % N(v);
		room = FIT_LEAST + roll(&seed) % 100;
		for (i = 0; i < n; i++) {
			v[i].show = roll(&seed) % (SHOW_FLEX + 1);
			v[i].role = roll(&seed) % FIT_ROLES;
			v[i].wanted = roll(&seed) % 3 ? roll(&seed) % 20 :
			    roll(&seed) % 2000;
		}
		fit_columns(v, n, room);
		for (i = sum = 0; i < n; i++) {
			assert_true(v[i].given <= v[i].wanted);
			if (v[i].given)
				sum += v[i].given + (sum ? FIT_GAP : 0);
		}
		assert_true(sum <= room);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tsv),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_json_ratios),
		cmocka_unit_test(test_vimgrep),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_format_errors),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_table_color),
		cmocka_unit_test(test_table_parts),
		cmocka_unit_test(test_table_long),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_safe),
		cmocka_unit_test(test_path),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_any),
		cmocka_unit_test(test_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
