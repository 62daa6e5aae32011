#include "note/compare.h"

static bool
same_span(struct span a, struct span b)
{
	return a.months == b.months && a.days == b.days;
}

static bool
same_profile(const struct profile *a, const struct profile *b)
{
	uint32_t i;

	if (!str_eq(a->name, b->name) || !str_eq(a->anchor, b->anchor) ||
	    a->facts_n != b->facts_n || a->line != b->line ||
	    a->end != b->end || !same_span(a->cadence, b->cadence) ||
	    a->last_contact != b->last_contact || a->met != b->met ||
	    a->snooze != b->snooze || a->status != b->status)
		return false;
	for (i = 0; i < a->facts_n; i++)
		if (a->facts[i].key != b->facts[i].key ||
		    !str_eq(a->facts[i].value, b->facts[i].value))
			return false;
	return true;
}

static bool
same_whos(const struct source *a, const struct record *x,
    const struct source *b, const struct record *y)
{
	const struct who *v = a->whos + x->who, *w = b->whos + y->who;
	uint16_t i;

	if (x->who_n != y->who_n)
		return false;
	for (i = 0; i < x->who_n; i++)
		if (!str_eq(v[i].target, w[i].target) ||
		    v[i].profile != w[i].profile || v[i].tier != w[i].tier)
			return false;
	return true;
}

/* edited: it stands in a line that was changed. */
static bool
same_record(const struct source *a, const struct record *x,
    const struct source *b, const struct record *y, bool edited)
{
	if (x->kind != y->kind || x->line != y->line || x->day != y->day ||
	    x->flags != y->flags || !same_whos(a, x, b, y))
		return false;
	if (edited)
		return x->kind != RECORD_TAG || str_eq(x->text, y->text);
	return x->column == y->column && x->due == y->due &&
	    x->state == y->state && str_eq(x->text, y->text) &&
	    str_eq(x->channel, y->channel);
}

/* What marking a follow-up is allowed to change. */
static bool
may_change(const struct record *r)
{
	return r->kind == RECORD_FOLLOWUP || r->kind == RECORD_PROMISE ||
	    r->kind == RECORD_WAITING || r->kind == RECORD_ENTRY ||
	    r->kind == RECORD_MENTION;
}

/* The index of the next record from i on that is to be compared. */
static uint32_t
next(const struct source *s, uint32_t i, uint32_t from, uint32_t to)
{
	while (i < s->records_n && s->records[i].line >= from &&
	    s->records[i].line <= to && may_change(&s->records[i]))
		i++;
	return i;
}

static uint32_t
compare_records(const struct source *a, const struct source *b, uint32_t from,
    uint32_t to)
{
	const struct record *x, *y;
	uint32_t i = 0, k = 0;

	for (;; i++, k++) {
		i = next(a, i, from, to);
		k = next(b, k, from, to);
		x = i < a->records_n ? &a->records[i] : NULL;
		y = k < b->records_n ? &b->records[k] : NULL;
		if (!x || !y)
			return x ? x->line : y ? y->line : 0;
		if (!same_record(a, x, b, y, x->line >= from && x->line <= to))
			return x->line < y->line ? x->line : y->line;
	}
}

uint32_t
compare_sources(const struct source *a, const struct source *b, uint32_t from,
    uint32_t to)
{
	uint32_t i;

	if (a->kind != b->kind || a->day != b->day ||
	    a->profiles_n != b->profiles_n)
		return from;
	for (i = 0; i < a->profiles_n; i++)
		if (!same_profile(&a->profiles[i], &b->profiles[i]))
			return a->profiles[i].line;
	return compare_records(a, b, from, to);
}
