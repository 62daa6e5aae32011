#include "book/sort.h"

#include <stdlib.h>

#include "base/pool.h"
#include "book/rhythm.h"

enum {
	/* As many are sorted fastest where they stand. */
	FEW = 24,
	WORTH = 4000, /* people who are worth another thread */
};

/* Whose interactions are sorted. */
struct sorting {
	const struct source *sources;
	uint32_t own; /* the person's own note, or UINT32_MAX */
};

/* Does x stand in the person's own note, y not (1), or the reverse (-1)? */
static int
own_order(uint32_t own, const struct interaction *x,
    const struct interaction *y)
{
	return (x->at.source == own) - (y->at.source == own);
}

/*
 * By line: a record that others were joined with stands where the first of
 * them did.
 */
static int
place_order(const struct source *source, uint32_t x, uint32_t y)
{
	uint32_t a = source->records[x].line, b = source->records[y].line;

	if (a != b)
		return a < b ? -1 : 1;
	return (x > y) - (x < y);
}

/*
 * By day; on one day the own note's last, since the last is the newest and
 * the note knows more than others; then by path and place in the file.
 */
static int
order(const void *a, const void *b, void *context)
{
	const struct interaction *x = a, *y = b;
	const struct sorting *s = context;
	int o;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	o = own_order(s->own, x, y);
	if (o)
		return o;
	if (x->at.source != y->at.source)
		return x->at.source < y->at.source ? -1 : 1;
	return place_order(&s->sources[x->at.source], x->at.record,
	    y->at.record);
}

static void
sort_few(struct interaction *v, size_t n, struct sorting *s)
{
	struct interaction moved;
	size_t i, k;

	for (i = 1; i < n; i++) {
		if (order(&v[i - 1], &v[i], s) <= 0)
			continue;
		moved = v[i];
		for (k = i; k && order(&v[k - 1], &moved, s) > 0; k--)
			v[k] = v[k - 1];
		v[k] = moved;
	}
}

/* A long log is in order from one end or the other, nearly always. */
static void
sort_many(struct interaction *v, size_t n, struct sorting *s)
{
	struct interaction swap;
	size_t i, falls = 0;

	for (i = 1; i < n; i++)
		falls += order(&v[i - 1], &v[i], s) > 0;
	if (!falls)
		return;
	if (falls == n - 1) {
		for (i = 0; i < n / 2; i++) {
			swap = v[i];
			v[i] = v[n - 1 - i];
			v[n - 1 - i] = swap;
		}
		return;
	}
	qsort_r(v, n, sizeof(*v), order, s);
}

/* An entry that does not say it went as its sender makes it go. */
static uint8_t
direction_of(uint8_t direction, const struct interaction *in)
{
	return direction & DIRECTION_UNTOLD ? (uint8_t)(in->sender |
	    (direction & DIRECTION_BOTH)) : direction;
}

/*
 * Gathers the days of interactions, and of entries that their records were
 * joined with, in order, each with what all of that day say of its direction.
 */
static void
all_days(const struct book *b, const struct person *p,
    struct older_days *days)
{
	const struct interaction *v = b->interactions.v + p->first;
	const struct source *s;
	const struct record *r;
	const struct older *older;
	uint32_t k, kept = 0;
	size_t i;

	older_clear(days);
	for (i = 0; i < p->interactions_n; i++) {
		s = &b->sources[v[i].at.source];
		r = &s->records[v[i].at.record];
		older = r->older ? &s->olders[r->older - 1] : NULL;
		for (k = 0; older && k < older->days_n; k++)
			older_add(days, older_day(older->days[k]),
			    direction_of(older_direction(older->days[k]),
			    &v[i]));
		older_add(days, v[i].day, direction_of(r->direction, &v[i]));
	}
	older_sort(days);
	for (k = 0; k < days->n; k++)
		if (kept && older_day(days->v[kept - 1]) ==
		    older_day(days->v[k]))
			days->v[kept - 1] |= older_direction(days->v[k]);
		else
			days->v[kept++] = days->v[k];
	days->n = kept;
}

/* Leaves the days without their directions. */
static void
unpack(struct older_days *days)
{
	uint32_t k;

	for (k = 0; k < days->n; k++)
		days->v[k] = older_day(days->v[k]);
}

void
sort_days(const struct book *b, const struct person *p,
    struct older_days *days)
{
	all_days(b, p, days);
	unpack(days);
}

static bool
has_day(const struct older_days *days, day_t day)
{
	uint32_t low = 0, high = days->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (older_day(days->v[middle]) < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < days->n && older_day(days->v[low]) == day;
}

/*
 * The last day that a key says, or DAY_NONE. One that has an entry says no more
 * than that.
 */
static day_t
key_day(const struct book *b, const struct person *p,
    const struct older_days *days)
{
	const struct profile *f;
	day_t last = DAY_NONE, keys[2];
	uint32_t i, k;

	for (i = 0; i < p->parts_n; i++) {
		f = &b->sources[p->parts[i].source].profiles[
		    p->parts[i].profile];
		keys[0] = f->last_contact;
		keys[1] = f->met;
		for (k = 0; k < 2; k++)
			if (keys[k] > last && keys[k] <= b->options->today &&
			    !has_day(days, keys[k]))
				last = keys[k];
	}
	return last;
}

/* Has what was sent been answered? */
static void
find_direction(const struct book *b, struct person *p,
    const struct older_days *days)
{
	day_t day = DAY_NONE, key = key_day(b, p, days);
	uint8_t direction;
	uint32_t i;

	p->heard = DAY_NONE;
	for (i = days->n; i-- > 0;) {
		day = older_day(days->v[i]);
		direction = older_direction(days->v[i]);
		if (day < key)
			break;
		if (i + 1 == days->n && direction != (DIRECTION_OUT |
		    DIRECTION_UNTOLD))
			p->direction = direction & DIRECTION_BOTH;
		if (direction != DIRECTION_OUT) {
			p->heard = day;
			return;
		}
		p->outs++;
	}
	p->heard = key;
}

/* What the threads share: the days of each are its own. */
struct sorters {
	struct book *b;
	struct {
		struct older_days days;
		char apart[POOL_APART];
	} of[POOL_THREADS];
};

static void
sort_person(struct sorters *sorters, size_t thread, struct person *p)
{
	struct older_days *days = &sorters->of[thread].days;
	const struct book *b = sorters->b;
	struct interaction *v = b->interactions.v + p->first;
	uint32_t n = p->interactions_n;
	struct sorting s = { b->sources,
		p->markdown ? p->parts[0].source : UINT32_MAX };
	const struct interaction *last;
	int32_t gap;

	if (n <= FEW)
		sort_few(v, n, &s);
	else
		sort_many(v, n, &s);
	all_days(b, p, days);
	find_direction(b, p, days);
	unpack(days);
	gap = rhythm_gap(days->v, days->n);
	p->days = days->n;
	p->gap = (uint16_t)(gap < UINT16_MAX ? gap : UINT16_MAX);
	if (!n)
		return;
	last = &v[n - 1];
	p->newest_source = last->at.source;
	p->newest = &b->sources[last->at.source].records[last->at.record];
}

/*
 * People are in the order of their names, what is known of them lies in that
 * of their files: the one by whom each is shown, one after the other, takes
 * half the time.
 */
static void
sort_profile(void *context, size_t thread, size_t item)
{
	struct sorters *sorters = context;
	const struct book_index *ix = sorters->b->index;
	struct person *p;

	if (ix->person[item] == PERSON_NONE)
		return;
	p = &sorters->b->people.v[ix->person[item]];
	if (ix->base[p->parts[0].source] + p->parts[0].profile == item)
		sort_person(sorters, thread, p);
}

/* Sets first and interactions_n of each person. */
static void
count_interactions(struct book *b)
{
	uint32_t at = 0;
	struct person *p;
	size_t i;

	for (i = 0; i < b->interactions.n; i++)
		b->people.v[b->interactions.v[i].person].interactions_n++;
	for (i = 0; i < b->people.n; i++) {
		p = &b->people.v[i];
		p->first = at;
		at += p->interactions_n;
	}
}

void
sort_interactions(struct book *b)
{
	size_t n = b->interactions.n, i;
	struct interaction *all = mem_resize(NULL, n, sizeof(*all)), *in;
	uint32_t *next = mem_resize(NULL, b->people.n, sizeof(*next));
	struct sorters *sorters = mem_zalloc(sizeof(*sorters));

	count_interactions(b);
	for (i = 0; i < b->people.n; i++)
		next[i] = b->people.v[i].first;
	for (i = 0; i < n; i++) {
		in = &b->interactions.v[i];
		all[next[in->person]++] = *in;
	}
	free(next);
	vec_release(&b->interactions);
	b->interactions.v = all;
	b->interactions.n = b->interactions.cap = n;
	sorters->b = b;
	pool_run(b->index->profiles_n, WORTH, sort_profile, sorters);
	for (i = 0; i < POOL_THREADS; i++)
		older_release(&sorters->of[i].days);
	free(sorters);
}

void
sort_tags(struct book *b, const struct sort_tag *tags, size_t n)
{
	struct book_index *ix = b->index;
	size_t people = b->people.n, i;
	uint32_t *first, at = 0, held;

	first = arena_alloc(&b->arena, (people + 1) * sizeof(*first));
	ix->tags = arena_alloc(&b->arena, n * sizeof(*ix->tags));
	for (i = 0; i < n; i++)
		first[tags[i].person]++;
	for (i = 0; i <= people; i++) {
		held = i < people ? first[i] : 0;
		first[i] = at;
		at += held;
	}
	for (i = 0; i < n; i++)
		ix->tags[first[tags[i].person]++] = tags[i].at;
	/* each has moved on to where the next begins */
	for (i = people; i; i--)
		first[i] = first[i - 1];
	first[0] = 0;
	ix->tag_first = first;
}
