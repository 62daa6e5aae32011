/* scan: every record as it was read, in the order of the files. */
#include "report/report.h"

/*
 * Whom the records are about. Records and profiles have one number each over
 * all sources; the people of record r are people[first[r]] up to, not with,
 * people[first[r + 1]].
 */
struct links {
	const size_t *record_base, *profile_base; /* by source */
	size_t *first;
	uint32_t *people;
	uint32_t *profiles; /* whose a profile is, or PERSON_NONE */
};

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

/* A use of every link between a record and a person that the book has. */
typedef void link_use(struct links *links, size_t record, uint32_t person);

static void
each_link(const struct book *book, struct links *links, link_use *use)
{
	const size_t *base = links->record_base;
	const struct interaction *in = book->interactions.v;
	const struct followup *f = book->followups.v;
	const struct about *a = book->abouts.v;
	size_t i;

	for (i = 0; i < book->interactions.n; i++)
		use(links, base[in[i].at.source] + in[i].at.record,
		    in[i].person);
	for (i = 0; i < book->followups.n; i++)
		use(links, base[f[i].at.source] + f[i].at.record, f[i].person);
	for (i = 0; i < book->abouts.n; i++)
		use(links, base[a[i].at.source] + a[i].at.record, a[i].person);
}

static void
count_link(struct links *links, size_t record, uint32_t person)
{
	if (person != PERSON_NONE)
		links->first[record]++;
}

/* Fills from the back: first ends where it should begin. */
static void
fill_link(struct links *links, size_t record, uint32_t person)
{
	if (person != PERSON_NONE)
		links->people[--links->first[record]] = person;
}

static int
id_compare(const void *x, const void *y)
{
	const uint32_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

static void
link_records(const struct book *book, struct links *links, size_t n,
    struct arena *arena)
{
	size_t i, sum = 0, length;

	links->first = arena_alloc(arena, (n + 1) * sizeof(*links->first));
	each_link(book, links, count_link);
	for (i = 0; i <= n; i++)
		links->first[i] = sum += links->first[i];
	links->people = arena_alloc(arena, sum * sizeof(*links->people));
	each_link(book, links, fill_link);
	for (i = 0; i < n; i++) {
		length = links->first[i + 1] - links->first[i];
		if (length > 1)
			qsort(links->people + links->first[i], length,
			    sizeof(*links->people), id_compare);
	}
}

static void
link_profiles(const struct book *book, struct links *links, size_t n,
    struct arena *arena)
{
	const struct person *p;
	size_t i;
	uint32_t person, part;

	links->profiles = arena_alloc(arena, n * sizeof(*links->profiles));
	for (i = 0; i < n; i++)
		links->profiles[i] = PERSON_NONE;
	for (person = 0; person < book->people.n; person++) {
		p = &book->people.v[person];
		for (part = 0; part < p->parts_n; part++)
			links->profiles[links->profile_base[
			    p->parts[part].source] + p->parts[part].profile] =
			    person;
	}
}

static void
links_make(struct links *links, const struct book *book, struct arena *arena)
{
	size_t *records = arena_alloc(arena, book->sources_n * sizeof(size_t));
	size_t *profiles = arena_alloc(arena, book->sources_n * sizeof(size_t));
	size_t i, records_n = 0, profiles_n = 0;

	for (i = 0; i < book->sources_n; i++) {
		records[i] = records_n;
		profiles[i] = profiles_n;
		records_n += book->sources[i].records_n;
		profiles_n += book->sources[i].profiles_n;
	}
	links->record_base = records;
	links->profile_base = profiles;
	link_records(book, links, records_n, arena);
	link_profiles(book, links, profiles_n, arena);
}

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
	"scan",
	{ REPORT_COLUMNS(columns), "%{kind} %{date} %{person}: %{text}" },
	run,
};
