#include "note/entries.h"

#include "note/direction.h"
#include "note/front.h"
#include "note/pipes.h"
#include "note/style.h"
#include "note/written.h"

size_t
entries_offset(const struct entries *e, uint32_t index)
{
	return index < e->n ?
	    (size_t)(e->lines[index].raw.ptr - e->text.ptr) : e->text.len;
}

static bool
is_heading(const struct md_line *line)
{
	return line->type == MD_HEADING;
}

uint32_t
entries_trim(const struct entries *e, uint32_t from, uint32_t to)
{
	while (to > from && e->lines[to - 1].type == MD_BLANK)
		to--;
	return to;
}

bool
entries_setext(const struct md_line *line)
{
	return is_heading(line) &&
	    str_chr(str_upto(line->raw, line->content), '#') == SIZE_MAX;
}

uint32_t
entries_section_end(const struct entries *e, uint32_t heading, uint32_t limit)
{
	uint32_t below = entries_below(e, heading), i = below;

	while (i < limit && (!is_heading(&e->lines[i]) ||
	    e->lines[i].level > e->lines[heading].level))
		i++;
	return i < limit ? entries_heading_start(e, i, below) : i;
}

uint32_t
entries_heading_start(const struct entries *e, uint32_t heading,
    uint32_t least)
{
	uint32_t i = heading;

	if (entries_setext(&e->lines[heading]))
		while (i > least && e->lines[i - 1].type == MD_TEXT &&
		    e->lines[i - 1].parent == e->lines[heading].parent)
			i--;
	return i;
}

uint32_t
entries_below(const struct entries *e, uint32_t heading)
{
	return heading + 1 + (entries_setext(&e->lines[heading]) &&
	    heading + 1 < e->n && e->lines[heading + 1].type == MD_RULE);
}

uint32_t
entries_item_end(const struct entries *e, uint32_t index)
{
	const struct md_line *line;
	uint32_t i, end = index + 1;

	for (i = end; i < e->n; i++) {
		line = &e->lines[i];
		if (line->type == MD_BLANK)
			continue;
		/* what stands in it has it, or what is in it, as its parent */
		if (line->parent != MD_NONE && line->parent >= index)
			end = i + 1;
		else if (line->type != MD_COMMENT) /* a drawer at the margin */
			break;
	}
	return end;
}

/* The slice of the raw line where a pattern saw s in its prose. */
static struct str
raw_of(const struct md_line *line, struct str s)
{
	if (!s.ptr)
		return (struct str){ line->raw.ptr + line->raw.len, 0 };
	return (struct str){ line->raw.ptr + (s.ptr - line->prose.ptr), s.len };
}

static bool
is_entry(const struct md_line *line, struct matcher *m,
    struct entries_item *item)
{
	struct match match;
	struct str date;
	size_t n;

	if (line->quoted || line->raw.len > MD_LINE_MAX ||
	    (line->type != MD_TEXT && line->type != MD_ITEM &&
	    line->type != MD_HEADING))
		return false;
	if (!matcher_find(m, PATTERN_ENTRY, line->prose, 0, &match))
		return false;
	date = match.group[GROUP_DATE];
	n = date.ptr ? written_scan(date, &item->day) : 0;
	if (!n || item->day == DAY_NONE)
		return false;
	item->date = str_upto(raw_of(line, date), n);
	item->what = str_rtrim(raw_of(line, match.group[GROUP_WHAT]));
	return !matcher_find(m, PATTERN_TASK, line->prose, 0, &match);
}

/* A dated line of text goes on to a blank line, or to the next entry. */
static uint32_t
text_end(const struct entries *e, uint32_t index, struct matcher *m)
{
	uint32_t own = e->lines[index].parent, i;
	const struct md_line *line;
	struct entries_item item;

	for (i = index + 1; i < e->n; i++) {
		line = &e->lines[i];
		if (line->type == MD_BLANK || line->type == MD_RULE ||
		    is_heading(line) || (own != MD_NONE &&
		    (line->parent == MD_NONE || line->parent < own)) ||
		    is_entry(line, m, &item))
			break;
	}
	return i;
}

/* A heading of nothing but a date dates the bullets below it. */
static bool
is_day(const struct entries *e, const struct entries_item *item)
{
	uint32_t i = entries_below(e, item->index);

	while (i < e->n && e->lines[i].type == MD_BLANK)
		i++;
	return !item->what.len && i < e->n && e->lines[i].type == MD_ITEM;
}

static void
add_item(struct entries *e, struct entries_item *item, uint32_t index,
    uint32_t *covered, struct matcher *m)
{
	const struct md_line *line = &e->lines[index];

	item->index = index;
	item->kind = ENTRIES_LINE;
	if (is_heading(line))
		item->kind = is_day(e, item) ? ENTRIES_DAY : ENTRIES_HEADING;
	item->top = index >= *covered;
	if (item->top) {
		if (is_heading(line))
			item->end = entries_trim(e, entries_below(e, index),
			    entries_section_end(e, index, e->n));
		else if (line->type == MD_ITEM)
			item->end = entries_item_end(e, index);
		else
			item->end = text_end(e, index, m);
		*covered = item->end;
	}
	vec_push(&e->list, *item);
}

/* A row of a table of entries, the one at hand. */
static void
add_row(struct entries *e, const struct pipes *pipes, uint32_t index,
    uint32_t *covered, struct matcher *m)
{
	struct entries_item item = { .index = index, .end = index + 1,
		.kind = ENTRIES_ROW, .top = index >= *covered };
	struct str strange, date = pipes_date(pipes, &item.day, &strange);

	if (!date.len || pipes->line->quoted || !pipes_tells(pipes, m, true))
		return;
	item.date = raw_of(pipes->line, date);
	item.what = raw_of(pipes->line, pipes_cell(pipes, HEADER_TEXT));
	item.channel = raw_of(pipes->line, pipes_cell(pipes, HEADER_CHANNEL));
	if (item.top)
		*covered = item.end;
	vec_push(&e->list, item);
}

static void
find_all(struct entries *e, struct matcher *m)
{
	uint32_t i, covered = 0, day = MD_NONE;
	const struct md_line *line;
	struct entries_item item;
	struct pipes pipes = { 0 };
	struct match match;

	for (i = 0; i < e->n; i++) {
		line = &e->lines[i];
		item = (struct entries_item){ .index = i };
		if (pipes_take(&pipes, e->lines, e->n, i)) {
			add_row(e, &pipes, i, &covered, m);
			continue;
		}
		if (is_entry(line, m, &item)) {
			add_item(e, &item, i, &covered, m);
			if (e->list.v[e->list.n - 1].kind == ENTRIES_DAY)
				day = (uint32_t)e->list.n - 1;
			continue;
		}
		if (day == MD_NONE || line->type != MD_ITEM || line->quoted ||
		    line->parent != MD_NONE ||
		    line->heading != e->list.v[day].index ||
		    matcher_find(m, PATTERN_TASK, line->prose, 0, &match))
			continue;
		item = (struct entries_item){ .index = i,
			.day = e->list.v[day].day, .kind = ENTRIES_BULLET,
			.what = md_content(line) };
		vec_push(&e->list, item);
	}
	pipes_release(&pipes);
}

static uint32_t
find_heading(const struct entries *e, struct str anchor, uint32_t number)
{
	uint32_t i, best = MD_NONE, distance, least = UINT32_MAX;

	for (i = 0; i < e->n; i++) {
		if (!is_heading(&e->lines[i]) ||
		    !str_eq(md_content(&e->lines[i]), anchor))
			continue;
		distance = e->lines[i].number > number ?
		    e->lines[i].number - number : number - e->lines[i].number;
		if (best == MD_NONE || distance < least) {
			best = i;
			least = distance;
		}
	}
	return best;
}

/* In friends.md entries stand under Activities, and nowhere else. */
static uint32_t
find_activities(const struct entries *e)
{
	uint32_t i, activities = MD_NONE;
	bool friends = false;
	struct str text;

	for (i = 0; i < e->n; i++) {
		if (!is_heading(&e->lines[i]) || e->lines[i].level != 3)
			continue;
		text = md_content(&e->lines[i]);
		friends = friends || str_eq(text, STR("Friends:"));
		if (activities == MD_NONE && str_eq(text, STR("Activities:")))
			activities = i;
	}
	return friends ? activities : MD_NONE;
}

static int
find_place(struct entries *e, const struct edit_place *place)
{
	uint32_t activities = find_activities(e);

	e->first = 0;
	e->end = e->n;
	e->heading = MD_NONE;
	if (place->anchor.len)
		e->heading = find_heading(e, place->anchor, place->line);
	else
		e->heading = activities;
	if (e->heading == MD_NONE)
		return place->anchor.len ? -1 : 0;
	e->friends = e->heading == activities;
	e->first = entries_below(e, e->heading);
	e->end = entries_section_end(e, e->heading, e->n);
	return 0;
}

struct str
entries_body(struct str text, uint32_t *number)
{
	struct front front = { 0 };
	struct arena scratch = { 0 };
	struct diags diags = { 0 };
	struct str body;

	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_from(text, 3);
	front_read(&front, text, STR_NONE, &scratch, &diags);
	body = front.body;
	*number = front.body_line;
	front_release(&front);
	arena_release(&scratch);
	diag_release(&diags);
	return body;
}

int
entries_read(struct entries *e, struct str text,
    const struct edit_place *place, struct matcher *m)
{
	struct str body;

	*e = (struct entries){ .text = text };
	body = entries_body(text, &e->first_number);
	e->start = text.len - body.len;
	md_scan(&e->md, body, e->first_number);
	e->lines = e->md.lines.v;
	e->n = (uint32_t)e->md.lines.n;
	find_all(e, m);
	return find_place(e, place);
}

/* Without separators and times, which a reader takes for the date's. */
static struct str
bare(struct str s)
{
	static const struct str separators[] = { { ":", 1 }, { ",", 1 },
		{ "|", 1 }, { "-", 1 }, { "–", 3 }, { "—", 3 } };
	size_t i, n;

	for (;;) {
		s = str_trim(s);
		n = style_time(s);
		for (i = 0; !n && i < 6; i++)
			if (str_starts(s, separators[i]))
				n = separators[i].len;
		if (!n)
			return s;
		s = str_from(s, n);
	}
}

/* Who reached out is the same too, however the mark is written. */
static bool
is_same_text(struct str a, struct str b)
{
	uint8_t of_a = 0, of_b = 0;

	a = bare(a);
	b = bare(b);
	a = str_from(a, direction_mark(a, &of_a));
	b = str_from(b, direction_mark(b, &of_b));
	return of_a == of_b && str_eq(bare(a), bare(b));
}

static bool
is_same(struct str said, const struct entry *entry)
{
	struct str channel = str_trim(entry->channel);

	said = bare(said);
	if (!channel.len)
		return is_same_text(said, entry->text);
	if (!str_istarts(said, channel))
		return false;
	said = str_from(said, channel.len);
	return (!said.len || !ch_alpha(said.ptr[0])) &&
	    is_same_text(said, entry->text);
}

/* What stands below the entry's line begins with this. */
static struct str
below(const struct entries *e, const struct entries_item *item)
{
	bool heading = is_heading(&e->lines[item->index]);
	uint32_t i = heading ? entries_below(e, item->index) : item->index + 1;

	while (i < e->n && e->lines[i].type == MD_BLANK)
		i++;
	if (i == e->n || is_heading(&e->lines[i]) ||
	    (!heading && e->lines[i].parent != item->index))
		return STR_NONE;
	return md_content(&e->lines[i]);
}

bool
entries_same(const struct entries *e, const struct entries_item *item,
    const struct entry *entry)
{
	struct str said = bare(item->what), text = below(e, item);
	struct entry rest = { .day = entry->day, .text = entry->text };

	if (item->day != entry->day)
		return false;
	if (item->kind == ENTRIES_ROW && item->channel.len)
		return str_ieq(item->channel, str_trim(entry->channel)) &&
		    is_same_text(item->what, entry->text);
	if (item->kind != ENTRIES_DAY && is_same(said, entry))
		return true;
	if (item->kind != ENTRIES_HEADING || !text.len)
		return false;
	/* "### DATE — Email" and what was written below it */
	return said.len ? entry->channel.len &&
	    str_ieq(said, str_trim(entry->channel)) && is_same(text, &rest) :
	    is_same(text, entry);
}

void
entries_release(struct entries *e)
{
	md_release(&e->md);
	vec_release(&e->list);
}
