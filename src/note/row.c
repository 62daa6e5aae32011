#include "note/row.h"

#include "base/unicode.h"
#include "note/pipes.h"
#include "note/written.h"

bool
row_holds(const struct entries *e, const struct entries_item *neighbour,
    const struct entry *entry)
{
	struct pipes pipes = { 0 };
	bool holds;

	holds = pipes_find(&pipes, e->lines, e->n, neighbour->index) &&
	    pipes.n < PIPES_COLUMNS && pipes.header.has[HEADER_TEXT] &&
	    !entry->body.len && str_trim(entry->text).len &&
	    str_chr(entry->text, '|') == SIZE_MAX &&
	    str_chr(entry->channel, '|') == SIZE_MAX;
	pipes_release(&pipes);
	return holds;
}

/* The column that a role is read from where all cells hold something. */
static size_t
column_of(const struct pipes *pipes, enum header_role role)
{
	size_t i;

	for (i = 0; i < pipes->header.columns.n; i++)
		if (pipes->header.columns.v[i].role == role)
			return pipes->header.columns.v[i].index;
	return SIZE_MAX;
}

/* A line's end in what was said is a blank. */
static void
add_clean(struct buf *out, struct str s)
{
	size_t i;

	for (s = str_trim(s), i = 0; i < s.len; i++)
		buf_addc(out, s.ptr[i] == '\n' || s.ptr[i] == '\r' ? ' ' :
		    s.ptr[i]);
}

/* "**[[2026-11-20]]** 14:30": the time is that of the other. */
static void
add_date(struct buf *out, struct str cell, struct str date, day_t day)
{
	size_t at = (size_t)(date.ptr - cell.ptr), i;

	buf_add(out, str_upto(cell, at));
	written_add(out, date, day);
	for (i = at + date.len; i < cell.len && cell.ptr[i] &&
	    strchr("])*_", cell.ptr[i]); i++)
		buf_addc(out, cell.ptr[i]);
}

/* "Call" where the neighbour has "Email". */
static void
add_channel(struct buf *out, struct str channel, struct str like)
{
	size_t at = out->len;

	add_clean(out, channel);
	if (out->len > at && out->ptr[at] >= 'a' && out->ptr[at] <= 'z' &&
	    like.len && like.ptr[0] >= 'A' && like.ptr[0] <= 'Z')
		out->ptr[at] = (char)(out->ptr[at] - ('a' - 'A'));
}

static void
add_cell(struct buf *out, const struct pipes *pipes, size_t k,
    const struct entries_item *neighbour, const struct entry *entry,
    struct str raw)
{
	size_t channel = column_of(pipes, HEADER_CHANNEL);

	if (k == column_of(pipes, HEADER_DATE)) {
		add_date(out, raw, neighbour->date, entry->day);
	} else if (k == channel) {
		add_channel(out, entry->channel, raw);
	} else if (k == column_of(pipes, HEADER_TEXT)) {
		if (channel == SIZE_MAX && str_trim(entry->channel).len) {
			add_clean(out, entry->channel);
			buf_puts(out, ": ");
		}
		add_clean(out, entry->text);
	}
}

void
row_add(struct buf *out, const struct entries *e,
    const struct entries_item *neighbour, const struct entry *entry)
{
	const struct md_line *line = &e->lines[neighbour->index];
	struct pipes pipes = { 0 };
	size_t from = 0, at, k, begin, old, new;
	struct str raw;

	pipes_find(&pipes, e->lines, e->n, neighbour->index);
	for (k = 0; k < pipes.n; k++) {
		at = (size_t)(pipes.cells[k].ptr - line->prose.ptr);
		buf_add(out, str_upto(str_from(line->raw, from), at - from));
		raw = str_upto(str_from(line->raw, at), pipes.cells[k].len);
		begin = out->len;
		add_cell(out, &pipes, k, neighbour, entry, raw);
		old = unicode_columns(raw);
		new = unicode_columns(str_from(buf_str(out), begin));
		for (; new < old; new++)
			buf_addc(out, ' ');
		from = at + raw.len;
	}
	buf_add(out, str_rtrim(str_from(line->raw, from)));
	pipes_release(&pipes);
}
