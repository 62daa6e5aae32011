#include "report/tally.h"

#include <stdio.h>

#include "book/followup.h"

struct counting {
	struct tally *t;
	const struct book *book;
	const struct query *query;
	const bool *wanted;
	struct map channels;
};

static int
month_of(day_t day)
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	return 12 * year + month - 1;
}

static bool
in_time(const struct tally *t, day_t day)
{
	return day != DAY_NONE && day >= t->since && day <= t->until;
}

/* Until today, and for twelve months with this one, where nothing is said. */
static void
set_time(struct tally *t, const struct query *query, day_t today)
{
	int first;

	t->until = query->until != DAY_NONE && query->until < today ?
	    query->until : today;
	first = month_of(t->until) - 11;
	t->since = query->since != DAY_NONE ? query->since :
	    day_from(first / 12, first % 12 + 1, 1);
	if (t->since == DAY_NONE)
		t->since = day_from(1, 1, 1);
	if (t->since > t->until)
		return;
	t->first_month = month_of(t->since);
	t->days_n = (size_t)(t->until - t->since) + 1;
	t->months_n = (size_t)(month_of(t->until) - t->first_month) + 1;
	t->days = arena_alloc(&t->arena, t->days_n * sizeof(*t->days));
	t->months = arena_alloc(&t->arena, t->months_n * sizeof(*t->months));
}

static struct str
channel(const struct counting *c, const struct interaction *in)
{
	const struct record *r = report_record(c->book, in->at);

	return r->channel.len ? r->channel : STR("note");
}

/* Has an interaction of the same day, before the i-th, the same channel? */
static bool
is_again(const struct counting *c, const struct interaction *v, uint32_t i)
{
	uint32_t k;

	for (k = i; k-- > 0 && v[k].day == v[i].day;)
		if (str_eq(channel(c, &v[k]), channel(c, &v[i])))
			return true;
	return false;
}

static void
count_channels(struct counting *c, const struct person *p)
{
	const struct interaction *v = c->book->interactions.v + p->first;
	uint32_t i;

	for (i = 0; i < p->interactions_n; i++)
		if (in_time(c->t, v[i].day) && !is_again(c, v, i))
			++*map_put(&c->channels, channel(c, &v[i]), 0, NULL);
}

static void
count_person(struct counting *c, uint32_t person)
{
	const struct person *p = &c->book->people.v[person];
	struct tally_person talked = { person, 0 };
	struct arena scratch = { 0 };
	struct tally *t = c->t;
	const day_t *days;
	size_t n = person_days(c->book, p, &scratch, &days), i;

	t->people++;
	t->states[p->state]++;
	for (i = 0; i < n; i++) {
		if (!in_time(t, days[i]))
			continue;
		t->days[days[i] - t->since]++;
		t->months[month_of(days[i]) - t->first_month]++;
		talked.days++;
	}
	t->interactions += talked.days;
	if (talked.days)
		vec_push(&t->talked, talked);
	arena_release(&scratch);
	count_channels(c, p);
}

/* A date behind one of the marks that say when something was done. */
static day_t
day_done(struct str text)
{
	static const char *const marks[] = { "✅\uFE0F", "✅", "@done(",
		"completion::", "CLOSED:", NULL };
	struct str rest;
	size_t i, at;
	day_t day;

	for (i = 0; marks[i]; i++) {
		at = str_find(text, str_of(marks[i]));
		if (at == SIZE_MAX)
			continue;
		rest = str_from(text, at + strlen(marks[i]));
		while (rest.len && strchr(" \t[<", rest.ptr[0]))
			rest = str_from(rest, 1);
		if (day_scan(rest, &day) && day != DAY_NONE)
			return day;
	}
	return DAY_NONE;
}

/* When a follow-up came to its end, if that is known. */
static day_t
day_ended(const struct book *book, const struct followup *f)
{
	return f->status == DUE_CLOSED ? followup_closed(book, f) :
	    f->status == DUE_DONE ?
	    day_done(report_record(book, f->at)->text) : DAY_NONE;
}

/* One that is done without a date was done in time: nothing says otherwise. */
static void
count_followups(struct counting *c)
{
	const struct followup *f;
	const struct record *r;
	day_t ended, day;
	bool late;
	size_t i;

	for (i = 0; i < c->book->followups.n; i++) {
		f = &c->book->followups.v[i];
		if (f->status == DUE_CANCELLED || f->status == DUE_OPEN ||
		    !query_among(c->query, c->wanted, f->person) ||
		    (f->status == DUE_OVERDUE && !report_asks(c->book, f)))
			continue;
		r = report_record(c->book, f->at);
		ended = day_ended(c->book, f);
		day = ended != DAY_NONE ? ended :
		    r->due != DAY_NONE ? r->due : r->day;
		if (!in_time(c->t, day))
			continue;
		late = f->status == DUE_OVERDUE || (r->due != DAY_NONE &&
		    ended != DAY_NONE && ended > r->due);
		c->t->late += late;
		c->t->kept += !late;
	}
}

static void
count_gifts(struct counting *c)
{
	const struct about *a;
	const struct record *r;
	size_t i;

	for (i = 0; i < c->book->abouts.n; i++) {
		a = &c->book->abouts.v[i];
		if (a->person == PERSON_NONE || !c->wanted[a->person])
			continue;
		r = report_record(c->book, a->at);
		if (!in_time(c->t, r->day))
			continue;
		c->t->gave += r->kind == RECORD_GAVE;
		c->t->got += r->kind == RECORD_GOT;
	}
}

static int
channel_compare(const void *x, const void *y)
{
	const struct map_item *a = x, *b = y;

	if (a->value != b->value)
		return a->value > b->value ? -1 : 1;
	return str_cmp((struct str){ a->key, a->len },
	    (struct str){ b->key, b->len });
}

/* The most days first; people are in the order of their names. */
static int
talked_compare(const void *x, const void *y)
{
	const struct tally_person *a = x, *b = y;

	if (a->days != b->days)
		return a->days > b->days ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

static void
sort(struct counting *c)
{
	struct tally *t = c->t;
	size_t i;

	for (i = 0; i < c->channels.n; i++)
		vec_push(&t->channels, c->channels.items[i]);
	if (t->channels.n)
		qsort(t->channels.v, t->channels.n, sizeof(*t->channels.v),
		    channel_compare);
	if (t->talked.n)
		qsort(t->talked.v, t->talked.n, sizeof(*t->talked.v),
		    talked_compare);
}

void
tally_make(struct tally *t, const struct book *book,
    const struct query *query)
{
	struct counting c = { .t = t, .book = book, .query = query };
	uint32_t i;

	*t = (struct tally){ 0 };
	set_time(t, query, book->options->today);
	c.wanted = query_people(query, book, &t->arena);
	for (i = 0; i < book->people.n; i++)
		if (c.wanted[i])
			count_person(&c, i);
	count_followups(&c);
	count_gifts(&c);
	sort(&c);
	map_release(&c.channels);
}

void
tally_release(struct tally *t)
{
	vec_release(&t->channels);
	vec_release(&t->talked);
	arena_release(&t->arena);
}

void
tally_month(const struct tally *t, size_t month, char text[TALLY_MONTH])
{
	int number = t->first_month + (int)month;

	snprintf(text, TALLY_MONTH, "%04d-%02d", number / 12,
	    number % 12 + 1);
}

const uint32_t *
tally_months(struct tally *t, const struct book *book, uint32_t person)
{
	uint32_t *months = arena_alloc(&t->arena, t->months_n *
	    sizeof(*months));
	const day_t *days;
	size_t n = person_days(book, &book->people.v[person], &t->arena,
	    &days), i;

	for (i = 0; i < n; i++)
		if (in_time(t, days[i]))
			months[month_of(days[i]) - t->first_month]++;
	return months;
}
