#include "cmd/facts.h"

struct gather {
	struct facts *facts;
	struct buf text;
};

static void
keep(struct gather *g)
{
	vec_push(&g->facts->list, arena_str(&g->facts->texts,
	    buf_str(&g->text)));
	buf_clear(&g->text);
}

static void
add_day(struct gather *g, const char *what, day_t day)
{
	if (day == DAY_NONE)
		return;
	buf_printf(&g->text, "%s %d", what, day);
	keep(g);
}

static void
add_profile(struct gather *g, const struct profile *p, uint32_t person)
{
	uint32_t i;

	buf_printf(&g->text, "person %u ", person);
	buf_add(&g->text, p->name);
	keep(g);
	for (i = 0; i < p->facts_n; i++) {
		buf_printf(&g->text, "key %d ", p->facts[i].key);
		buf_add(&g->text, p->facts[i].value);
		keep(g);
	}
	add_day(g, "last", p->last_contact);
	add_day(g, "met", p->met);
	add_day(g, "snooze", p->snooze);
	buf_printf(&g->text, "cadence %d %d status %d", p->cadence.months,
	    p->cadence.days, p->status);
	keep(g);
}

static void
add_record(struct gather *g, const struct record *r)
{
	buf_printf(&g->text, "record %d %d %d %d ", r->kind, r->state, r->day,
	    r->due);
	buf_add(&g->text, r->channel);
	buf_addc(&g->text, '\n');
	buf_add(&g->text, r->text);
	keep(g);
}

static int
compare(const void *x, const void *y)
{
	const struct str *a = x, *b = y;

	return str_cmp(*a, *b);
}

static void
gather(struct facts *f, struct past *past, const bool *people)
{
	const struct source *source = past->source;
	struct gather g = { .facts = f };
	uint32_t i, who;

	for (i = 0; i < source->profiles_n; i++) {
		who = past->profiles[i];
		if (who != PERSON_NONE && people[who])
			add_profile(&g, &source->profiles[i], who);
	}
	for (i = 0; i < source->records_n; i++)
		if (past_is_about(past, &source->records[i], people))
			add_record(&g, &source->records[i]);
	if (source->kind == SOURCE_PERSON && source->profiles_n) {
		f->person = past->profiles[0];
		f->name = arena_str(&f->texts, source->profiles[0].name);
	}
	if (f->list.n)
		qsort(f->list.v, f->list.n, sizeof(*f->list.v), compare);
	buf_release(&g.text);
}

/* All of the text at once, for who reads a piece at a time. */
static int
more(void *context, struct buf *out)
{
	struct str *text = context;

	if (!text->len)
		return 0;
	buf_add(out, *text);
	*text = STR_NONE;
	return 1;
}

void
facts_read(struct facts *f, struct reader *r, struct str path,
    struct str text, const struct book *book, const struct map *former,
    const bool *people)
{
	struct source source = { .path = path };
	struct input input = { more, &text };
	struct past past;

	*f = (struct facts){ .person = PERSON_NONE };
	if (read_is_table(path))
		read_table(r, &input, &source);
	else
		read_file(r, text, &source);
	past_begin(&past, book, &source, former);
	gather(f, &past, people);
	past_release(&past);
}

static size_t
count(const struct facts *f, struct str fact)
{
	size_t low = 0, high = f->list.n, middle, n = 0;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (str_cmp(f->list.v[middle], fact) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + n < f->list.n && str_eq(f->list.v[low + n], fact))
		n++;
	return n;
}

static bool
is_own(const struct facts *now, const struct facts *was, size_t n,
    struct str fact)
{
	size_t here = count(now, fact), least = SIZE_MAX, most = 0, i, there;

	for (i = 0; i < n; i++) {
		there = count(&was[i], fact);
		least = there < least ? there : least;
		most = there > most ? there : most;
	}
	return here > most || here < least;
}

static bool
has_own(const struct facts *from, const struct facts *now,
    const struct facts *was, size_t n)
{
	size_t i;

	for (i = 0; i < from->list.n; i++)
		if ((!i || !str_eq(from->list.v[i], from->list.v[i - 1])) &&
		    is_own(now, was, n, from->list.v[i]))
			return true;
	return false;
}

bool
facts_changed(const struct facts *now, const struct facts *was, size_t n)
{
	/* what is in all of them is in the first */
	return has_own(now, now, was, n) || has_own(&was[0], now, was, n);
}

void
facts_release(struct facts *f)
{
	vec_release(&f->list);
	arena_release(&f->texts);
}
