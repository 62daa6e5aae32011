/* stale: whom to get back to, worst first, and the line that proves it. */
#include "report/explain.h"

#define BIT(state) (UINT32_C(1) << (state))

/* What is shown when no states are asked for. */
static const uint32_t first_states =
    BIT(STATE_OVERDUE) | BIT(STATE_DRIFTING) | BIT(STATE_ONCE) |
    BIT(STATE_NEVER);
static const uint32_t more_states =
    BIT(STATE_LAPSED) | BIT(STATE_COLD) | BIT(STATE_FRESH) | BIT(STATE_UNMET);

/* What of a state's people come first: the highest … */
enum order {
	BY_NAME,
	BY_RATIO,
	BY_SILENCE,
	BY_LAST,
};

/* States come in the order of their numbers. */
static const enum order orders[STATE_COUNT] = {
	[STATE_OVERDUE] = BY_RATIO,
	[STATE_DRIFTING] = BY_SILENCE,
	[STATE_ONCE] = BY_LAST,
	[STATE_NEVER] = BY_NAME,
	[STATE_LAPSED] = BY_LAST,
	[STATE_COLD] = BY_LAST,
	[STATE_FRESH] = BY_LAST,
	[STATE_UNMET] = BY_NAME,
	[STATE_OK] = BY_RATIO,
	[STATE_SNOOZED] = BY_NAME,
	[STATE_PAUSED] = BY_NAME,
	[STATE_LET_GO] = BY_NAME,
};

struct row {
	uint32_t state;
	uint32_t person; /* people are in the order of their names */
	int64_t rank;    /* the highest first */
};

static int
row_compare(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	if (a->state != b->state)
		return a->state < b->state ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank > b->rank ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

static bool
belongs(const struct query *query, const struct person *p, day_t today)
{
	if (!report_reminds(p, today))
		return false;
	if (query->states)
		return true; /* those asked for: query_wants has seen to it */
	if (p->state == STATE_NEVER && p->cadence_from != CADENCE_OWN)
		return query->all;
	return (first_states | (query->all ? more_states : 0)) >> p->state & 1;
}

static int64_t
rank(const struct person *p, day_t today)
{
	switch (orders[p->state]) {
	case BY_RATIO:
		return person_ratio(p, today);
	case BY_SILENCE:
		return person_silence(p, today);
	case BY_LAST:
		return p->last;
	case BY_NAME:
		break;
	}
	return 0;
}

/* What the newest contact was: an entry's text, or the name of a key. */
static struct cell
why(const struct book *book, const struct person *p)
{
	const struct source *source = &book->sources[p->why.source];
	const struct profile *profile;

	if (p->last == DAY_NONE)
		return cell_none();
	if (p->newest && p->newest->day == p->last)
		return cell_text(p->newest->text);
	if (p->why.profile >= source->profiles_n)
		return cell_none();
	profile = &source->profiles[p->why.profile];
	if (profile->last_contact == p->last)
		return cell_text(STR("last contact"));
	if (profile->met == p->last)
		return cell_text(STR("met"));
	return cell_none();
}

static struct cell
ratio(const struct person *p, day_t today)
{
	int64_t hundredths = person_ratio(p, today);

	return hundredths < 0 ? cell_none() : cell_number(hundredths);
}

enum { COLUMN_WHY = 7 };

static const struct column columns[] = {
	{ "person", CELL_TEXT, SHOW_ALWAYS },
	{ "state", CELL_TEXT, SHOW_ALWAYS },
	{ "last", CELL_DAY, SHOW_WIDE },
	{ "days", CELL_NUMBER, SHOW_ALWAYS },
	{ "cadence", CELL_TEXT, SHOW_WIDE },
	{ "due", CELL_DAY, SHOW_WIDER },
	{ "ratio", CELL_RATIO, SHOW_WIDER },
	[COLUMN_WHY] = { "why", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
	{ "direction", CELL_TEXT, SHOW_NEVER },
};

/* Of the last day. */
static struct cell
direction(const struct person *p)
{
	static const char *const names[] = {
		[DIRECTION_OUT] = "out",
		[DIRECTION_IN] = "in",
		[DIRECTION_BOTH] = "both",
	};

	return p->direction ? cell_text(str_of(names[p->direction])) :
	    cell_none();
}

static void
print(const struct book *book, const struct person *p, struct sink *sink)
{
	day_t today = book->options->today;
	char cadence[SPAN_TEXT];
	struct buf unanswered = { 0 };
	struct cell cells[] = {
		cell_text(p->name),
		cell_text(str_of(state_name((enum person_state)p->state))),
		cell_day(p->last),
		cell_days(p->last, today),
		cell_cadence(p, cadence),
		cell_day(p->due),
		ratio(p, today),
		why(book, p),
		cell_text(book->sources[p->why.source].path),
		cell_line(p->why_line),
		direction(p),
	};

	if (report_unanswered(&unanswered, p))
		cells[COLUMN_WHY].before = buf_str(&unanswered);
	sink->row(sink, cells);
	buf_release(&unanswered);
}

/* The rows that are wanted, in their order: how many. */
static size_t
make_rows(const struct book *book, const struct query *query,
    struct row **sorted)
{
	day_t today = book->options->today;
	const struct person *p;
	VEC(struct row) rows = { 0 };
	uint32_t i;

	for (i = 0; i < book->people.n; i++) {
		p = &book->people.v[i];
		if (belongs(query, p, today) && query_wants(query, book, i))
			vec_push(&rows,
			    (struct row){ p->state, i, rank(p, today) });
	}
	if (rows.n)
		qsort(rows.v, rows.n, sizeof(*rows.v), row_compare);
	*sorted = rows.v;
	return rows.n;
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct row *rows;
	size_t n = make_rows(book, query, &rows), i;

	for (i = 0; i < query_limit(query, n); i++)
		print(book, &book->people.v[rows[i].person], sink);
	free(rows);
	return n;
}

static size_t
explain(const struct book *book, const struct query *query,
    struct sink *sink)
{
	struct explain e = { .book = book, .sink = sink };
	const struct person *p;
	struct row *rows;
	size_t n = make_rows(book, query, &rows), i;

	for (i = 0; i < query_limit(query, n); i++) {
		p = &book->people.v[rows[i].person];
		explain_begin(&e, p->name);
		explain_person(&e, p);
	}
	free(rows);
	return n;
}

const struct report stale_report = {
	.name = "stale",
	.columns = { REPORT_COLUMNS(columns),
	    "%{person}: %{state}, last %{last}: %{why}" },
	.run = run,
	.explain = explain,
};
