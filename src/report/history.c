/* history: the commits that touched what the notes say of somebody. */
#include "report/report.h"

static const struct column columns[] = {
	{ "date", CELL_DAY, SHOW_ALWAYS },
	{ "commit", CELL_TEXT, SHOW_ALWAYS },
	{ "author", CELL_TEXT, SHOW_WIDE },
	{ "subject", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
};

/* The last one that is wanted ends it: there may be years of others. */
static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct query_commit commit;
	size_t n = 0;

	(void)book;
	while ((!query->limit || n < query->limit) &&
	    query->next(query->context, &commit)) {
		const struct cell cells[] = {
			cell_day(commit.day),
			cell_text(commit.name),
			cell_text(commit.author),
			cell_text(commit.subject),
			cell_text(commit.path),
		};

		sink->row(sink, cells);
		n++;
	}
	return n;
}

const struct report history_report = {
	.name = "history",
	.columns = { REPORT_COLUMNS(columns),
	    "%{date} %{commit} %{author}: %{subject}" },
	.run = run,
	.operands = OPERANDS_PERSON,
};
