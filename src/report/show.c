/* show: the brief before meeting someone, on one screen. */
#include "report/brief.h"

/* A screen of 24 lines has this many rows and the prompt. */
enum { SCREEN = 23 };

static const struct column columns[] = {
	{ "person", CELL_TEXT, SHOW_PARTS },
	{ "section", CELL_TEXT, SHOW_LABEL },
	{ "days", CELL_NUMBER, SHOW_NEVER }, /* until then; below zero: since */
	{ "date", CELL_DAY, SHOW_LEAD },
	{ "text", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
	{ "column", CELL_NUMBER, SHOW_NEVER },
};

static void
print(const struct brief *b, const char *section, const struct brief_row *row,
    bool first, struct sink *sink)
{
	struct cell cells[] = {
		cell_text(b->person->name),
		cell_text(str_of(section)),
		cell_days(b->book->options->today, row->day),
		cell_day(row->day),
		cell_text(row->text),
		row->source == UINT32_MAX ? cell_none() :
		    cell_text(b->book->sources[row->source].path),
		cell_line(row->line),
		cell_line(row->column),
	};

	cells[0].first = first;
	sink->row(sink, cells);
}

/* In which order sections are given room. */
static void
rank(size_t order[BRIEF_SECTIONS])
{
	size_t n = 0, i;
	int late;

	for (late = 0; late < 2; late++)
		for (i = 0; i < BRIEF_SECTIONS; i++)
			if (brief_sections[i].late == late)
				order[n++] = i;
}

/*
 * How many rows of each section are shown: the least of all, in their order,
 * then one more of each, round by round. One row is for saying what is not.
 */
static void
share_out(const struct brief *b, size_t room, size_t given[BRIEF_SECTIONS])
{
	size_t there[BRIEF_SECTIONS] = { 0 }, order[BRIEF_SECTIONS], i, k;
	size_t before;

	for (i = 0; i < b->rows.n; i++)
		there[b->rows.v[i].section]++;
	memcpy(given, there, sizeof(there));
	if (!room || b->rows.n <= room)
		return;
	room--;
	rank(order);
	for (k = 0; k < BRIEF_SECTIONS; k++) {
		i = order[k];
		if (given[i] > brief_sections[i].least)
			given[i] = brief_sections[i].least;
		if (given[i] > room)
			given[i] = room;
		room -= given[i];
	}
	do {
		before = room;
		for (k = 0; k < BRIEF_SECTIONS && room; k++) {
			i = order[k];
			if (given[i] == there[i])
				continue;
			given[i]++;
			room--;
		}
	} while (room && room < before);
}

/* "contact 12, mention 3: -n 0 shows them" */
static void
print_left(struct brief *b, const size_t left[BRIEF_SECTIONS],
    struct sink *sink)
{
	struct brief_row row = { .day = DAY_NONE, .source = UINT32_MAX };
	const char *joint = "";
	size_t i;

	buf_clear(&b->scratch);
	for (i = 0; i < BRIEF_SECTIONS; i++) {
		if (!left[i])
			continue;
		buf_printf(&b->scratch, "%s%s %zu", joint,
		    brief_sections[i].name, left[i]);
		joint = ", ";
	}
	if (!b->scratch.len)
		return;
	buf_puts(&b->scratch, ": -n 0 shows them");
	row.text = buf_str(&b->scratch);
	print(b, "more", &row, false, sink);
}

/* Returns how many rows there are. */
static size_t
print_brief(struct brief *b, size_t limit, struct sink *sink)
{
	size_t given[BRIEF_SECTIONS], left[BRIEF_SECTIONS] = { 0 }, i;
	const struct brief_row *row;

	share_out(b, limit, given);
	for (i = 0; i < b->rows.n; i++) {
		row = &b->rows.v[i];
		if (given[row->section]) {
			given[row->section]--;
			print(b, brief_sections[row->section].name, row, !i,
			    sink);
		} else {
			left[row->section]++;
		}
	}
	print_left(b, left, sink);
	return b->rows.n;
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct arena arena = { 0 };
	struct brief b = { .book = book, .arena = &arena };
	size_t n = 0;
	uint32_t i;

	intro_make(&b.intros, book, NULL, &arena);
	for (i = 0; i < book->people.n; i++) {
		if (!query_wants(query, book, i))
			continue;
		brief_fill(&b, i);
		n += print_brief(&b, query->limit, sink);
	}
	brief_release(&b);
	arena_release(&arena);
	return n;
}

const struct report show_report = {
	.name = "show",
	.columns = { REPORT_COLUMNS(columns),
	    "%{section} %{date} %{person}: %{text}" },
	.run = run,
	.operands = OPERANDS_PERSON,
	.limit = SCREEN,
};
