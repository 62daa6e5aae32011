/* check: all that was found wrong, or was read with leniency. */
#include "report/report.h"

static const struct column columns[] = {
	{ "severity", CELL_TEXT, SHOW_ALWAYS },
	{ "code", CELL_TEXT, SHOW_WIDE },
	{ "text", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
	{ "column", CELL_NUMBER, SHOW_NEVER },
};

static void
print(const struct diag *diag, struct sink *sink)
{
	const struct cell cells[] = {
		cell_text(diag->severity == SEVERITY_ERROR ?
		    STR("error") : STR("warning")),
		cell_text(str_of(diag->code)),
		cell_text(diag->text),
		cell_text(diag->path),
		cell_line(diag->line),
		cell_line(diag->column),
	};

	sink->row(sink, cells);
}

/*
 * Findings are of files, not of people, and an error that is not shown is one
 * that nobody mends: of the selectors only a folder leaves any out.
 */
static bool
belongs(const struct query *query, const struct diag *diag)
{
	struct str dir = query->under;

	return !dir.len || (str_starts(diag->path, dir) &&
	    (diag->path.len == dir.len || dir.ptr[dir.len - 1] == '/' ||
	    diag->path.ptr[dir.len] == '/'));
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	const struct diags *diags = query->diags;
	size_t i, n = 0;

	(void)book;
	for (i = 0; diags && i < diags->list.n; i++) {
		if (!belongs(query, &diags->list.v[i]))
			continue;
		n++;
		if (query_limit(query, n) == n)
			print(&diags->list.v[i], sink);
	}
	return n;
}

const struct report check_report = {
	"check",
	{ REPORT_COLUMNS(columns), "%{severity}: %{text} [%{code}]" },
	run,
	OPERANDS_PEOPLE,
};
