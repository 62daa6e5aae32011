#include "note/pipes.h"

#include "note/channel.h"
#include "note/entry.h"
#include "note/shape.h"
#include "note/written.h"

static void
split(struct pipes *pipes, const struct md_line *line)
{
	struct str prose = str_rtrim(line->prose), cell;
	size_t from = line->content, at;

	pipes->line = line;
	pipes->n = 0;
	if (from < prose.len && prose.ptr[from] == '|')
		from++;
	for (at = from; at <= prose.len && pipes->n < PIPES_COLUMNS; at++) {
		if (at < prose.len && (prose.ptr[at] != '|' ||
		    prose.ptr[at - 1] == '\\'))
			continue;
		if (at == prose.len && at == from) /* behind the last bar */
			break;
		cell = str_from(str_upto(prose, at), from);
		if (str_trim(cell).len)
			cell = str_trim(cell);
		else /* behind the blank that parts it from its bar */
			cell = str_upto(str_from(cell, cell.len > 1), 0);
		pipes->cells[pipes->n++] = cell;
		from = at + 1;
	}
}

/* What may stand beside date, channel and text of an entry. */
static bool
is_aside(struct str name)
{
	static const char *const names[] = { "", "time", "where", "place",
		"location", "mood", "next", "next step", "next steps",
		"follow-up", "follow up", "followup", "outcome", "#" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_ieq(name, str_of(names[i])))
			return true;
	return false;
}

static void
begin(struct pipes *pipes)
{
	struct header *header = &pipes->header;
	size_t i, known = 0;

	header_read(header, pipes->cells, pipes->n, STR_NONE, NULL);
	for (i = 0; i < pipes->n; i++)
		known += is_aside(pipes->cells[i]);
	for (i = 0; i < header->columns.n; i++)
		known += header->columns.v[i].role >= HEADER_DATE;
	pipes->strange = known < pipes->n;
	pipes->reads = header->has[HEADER_CHANNEL] || header->has[HEADER_TEXT];
}

bool
pipes_take(struct pipes *pipes, const struct md_line *lines, uint32_t n,
    uint32_t index)
{
	const struct md_line *line = &lines[index];

	if (line->type != MD_TABLE)
		return false;
	if (index + 1 < n && line[1].type == MD_TABLE &&
	    shape_table_rule(str_from(line[1].raw, line[1].content))) {
		split(pipes, line);
		begin(pipes);
		pipes->next = index + 2;
		return false;
	}
	if (!pipes->reads || index != pipes->next)
		return false;
	pipes->next++;
	split(pipes, line);
	return true;
}

bool
pipes_find(struct pipes *pipes, const struct md_line *lines, uint32_t n,
    uint32_t index)
{
	uint32_t i = index;
	bool found = false;

	while (i && lines[i - 1].type == MD_TABLE)
		i--;
	for (; i <= index; i++)
		found = pipes_take(pipes, lines, n, i);
	return found;
}

struct str
pipes_cell(const struct pipes *pipes, enum header_role role)
{
	const struct header *h = &pipes->header;
	size_t i, k;

	for (i = 0; i < h->columns.n; i++) {
		k = h->columns.v[i].index;
		if (h->columns.v[i].role == role && k < pipes->n &&
		    pipes->cells[k].len)
			return pipes->cells[k];
	}
	return STR_NONE;
}

struct str
pipes_date(const struct pipes *pipes, day_t *day, struct str *strange)
{
	struct str cell = pipes_cell(pipes, HEADER_DATE);
	size_t n;

	while (cell.len && cell.ptr[0] && strchr("*_[(", cell.ptr[0]))
		cell = str_from(cell, 1);
	n = written_scan(cell, day);
	*strange = STR_NONE;
	if (n && *day != DAY_NONE)
		return str_upto(cell, n);
	*strange = str_upto(cell, n ? n : day_resembling(cell));
	return STR_NONE;
}

/* Does the text begin with a contact word? */
static bool
is_channel(struct str text, struct matcher *m)
{
	struct match match;

	return matcher_at(m, PATTERN_CONTACT, channel_skip_emphasis(text),
	    &match) && match.end;
}

bool
pipes_tells(const struct pipes *pipes, struct matcher *m, bool personal)
{
	struct str text = pipes_cell(pipes, HEADER_TEXT);

	return is_channel(pipes_cell(pipes, HEADER_CHANNEL), m) ||
	    is_channel(text, m) || (personal && text.len && !pipes->strange);
}

void
pipes_release(struct pipes *pipes)
{
	header_release(&pipes->header);
}

static size_t
offset(const struct pipes *pipes, struct str s)
{
	return (size_t)(s.ptr - pipes->line->prose.ptr);
}

static void
set_date(struct walk *w, struct place *p)
{
	struct str strange, date;
	day_t day;

	date = pipes_date(w->pipes, &day, &strange);
	if (date.len) {
		p->frame->day = day;
		p->inherited = false;
		p->dated = true;
	} else if (strange.len) {
		read_warn(w->r, w->source, "bad-date", p->line->number,
		    (uint32_t)offset(w->pipes, strange) + 1, "%.*s is not read "
		    "as a date, so the row counts as undated; write it as "
		    "2026-05-02", STR_ARG(strange));
	}
}

/* The text is that of the row's cell, for all that is found in it. */
static void
set_text(const struct walk *w, struct place *p)
{
	struct str cell = pipes_cell(w->pipes, HEADER_TEXT);

	if (!cell.len)
		cell = pipes_cell(w->pipes, HEADER_CHANNEL);
	if (!cell.len)
		return;
	p->text_at = (uint32_t)offset(w->pipes, cell);
	p->text = str_upto(str_from(p->line->raw, p->text_at), cell.len);
}

/* A channel of its cell: a contact word, or else its first word. */
static struct str
channel_of(const struct walk *w)
{
	struct str cell, rest, channel;

	cell = channel_skip_emphasis(pipes_cell(w->pipes, HEADER_CHANNEL));
	channel = channel_find(w->r, cell, &rest);
	return channel.len || !cell.len ? channel :
	    channel_lower(w->r, str_upto(cell, str_chr(cell, ' ')));
}

/* Takes the next name off a list of them. */
static bool
cut_name(struct str *rest, struct str *name)
{
	static const char *const joints[] = { ",", ";", " and ", " & ", " / ",
		"<br>" };
	size_t i, at, least = rest->len, len = 0;

	if (!rest->len)
		return false;
	for (i = 0; i < sizeof(joints) / sizeof(*joints); i++) {
		at = str_find(*rest, str_of(joints[i]));
		if (at >= least)
			continue;
		least = at;
		len = strlen(joints[i]);
	}
	*name = str_trim(str_upto(*rest, least));
	*rest = str_from(*rest, least + len);
	return true;
}

/* People of a cell, linked or by their names. */
static void
add_names(struct walk *w, const struct place *p, struct str cell)
{
	size_t at, end;
	struct link *link;
	struct str name;
	bool linked;
	uint32_t i;

	while (cut_name(&cell, &name)) {
		at = offset(w->pipes, name);
		end = at + name.len;
		linked = false;
		for (i = 0; i < p->frame->links_n; i++) {
			link = &w->links.v[p->frame->links + i];
			if (link->end <= at || link->start >= end)
				continue;
			linked = true;
			if (link->bound)
				continue;
			walk_who(w, link->target, link->start, 0);
			link->bound = true;
		}
		if (!linked && name.len)
			walk_who(w, name, at, 0);
	}
}

/* Who takes part, from the columns that say so; self has the first place. */
static uint32_t
add_people(struct walk *w, const struct place *p)
{
	const struct header *h = &w->pipes->header;
	uint32_t first = (uint32_t)w->r->whos.n;
	const struct header_column *column;
	size_t i;

	if (w->personal) {
		walk_who(w, STR_NONE, 0, 0);
		w->r->whos.v[first] = w->r->whos.v[w->self_who];
	}
	for (i = 0; i < h->columns.n; i++) {
		column = &h->columns.v[i];
		if ((column->role == HEADER_TO ||
		    column->role == HEADER_FROM) &&
		    column->index < w->pipes->n)
			add_names(w, p, w->pipes->cells[column->index]);
	}
	return first;
}

static void
add(struct walk *w, struct place *p)
{
	uint32_t first = add_people(w, p);
	size_t n = w->r->whos.n - first;
	struct str text = p->text, channel;
	struct record *record;

	if (!n)
		return;
	p->frame->entry = p->frame->in_entry = true;
	p->frame->who = first;
	p->frame->who_n = (uint16_t)n;
	entry_bind(w, p);
	n = w->r->whos.n - first;
	p->frame->who_n = (uint16_t)n;
	channel = channel_of(w);
	record = entry_add(w, p, MD_NONE, first, n);
	if (!channel.len)
		return;
	record->channel = channel;
	if (!str_ieq(record->text, channel))
		record->text = text;
}

bool
pipes_read(struct walk *w, struct place *p)
{
	bool personal = w->personal && w->self_n;

	if (w->source->kind == SOURCE_FRIENDS || !pipes_take(w->pipes, w->lines,
		(uint32_t)w->r->md.lines.n, p->index))
		return false;
	set_date(w, p);
	set_text(w, p);
	if ((p->dated || p->frame->logged == LOGGED_DAY) && !p->line->quoted &&
	    personal == w->personal &&
	    pipes_tells(w->pipes, w->r->matcher, personal))
		add(w, p);
	entry_mentions(w, p);
	return true;
}
