/* scan: every record as it was read, in the order of the files. */
#include "report/links.h"
#include "report/report.h"

/* What all of a run's rows need. */
struct scan {
	const struct book *book;
	const struct query *query;
	struct sink *sink;
	const bool *wanted;
	struct links links;
	struct strs names;  /* of one record's people */
	struct buf text;
	size_t n;
};

static const struct column columns[] = {
	{ "kind", CELL_TEXT, SHOW_ALWAYS },
	{ "date", CELL_DAY, SHOW_WIDE },
	{ "person", CELL_LIST, SHOW_ALWAYS },
	{ "text", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
	{ "column", CELL_NUMBER, SHOW_NEVER },
};

static void
print(struct scan *s, const struct cell *cells)
{
	s->n++;
	if (query_limit(s->query, s->n) == s->n)
		s->sink->row(s->sink, cells);
}

static void
scan_source(struct scan *s, const struct source *source)
{
	buf_clear(&s->text);
	buf_puts(&s->text, source_kind_name(source->kind));
	if (source->reason && *source->reason) {
		buf_puts(&s->text, ": ");
		buf_puts(&s->text, source->reason);
	}
	if (source->unused.len) {
		buf_puts(&s->text, "; not used: ");
		buf_add(&s->text, source->unused);
	}
	print(s, (const struct cell[]){
		cell_text(STR("source")),
		cell_day(source->day),
		cell_none(),
		cell_text(buf_str(&s->text)),
		cell_text(source->path),
		cell_line(1),
		cell_line(1),
	});
}

/* The text is what tells people of one name apart: their emails. */
static void
scan_profile(struct scan *s, const struct source *source,
    const struct profile *profile)
{
	uint32_t i;

	buf_clear(&s->text);
	for (i = 0; i < profile->facts_n; i++) {
		if (profile->facts[i].key != KEY_EMAIL)
			continue;
		if (s->text.len)
			buf_puts(&s->text, ", ");
		buf_add(&s->text, profile->facts[i].value);
	}
	print(s, (const struct cell[]){
		cell_text(STR("person")),
		cell_none(),
		cell_list(&profile->name, profile->name.len > 0),
		cell_text(buf_str(&s->text)),
		cell_text(source->path),
		cell_line(profile->line),
		cell_line(profile->column),
	});
}

/* Gathers the names of a record's people; is one of them wanted? */
static bool
gather(struct scan *s, size_t record)
{
	const struct links *l = &s->links;
	size_t i, first = l->first[record], end = l->first[record + 1];
	bool wanted = first == end &&
	    query_among(s->query, s->wanted, PERSON_NONE);

	vec_clear(&s->names);
	for (i = first; i < end; i++) {
		/* a person whom a line names twice */
		if (i > first && l->people[i] == l->people[i - 1])
			continue;
		wanted |= s->wanted[l->people[i]];
		vec_push(&s->names, s->book->people.v[l->people[i]].name);
	}
	return wanted;
}

/* Nobody is mentioned, met or promised anything. */
static bool
is_nothing(const struct record *record, const struct strs *names)
{
	return !names->n && (record->kind == RECORD_MENTION ||
	    record->kind == RECORD_ENTRY || record->kind == RECORD_PROMISE);
}

static void
scan_record(struct scan *s, const struct source *source, size_t number,
    const struct record *record)
{
	const char *kind = record_kind_name((enum record_kind)record->kind);

	if (!query_kind(s->query, kind) || !gather(s, number) ||
	    is_nothing(record, &s->names))
		return;
	print(s, (const struct cell[]){
		cell_text(str_of(kind)),
		cell_day(record->day),
		cell_list(s->names.v, s->names.n),
		cell_text(record->text),
		cell_text(source->path),
		cell_line(record->line),
		cell_line(record->column),
	});
}

static void
scan_one(struct scan *s, size_t at)
{
	const struct source *source = &s->book->sources[at];
	const uint32_t *whose = s->links.profiles + s->links.profile_base[at];
	size_t first = s->links.record_base[at];
	uint32_t i;

	if (query_kind(s->query, "source") &&
	    query_among(s->query, s->wanted, PERSON_NONE))
		scan_source(s, source);
	if (query_kind(s->query, "person"))
		for (i = 0; i < source->profiles_n; i++)
			if (query_among(s->query, s->wanted, whose[i]))
				scan_profile(s, source, &source->profiles[i]);
	for (i = 0; i < source->records_n; i++)
		scan_record(s, source, first + i, &source->records[i]);
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct scan s = { .book = book, .query = query, .sink = sink };
	struct arena arena = { 0 };
	size_t i;

	s.wanted = query_people(query, book, &arena);
	links_make(&s.links, book, &arena);
	for (i = 0; i < book->sources_n; i++)
		scan_one(&s, i);
	vec_release(&s.names);
	buf_release(&s.text);
	arena_release(&arena);
	return s.n;
}

const struct report scan_report = {
	.name = "scan",
	.columns = { REPORT_COLUMNS(columns),
	    "%{kind} %{date} %{person}: %{text}" },
	.run = run,
};
