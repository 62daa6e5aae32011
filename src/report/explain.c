#include "report/explain.h"

static const struct column columns[] = {
	{ "person", CELL_TEXT, SHOW_PARTS },
	{ "rule", CELL_TEXT, SHOW_LABEL },
	{ "date", CELL_DAY, SHOW_LEAD },
	{ "text", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
	{ "column", CELL_NUMBER, SHOW_NEVER },
};

const struct columns explain_columns = { REPORT_COLUMNS(columns),
	"%{rule} %{date} %{person}: %{text}" };

void
explain_begin(struct explain *e, struct str person)
{
	e->person = person;
	e->begun = false;
}

static void
print(struct explain *e, const char *rule, day_t day, struct str text,
    uint32_t source, uint32_t line, uint32_t column)
{
	struct cell cells[] = {
		cell_text(e->person),
		cell_text(str_of(rule)),
		cell_day(day),
		cell_text(text),
		source == UINT32_MAX ? cell_none() :
		    cell_text(e->book->sources[source].path),
		cell_line(line),
		cell_line(column),
	};

	cells[0].first = !e->begun;
	e->begun = true;
	e->sink->row(e->sink, cells);
}

void
explain_record(struct explain *e, const char *rule, struct origin at)
{
	const struct record *r = report_record(e->book, at);
	struct buf scratch = { 0 };

	print(e, rule, r->due != DAY_NONE ? r->due : r->day,
	    report_said(r, &scratch), at.source, r->line, r->column);
	buf_release(&scratch);
}

void
explain_fact(struct explain *e, const char *rule, day_t day, struct str text,
    uint32_t source, uint32_t line)
{
	print(e, rule, day, text, source, line, 0);
}
