/* due: what to get back to, by date; what is overdue first. */
#include "report/report.h"

struct row {
	uint32_t group;    /* 0 overdue, 1 later, 2 undated */
	day_t due;
	uint32_t followup; /* in the book, in the order of path and line */
};

static int
row_compare(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if (a->due != b->due)
		return a->due < b->due ? -1 : 1;
	return (a->followup > b->followup) - (a->followup < b->followup);
}

static bool
belongs(const struct book *book, const struct query *query,
    const struct followup *f, const struct record *record)
{
	if (query->done ? followup_pending(f) : !report_asks(book, f))
		return false;
	if (query->within != DAY_NONE &&
	    (record->due == DAY_NONE || record->due > query->within))
		return false;
	return query_kind(query,
	    record_kind_name((enum record_kind)record->kind));
}

static const struct column columns[] = {
	{ "due", CELL_DAY, SHOW_ALWAYS },
	{ "days", CELL_NUMBER, SHOW_WIDE }, /* until then; below zero: since */
	{ "person", CELL_TEXT, SHOW_ALWAYS },
	{ "kind", CELL_TEXT, SHOW_WIDE },
	{ "state", CELL_TEXT, SHOW_WIDER },
	{ "text", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
	{ "column", CELL_NUMBER, SHOW_NEVER },
};

static void
print(const struct book *book, const struct followup *f, struct sink *sink)
{
	const struct record *r = report_record(book, f->at);
	struct str kind =
	    str_of(record_kind_name((enum record_kind)r->kind));
	struct str status = str_of(
	    followup_status_name((enum followup_status)f->status));
	const struct cell cells[] = {
		cell_day(r->due),
		cell_days(book->options->today, r->due),
		f->person == PERSON_NONE ? cell_none() :
		    cell_text(book->people.v[f->person].name),
		cell_text(kind),
		cell_text(status),
		cell_text(r->text),
		cell_text(book->sources[f->at.source].path),
		cell_line(r->line),
		cell_line(r->column),
	};

	sink->row(sink, cells);
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	const struct followup *f;
	const struct record *record;
	const bool *wanted;
	struct arena arena = { 0 };
	VEC(struct row) rows = { 0 };
	size_t n;
	uint32_t i, group;

	wanted = query_people(query, book, &arena);
	for (i = 0; i < book->followups.n; i++) {
		f = &book->followups.v[i];
		record = report_record(book, f->at);
		if (!query_among(query, wanted, f->person) ||
		    !belongs(book, query, f, record))
			continue;
		group = record->due == DAY_NONE ? 2 :
		    f->status != DUE_OVERDUE;
		vec_push(&rows, (struct row){ group, record->due, i });
	}
	if (rows.n)
		qsort(rows.v, rows.n, sizeof(*rows.v), row_compare);
	for (i = 0; i < query_limit(query, rows.n); i++)
		print(book, &book->followups.v[rows.v[i].followup], sink);
	n = rows.n;
	vec_release(&rows);
	arena_release(&arena);
	return n;
}

const struct report due_report = {
	.name = "due",
	.columns = { REPORT_COLUMNS(columns),
	    "%{kind} %{due} %{person}: %{text}" },
	.run = run,
};
