/* drift: who is silent for longer than is usual between the two of you. */
#include "book/rhythm.h"
#include "report/explain.h"

struct row {
	uint32_t person; /* people are in the order of their names */
	int64_t rank;    /* the highest first */
};

static int
compare(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	if (a->rank != b->rank)
		return a->rank > b->rank ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

/* An open follow-up that is due later has everybody wait. */
static bool
belongs(const struct query *query, const struct person *p, day_t today)
{
	if (!person_drifts(p, today) || (p->held != DAY_NONE &&
	    p->held > today))
		return false;
	return query->all || report_reminds(p, today);
}

/* The rows that are wanted, in their order: how many. */
static size_t
make_rows(const struct book *book, const struct query *query,
    struct row **sorted)
{
	day_t today = book->options->today;
	VEC(struct row) rows = { 0 };
	const struct person *p;
	uint32_t i;

	for (i = 0; i < book->people.n; i++) {
		p = &book->people.v[i];
		if (belongs(query, p, today) && query_wants(query, book, i))
			vec_push(&rows,
			    (struct row){ i, person_silence(p, today) });
	}
	if (rows.n)
		qsort(rows.v, rows.n, sizeof(*rows.v), compare);
	*sorted = rows.v;
	return rows.n;
}

static const struct column columns[] = {
	{ "person", CELL_TEXT, SHOW_ALWAYS },
	{ "last", CELL_DAY, SHOW_WIDE },
	{ "days", CELL_NUMBER, SHOW_ALWAYS },
	{ "gap", CELL_NUMBER, SHOW_ALWAYS },
	{ "interactions", CELL_NUMBER, SHOW_WIDER },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
};

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	const struct person *p;
	struct row *rows;
	size_t n = make_rows(book, query, &rows), i;

	for (i = 0; i < query_limit(query, n); i++) {
		p = &book->people.v[rows[i].person];
		sink->row(sink, (const struct cell[]){
			cell_text(p->name),
			cell_day(p->last),
			cell_days(p->last, book->options->today),
			cell_number(p->gap),
			cell_number(p->days),
			cell_text(book->sources[p->why.source].path),
			cell_line(p->why_line),
		});
	}
	free(rows);
	return n;
}

/* The newest record of each day that the gaps lie between, oldest first. */
static void
explain_days(struct explain *e, const struct person *p)
{
	const struct interaction *v = e->book->interactions.v + p->first;
	size_t n = p->interactions_n, from, days = 0, i;

	for (from = n; from; from--) {
		days += from == n || v[from - 1].day != v[from].day;
		if (days > RHYTHM_GAPS + 1)
			break;
	}
	for (i = from; i < n; i++)
		if (i + 1 == n || v[i].day != v[i + 1].day)
			explain_record(e, "contact", v[i].at);
}

static void
explain_row(struct explain *e, const struct person *p)
{
	day_t today = e->book->options->today;
	struct buf text = { 0 };

	explain_begin(e, p->name);
	explain_days(e, p);
	buf_printf(&text, "%dd: the median of the gaps between them", p->gap);
	explain_fact(e, "gap", DAY_NONE, buf_str(&text), UINT32_MAX, 0);
	buf_clear(&text);
	buf_puts(&text, "drifting: ");
	report_rhythm(&text, p, today);
	buf_printf(&text, ": more than %dd, and no more than %dd",
	    rhythm_least(p->gap), rhythm_most(p->gap));
	explain_fact(e, "drift", p->last, buf_str(&text), p->why.source,
	    p->why_line);
	buf_release(&text);
}

static size_t
explain(const struct book *book, const struct query *query,
    struct sink *sink)
{
	struct explain e = { .book = book, .sink = sink };
	struct row *rows;
	size_t n = make_rows(book, query, &rows), i;

	for (i = 0; i < query_limit(query, n); i++)
		explain_row(&e, &book->people.v[rows[i].person]);
	free(rows);
	return n;
}

const struct report drift_report = {
	.name = "drift",
	.columns = { REPORT_COLUMNS(columns),
	    "%{person}: every %{gap} days, silent for %{days}" },
	.run = run,
	.explain = explain,
};
