#include "book/intro.h"

#include "book/introline.h"

struct gather {
	const struct book *book;
	struct diags *diags; /* or NULL */
	struct intro *of;
	VEC(struct intro_made) made;
	struct arena *arena;
};

static const struct intro nobody = { .via = PERSON_NONE,
	.source = UINT32_MAX, .day = DAY_NONE };

/* The value of a key, as the person that it leads to. */
static uint32_t
find_value(struct gather *g, const struct fact *fact, uint32_t source)
{
	const struct source *s = &g->book->sources[source];
	bool ambiguous;
	uint32_t who = book_link(g->book, fact->value, s, &ambiguous);

	if (ambiguous && g->diags)
		diag_warn(g->diags, "ambiguous", s->path, fact->line, 0,
		    "\"%.*s\" is more than one person and counts for nobody; "
		    "write the path of the note", STR_ARG(fact->value));
	return who;
}

/* The first person among the values; without one, the first of other words. */
static void
take_keys(struct gather *g, uint32_t person)
{
	const struct person *p = &g->book->people.v[person];
	struct intro *in = &g->of[person];
	const struct profile *f;
	const struct fact *fact;
	uint32_t i, k, who;

	for (i = 0; i < p->parts_n; i++) {
		f = &g->book->sources[p->parts[i].source].profiles[
		    p->parts[i].profile];
		for (k = 0; k < f->facts_n; k++) {
			fact = &f->facts[k];
			if (fact->key != KEY_VIA)
				continue;
			who = find_value(g, fact, p->parts[i].source);
			if (in->via != PERSON_NONE || who == person ||
			    (who == PERSON_NONE && in->key))
				continue;
			*in = (struct intro){ who, p->parts[i].source,
				fact->line, f->met, fact->value, true };
		}
	}
}

/* The earliest line counts; one without a date after all others. */
static void
take_line(struct gather *g, const struct introline *l, uint32_t person,
    uint32_t via)
{
	struct intro *in = &g->of[person];
	bool earlier = in->day == DAY_NONE || l->day < in->day;

	if (person == via || (in->key && in->via != PERSON_NONE))
		return;
	if (!in->key && in->via != PERSON_NONE &&
	    (l->day == DAY_NONE || !earlier))
		return;
	*in = (struct intro){ via, l->source, l->line, l->day, l->text,
		false };
}

static void
take(struct gather *g, const struct introline *l)
{
	size_t i;

	for (i = 0; i < l->links.n; i++) {
		const struct introline_link *link = &l->links.v[i];

		if (l->made && link->person != l->subject)
			vec_push(&g->made, (struct intro_made){ l->subject,
			    link->person, l->source, l->line, l->day });
		else if (link->by)
			take_line(g, l, l->subject, link->person);
		else
			take_line(g, l, link->person, l->subject);
	}
}

static void
take_source(struct gather *g, uint32_t source, struct introline *l)
{
	const struct source *s = &g->book->sources[source];
	uint32_t i, end, kind;

	for (i = 0; i < s->records_n; i = end) {
		end = i + 1;
		kind = s->records[i].kind;
		if ((kind == RECORD_INTRO || kind == RECORD_GAVE ||
		    kind == RECORD_GOT) &&
		    introline_read(l, g->book, source, i, &end))
			take(g, l);
	}
}

/* Keys are older than any line, and what has no date is the youngest. */
static int64_t
begun(const struct intro *in)
{
	if (in->key)
		return INT64_MIN;
	return in->day == DAY_NONE ? INT64_MAX : in->day;
}

/* Is the introduction of a younger than that of b? */
static bool
is_younger(const struct gather *g, uint32_t a, uint32_t b)
{
	int64_t x = begun(&g->of[a]), y = begun(&g->of[b]);

	return x == y ? a > b : x > y;
}

/* person came through others, the last of them through person. */
static void
cut_circle(struct gather *g, uint32_t person)
{
	const struct person *people = g->book->people.v;
	uint32_t at, youngest = person;
	struct intro *in;

	for (at = g->of[person].via; at != person; at = g->of[at].via)
		if (is_younger(g, at, youngest))
			youngest = at;
	in = &g->of[youngest];
	if (g->diags)
		diag_warn(g->diags, "via-circle",
		    g->book->sources[in->source].path, in->line, 0,
		    "%.*s would have come through %.*s, who came through them;"
		    " this introduction does not count",
		    STR_ARG(people[youngest].name),
		    STR_ARG(people[in->via].name));
	*in = nobody;
}

static void
cut_circles(struct gather *g)
{
	size_t n = g->book->people.n;
	/* the round in which somebody was passed, plus one */
	uint32_t *passed = arena_alloc(g->arena, n * sizeof(*passed));
	uint32_t i, at;

	for (i = 0; i < n; i++) {
		for (at = i; at != PERSON_NONE && !passed[at];
		    at = g->of[at].via)
			passed[at] = i + 1;
		if (at != PERSON_NONE && passed[at] == i + 1)
			cut_circle(g, at);
	}
}

/* People are in the order of their names, and so are those who came. */
static void
list_came(struct intros *intros, const struct gather *g)
{
	size_t n = g->book->people.n, i;
	size_t *first = arena_alloc(g->arena, (n + 2) * sizeof(*first));
	uint32_t *came = arena_alloc(g->arena, n * sizeof(*came));

	for (i = 0; i < n; i++)
		if (g->of[i].via != PERSON_NONE)
			first[g->of[i].via + 2]++;
	for (i = 0; i < n; i++)
		first[i + 2] += first[i + 1];
	/* first[p + 1] is where the next one of p goes, and then their end */
	for (i = 0; i < n; i++)
		if (g->of[i].via != PERSON_NONE)
			came[first[g->of[i].via + 1]++] = (uint32_t)i;
	intros->first = first;
	intros->came = came;
}

void
intro_make(struct intros *intros, const struct book *book,
    struct diags *diags, struct arena *arena)
{
	struct gather g = { .book = book, .diags = diags, .arena = arena };
	struct introline line = { 0 };
	uint32_t i;

	g.of = arena_alloc(arena, book->people.n * sizeof(*g.of));
	for (i = 0; i < book->people.n; i++) {
		g.of[i] = nobody;
		take_keys(&g, i);
	}
	for (i = 0; i < book->sources_n; i++)
		take_source(&g, i, &line);
	introline_release(&line);
	cut_circles(&g);
	*intros = (struct intros){ .of = g.of, .made_n = g.made.n };
	intros->made = arena_copy(arena, g.made.v, g.made.n,
	    sizeof(*g.made.v));
	vec_release(&g.made);
	list_came(intros, &g);
}
