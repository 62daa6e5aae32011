/*
 * Safe text: whatever stands in the notes, nothing that is printed for people
 * holds a control sequence, or is broken UTF-8.
 */
#include <stdio.h>

#include "base/unicode.h"
#include "fuzz/fuzz.h"
#include "out/fit.h"
#include "out/out.h"

/* newline: of a line that was printed */
static void
holds_safe(struct str s, bool newline)
{
	int32_t cp;
	size_t n;

	for (; s.len; s = str_from(s, n)) {
		n = unicode_next(s, &cp);
		HOLDS(cp >= 0 && cp != 0x7f);
		HOLDS(!unicode_unsafe(cp) || (newline && cp == '\n'));
	}
}

/* What is safe stays as it is, and so what was made safe. */
static void
holds_once(struct str text)
{
	struct buf once = { 0 }, twice = { 0 };

	out_safe(&once, text);
	holds_safe(buf_str(&once), false);
	out_safe(&twice, buf_str(&once));
	HOLDS(str_eq(buf_str(&once), buf_str(&twice)));
	HOLDS(unicode_columns(buf_str(&once)) <= once.len);
	buf_release(&once);
	buf_release(&twice);
}

/* A cut is as wide as it says, and whole clusters. */
static void
holds_cut(struct str text, size_t width)
{
	struct buf safe = { 0 }, start = { 0 }, end = { 0 };
	size_t columns;

	out_safe(&safe, text);
	if (unicode_columns(buf_str(&safe)) > width) {
		columns = fit_start(&start, buf_str(&safe), width);
		HOLDS(columns == width || columns + 1 == width);
		HOLDS(unicode_columns(buf_str(&start)) == columns);
		holds_safe(buf_str(&start), false);
		columns = fit_end(&end, buf_str(&safe), width);
		HOLDS(columns == width || columns + 1 == width);
		HOLDS(unicode_columns(buf_str(&end)) == columns);
		holds_safe(buf_str(&end), false);
	}
	buf_release(&safe);
	buf_release(&start);
	buf_release(&end);
}

/* A row of it in a form, as it reaches a terminal. */
static void
holds_row(struct str text, enum out_form form, unsigned width)
{
	static const struct column v[] = {
		{ "person", CELL_TEXT, SHOW_ALWAYS },
		{ "tags", CELL_LIST, SHOW_WIDE },
		{ "text", CELL_TEXT, SHOW_FLEX },
		{ "path", CELL_PATH, SHOW_ALWAYS },
		{ "line", CELL_NUMBER, SHOW_ALWAYS },
	};
	static const struct columns columns = { v, sizeof(v) / sizeof(*v),
		"%{text}" };
	struct cell cells[] = { { .text = str_upto(text, 9) },
		{ .list = { &text, 1 } }, { .text = text }, { .text = text },
		{ .number = 1 } };
	struct out_options options = { .form = form, .terminal = true,
		.width = width, .format = "%{person} %{tags} %{path}" };
	struct buf error = { 0 };
	char *printed = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&printed, &len);
	struct sink *sink = out_new(&options, &columns, f, &error);

	HOLDS(sink);
	sink->row(sink, cells);
	HOLDS(out_finish(sink) == 0);
	fclose(f);
	HOLDS(len && printed[len - 1] == '\n');
	holds_safe((struct str){ printed, len }, true);
	free(printed);
	buf_release(&error);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = fuzz_str(data, size);
	unsigned width = size ? data[size - 1] : 0;

	holds_once(text);
	holds_cut(text, width + 1);
	holds_row(text, OUT_TABLE, width);
	holds_row(text, OUT_VIMGREP, width);
	holds_row(text, OUT_FORMAT, width);
	return 0;
}
