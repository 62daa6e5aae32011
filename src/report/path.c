/* path: the shortest chain of introductions and company between two people. */
#include "report/network.h"
#include "report/report.h"

static const struct column columns[] = {
	{ "from", CELL_TEXT, SHOW_ALWAYS },
	{ "to", CELL_TEXT, SHOW_ALWAYS },
	{ "how", CELL_TEXT, SHOW_ALWAYS },
	{ "date", CELL_DAY, SHOW_ALWAYS },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
};

/*
 * Is tie a better step from person than other? An introduction is, then the
 * newer one, then the one to whose name comes first.
 */
static bool
is_better(const struct tie *tie, const struct tie *other, uint32_t person)
{
	bool intro = tie->kind != TIE_TOGETHER;

	if (intro != (other->kind != TIE_TOGETHER))
		return intro;
	if (tie->day != other->day)
		return tie->day > other->day;
	return network_other(tie, person) < network_other(other, person);
}

/* The best of the steps that lead nearer to the end. */
static const struct tie *
find_step(const struct network *network, const uint32_t *left,
    uint32_t person)
{
	const struct tie *tie, *best = NULL;
	size_t i;

	for (i = network->first[person]; i < network->first[person + 1];
	    i++) {
		tie = &network->ties[network->at[i]];
		if (left[network_other(tie, person)] != left[person] - 1)
			continue;
		if (!best || is_better(tie, best, person))
			best = tie;
	}
	return best;
}

static void
print(const struct book *book, const struct tie *tie, uint32_t from,
    struct sink *sink)
{
	const struct person *people = book->people.v;

	sink->row(sink, (const struct cell[]){
		cell_text(people[from].name),
		cell_text(people[network_other(tie, from)].name),
		cell_text(str_of(network_how(tie, from))),
		cell_day(tie->day),
		cell_text(book->sources[tie->source].path),
		cell_line(tie->line),
	});
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct arena arena = { 0 };
	struct network network;
	struct intros intros;
	const struct tie *tie;
	const uint32_t *left; /* steps to the end, by person */
	uint32_t at = query->from;
	size_t n = 0;

	intro_make(&intros, book, NULL, &arena);
	network_make(&network, book, &intros, &arena);
	left = network_steps(&network, book->people.n, query->to, SIZE_MAX,
	    query_people(query, book, &arena), &arena);
	while (at != query->to && left[at] != UINT32_MAX) {
		tie = find_step(&network, left, at);
		if (n++ < query_limit(query, SIZE_MAX))
			print(book, tie, at, sink);
		at = network_other(tie, at);
	}
	arena_release(&arena);
	return n;
}

const struct report path_report = {
	.name = "path",
	.columns = { REPORT_COLUMNS(columns), "%{from} %{how} %{to}" },
	.run = run,
	.operands = OPERANDS_PAIR,
	.limit = SIZE_MAX,
};
