/*
 * Exports: whatever a person's name and values are, each form is what it should
 * be, and gives back what went in.
 */
#include <jansson.h>

#include "base/plain.h"
#include "fuzz/fuzz.h"
#include "note/contentline.h"
#include "note/csv.h"
#include "out/export.h"

enum { SIZE_MOST = 1 << 16 }; /* below the caps of the readers */

static char *
export_as(const char *form, const struct export *x,
    struct export_options options, size_t *len)
{
	char *text = NULL;
	FILE *f = open_memstream(&text, len);
	size_t held;

	HOLDS(export_write(export_find(form), x, options, f, &held) == 0);
	HOLDS(held <= x->people_n);
	fclose(f);
	return text;
}

static int
more(void *context, struct buf *out)
{
	struct str *rest = context;

	buf_add(out, *rest);
	if (!rest->len)
		return 0;
	*rest = STR_NONE;
	return 1;
}

/* The first field of the second row is the name, and no field a formula. */
struct table {
	const struct str *name;
	bool raw;
	size_t rows;
};

static bool
holds_row(void *context, const struct csv_row *row)
{
	struct table *table = context;
	struct buf name = { 0 };
	struct str field;
	size_t i;

	HOLDS(row->n == 21);
	if (table->rows++ == 0)
		return true;
	for (i = 0; i < row->n; i++) {
		field = row->fields[i];
		HOLDS(table->raw || !field.len ||
		    !memchr("=+-@\t\r", field.ptr[0], 6));
	}
	plain_text(&name, *table->name);
	field = row->fields[0];
	if (field.len != name.len)
		field = str_from(field, 1);
	HOLDS(str_eq(field, buf_str(&name)));
	buf_release(&name);
	return true;
}

static void
holds_csv(const struct export *x, bool raw)
{
	struct table table = { &x->people->name, raw, 0 };
	struct diags diags = { 0 };
	size_t len = 0;
	char *text = export_as("csv", x,
	    (struct export_options){ .raw = raw }, &len);
	struct str rest = { text, len };

	csv_read(&(struct input){ more, &rest }, STR("x.csv"), &diags,
	    holds_row, &table);
	HOLDS(table.rows == 2);
	HOLDS(!diags.list.n);
	diag_release(&diags);
	free(text);
}

static void
holds_name(const struct contentline *line, struct str name)
{
	struct buf was = { 0 }, is = { 0 };

	plain_flat(&was, name);
	contentline_text(&is, line->value);
	HOLDS(str_eq(buf_str(&was), buf_str(&is)));
	buf_release(&was);
	buf_release(&is);
}

/* Short physical lines, and as many ends as beginnings, one in another. */
static void
holds_lines(const char *form, const struct export *x, bool todo, size_t names)
{
	struct contentlines lines;
	struct contentline line;
	struct diags diags = { 0 };
	size_t len = 0, depth = 0, found = 0;
	char *text = export_as(form, x,
	    (struct export_options){ .todo = todo }, &len);
	struct str rest = { text, len }, physical = rest, part;

	while (str_line(&physical, &part))
		HOLDS(part.len <= 75);
	contentlines_begin(&lines, &(struct input){ more, &rest }, STR("x"),
	    &diags);
	while (contentlines_next(&lines, &line)) {
		HOLDS(line.name.len);
		if (str_eq(line.name, STR("BEGIN")))
			depth++;
		else if (str_eq(line.name, STR("END")))
			HOLDS(depth--);
		else if (str_eq(line.name, STR("FN")))
			holds_name(&line, x->people->name);
		found += str_eq(line.name, STR("FN")) ||
		    str_eq(line.name, STR("SUMMARY"));
	}
	HOLDS(contentlines_end(&lines) == 0);
	HOLDS(!depth && !diags.list.n && found == names);
	diag_release(&diags);
	free(text);
}

static void
holds_jsonl(const struct export *x)
{
	size_t len = 0;
	char *text = export_as("jsonl", x, (struct export_options){ 0 }, &len);
	json_t *json = json_loadb(text, len,
	    JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);

	HOLDS(str_chr((struct str){ text, len }, '\n') == len - 1);
	HOLDS(json);
	HOLDS(json_array_size(json_object_get(json, "entries")) == 1);
	HOLDS(json_array_size(json_object_get(json, "org")) == 2);
	json_decref(json);
	free(text);
}

/* A line an address, and a line an activity, a note, a friend and a place. */
static void
holds_text(const struct export *x)
{
	size_t len = 0, n = 0;
	char *text = export_as("mutt", x, (struct export_options){ 0 }, &len);
	struct str rest = { text, len }, line;

	while (str_line(&rest, &line)) {
		HOLDS(str_starts(line, STR("alias ")));
		HOLDS(str_ends(line, STR(">")));
		n++;
	}
	HOLDS(n <= x->people->facts[EXPORT_EMAIL].n);
	free(text);
	text = export_as("friends", x, (struct export_options){ 0 }, &len);
	rest = (struct str){ text, len };
	for (n = 0; str_line(&rest, &line); n++)
		HOLDS(!line.len || str_starts(line, STR("- ")) ||
		    str_starts(line, STR("### ")));
	HOLDS(n == 4 + 3 + 4);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = fuzz_str(data, size < SIZE_MOST ? size : SIZE_MOST);
	struct str v[] = { str_upto(text, text.len / 2),
		str_from(text, text.len / 2) };
	struct export_list list = { v, 2 };
	const uint32_t first = 0;
	struct export_person person = { .name = v[0], .uid = STR("x"),
		.born = day_from(1984, 2, 29), .met = 1, .last = 2,
		.snooze = DAY_NONE, .due = DAY_NONE, .entries = { &first, 1 },
		.followups = { &first, 1 }, .path = text };
	struct export_entry entry = { .day = 1, .channel = v[1],
		.text = text, .names = { v, 1 }, .path = text };
	struct export_followup followup = { .due = 3, .day = DAY_NONE,
		.kind = STR("promise"), .state = STR("open"), .asks = true,
		.text = text, .uid = STR("y"), .names = list, .path = text };
	struct export x = { &person, 1, &entry, 1, &entry, 1, &followup, 1 };
	int i;

	for (i = 0; i < EXPORT_FACTS; i++)
		person.facts[i] = list;
	holds_csv(&x, false);
	holds_csv(&x, true);
	holds_jsonl(&x);
	holds_text(&x);
	holds_lines("vcf", &x, false, 1);
	/* the follow-up and the birthday */
	holds_lines("ics", &x, false, 2);
	holds_lines("ics", &x, true, 2);
	return 0;
}
