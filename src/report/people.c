/* people: everybody whom the notes know, by name. */
#include "report/report.h"

static const struct column columns[] = {
	{ "person", CELL_TEXT, SHOW_ALWAYS },
	{ "emails", CELL_LIST, SHOW_WIDE },
	{ "tags", CELL_LIST, SHOW_FLEX },
	{ "cadence", CELL_TEXT, SHOW_WIDE },
	{ "last", CELL_DAY, SHOW_ALWAYS },
	{ "interactions", CELL_NUMBER, SHOW_WIDER }, /* days that had one */
	{ "state", CELL_TEXT, SHOW_ALWAYS },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
};

static void
print(const struct book *book, const struct person *p, struct arena *arena,
    struct sink *sink)
{
	const struct str *emails, *tags;
	size_t emails_n = person_facts(book, p, KEY_EMAIL, arena, &emails);
	size_t tags_n = person_tags(book, p, arena, &tags);
	char cadence[SPAN_TEXT];
	const struct cell cells[] = {
		cell_text(p->name),
		cell_list(emails, emails_n),
		cell_list(tags, tags_n),
		cell_cadence(p, cadence),
		cell_day(p->last),
		cell_number(p->days),
		cell_text(str_of(state_name((enum person_state)p->state))),
		cell_text(person_source(book, p)->path),
		cell_line(person_profile(book, p)->line),
	};

	sink->row(sink, cells);
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct arena arena = { 0 };
	size_t n = 0;
	uint32_t i;

	for (i = 0; i < book->people.n; i++) {
		if (!query_wants(query, book, i))
			continue;
		n++;
		if (query_limit(query, n) == n)
			print(book, &book->people.v[i], &arena, sink);
	}
	arena_release(&arena);
	return n;
}

const struct report people_report = {
	.name = "people",
	.columns = { REPORT_COLUMNS(columns),
	    "%{person}: %{state}, last %{last}" },
	.run = run,
};
