/* find: the lines of records whose text matches, in the order of the files. */
#include "report/links.h"
#include "report/report.h"

/* One record on a line. */
struct hit {
	uint32_t line, column, record;
};

/* What all of a run's rows need. */
struct find {
	const struct book *book;
	const struct query *query;
	struct sink *sink;
	const bool *wanted;
	struct links links;
	uint32_t source;        /* the one being searched … */
	VEC(struct hit) hits;   /* … and its records, by line */
	VEC(uint32_t) people;   /* of the line at hand */
	struct strs names;
	struct buf said;
	size_t n;
};

static const struct column columns[] = {
	{ "date", CELL_DAY, SHOW_ALWAYS },
	{ "person", CELL_LIST, SHOW_ALWAYS },
	{ "text", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
	{ "column", CELL_NUMBER, SHOW_NEVER },
};

static int
hit_compare(const void *x, const void *y)
{
	const struct hit *a = x, *b = y;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return (a->record > b->record) - (a->record < b->record);
}

static int
id_compare(const void *x, const void *y)
{
	const uint32_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

static void
add_people(struct find *f, const struct hit *hit)
{
	const struct links *l = &f->links;
	size_t record = l->record_base[f->source] + hit->record, i;

	for (i = l->first[record]; i < l->first[record + 1]; i++)
		vec_push(&f->people, l->people[i]);
}

/*
 * Gathers the people of all records of a line, each once; is one of them
 * wanted?
 */
static bool
gather(struct find *f, const struct hit *hits, size_t n)
{
	bool wanted;
	size_t i;

	vec_clear(&f->people);
	vec_clear(&f->names);
	for (i = 0; i < n; i++)
		add_people(f, &hits[i]);
	if (!f->people.n)
		return query_among(f->query, f->wanted, PERSON_NONE);
	qsort(f->people.v, f->people.n, sizeof(*f->people.v), id_compare);
	wanted = false;
	for (i = 0; i < f->people.n; i++) {
		if (i && f->people.v[i] == f->people.v[i - 1])
			continue;
		wanted |= f->wanted[f->people.v[i]];
		vec_push(&f->names, f->book->people.v[f->people.v[i]].name);
	}
	return wanted;
}

static bool
matches(const struct find *f, struct str text, uint32_t line)
{
	const struct query *q = f->query;

	return !q->matches || q->matches(q->context, text,
	    f->book->sources[f->source].path, line);
}

/*
 * Who looks for a lunch means that word too, though it is the channel, and sees
 * it. Valid until the next one.
 */
static bool
record_matches(struct find *f, const struct record *r)
{
	struct str text = report_said(r, &f->said);

	return matches(f, text, r->line) || (text.len != r->text.len &&
	    matches(f, r->text, r->line));
}

static void
print(struct find *f, const struct record *r)
{
	const struct cell cells[] = {
		cell_day(r->day),
		cell_list(f->names.v, f->names.n),
		cell_text(report_said(r, &f->said)),
		cell_text(f->book->sources[f->source].path),
		cell_line(r->line),
		cell_line(r->column),
	};

	f->sink->row(f->sink, cells);
}

/* A line: the first of its records that matches is shown. */
static void
find_line(struct find *f, const struct hit *hits, size_t n)
{
	const struct record *records = f->book->sources[f->source].records;
	size_t i;

	if (!gather(f, hits, n))
		return;
	for (i = 0; i < n; i++)
		if (record_matches(f, &records[hits[i].record]))
			break;
	if (i == n)
		return;
	f->n++;
	if (query_limit(f->query, f->n) == f->n)
		print(f, &records[hits[i].record]);
}

/*
 * Has the record its line's text? A tag has only its own. A mention of nobody
 * is none, and a task of nobody no promise.
 */
static bool
is_line(const struct find *f, const struct record *r, uint32_t number)
{
	size_t record = f->links.record_base[f->source] + number;

	if (r->kind == RECORD_TAG)
		return false;
	return (r->kind != RECORD_MENTION && r->kind != RECORD_PROMISE) ||
	    f->links.first[record] < f->links.first[record + 1];
}

static void
find_source(struct find *f)
{
	const struct source *source = &f->book->sources[f->source];
	const struct record *r;
	uint32_t i;
	size_t from, to;

	vec_clear(&f->hits);
	for (i = 0; i < source->records_n; i++) {
		r = &source->records[i];
		if (is_line(f, r, i))
			vec_push(&f->hits,
			    (struct hit){ r->line, r->column, i });
	}
	/* those of keys come first, wherever their lines are */
	if (f->hits.n)
		qsort(f->hits.v, f->hits.n, sizeof(*f->hits.v), hit_compare);
	for (from = 0; from < f->hits.n; from = to) {
		for (to = from + 1; to < f->hits.n &&
		    f->hits.v[to].line == f->hits.v[from].line; to++)
			;
		find_line(f, &f->hits.v[from], to - from);
	}
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct find f = { .book = book, .query = query, .sink = sink };
	struct arena arena = { 0 };

	f.wanted = query_people(query, book, &arena);
	links_make(&f.links, book, &arena);
	for (f.source = 0; f.source < book->sources_n; f.source++)
		find_source(&f);
	vec_release(&f.hits);
	vec_release(&f.people);
	vec_release(&f.names);
	buf_release(&f.said);
	arena_release(&arena);
	return f.n;
}

const struct report find_report = {
	.name = "find",
	.columns = { REPORT_COLUMNS(columns), "%{date} %{person}: %{text}" },
	.run = run,
	.operands = OPERANDS_REGEX,
};
