/* graph: who is joined to whom, a row for each two. */
#include "report/network.h"
#include "report/report.h"

/* What all of a run's rows need. */
struct drawing {
	const struct book *book;
	const struct query *query;
	struct network network;
	const bool *shown; /* by person */
	struct str *ids;   /* by person; empty: not yet made */
	struct map taken;  /* ids */
	struct arena arena;
	struct sink *sink;
	size_t n;          /* rows that there are */
};

static const struct column columns[] = {
	{ "from", CELL_TEXT, SHOW_ALWAYS },
	{ "to", CELL_TEXT, SHOW_ALWAYS },
	{ "how", CELL_TEXT, SHOW_ALWAYS },
	{ "weight", CELL_NUMBER, SHOW_ALWAYS },
	{ "date", CELL_DAY, SHOW_WIDE },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
	/* what tells two people of one name apart, and colours them */
	{ "from_id", CELL_TEXT, SHOW_NEVER },
	{ "to_id", CELL_TEXT, SHOW_NEVER },
	{ "from_state", CELL_TEXT, SHOW_NEVER },
	{ "to_state", CELL_TEXT, SHOW_NEVER },
};

/* Their path; of the further ones whose path is the same, with a line. */
static struct str
id_of(struct drawing *d, uint32_t person)
{
	const struct person *p = &d->book->people.v[person];
	struct str *id = &d->ids[person];
	struct buf text = { 0 };
	bool fresh;

	if (id->len)
		return *id;
	*id = person_path(d->book, p, &d->arena);
	map_put(&d->taken, *id, 0, &fresh);
	if (!fresh) {
		buf_add(&text, *id);
		buf_printf(&text, ":%u", person_profile(d->book, p)->line);
		*id = arena_str(&d->arena, buf_str(&text));
		buf_release(&text);
	}
	return *id;
}

static struct cell
state_of(const struct drawing *d, uint32_t person)
{
	return cell_text(str_of(state_name(
	    (enum person_state)d->book->people.v[person].state)));
}

static bool
is_room(struct drawing *d)
{
	return d->n++ < query_limit(d->query, SIZE_MAX);
}

static void
put_tie(struct drawing *d, const struct tie *tie)
{
	const struct person *people = d->book->people.v;

	if (!is_room(d))
		return;
	d->sink->row(d->sink, (const struct cell[]){
		cell_text(people[tie->from].name),
		cell_text(people[tie->to].name),
		cell_text(str_of(network_how(tie, tie->from))),
		cell_number(tie->weight),
		cell_day(tie->day),
		cell_text(d->book->sources[tie->source].path),
		cell_line(tie->line),
		cell_text(id_of(d, tie->from)),
		cell_text(id_of(d, tie->to)),
		state_of(d, tie->from),
		state_of(d, tie->to),
	});
}

/* Somebody who is joined to nobody that is shown. */
static void
put_alone(struct drawing *d, uint32_t person)
{
	const struct person *p = &d->book->people.v[person];

	if (!is_room(d))
		return;
	d->sink->row(d->sink, (const struct cell[]){
		cell_text(p->name),
		cell_none(),
		cell_none(),
		cell_number(0),
		cell_none(),
		cell_text(person_source(d->book, p)->path),
		cell_line(person_profile(d->book, p)->line),
		cell_text(id_of(d, person)),
		cell_none(),
		state_of(d, person),
		cell_none(),
	});
}

/* Those who are wanted; around somebody, them and who is near them. */
static const bool *
find_shown(struct drawing *d)
{
	const bool *wanted = query_people(d->query, d->book, &d->arena);
	size_t n = d->book->people.n, i;
	const uint32_t *steps;
	bool *shown;

	if (d->query->around == PERSON_NONE)
		return wanted;
	steps = network_steps(&d->network, n, d->query->around,
	    d->query->depth, wanted, &d->arena);
	shown = arena_alloc(&d->arena, n * sizeof(*shown));
	for (i = 0; i < n; i++)
		shown[i] = wanted[i] && steps[i] != UINT32_MAX;
	shown[d->query->around] = true;
	return shown;
}

static bool
is_joined(const struct drawing *d, uint32_t person)
{
	const struct network *w = &d->network;
	size_t i;

	for (i = w->first[person]; i < w->first[person + 1]; i++)
		if (d->shown[network_other(&w->ties[w->at[i]], person)])
			return true;
	return false;
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct drawing d = { .book = book, .query = query, .sink = sink };
	const struct tie *tie;
	struct intros intros;
	size_t next = 0;
	uint32_t i;

	intro_make(&intros, book, NULL, &d.arena);
	network_make(&d.network, book, &intros, &d.arena);
	d.shown = find_shown(&d);
	d.ids = arena_alloc(&d.arena, book->people.n * sizeof(*d.ids));
	for (i = 0; i < book->people.n; i++) {
		for (; next < d.network.n && d.network.ties[next].from == i;
		    next++) {
			tie = &d.network.ties[next];
			if (d.shown[tie->from] && d.shown[tie->to])
				put_tie(&d, tie);
		}
		if (d.shown[i] && (query->all || query->around == i) &&
		    !is_joined(&d, i))
			put_alone(&d, i);
	}
	map_release(&d.taken);
	arena_release(&d.arena);
	return d.n;
}

const struct report graph_report = {
	.name = "graph",
	.columns = { REPORT_COLUMNS(columns), "%{from}: %{how}: %{to}" },
	.run = run,
	.limit = SIZE_MAX,
	.graph = true,
};
