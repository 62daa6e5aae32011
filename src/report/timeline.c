/* timeline: every interaction with every person, oldest first. */
#include "report/report.h"

/* All that rows are sorted by. */
struct row {
	day_t day;
	uint32_t source; /* sources are in the order of their paths */
	uint32_t line, record, person;
};

static int
row_compare(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->record != b->record)
		return a->record < b->record ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

static struct str
channel(const struct record *record)
{
	return record->channel.len ? record->channel : STR("note");
}

static bool
belongs(const struct query *query, const struct interaction *interaction,
    const struct record *record)
{
	size_t i;

	if (query->since != DAY_NONE && interaction->day < query->since)
		return false;
	if (query->until != DAY_NONE && interaction->day > query->until)
		return false;
	for (i = 0; i < query->channels.n; i++)
		if (str_ieq(query->channels.v[i], channel(record)))
			return true;
	return !query->channels.n;
}

static const struct column columns[] = {
	{ "date", CELL_DAY, SHOW_ALWAYS },
	{ "person", CELL_TEXT, SHOW_ALWAYS },
	{ "channel", CELL_TEXT, SHOW_WIDE },
	{ "text", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
};

static void
print(const struct book *book, const struct row *row, struct sink *sink)
{
	const struct record *record = report_record(book,
	    (struct origin){ row->source, row->record });
	const struct cell cells[] = {
		cell_day(row->day),
		cell_text(book->people.v[row->person].name),
		cell_text(channel(record)),
		cell_text(record->text),
		cell_text(book->sources[row->source].path),
		cell_line(record->line),
	};

	sink->row(sink, cells);
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	const struct interaction *in;
	const struct record *record;
	const bool *wanted;
	struct arena arena = { 0 };
	VEC(struct row) rows = { 0 };
	size_t i, n;

	wanted = query_people(query, book, &arena);
	for (i = 0; i < book->interactions.n; i++) {
		in = &book->interactions.v[i];
		record = report_record(book, in->at);
		if (!wanted[in->person] || !belongs(query, in, record))
			continue;
		vec_push(&rows, (struct row){ in->day, in->at.source,
		    record->line, in->at.record, in->person });
	}
	if (rows.n)
		qsort(rows.v, rows.n, sizeof(*rows.v), row_compare);
	for (i = 0; i < query_limit(query, rows.n); i++)
		print(book, &rows.v[i], sink);
	n = rows.n;
	vec_release(&rows);
	arena_release(&arena);
	return n;
}

const struct report timeline_report = {
	.name = "timeline",
	.columns = { REPORT_COLUMNS(columns),
	    "%{date} %{person}: %{channel}: %{text}" },
	.run = run,
};
