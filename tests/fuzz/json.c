/*
 * JSON: every line that is written parses, and gives the very strings that
 * went in, with U+FFFD for each byte that was no UTF-8.
 */
#include <jansson.h>
#include <stdio.h>

#include "base/unicode.h"
#include "fuzz/fuzz.h"
#include "out/out.h"

static const struct column columns_v[] = {
	{ "text", CELL_TEXT, SHOW_ALWAYS },
	{ "list", CELL_LIST, SHOW_ALWAYS },
	{ "ratio", CELL_RATIO, SHOW_ALWAYS },
	{ "number", CELL_NUMBER, SHOW_ALWAYS },
	{ "day", CELL_DAY, SHOW_ALWAYS },
};
static const struct columns columns = { columns_v,
	sizeof(columns_v) / sizeof(*columns_v), "" };

static char *
print(const struct cell *cells, size_t *len)
{
	struct out_options options = { .form = OUT_JSON };
	struct buf error = { 0 };
	char *printed = NULL;
	FILE *f = open_memstream(&printed, len);
	struct sink *sink = out_new(&options, &columns, f, &error);

	HOLDS(sink);
	sink->row(sink, cells);
	HOLDS(out_finish(sink) == 0);
	fclose(f);
	buf_release(&error);
	return printed;
}

static void
holds_string(const json_t *json, struct str expected)
{
	struct buf clean = { 0 };
	int32_t cp;
	size_t n;

	for (; expected.len; expected = str_from(expected, n)) {
		n = unicode_next(expected, &cp);
		buf_add(&clean, cp < 0 ? STR("\xef\xbf\xbd") :
		    str_upto(expected, n));
	}
	HOLDS(json_is_string(json));
	HOLDS(str_eq(buf_str(&clean), (struct str){ json_string_value(json),
	    json_string_length(json) }));
	buf_release(&clean);
}

/* Nothing but printable text: it may be shown on a terminal. */
static void
holds_line(struct str line)
{
	int32_t cp;
	size_t n;

	HOLDS(str_chr(line, '\n') == line.len - 1);
	for (line.len--; line.len; line = str_from(line, n)) {
		n = unicode_next(line, &cp);
		HOLDS(cp != 0x7f && !unicode_unsafe(cp));
	}
}

static int64_t
number_of(struct str s)
{
	int64_t number = 0;

	memcpy(&number, s.ptr, s.len < sizeof(number) ? s.len :
	    sizeof(number));
	return number;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = fuzz_str(data, size);
	struct str list[] = { str_upto(text, size / 2),
		str_from(text, size / 2) };
	int64_t number = size ? number_of(text) : 0;
	struct cell cells[] = { { .text = text }, { .list = { list, 2 } },
		{ .number = number % 1000000 }, { .number = number },
		{ .day = (day_t)number } };
	const json_t *v;
	json_t *json;
	size_t len = 0;
	char *line = print(cells, &len);

	holds_line((struct str){ line, len });
	json = json_loadb(line, len, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES,
	    NULL);
	HOLDS(json && json_object_size(json) == columns.n + 1);
	holds_string(json_object_get(json, "text"), text);
	v = json_object_get(json, "list");
	HOLDS(json_array_size(v) == 2);
	holds_string(json_array_get(v, 0), list[0]);
	holds_string(json_array_get(v, 1), list[1]);
	HOLDS(json_integer_value(json_object_get(json, "number")) == number);
	HOLDS(json_real_value(json_object_get(json, "ratio")) ==
	    (double)(number % 1000000) / 100);
	v = json_object_get(json, "day");
	HOLDS(json_is_null(v) || json_string_length(v) == DAY_TEXT - 1);
	json_decref(json);
	free(line);
	return 0;
}
