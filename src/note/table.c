#include "note/table.h"

#include <stdlib.h>

#include "note/card.h"
#include "note/exchange.h"

enum {
	HEADER_RECORDS = 10, /* among which the header stands */
	WAITING_BYTES = 8 << 20, /* of rows that wait for an order of dates */
	WAITING_FIELDS = 1 << 20, /* in them, which may be empty */
	UNUSED_BYTES = 2000, /* of names of columns that are not used, and … */
	UNUSED_NAME = 64,    /* … of one of them */
};

static void
check_length(struct sheet *t, const struct csv_row *row)
{
	size_t i;

	for (i = t->header.n; i < row->n; i++)
		if (str_trim(row->fields[i]).len)
			break;
	if (i < row->n && t->ragged++ < SHEET_WARNINGS)
		read_warn(t->r, t->source, "ragged-row", row->line, 0,
		    "the row has more fields than the header; put a field "
		    "that holds the delimiter in quotes");
}

/*
 * A row of one field in which another delimiter parts as many as the header
 * has: its text is no name.
 */
static bool
is_parted_otherwise(struct sheet *t, const struct csv_row *row)
{
	static const char delimiters[] = ",;\t|";
	size_t d, i, n;

	if (row->n != 1 || t->header.n < 2)
		return false;
	for (d = 0; delimiters[d]; d++) {
		for (n = 1, i = 0; i < row->fields[0].len; i++)
			n += row->fields[0].ptr[i] == delimiters[d];
		if (n < t->header.n)
			continue;
		if (t->ragged++ < SHEET_WARNINGS)
			read_warn(t->r, t->source, "ragged-row", row->line, 0,
			    "the row is not parted as the header is and was "
			    "not read; use one delimiter in the whole table");
		return true;
	}
	return false;
}

/* As where exports were put one behind the other. */
static bool
is_header_again(struct sheet *t, const struct csv_row *row)
{
	struct csv_row first;
	size_t i;

	if (row->n != t->header.n || !str_eq(row->fields[0],
	    str_upto(buf_str(&t->first.text), t->first.ends.v[0])))
		return false;
	first = rows_get(&t->first, 0);
	for (i = 0; i < row->n; i++)
		if (!str_eq(row->fields[i], first.fields[i]))
			return false;
	return true;
}

/* What settings name that the table does not have. */
static void
check_mappings(struct sheet *t, const struct csv_row *row)
{
	const struct mappings *m = t->r->options->mappings;
	const struct mapping *mapping;
	size_t i, k;

	for (k = 0; m && k < m->list.n; k++) {
		mapping = &m->list.v[k];
		if (!mapping->column.len ||
		    !mapping_fits(mapping, t->source->path))
			continue;
		for (i = 0; i < row->n; i++)
			if (heading_eq(row->fields[i], mapping->column))
				break;
		if (i == row->n)
			read_warn(t->r, t->source, "no-column", row->line, 0,
			    "netgrep.table.%.*s names the column \"%.*s\", "
			    "which is not here; correct that setting",
			    STR_ARG(mapping->glob), STR_ARG(mapping->column));
	}
}

static bool
mark_dates(struct header *h)
{
	static const bool date_of_key[KEY_END] = {
		[KEY_MET] = true,
		[KEY_LAST_CONTACT] = true,
		[KEY_NEXT_CONTACT] = true,
		[KEY_SNOOZE] = true,
		[KEY_BIRTHDAY] = true,
	};
	size_t i;
	bool any = false;

	for (i = 0; i < h->columns.n; i++) {
		h->columns.v[i].date = h->columns.v[i].role == HEADER_DATE ||
		    (h->columns.v[i].role == HEADER_FACT &&
		    date_of_key[h->columns.v[i].key]);
		any |= h->columns.v[i].date;
	}
	return any;
}

static bool
find_header(struct sheet *t, const struct csv_row *row)
{
	const struct mappings *m = t->r->options->mappings;
	struct str twice;
	size_t i;

	/* one that is to be imported is of people, whatever it is called */
	t->found = header_read(&t->header, row->fields, row->n,
	    t->r->options->imported ? STR("contacts.csv") :
	    t->source->path, m);
	if (!t->found) {
		for (i = 0; i < row->n && !t->binary; i++)
			t->binary = str_chr(row->fields[i], '\0') != SIZE_MAX;
		if (t->header.reason && (!t->missing ||
		    t->header.columns.n > t->near)) {
			t->near = t->header.columns.n;
			t->missing = t->header.reason;
		}
		return ++t->records < HEADER_RECORDS;
	}
	rows_add(&t->first, row);
	twice = header_twice(&t->header, row->fields);
	if (twice.len)
		read_warn(t->r, t->source, "double-column", row->line, 0,
		    "two columns are named \"%.*s\", of which the first with a "
		    "value counts; give one another name", STR_ARG(twice));
	check_mappings(t, row);
	t->unused = mem_zalloc(row->n * sizeof(*t->unused));
	t->unused_n = header_unused(&t->header, row->fields, t->unused);
	t->empty_n = t->unused_n;
	t->order = mapping_order(m, t->source->path);
	t->looking = mark_dates(&t->header) && !t->order;
	return true;
}

/* Moves the columns that have a value here before those that never had. */
static void
see_unused(struct sheet *t, const struct csv_row *row)
{
	size_t i;
	uint32_t at;

	t->any = true;
	for (i = t->unused_n - t->empty_n; i < t->unused_n; i++) {
		at = t->unused[i];
		if (at >= row->n || !str_trim(row->fields[at]).len)
			continue;
		t->unused[i] = t->unused[t->unused_n - t->empty_n];
		t->unused[t->unused_n - t->empty_n--] = at;
	}
}

static void
take_row(struct sheet *t, const struct csv_row *row)
{
	/* short rows must not cost what a hostile header is long */
	t->columns = 0;
	while (t->columns < t->header.columns.n &&
	    t->header.columns.v[t->columns].index < row->n)
		t->columns++;
	check_length(t, row);
	if (t->empty_n)
		see_unused(t, row);
	if (t->header.kind == SOURCE_INTERACTIONS)
		exchange_read(t, row);
	else
		card_read(t, row);
}

/* What the dates of the row say of the order of all. */
static enum stamp_order
order_of(const struct sheet *t, const struct csv_row *row)
{
	const struct header_column *column;
	enum stamp_order order, said = STAMP_NONE;
	size_t i;

	for (i = 0; i < t->header.columns.n; i++) {
		column = &t->header.columns.v[i];
		if (column->index >= row->n)
			break;
		if (!column->date)
			continue;
		order = stamp_order(sheet_cell(row, column));
		if (order == STAMP_DMY || order == STAMP_MDY)
			return order;
		if (order)
			said = order;
	}
	return said;
}

/* The order is known, or it will not be: reads the rows that waited for it. */
static void
settle_order(struct sheet *t, enum stamp_order order)
{
	struct csv_row row;
	size_t i;

	t->looking = false;
	t->order = order;
	for (i = 0; i < t->waiting.list.n; i++) {
		row = rows_get(&t->waiting, i);
		take_row(t, &row);
	}
	rows_release(&t->waiting);
	t->waiting = (struct rows){ 0 };
}

/* True when the row has to wait. */
static bool
look_for_order(struct sheet *t, const struct csv_row *row)
{
	enum stamp_order order = order_of(t, row);

	if (order == STAMP_DMY || order == STAMP_MDY) {
		settle_order(t, order);
		return false;
	}
	if (!order && !t->waiting.list.n)
		return false;
	rows_add(&t->waiting, row);
	if (t->waiting.text.len > WAITING_BYTES ||
	    t->waiting.ends.n > WAITING_FIELDS)
		settle_order(t, t->header.order);
	return true;
}

static bool
read_row(void *context, const struct csv_row *row)
{
	struct sheet *t = context;

	if (!t->found)
		return find_header(t, row);
	if (is_header_again(t, row) || is_parted_otherwise(t, row))
		return true;
	if (!t->looking || !look_for_order(t, row))
		take_row(t, row);
	return true;
}

/* What the table was taken for, and what of it says nothing. */
static void
tell(struct sheet *t)
{
	struct reader *r = t->r;
	const struct source *source = t->source;

	if (!t->found)
		diag_note(&r->diags, "other-table", source->path, 0, 0,
		    "not read as a table of people: %s; netgrep-config(5) "
		    "says how to name its columns, or leave it at that",
		    source->reason);
	else
		diag_note(&r->diags, "table", source->path,
		    t->first.list.v[0].line, 0, "%s, %s; %s%.*s",
		    source_kind_name(source->kind), source->reason,
		    source->unused.len ? "not used: " : t->unused_n ?
		    "its other columns are empty" :
		    "all its columns are used", STR_ARG(source->unused));
}

static int
compare(const void *left, const void *right)
{
	const uint32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* As much of a name as a line needs, whole letters. */
static void
add_name(struct buf *out, struct str name)
{
	size_t n = UNUSED_NAME;

	if (name.len <= n) {
		buf_add(out, name);
		return;
	}
	while (n && ((unsigned char)name.ptr[n] & 0xc0) == 0x80)
		n--;
	buf_add(out, str_upto(name, n));
	buf_puts(out, "…");
}

/*
 * The names of the columns that were left unused, so many of them that it
 * stays a line: those with a value, where there are any rows.
 */
static struct str
name_unused(struct sheet *t)
{
	size_t i, n = t->unused_n - (t->any ? t->empty_n : 0), named = 0;
	const struct str *cells = rows_get(&t->first, 0).fields;
	struct buf out = { 0 };
	struct str all;

	if (n)
		qsort(t->unused, n, sizeof(*t->unused), compare);
	for (i = 0; i < n && out.len < UNUSED_BYTES; i++, named++) {
		buf_puts(&out, i ? ", " : "");
		add_name(&out, str_trim(cells[t->unused[i]]));
	}
	if (named < n)
		buf_printf(&out, " and %zu more", n - named);
	all = arena_str(&t->r->arena, buf_str(&out));
	buf_release(&out);
	return all;
}

static void
set_source(struct sheet *t)
{
	t->source->kind = t->header.kind;
	t->source->reason = t->header.reason;
	t->source->unused = name_unused(t);
}

/* Of a table that is none of ours, or not meant to be: what it lacks. */
static void
set_other(struct sheet *t)
{
	t->source->kind = SOURCE_OTHER;
	t->source->reason = t->binary ?
	    "NUL bytes, as binary files have" : !t->records ? "no rows" :
	    t->missing ? t->missing :
	    "no header of people in the first 10 rows";
	if (mapping_kind(t->r->options->mappings, t->source->path))
		read_warn(t->r, t->source, "no-column", 0, 0,
		    "none of the first 10 rows has the columns that "
		    "netgrep.table asks for: %s; correct the settings",
		    t->source->reason);
}

void
table_read(struct reader *r, const struct input *input,
    struct source *source)
{
	struct sheet t = { .r = r, .source = source };
	size_t findings = r->diags.list.n;
	int failed;

	if (mapping_kind(r->options->mappings, source->path) ==
	    MAPPING_IGNORE) {
		source->reason = "ignored by netgrep.table";
		return;
	}
	failed = csv_read(input, source->path, &r->diags, read_row, &t);
	if (t.found) {
		if (t.looking)
			settle_order(&t, t.header.order);
		set_source(&t);
		sheet_end(&t);
	} else {
		/* how a table looks that is not for us is no concern of ours */
		if (!failed || t.binary)
			diag_cut(&r->diags, findings);
		set_other(&t);
	}
	if (r->options->tables)
		tell(&t);
	sheet_release(&t);
}
