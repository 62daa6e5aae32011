#include "cmd/portion.h"

#include <stdlib.h>

#include "base/map.h"

struct portion {
	const struct compare *c;
	const bool *wanted;
	bool *taken;   /* by line of now, from 1 */
	bool *dropped; /* by line of was */
	bool renames;  /* headings above are taken for those they replaced */
};

static bool
is_blank(const struct edition *e, uint32_t line)
{
	return !str_trim(e->rows.v[line - 1]).len;
}

static const struct diff_run *
run_of(const struct compare *c, uint32_t line)
{
	size_t i;

	for (i = 0; i < c->runs.n; i++)
		if (line >= c->runs.v[i].now &&
		    line < c->runs.v[i].now + c->runs.v[i].now_n)
			return &c->runs.v[i];
	return NULL;
}

/* Some fact of was stands on this line that what is taken does not say. */
static bool
holds_other(const struct portion *p, uint32_t line)
{
	const struct compare *c = p->c;
	uint32_t i, now;

	for (i = 0; i < c->was->items.n; i++) {
		if (c->was->items.v[i].line != line)
			continue;
		now = c->was_same[i] != ITEM_NONE ? c->was_same[i] :
		    c->was_turned[i];
		if (now == ITEM_NONE ||
		    !p->taken[c->now->items.v[now].line])
			return true;
	}
	return false;
}

/* The heading or bullet in whose place that one stands, or 0. */
static uint32_t
find_replaced(struct portion *p, const struct md_line *above)
{
	const struct diff_run *run = run_of(p->c, above->number);
	const struct md_line *line;
	uint32_t i;

	for (i = 0; run && i < run->was_n; i++) {
		line = edition_line(p->c->was, run->was + i);
		if (line && line->type == above->type &&
		    line->level == above->level &&
		    !p->dropped[line->number] &&
		    !holds_other(p, line->number))
			return line->number;
	}
	return 0;
}

/*
 * What only stands above what is wanted goes along where it is new. What was
 * there before it by another name does as well.
 */
static void
take_above(struct portion *p, uint32_t index)
{
	const struct entries *layout = &p->c->now->layout;
	const struct md_line *line = &layout->lines[index];
	uint32_t number = line->number, replaced;

	if (!p->c->added[number] || p->taken[number])
		return;
	replaced = find_replaced(p, line);
	if (replaced && !p->renames)
		return;
	p->dropped[replaced] = true;
	p->taken[number] = true;
	if (entries_setext(line) && index + 1 < layout->n &&
	    p->c->added[number + 1])
		p->taken[number + 1] = true;
}

/* The bullets and headings that a line of the body stands below. */
static void
take_context(struct portion *p, uint32_t number)
{
	const struct entries *layout = &p->c->now->layout;
	const struct md_line *line = edition_line(p->c->now, number);
	uint32_t up;
	unsigned level = 7;

	if (!line)
		return;
	if (entries_setext(line) && number < p->c->now->rows.n &&
	    p->c->added[number + 1])
		p->taken[number + 1] = true;
	if (line->type == MD_HEADING)
		level = line->level;
	for (up = line->parent; up != MD_NONE; up = layout->lines[up].parent)
		take_above(p, up);
	for (up = line->heading; up != MD_NONE; up = layout->lines[up].heading)
		if (layout->lines[up].level < level) {
			level = layout->lines[up].level;
			take_above(p, up);
		}
}

/* The marks around a front matter that is new. */
static void
take_fences(struct portion *p)
{
	uint32_t end = p->c->now->layout.first_number, line;
	bool any = false;

	for (line = 1; line < end; line++)
		any = any || p->taken[line];
	if (!any)
		return;
	p->taken[1] = p->taken[1] || p->c->added[1];
	p->taken[end - 1] = p->taken[end - 1] || p->c->added[end - 1];
}

/* Blank lines before what is taken, or behind it at the end of a run. */
static void
take_blanks(struct portion *p)
{
	const struct compare *c = p->c;
	uint32_t line, next, n = (uint32_t)c->now->rows.n;

	for (line = 1; line <= n; line = next) {
		next = line + 1;
		if (!c->added[line] || !is_blank(c->now, line))
			continue;
		while (next <= n && c->added[next] && is_blank(c->now, next))
			next++;
		if (next <= n && c->added[next] ? !p->taken[next] :
		    line == 1 || !p->taken[line - 1])
			continue;
		for (; line < next; line++)
			p->taken[line] = true;
	}
}

static void
take_lines(struct portion *p)
{
	const struct compare *c = p->c;
	uint32_t i, line, n = (uint32_t)c->now->rows.n;

	for (i = 0; i < c->now->items.n; i++) {
		if (!p->wanted[i])
			continue;
		for (line = c->now->items.v[i].line;
		    line <= compare_end(c, i); line++)
			p->taken[line] = c->added[line];
	}
	for (line = n; line > 0; line--)
		if (p->taken[line])
			take_context(p, line);
	take_fences(p);
	take_blanks(p);
}

/* What was said of a fact before, with what belonged to it. */
static void
drop_item(struct portion *p, uint32_t was)
{
	const struct item *item = &p->c->was->items.v[was];
	uint32_t line, end = item->kind == ITEM_PERSON ? item->line :
	    item->end;

	for (line = item->line; line <= end &&
	    line <= p->c->was->rows.n; line++)
		if (p->c->gone[line] && !holds_other(p, line))
			p->dropped[line] = true;
}

/* Of a fact that has only moved, no more than its own line is sure to. */
static void
drop_lines(struct portion *p)
{
	const struct compare *c = p->c;
	uint32_t i, line;

	for (i = 0; i < c->now->items.n; i++) {
		const struct item *now = &c->now->items.v[i];

		/* a key's own line may stay, and one below it change */
		if (c->now_turned[i] != ITEM_NONE &&
		    (p->wanted[i] || p->taken[now->line]))
			drop_item(p, c->now_turned[i]);
		if (c->now_same[i] == ITEM_NONE || !p->taken[now->line])
			continue;
		line = c->was->items.v[c->now_same[i]].line;
		if (c->gone[line] && !holds_other(p, line))
			p->dropped[line] = true;
	}
}

static void
add_row(struct buf *out, struct str row)
{
	/* the last line of a text may lack its end */
	if (out->len && out->ptr[out->len - 1] != '\n') {
		if (str_find(buf_str(out), STR("\r\n")) != SIZE_MAX)
			buf_addc(out, '\r');
		buf_addc(out, '\n');
	}
	buf_add(out, row);
}

static void
add_was(const struct portion *p, const struct diff_run *run, uint32_t *at,
    uint32_t upto, struct buf *out)
{
	for (; *at < upto && *at < run->was_n; ++*at)
		if (!p->dropped[run->was + *at])
			add_row(out, p->c->was->rows.v[run->was + *at - 1]);
}

/*
 * Of a run: what is taken among what stays, at the place that it has among the
 * new lines that are left out.
 */
static void
add_run(const struct portion *p, const struct diff_run *run, struct buf *out)
{
	uint32_t left = 0, seen = 0, at = 0, i, upto;

	for (i = 0; i < run->now_n; i++)
		left += !p->taken[run->now + i];
	for (i = 0; i < run->now_n; i++) {
		if (!p->taken[run->now + i]) {
			seen++;
			continue;
		}
		upto = left ? (uint32_t)((uint64_t)seen * run->was_n / left) :
		    run->was_n;
		add_was(p, run, &at, upto, out);
		add_row(out, p->c->now->rows.v[run->now + i - 1]);
	}
	add_was(p, run, &at, run->was_n, out);
}

static void
add_text(const struct portion *p, struct buf *out)
{
	const struct compare *c = p->c;
	uint32_t line = 1;
	size_t i;

	for (i = 0; i < c->runs.n; i++) {
		for (; line < c->runs.v[i].was; line++)
			add_row(out, c->was->rows.v[line - 1]);
		add_run(p, &c->runs.v[i], out);
		line += c->runs.v[i].was_n;
	}
	for (; line <= c->was->rows.n; line++)
		add_row(out, c->was->rows.v[line - 1]);
}

/* How often each fact is in each of three texts. */
enum { WAS, NOW, GOT, TEXTS };
struct count {
	uint32_t n[TEXTS];
};
struct counts {
	struct map map;
	VEC(struct count) list;
};

static void
count(struct counts *counts, const struct edition *e, int text)
{
	static const struct count zero = { 0 };
	uint32_t *at;
	bool added;
	size_t i;

	for (i = 0; i < e->items.n; i++) {
		at = map_put(&counts->map, e->items.v[i].key,
		    (uint32_t)counts->list.n, &added);
		if (added)
			vec_push(&counts->list, zero);
		counts->list.v[*at].n[text]++;
	}
}

/*
 * Is what came out between the two texts, and has it what was wanted? A fact
 * that neither has must not come of half of a change.
 */
static bool
is_right(const struct compare *c, const bool *wanted, struct counts *counts)
{
	const struct count *k;
	uint32_t i, low, high;

	for (i = 0; i < counts->list.n; i++) {
		k = &counts->list.v[i];
		low = k->n[WAS] < k->n[NOW] ? k->n[WAS] : k->n[NOW];
		high = k->n[WAS] > k->n[NOW] ? k->n[WAS] : k->n[NOW];
		if (k->n[GOT] < low || k->n[GOT] > high)
			return false;
	}
	for (i = 0; i < c->now->items.n; i++) {
		if (!wanted[i] || c->now_same[i] != ITEM_NONE)
			continue;
		k = &counts->list.v[*map_get(&counts->map,
		    c->now->items.v[i].key)];
		if (k->n[GOT] <= k->n[WAS])
			return false;
	}
	return true;
}

static bool
check(const struct compare *c, const bool *wanted, struct reader *r,
    struct str text)
{
	struct counts counts = { 0 };
	struct edition got;
	bool right;

	edition_read(&got, r, c->now->source.path, text);
	count(&counts, c->was, WAS);
	count(&counts, c->now, NOW);
	count(&counts, &got, GOT);
	right = is_right(c, wanted, &counts);
	map_release(&counts.map);
	vec_release(&counts.list);
	edition_release(&got);
	return right;
}

/* All of the runs that something is taken of. */
static void
take_runs(struct portion *p)
{
	const struct diff_run *run;
	size_t i;
	uint32_t k;
	bool any;

	for (i = 0; i < p->c->runs.n; i++) {
		run = &p->c->runs.v[i];
		any = false;
		for (k = 0; k < run->now_n; k++)
			any = any || p->taken[run->now + k];
		for (k = 0; k < run->was_n; k++)
			any = any || p->dropped[run->was + k];
		for (k = 0; any && k < run->now_n; k++)
			p->taken[run->now + k] = true;
		for (k = 0; any && k < run->was_n; k++)
			p->dropped[run->was + k] = true;
	}
}

static bool
try(struct portion *p, struct reader *r, struct buf *text)
{
	memset(p->taken, 0, p->c->now->rows.n + 2);
	memset(p->dropped, 0, p->c->was->rows.n + 2);
	take_lines(p);
	drop_lines(p);
	buf_clear(text);
	add_text(p, text);
	return check(p->c, p->wanted, r, buf_str(text));
}

int
portion_take(const struct compare *c, const bool *wanted, struct reader *r,
    struct buf *out)
{
	struct portion p = { .c = c, .wanted = wanted,
		.taken = mem_zalloc(c->now->rows.n + 2),
		.dropped = mem_zalloc(c->was->rows.n + 2) };
	struct buf text = { 0 };
	bool right;

	right = try(&p, r, &text);
	if (!right) {
		p.renames = true;
		right = try(&p, r, &text);
	}
	if (!right) {
		take_runs(&p);
		buf_clear(&text);
		add_text(&p, &text);
		right = check(c, wanted, r, buf_str(&text));
	}
	if (right)
		buf_add(out, buf_str(&text));
	buf_release(&text);
	free(p.taken);
	free(p.dropped);
	return right ? 0 : -1;
}
