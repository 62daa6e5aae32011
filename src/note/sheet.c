#include "note/sheet.h"

struct str
sheet_intern(struct sheet *t, struct str s)
{
	uint32_t *at;

	if (!s.len)
		return STR_NONE;
	at = map_get(&t->known, s);
	if (at)
		return t->strings.v[*at];
	s = arena_str(&t->r->arena, s);
	map_put(&t->known, s, (uint32_t)t->strings.n, NULL);
	vec_push(&t->strings, s);
	return s;
}

/*
 * "'+351 555 0101": a quote before what a spreadsheet would take for a formula
 * is no part of the value. Those who write tables put it there, as we do.
 */
static struct str
without_guard(struct str cell)
{
	size_t i = 0;

	while (i < cell.len && cell.ptr[i] == '\'')
		i++;
	return i && i < cell.len && memchr("=+-@\t\r", cell.ptr[i], 6) ?
	    str_from(cell, 1) : cell;
}

struct str
sheet_cell(const struct csv_row *row, const struct header_column *column)
{
	return column->index < row->n ?
	    without_guard(str_trim(row->fields[column->index])) : STR_NONE;
}

struct str
sheet_first(const struct sheet *t, const struct csv_row *row,
    enum header_role role, enum key key)
{
	const struct header_column *column;
	struct str value;
	size_t i;

	for (i = 0; t->header.has[role] && i < t->columns; i++) {
		column = &t->header.columns.v[i];
		if (column->role != role || column->key != key)
			continue;
		value = sheet_cell(row, column);
		if (value.len)
			return value;
	}
	return STR_NONE;
}

void
sheet_bad_date(struct sheet *t, struct str value, uint32_t line)
{
	if (t->bad_dates++ < SHEET_WARNINGS)
		read_warn(t->r, t->source, "bad-date", line, 0,
		    "no date: \"%.*s\"; write it as 2026-05-02",
		    STR_ARG(str_upto(value, 40)));
}

void
sheet_end(struct sheet *t)
{
	group_end(&t->groups, t->r);
	if (t->ragged > SHEET_WARNINGS)
		read_warn(t->r, t->source, "ragged-row", 0, 0,
		    "%u more rows have more fields than the header; put "
		    "fields that hold the delimiter in quotes",
		    t->ragged - SHEET_WARNINGS);
	if (t->bad_dates > SHEET_WARNINGS)
		read_warn(t->r, t->source, "bad-date", 0, 0,
		    "%u more values are no dates; write them as 2026-05-02",
		    t->bad_dates - SHEET_WARNINGS);
}

void
sheet_release(struct sheet *t)
{
	header_release(&t->header);
	map_release(&t->known);
	vec_release(&t->strings);
	buf_release(&t->key);
	buf_release(&t->word);
}
