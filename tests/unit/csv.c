/* Records, lines and findings of CSV files, whole and broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "note/csv.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))
#define MIB ((size_t)1 << 20)
/* A constant, as STR is none. */
#define TEXT(literal) { (literal), sizeof(literal) - 1 }

/* What was read, as "LINE:field|field" and "code@LINE", each on a line. */
struct seen {
	size_t piece; /* bytes that the input gives at once, 0: all */
	struct buf text;
	size_t rows, until; /* stop at the row until, 0: never */
	uint32_t line;
};

static bool
on_row(void *context, const struct csv_row *row)
{
	struct seen *seen = context;
	size_t i;

	seen->rows++;
	assert_true(row->line > seen->line);
	seen->line = row->line;
	buf_printf(&seen->text, "%u:", row->line);
	for (i = 0; i < row->n; i++) {
		if (i)
			buf_addc(&seen->text, '|');
		buf_add(&seen->text, row->fields[i]);
	}
	buf_addc(&seen->text, '\n');
	return seen->rows != seen->until;
}

/* An input of bytes in memory. */
struct text {
	struct str rest;
	size_t piece;
	bool broken; /* fails where it should end */
};

static int
text_more(void *context, struct buf *out)
{
	struct text *text = context;
	size_t n = text->piece && text->piece < text->rest.len ? text->piece :
	    text->rest.len;

	if (!n)
		return text->broken ? -1 : 0;
	buf_add(out, str_upto(text->rest, n));
	text->rest = str_from(text->rest, n);
	return 1;
}

static int
read_all(struct seen *seen, struct str bytes, const char *path)
{
	struct text text = { bytes, seen->piece, false };
	struct input input = { text_more, &text };
	struct diags diags = { 0 };
	size_t i;
	int result;

	result = csv_read(&input, str_of(path), &diags, on_row, seen);
	for (i = 0; i < diags.list.n; i++)
		buf_printf(&seen->text, "%s@%u\n", diags.list.v[i].code,
		    diags.list.v[i].line);
	assert_int_equal(result, diags.errors ? -1 : 0);
	diag_release(&diags);
	return result;
}

struct test {
	const char *name;
	struct str bytes;
	const char *expected;
};

static const struct test tests[] = {
	{ "empty", TEXT(""), "" },
	{ "newlines only", TEXT("\n\r\n\r"), "" },
	{ "plain", TEXT("a,b\nc,d\n"), "1:a|b\n2:c|d\n" },
	{ "no newline at the end", TEXT("a,b\nc,d"), "1:a|b\n2:c|d\n" },
	{ "CRLF", TEXT("a,b\r\nc,d\r\n"), "1:a|b\n2:c|d\n" },
	{ "CR", TEXT("a,b\rc,d\r\re,f"), "1:a|b\n2:c|d\n4:e|f\n" },
	{ "blank lines are counted", TEXT("\n\na,b\n \t\n\nc,d\n"),
	  "3:a|b\n6:c|d\n" },
	{ "a field over lines is counted", TEXT("a,\"b\nc\r\nd\"\ne,f\n"),
	  "1:a|b\nc\r\nd\n4:e|f\n" },
	{ "a record of many lines", TEXT("\"a\nb\",\"c\nd\"\ne,f\n"),
	  "1:a\nb|c\nd\n4:e|f\n" },
	{ "a blank line inside quotes", TEXT("\"a\n\nb\"\nc\n"),
	  "1:a\n\nb\n4:c\n" },
	{ "ragged", TEXT("a,b,c\nd\ne,f,g,h\n"), "1:a|b|c\n2:d\n3:e|f|g|h\n" },
	{ "empty fields", TEXT("a,,\n,,\n\"\"\n"), "1:a||\n2:||\n3:\n" },
	{ "quotes in quotes", TEXT("\"a \"\"b\"\" c\",d\n"),
	  "1:a \"b\" c|d\n" },
	{ "UTF-8 BOM before a quote", TEXT("\xef\xbb\xbf\"a\",b\n"),
	  "1:a|b\n" },
	{ "UTF-16LE", TEXT("\xff\xfe" "a\0,\0\xe9\0\n\0\x3d\xd8\x00\xde,\0b\0"),
	  "1:a|é\n2:😀|b\n" },
	{ "UTF-16BE", TEXT("\xfe\xff\0a\0,\0\xe9\0\n"), "1:a|é\n" },
	{ "UTF-16LE without a BOM", TEXT("a\0,\0\xe9\0\n\0"), "1:a|é\n" },
	{ "UTF-16BE without a BOM", TEXT("\0a\0,\0\xe9\0\n"), "1:a|é\n" },
	{ "UTF-16 cut off", TEXT("\xff\xfe" "a\0,\0\x3d\xd8,\0b"),
	  "1:a|\xef\xbf\xbd|\xef\xbf\xbd\ncut-off@1\n" },
	{ "told delimiter", TEXT("sep=;\r\na;b,c,d\r\n"),
	  "1:sep=|\n2:a|b,c,d\n" },
	{ "told delimiter in quotes", TEXT("\"sep=;\"\na,c;b\n"),
	  "1:sep=;\n2:a,c|b\n" },
	{ "no told delimiter", TEXT("sep=x\na,b\nsep=;\n"),
	  "1:sep=x\n2:a|b\n3:sep=;\n" },
	{ "a text for a spreadsheet", TEXT("a,=\"01\",b\n=\"02\"\nc=\",d\n"),
	  "1:a|=\"01\"|b\n2:=\"02\"\n3:c=\"|d\nstray-quote@3\n" },
	{ "marks inside", TEXT("a,b\n\xef\xbb\xbf" "c,d\n\xef\xbb\xbf\"e\",f\n"),
	  "1:a|b\n2:c|d\n3:e|f\n" },
	{ "Latin-1", TEXT("Ren\xe9,\x80\nJos\xe9,b\nJosé,c\n"),
	  "1:René|€\n2:José|b\n3:José|c\nlatin-1@1\n" },
	{ "semicolons", TEXT("a;b;c\nd,e;f;g\n"), "1:a|b|c\n2:d,e|f|g\n" },
	{ "tabs", TEXT("a\tb\nc, d\te\n"), "1:a|b\n2:c, d|e\n" },
	{ "tabs, empty first", TEXT("a\tb\n\te\n\t\n"), "1:a|b\n2:|e\n3:|\n" },
	{ "a preamble", TEXT("Notes:\n\"x, y; z; \"\n\na,b,c\n1,2,3\n"),
	  "1:Notes:\n2:x, y; z; \n4:a|b|c\n5:1|2|3\n" },
	{ "stray quotes", TEXT("a,b \"c\" d\ne,f\ng \"h\",i\n"),
	  "1:a|b \"c\" d\n2:e|f\n3:g \"h\"|i\n"
	  "stray-quote@1\nstray-quote@3\n" },
	{ "stray quotes inside quotes", TEXT("a,b\n\"c \"d\" e\",f\ng,h\n"),
	  "1:a|b\n2:c \"d\" e|f\n3:g|h\nstray-quote@2\n" },
	{ "stray quotes on a later line", TEXT("a,\"b\nc \"d\" e\",f\ng,h\n"),
	  "1:a|b\nc \"d\" e|f\n3:g|h\nstray-quote@1\n" },
	{ "a quote never closed", TEXT("a,b\nc,\"d\ne,f\n"),
	  "1:a|b\nunterminated-quote@2\n" },
	{ "never closed, in the last line", TEXT("a,b\nc,\"d"),
	  "1:a|b\nunterminated-quote@2\n" },
	{ "never closed, in the record's second line",
	  TEXT("a,b\n\"c\nd\",\"e\nf,g\n"),
	  "1:a|b\nunterminated-quote@3\n" },
	{ "never closed, other quotes follow",
	  TEXT("a,b\nc,\"d\n\"e\",\"f\"\n\"g\",h\n"),
	  "1:a|b\nunterminated-quote@2\n" },
	{ "never closed, quoted fields follow",
	  TEXT("a,b\nc,\"d\ne, \"f\"\ng,h\n"),
	  "1:a|b\nunterminated-quote@2\n" },
	{ "a quote alone", TEXT("\""), "unterminated-quote@1\n" },
	{ "after a stray quote, never closed", TEXT("\"a \"b\" c\nd\n"),
	  "stray-quote@1\nunterminated-quote@1\n" },
};

static void
test_files(void **state)
{
	struct seen seen;
	size_t i;

	(void)state;
	for (i = 0; i < 2 * N(tests); i++) {
		seen = (struct seen){ .piece = i % 2 };
		read_all(&seen, tests[i / 2].bytes, "t.csv");
		if (strcmp(buf_cstr(&seen.text), tests[i / 2].expected) != 0)
			fail_msg("%s: got\n%s", tests[i / 2].name,
			    buf_cstr(&seen.text));
		buf_release(&seen.text);
	}
}

static void
test_nul_bytes(void **state)
{
	struct seen seen = { 0 };

	(void)state;
	read_all(&seen, STR("a\0b,c\n"), "t.csv");
	assert_int_equal(seen.text.len, 19);
	assert_memory_equal(seen.text.ptr, "1:a\0b|c\nnul-byte@1\n", 19);
	buf_release(&seen.text);
}

static void
test_stop(void **state)
{
	struct seen seen = { .until = 2 };

	(void)state;
	assert_int_equal(read_all(&seen, STR("a\nb\nc\n\"d"), "t.csv"), 0);
	assert_string_equal(buf_cstr(&seen.text), "1:a\n2:b\n");
	buf_release(&seen.text);
}

static void
test_tsv_name(void **state)
{
	struct seen seen = { 0 };

	(void)state;
	read_all(&seen, STR("a\n\tb\n"), "t.tsv");
	assert_string_equal(buf_cstr(&seen.text), "1:a\n2:|b\n");
	buf_release(&seen.text);
}

/* n bytes of text between before and after. */
static void
fill(struct buf *b, const char *before, size_t n, const char *after)
{
	buf_puts(b, before);
	memset(buf_reserve(b, n), 'x', n);
	b->len += n;
	buf_puts(b, after);
}

static void
expect(struct buf *bytes, size_t piece, const char *expected)
{
	struct seen seen = { .piece = piece };

	read_all(&seen, buf_str(bytes), "t.csv");
	assert_string_equal(buf_cstr(&seen.text), expected);
	buf_release(&seen.text);
	buf_clear(bytes);
}

static void
test_caps(void **state)
{
	static const size_t pieces[] = { 0, 4096, 300000 };
	struct buf b = { 0 };
	size_t i, j;

	(void)state;
	for (i = 0; i < N(pieces); i++) {
		fill(&b, "a,b\nc,", 2 * MIB, ",d\ne,f\n");
		expect(&b, pieces[i], "1:a|b\n3:e|f\nfield-too-long@2\n");
		fill(&b, "a,b\r\nc,", 9 * MIB, ",d\r\n\r\ne,f\r\n");
		expect(&b, pieces[i], "1:a|b\n4:e|f\nfield-too-long@2\n");
		fill(&b, "a,b\nc,\"\n", 2 * MIB, "\"\ne,f\n");
		expect(&b, pieces[i], "1:a|b\nfield-too-long@2\n");
		fill(&b, "a,b\nc,\"", 5 * MIB, "");
		expect(&b, pieces[i], "1:a|b\nfield-too-long@2\n");
		buf_puts(&b, "a,b\n");
		for (j = 0; j < 20000; j++)
			buf_addc(&b, ',');
		buf_puts(&b, "\ne,f\n");
		expect(&b, pieces[i], "1:a|b\n3:e|f\nrecord-too-long@2\n");
	}
	buf_release(&b);
}

/* A field, and a line that is more than is looked at together. */
static void
test_long(void **state)
{
	struct seen seen = { .piece = 65536 };
	struct buf b = { 0 };
	size_t i;

	(void)state;
	buf_puts(&b, "a,b,c,d\n");
	for (i = 0; i < 6; i++)
		fill(&b, i ? ",\"" : "\"", MIB - 1, "\"");
	buf_puts(&b, "\nc,d\n");
	assert_int_equal(read_all(&seen, buf_str(&b), "t.csv"), 0);
	assert_int_equal(seen.rows, 3);
	assert_int_equal(seen.line, 3);
	assert_int_equal(seen.text.len, strlen("1:a|b|c|d\n2:|||||\n3:c|d\n") +
	    6 * (MIB - 1));
	buf_release(&seen.text);
	buf_release(&b);
}

/* What came before an error of the input is there, the open record is not. */
static void
test_broken_input(void **state)
{
	struct text text = { STR("a,b\nc,\"d\ne"), 1, true };
	struct input input = { text_more, &text };
	struct diags diags = { 0 };
	struct seen seen = { 0 };

	(void)state;
	assert_int_equal(csv_read(&input, STR("t.csv"), &diags, on_row, &seen),
	    -1);
	assert_string_equal(buf_cstr(&seen.text), "1:a|b\n");
	assert_int_equal(diags.list.n, 0);
	diag_release(&diags);
	buf_release(&seen.text);
}

/* Rows with a field of many lines, as often as *context says. */
static int
many_rows(void *context, struct buf *out)
{
	size_t *left = context, i;

	if (!*left)
		return 0;
	--*left;
	buf_puts(out, "Ana,\"");
	for (i = 0; i < 1000; i++)
		buf_puts(out, "a \"\"line\"\" of sixty-four bytes, as long as "
		    "those that people write\n");
	buf_puts(out, "\"\n");
	return 1;
}

static bool
count_row(void *context, const struct csv_row *row)
{
	size_t *rows = context;

	assert_int_equal(row->n, 2);
	++*rows;
	return true;
}

/* What is read is not kept, however much there is. */
static void
test_memory(void **state)
{
	size_t left = 1000, rows = 0; /* 64 MB */
	struct input input = { many_rows, &left };
	struct diags diags = { 0 };
	struct rusage before, after;

	(void)state;
	getrusage(RUSAGE_SELF, &before);
	assert_int_equal(csv_read(&input, STR("t.csv"), &diags, count_row,
	    &rows), 0);
	getrusage(RUSAGE_SELF, &after);
	assert_int_equal(rows, 1000);
	assert_true(after.ru_maxrss - before.ru_maxrss < 16 << 10);
	diag_release(&diags);
}

/* Many findings are counted, not listed. */
static void
test_many_findings(void **state)
{
	struct seen seen = { 0 };
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < 1000; i++)
		buf_puts(&b, "a,b \"c\"\n");
	read_all(&seen, buf_str(&b), "t.csv");
	assert_int_equal(seen.rows, 1000);
	assert_true(seen.text.len < 20000);
	assert_true(str_ends(buf_str(&seen.text), STR("stray-quote@0\n")));
	buf_release(&b);
	buf_release(&seen.text);
}

/* Linear, whatever the line ends are. */
static void
test_one_kind_of_line_end(void **state)
{
	static const char *const ends[] = { "\n", "\r", "\r\n" };
	struct seen seen;
	struct buf b = { 0 };
	size_t i, j;

	(void)state;
	for (i = 0; i < N(ends); i++) {
		seen = (struct seen){ 0 };
		buf_clear(&b);
		for (j = 0; j < 200000; j++) {
			buf_puts(&b, "a,b");
			buf_puts(&b, ends[i]);
		}
		read_all(&seen, buf_str(&b), "t.csv");
		assert_int_equal(seen.rows, 200000);
		assert_int_equal(seen.line, 200000);
		buf_release(&seen.text);
	}
	buf_release(&b);
}

/*
 * Any bytes: nothing crashes, lines ascend (asserted in on_row), and how they
 * arrive makes no difference.
 */
static void
test_random(void **state)
{
	static const char alphabet[] = "\"\",,;\t\n\n\r aab\xe9\xc3\0\xff\xfe";
	struct seen seen, pieces;
	char bytes[64];
	unsigned seed = 1;
	size_t i, j, n;

	(void)state;
	for (i = 0; i < 50000; i++) {
		seed = seed * 1103515245U + 12345U;
		n = seed >> 16 & 63;
		for (j = 0; j < n; j++) {
			seed = seed * 1103515245U + 12345U;
			bytes[j] = alphabet[(seed >> 16) %
			    (sizeof(alphabet) - 1)];
		}
		seen = (struct seen){ 0 };
		read_all(&seen, (struct str){ bytes, n }, "t.csv");
		pieces = (struct seen){ .piece = 1 + i % 3 };
		read_all(&pieces, (struct str){ bytes, n }, "t.csv");
		assert_true(str_eq(buf_str(&seen.text),
		    buf_str(&pieces.text)));
		buf_release(&pieces.text);
		buf_release(&seen.text);
	}
}

int
main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_nul_bytes),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_tsv_name),
		cmocka_unit_test(test_caps),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_broken_input),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_many_findings),
		cmocka_unit_test(test_one_kind_of_line_end),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}
