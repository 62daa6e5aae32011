/* check: all that was found wrong, or was read with leniency. */
#include "report/links.h"
#include "report/report.h"

static const struct column columns[] = {
	{ "severity", CELL_TEXT, SHOW_ALWAYS },
	{ "code", CELL_TEXT, SHOW_WIDE },
	{ "text", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
	{ "column", CELL_NUMBER, SHOW_NEVER },
};

static const char *const severities[] = {
	[SEVERITY_NOTE] = "note",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

static void
print(const struct diag *diag, struct sink *sink)
{
	const struct cell cells[] = {
		cell_text(str_of(severities[diag->severity])),
		cell_text(str_of(diag->code)),
		cell_text(diag->text),
		cell_text(diag->path),
		cell_line(diag->line),
		cell_line(diag->column),
	};

	sink->row(sink, cells);
}

/* Which findings belong. */
struct check {
	const struct book *book;
	struct query people; /* the query, but for its folder */
	struct str dir;
	const bool *wanted;
	struct links links;
};

static bool
is_under(struct str path, struct str dir)
{
	return !dir.len || (str_starts(path, dir) && (path.len == dir.len ||
	    dir.ptr[dir.len - 1] == '/' || path.ptr[dir.len] == '/'));
}

static int
path_compare(const void *path, const void *source)
{
	return str_cmp(*(const struct str *)path,
	    ((const struct source *)source)->path);
}

/* Whose a line is: of many people in a file, the one last begun. */
static uint32_t
owner(const struct check *c, const struct source *source, uint32_t line)
{
	size_t base = c->links.profile_base[source - c->book->sources];
	uint32_t i = source->profiles_n;

	if (i == 1)
		return c->links.profiles[base];
	while (i-- > 0)
		if (source->profiles[i].line <= line)
			return c->links.profiles[base + i];
	return PERSON_NONE;
}

/* Is one of those whom records of the line are about wanted? */
static bool
is_about(const struct check *c, const struct source *source, uint32_t line)
{
	const struct links *l = &c->links;
	size_t record = l->record_base[source - c->book->sources], k;
	uint32_t i;

	for (i = 0; i < source->records_n; i++, record++) {
		if (source->records[i].line != line)
			continue;
		for (k = l->first[record]; k < l->first[record + 1]; k++)
			if (c->wanted[l->people[k]])
				return true;
	}
	return false;
}

/* A finding is of a place in a file, and of people by what stands there. */
static bool
belongs(const struct check *c, const struct diag *diag)
{
	const struct source *source;

	if (!is_under(diag->path, c->dir))
		return false;
	if (query_among(&c->people, c->wanted, PERSON_NONE))
		return true;
	source = c->book->sources_n ? bsearch(&diag->path, c->book->sources,
	    c->book->sources_n, sizeof(*source), path_compare) : NULL;
	return source && (query_among(&c->people, c->wanted,
	    owner(c, source, diag->line)) || is_about(c, source, diag->line));
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct check c = { .book = book, .people = *query,
		.dir = query->under };
	const struct diags *diags = query->diags;
	struct arena arena = { 0 };
	size_t i, n = 0, notes = 0;

	c.people.under = STR_NONE;
	c.wanted = query_people(&c.people, book, &arena);
	links_make(&c.links, book, &arena);
	for (i = 0; diags && i < diags->list.n; i++) {
		if (!belongs(&c, &diags->list.v[i]))
			continue;
		n++;
		notes += diags->list.v[i].severity == SEVERITY_NOTE;
		if (query_limit(query, n) == n)
			print(&diags->list.v[i], sink);
	}
	arena_release(&arena);
	return n - notes; /* which are nothing to be corrected */
}

const struct report check_report = {
	.name = "check",
	.columns = { REPORT_COLUMNS(columns),
	    "%{severity}: %{text} [%{code}]" },
	.run = run,
};
