#include "note/spot.h"

/* The top entries of the place, in the order of the file. */
struct tops {
	const struct entries_item **v;
	size_t n, cap;
};

static bool
is_log(const struct md_line *line)
{
	struct str text;

	if (line->type != MD_HEADING || line->quoted)
		return false;
	text = md_content(line);
	return str_ieq(text, STR("log")) || str_ieq(text, STR("log:"));
}

static void
find_tops(struct tops *tops, const struct entries *e, uint32_t first,
    uint32_t end)
{
	size_t i = 0, past = e->list.n, middle;

	while (i < past) {
		middle = i + (past - i) / 2;
		if (e->list.v[middle].index < first)
			i = middle + 1;
		else
			past = middle;
	}
	tops->n = 0;
	for (; i < e->list.n && e->list.v[i].index < end; i++)
		if (e->list.v[i].top)
			/* NOLINTNEXTLINE(bugprone-sizeof-expression) */
			vec_push(tops, &e->list.v[i]);
}

/*
 * Where a note has a log, entries go there, whatever else in it has a date.
 * The first log with entries in it, else the first one; or MD_NONE.
 */
static uint32_t
find_log(struct tops *tops, const struct entries *e)
{
	uint32_t i, log = MD_NONE;

	for (i = e->first; i < e->end; i++) {
		if (!is_log(&e->lines[i]))
			continue;
		find_tops(tops, e, i + 1, entries_section_end(e, i, e->end));
		if (tops->n)
			return i;
		log = log == MD_NONE ? i : log;
	}
	if (log == MD_NONE)
		find_tops(tops, e, e->first, e->end);
	return log;
}

/* Do headings have a blank line below them? Most say so, and none is a yes. */
static bool
is_spaced(const struct entries *e)
{
	size_t spaced = 0, tight = 0;
	uint32_t i, next;

	for (i = 0; i < e->n; i++) {
		next = e->lines[i].type == MD_HEADING ? entries_below(e, i) :
		    e->n;
		if (next >= e->n || e->lines[next].type == MD_HEADING)
			continue;
		if (e->lines[next].type == MD_BLANK)
			spaced++;
		else
			tight++;
	}
	return spaced >= tight;
}

enum order { ASCENDING, DESCENDING, MIXED };

static enum order
order_of(const struct tops *tops)
{
	bool up = true, down = true;
	size_t i;

	for (i = 1; i < tops->n; i++) {
		up = up && tops->v[i]->day >= tops->v[i - 1]->day;
		down = down && tops->v[i]->day <= tops->v[i - 1]->day;
	}
	if (tops->n < 2)
		return MIXED;
	return up ? ASCENDING : down ? DESCENDING : MIXED;
}

/* The neighbour's place among the tops, and the side of it. */
static size_t
choose(const struct tops *tops, enum order order, day_t day, bool *behind)
{
	size_t i, newest = 0, last = SIZE_MAX, first = SIZE_MAX;

	for (i = 0; i < tops->n; i++) {
		if (tops->v[i]->day >= tops->v[newest]->day)
			newest = i;
		if (tops->v[i]->day > day)
			continue;
		last = i;
		first = first == SIZE_MAX ? i : first;
	}
	*behind = true;
	if (order == MIXED)
		return newest;
	if (order == ASCENDING) {
		*behind = last != SIZE_MAX;
		return *behind ? last : 0;
	}
	*behind = first == SIZE_MAX;
	return *behind ? tops->n - 1 : first;
}

/* Do blank lines stand between the entry and the next one to it? */
static bool
is_loose(const struct entries *e, const struct tops *tops, size_t k)
{
	const struct entries_item *a, *b;
	size_t i;

	for (i = k ? k - 1 : 0; i <= k && i + 1 < tops->n; i++) {
		a = tops->v[i];
		b = tops->v[i + 1];
		if (entries_trim(e, a->end, b->index) == a->end)
			return a->end < b->index;
	}
	return tops->v[k]->kind != ENTRIES_LINE ||
	    e->lines[tops->v[k]->index].type == MD_TEXT;
}

/* The end of the last bullet below a heading of nothing but a date. */
static void
go_into(struct spot *spot, const struct entries *e)
{
	uint32_t next = entries_below(e, spot->neighbour->index), i;

	spot->into = true;
	spot->behind = true;
	spot->blank_before = true;
	for (i = next; i < spot->neighbour->end; i++) {
		if (e->lines[i].type == MD_HEADING)
			break;
		if (e->lines[i].type != MD_ITEM || e->lines[i].quoted ||
		    e->lines[i].parent != MD_NONE)
			continue;
		spot->item = i;
		spot->at = entries_item_end(e, i);
		spot->blank_before = false;
	}
	if (spot->item == MD_NONE)
		spot->at = entries_trim(e, next, i);
}

/* Of the headings "2026" and "2026-11": how much of the day it says. */
static size_t
heading_fits(const struct entries *e, uint32_t heading, const char *day)
{
	struct str text;

	if (heading == MD_NONE)
		return 0;
	text = md_content(&e->lines[heading]);
	return (text.len == 4 || text.len == 7) &&
	    !memcmp(text.ptr, day, text.len) ? text.len : 0;
}

/* Where years or months have headings, only those below the day's count. */
static void
keep_period(struct tops *tops, const struct entries *e, day_t day)
{
	char text[DAY_TEXT];
	size_t i, n = 0, best = 0, fits;

	day_format(day, text);
	for (i = 0; i < tops->n; i++) {
		fits = heading_fits(e, e->lines[tops->v[i]->index].heading,
		    text);
		if (fits > best) {
			best = fits;
			n = 0;
		}
		if (best && fits == best)
			tops->v[n++] = tops->v[i];
	}
	tops->n = best ? n : tops->n;
}

static void
go_beside(struct spot *spot, const struct entries *e, struct tops *tops,
    day_t day)
{
	enum order order = order_of(tops);
	size_t k, i;
	bool loose;

	keep_period(tops, e, day);
	k = choose(tops, order, day, &spot->behind);
	loose = is_loose(e, tops, k);
	spot->neighbour = tops->v[k];
	if (spot->neighbour->kind == ENTRIES_DAY) {
		for (i = 0; i < tops->n; i++) {
			if (tops->v[i]->kind != ENTRIES_DAY ||
			    tops->v[i]->day != day)
				continue;
			spot->neighbour = tops->v[i];
			go_into(spot, e);
			return;
		}
	}
	spot->at = spot->behind ? spot->neighbour->end :
	    spot->neighbour->index;
	spot->blank_before = loose && spot->behind;
	spot->blank_behind = loose && !spot->behind;
}

static bool
is_blank(const struct entries *e, uint32_t index)
{
	return e->lines[index].type == MD_BLANK;
}

/* Below a heading that nothing but blank lines follows up to end. */
static void
go_below(struct spot *spot, const struct entries *e, uint32_t next,
    uint32_t end)
{
	uint32_t blanks = end - next;

	spot->at = next;
	if (blanks > 1 || (blanks && end == e->n))
		spot->at++;
	else
		spot->blank_before = blanks || spot->spaced;
	spot->blank_behind = !blanks && end < e->n && spot->spaced;
}

/* At the end of what stands in a section before its first subsection. */
static void
go_end(struct spot *spot, const struct entries *e, uint32_t heading)
{
	uint32_t next = entries_below(e, heading), end = next, item, last;

	while (end < e->n && e->lines[end].type != MD_HEADING)
		end++;
	if (end < e->n)
		end = entries_heading_start(e, end, next);
	spot->at = entries_trim(e, next, end);
	if (spot->at == next) {
		go_below(spot, e, next, end);
		return;
	}
	spot->blank_behind = spot->at == end && end < e->n && spot->spaced;
	last = spot->at - 1;
	item = e->lines[last].type == MD_ITEM ? last : e->lines[last].parent;
	while (item != MD_NONE && e->lines[item].parent != MD_NONE)
		item = e->lines[item].parent;
	spot->blank_before = item == MD_NONE || e->lines[last].quoted;
	if (!spot->blank_before)
		spot->item = item;
}

/* Do entries of other people stand in their sections without a heading? */
static bool
others_direct(const struct entries *e)
{
	uint32_t heading;
	size_t i;

	for (i = 0; i < e->list.n; i++) {
		heading = e->lines[e->list.v[i].index].heading;
		if (e->list.v[i].top && heading != MD_NONE &&
		    e->lines[heading].level == e->lines[e->heading].level)
			return true;
	}
	return false;
}

/* A new heading "Log" at the end of the place. */
static void
go_new_log(struct spot *spot, const struct entries *e, uint32_t at)
{
	spot->log = e->heading == MD_NONE ? 2 :
	    e->lines[e->heading].level + 1u;
	spot->at = at;
	spot->blank_before = at ? !is_blank(e, at - 1) : e->start > 3;
	spot->blank_behind = at < e->n && !is_blank(e, at);
}

static void
go_first(struct spot *spot, const struct entries *e)
{
	if (e->heading != MD_NONE && (e->friends ||
	    e->lines[e->heading].level == 6 || others_direct(e))) {
		go_end(spot, e, e->heading);
		return;
	}
	go_new_log(spot, e, e->end == e->n ? e->n :
	    entries_trim(e, e->first, e->end));
}

static bool
is_verbatim(const struct md_line *line)
{
	return line->type == MD_CODE || line->type == MD_HTML ||
	    line->type == MD_COMMENT;
}

static void
go_aside(struct spot *spot, const struct entries *e)
{
	uint32_t at = entries_trim(e, e->first, e->end);

	if (spot->neighbour && !spot->into) {
		spot->blank_behind = spot->blank_behind || spot->blank_before;
		spot->blank_before = false;
		spot->behind = false;
		spot->at = spot->neighbour->index;
		return;
	}
	while (at > e->first && is_verbatim(&e->lines[at - 1]))
		at--;
	*spot = (struct spot){ .item = MD_NONE, .spaced = spot->spaced };
	go_new_log(spot, e, at);
}

/* Would the line behind the entry become a part of it, or make it another? */
static bool
would_join(const struct spot *spot, const struct entries *e)
{
	const struct md_line *next;

	if (spot->at == e->n)
		return false;
	next = &e->lines[spot->at];
	if (spot->neighbour &&
	    e->lines[spot->neighbour->index].type == MD_TEXT)
		return next->type == MD_ITEM || next->type == MD_TABLE ||
		    next->type == MD_RULE;
	return next->type == MD_TEXT || next->type == MD_TABLE ||
	    entries_setext(next);
}

void
spot_find(struct spot *spot, const struct entries *e, day_t day,
    enum spot_way way)
{
	struct tops tops = { 0 };
	uint32_t log = find_log(&tops, e);
	bool row;

	*spot = (struct spot){ .item = MD_NONE, .spaced = is_spaced(e) };
	if (tops.n && way != SPOT_LOG)
		go_beside(spot, e, &tops, day);
	row = spot->neighbour && spot->neighbour->kind == ENTRIES_ROW;
	if (row && way == SPOT_PLAIN)
		*spot = (struct spot){ .item = MD_NONE,
			.spaced = spot->spaced };
	if (spot->neighbour)
		;
	else if (log != MD_NONE)
		go_end(spot, e, log);
	else
		go_first(spot, e);
	if (way == SPOT_ASIDE)
		go_aside(spot, e);
	if (way == SPOT_PLAIN && !spot->into)
		spot->neighbour = NULL;
	spot->blank_behind = spot->blank_behind || would_join(spot, e);
	if (row && spot->neighbour) /* nothing may part a table's rows */
		spot->blank_before = spot->blank_behind = false;
	vec_release(&tops);
}
