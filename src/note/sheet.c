#include "note/sheet.h"

#include <stdlib.h>

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
 * What stands before and around a text that is not to be calculated, as
 * "'+351 555 0101": it is no part of the value. A text that began with such a
 * quote itself has two.
 */
static struct str
unguarded(struct str s)
{
	size_t i = 0;

	while (i < s.len && s.ptr[i] == '\'')
		i++;
	if (i && i < s.len && s.ptr[i] && strchr("=+-@\t\r", s.ptr[i]))
		return str_trim(str_from(s, 1));
	if (str_starts(s, STR("=\"")) && str_ends(s, STR("\"")) && s.len > 2)
		return str_trim((struct str){ s.ptr + 2, s.len - 3 });
	return s;
}

struct str
sheet_cell(const struct csv_row *row, const struct header_column *column)
{
	struct str cell;

	if (column->index >= row->n)
		return STR_NONE;
	cell = str_trim(row->fields[column->index]);
	return cell.len > 1 && (cell.ptr[0] == '\'' || cell.ptr[0] == '=') ?
	    unguarded(cell) : cell;
}

struct str
sheet_unlinked(struct str s)
{
	size_t open = str_find(s, STR(" (http"));

	if (open == SIZE_MAX || !str_ends(s, STR(")")) ||
	    str_find(str_from(s, open), STR("://")) == SIZE_MAX)
		return s;
	return str_trim(str_upto(s, open));
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
	if (!t->order && stamp_order(value) == STAMP_EITHER) {
		if (!t->either++)
			t->either_line = line;
		return;
	}
	if (t->bad_dates++ < SHEET_WARNINGS)
		read_warn(t->r, t->source, "bad-date", line, 0,
		    "no date: \"%.*s\"; write it as 2026-05-02",
		    STR_ARG(str_upto(value, 40)));
}

void
sheet_end(struct sheet *t)
{
	group_end(&t->groups, t->r);
	if (t->either)
		read_warn(t->r, t->source, "ambiguous-date", t->either_line,
		    0, "%u date%s may begin with the day or the month, and no "
		    "other in the table says which, so %s for nothing; set "
		    "netgrep.table.%.*s.date-order to dmy or mdy", t->either,
		    t->either == 1 ? "" : "s", t->either == 1 ?
		    "it counts" : "they count", STR_ARG(t->source->path));
	if (t->ragged > SHEET_WARNINGS)
		read_warn(t->r, t->source, "ragged-row", 0, 0,
		    "%u more rows have more fields than the header; put "
		    "fields that hold the delimiter in quotes",
		    t->ragged - SHEET_WARNINGS);
	if (t->rounded > SHEET_WARNINGS)
		read_warn(t->r, t->source, "rounded-number", 0, 0,
		    "%u more telephone numbers have lost digits; export the "
		    "table again", t->rounded - SHEET_WARNINGS);
	if (t->bad_dates > SHEET_WARNINGS)
		read_warn(t->r, t->source, "bad-date", 0, 0,
		    "%u more values are no dates; write them as 2026-05-02",
		    t->bad_dates - SHEET_WARNINGS);
}

void
sheet_release(struct sheet *t)
{
	header_release(&t->header);
	rows_release(&t->first);
	rows_release(&t->waiting);
	free(t->unused);
	map_release(&t->known);
	map_release(&t->calls);
	vec_release(&t->strings);
	buf_release(&t->key);
	buf_release(&t->word);
}
