#include "report/network.h"

#include "note/older.h"
#include "report/report.h"

/* Somebody's part in an interaction of several people. */
struct part_taken {
	struct origin at;
	uint32_t person;
};

/* Something that joins two people: a before b in the order of names. */
struct joint {
	uint32_t a, b;
	uint32_t source, line;
	day_t day;
	uint8_t kind;
	bool back; /* it was b who introduced a */
};

struct joints {
	const struct book *book;
	VEC(struct joint) list;
};

static void
add(struct joints *j, uint32_t from, uint32_t to, struct joint joint)
{
	joint.back = from > to;
	joint.a = joint.back ? to : from;
	joint.b = joint.back ? from : to;
	vec_push(&j->list, joint);
}

static void
add_intros(struct joints *j, const struct intros *intros)
{
	const struct intro_made *made;
	const struct intro *in;
	size_t i;

	for (i = 0; i < j->book->people.n; i++) {
		in = &intros->of[i];
		if (in->via != PERSON_NONE)
			add(j, in->via, (uint32_t)i, (struct joint){
			    .source = in->source, .line = in->line,
			    .day = in->day, .kind = TIE_INTRODUCED });
	}
	for (i = 0; i < intros->made_n; i++) {
		made = &intros->made[i];
		add(j, made->a, made->b, (struct joint){
		    .source = made->source, .line = made->line,
		    .day = made->day, .kind = TIE_MADE });
	}
}

static int
part_compare(const void *x, const void *y)
{
	const struct part_taken *a = x, *b = y;

	if (a->at.source != b->at.source)
		return a->at.source < b->at.source ? -1 : 1;
	if (a->at.record != b->at.record)
		return a->at.record < b->at.record ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

/* Joins each two of those who took part in the same. */
static void
join_company(struct joints *j, const struct part_taken *v, size_t n,
    struct joint joint)
{
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = i + 1; k < n; k++)
			add(j, v[i].person, v[k].person, joint);
}

/* One interaction, with the older ones that were joined with it. */
static void
add_company(struct joints *j, const struct part_taken *v, size_t n)
{
	const struct source *s = &j->book->sources[v->at.source];
	const struct record *r = report_record(j->book, v->at);
	struct joint joint = { .source = v->at.source, .line = r->line,
		.day = r->day, .kind = TIE_TOGETHER };
	const struct older *older = r->older ? &s->olders[r->older - 1] :
	    NULL;
	uint32_t i;

	if (n > NETWORK_COMPANY)
		return;
	join_company(j, v, n, joint);
	for (i = 0; older && i < older->days_n; i++) {
		joint.day = older_day(older->days[i]);
		join_company(j, v, n, joint);
	}
}

static void
add_interactions(struct joints *j)
{
	const struct interaction *in = j->book->interactions.v;
	VEC(struct part_taken) parts = { 0 };
	size_t i, begin = 0;

	for (i = 0; i < j->book->interactions.n; i++)
		if (report_record(j->book, in[i].at)->who_n > 1)
			vec_push(&parts, (struct part_taken){ in[i].at,
			    in[i].person });
	if (parts.n)
		qsort(parts.v, parts.n, sizeof(*parts.v), part_compare);
	for (i = 1; i <= parts.n; i++) {
		if (i < parts.n &&
		    parts.v[i].at.source == parts.v[begin].at.source &&
		    parts.v[i].at.record == parts.v[begin].at.record)
			continue;
		add_company(j, parts.v + begin, i - begin);
		begin = i;
	}
	vec_release(&parts);
}

/* By people, then what counts first: by kind, the newest, path and line. */
static int
joint_compare(const void *x, const void *y)
{
	const struct joint *a = x, *b = y;

	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	if (a->b != b->b)
		return a->b < b->b ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->day != b->day)
		return a->day > b->day ? -1 : 1;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

static int
tie_compare(const void *x, const void *y)
{
	const struct tie *a = x, *b = y;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return (a->to > b->to) - (a->to < b->to);
}

/* One tie for all joints of the same two; the number of ties. */
static size_t
make_ties(const struct joint *v, size_t n, struct tie *ties)
{
	struct tie *tie = NULL;
	size_t i, made = 0;

	for (i = 0; i < n; i++) {
		if (!i || v[i].a != v[i - 1].a || v[i].b != v[i - 1].b) {
			tie = &ties[made++];
			*tie = (struct tie){ v[i].a, v[i].b, 0, v[i].source,
				v[i].line, v[i].day, v[i].kind };
			if (v[i].back) {
				tie->from = v[i].b;
				tie->to = v[i].a;
			}
		} else if (v[i].kind == v[i - 1].kind &&
		    v[i].day == v[i - 1].day) {
			continue;
		}
		tie->weight += v[i].kind == TIE_TOGETHER;
	}
	if (made)
		qsort(ties, made, sizeof(*ties), tie_compare);
	return made;
}

/* Lists the ties of each person. */
static void
list_ties(struct network *network, size_t people, struct arena *arena)
{
	size_t *first = arena_alloc(arena, (people + 2) * sizeof(*first));
	uint32_t *at = arena_alloc(arena, 2 * network->n * sizeof(*at));
	const struct tie *t = network->ties;
	size_t i;

	for (i = 0; i < network->n; i++) {
		first[t[i].from + 2]++;
		first[t[i].to + 2]++;
	}
	for (i = 0; i < people; i++)
		first[i + 2] += first[i + 1];
	/* first[p + 1] is where the next one of p goes, and then their end */
	for (i = 0; i < network->n; i++) {
		at[first[t[i].from + 1]++] = (uint32_t)i;
		at[first[t[i].to + 1]++] = (uint32_t)i;
	}
	network->first = first;
	network->at = at;
}

void
network_make(struct network *network, const struct book *book,
    const struct intros *intros, struct arena *arena)
{
	struct joints j = { .book = book };
	struct tie *ties;

	add_intros(&j, intros);
	add_interactions(&j);
	if (j.list.n)
		qsort(j.list.v, j.list.n, sizeof(*j.list.v), joint_compare);
	ties = arena_alloc(arena, j.list.n * sizeof(*ties));
	network->n = make_ties(j.list.v, j.list.n, ties);
	network->ties = ties;
	vec_release(&j.list);
	list_ties(network, book->people.n, arena);
}

const char *
network_how(const struct tie *tie, uint32_t from)
{
	switch (tie->kind) {
	case TIE_INTRODUCED:
		return tie->from == from ? "introduced" : "came through";
	case TIE_MADE:
		return "introduced by me";
	default:
		return "together";
	}
}

const uint32_t *
network_steps(const struct network *network, size_t people, uint32_t from,
    size_t limit, const bool *wanted, struct arena *arena)
{
	uint32_t *steps = arena_alloc(arena, people * sizeof(*steps));
	uint32_t *queue = arena_alloc(arena, people * sizeof(*queue));
	size_t head = 0, tail = 0, i;
	uint32_t person, other;

	for (i = 0; i < people; i++)
		steps[i] = UINT32_MAX;
	steps[from] = 0;
	queue[tail++] = from;
	while (head < tail) {
		person = queue[head++];
		if (steps[person] == limit || (person != from && wanted &&
		    !wanted[person]))
			continue;
		for (i = network->first[person];
		    i < network->first[person + 1]; i++) {
			other = network_other(
			    &network->ties[network->at[i]], person);
			if (steps[other] != UINT32_MAX)
				continue;
			steps[other] = steps[person] + 1;
			queue[tail++] = other;
		}
	}
	return steps;
}
