/* stats: the network in numbers, drawn on one screen for people. */
#include "report/panel.h"

static const struct column columns[] = {
	{ "section", CELL_TEXT, SHOW_ALWAYS },
	{ "key", CELL_TEXT, SHOW_ALWAYS },
	{ "value", CELL_NUMBER, SHOW_ALWAYS },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
};

static void
put(struct sink *sink, const char *section, struct str key, uint32_t value)
{
	sink->row(sink, (const struct cell[]){
		cell_text(str_of(section)),
		cell_text(key),
		cell_number(value),
		cell_none(),
		cell_none(),
	});
}

/* Days without an interaction are left out; months are all there. */
static void
put_time(const struct tally *t, struct sink *sink)
{
	char month[TALLY_MONTH], day[DAY_TEXT];
	size_t i;

	for (i = 0; i < t->months_n; i++) {
		tally_month(t, i, month);
		put(sink, "month", str_of(month), t->months[i]);
	}
	for (i = 0; i < t->days_n; i++) {
		if (!t->days[i])
			continue;
		day_format(t->since + (day_t)i, day);
		put(sink, "day", str_of(day), t->days[i]);
	}
}

static void
put_talked(const struct book *book, const struct tally_person *talked,
    struct sink *sink)
{
	const struct person *p = &book->people.v[talked->person];

	sink->row(sink, (const struct cell[]){
		cell_text(STR("talked")),
		cell_text(p->name),
		cell_number(talked->days),
		cell_text(person_source(book, p)->path),
		cell_line(person_profile(book, p)->line),
	});
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct tally t;
	size_t i, n;

	tally_make(&t, book, query);
	n = t.people;
	for (i = 0; n && i < STATE_COUNT; i++)
		put(sink, "people", str_of(state_name((enum person_state)i)),
		    t.states[i]);
	if (n) {
		put_time(&t, sink);
		for (i = 0; i < t.channels.n; i++)
			put(sink, "channel", (struct str){
			    t.channels.v[i].key, t.channels.v[i].len },
			    t.channels.v[i].value);
		put(sink, "followup", STR("kept"), t.kept);
		put(sink, "followup", STR("late"), t.late);
		put(sink, "gift", STR("gave"), t.gave);
		put(sink, "gift", STR("got"), t.got);
	}
	for (i = 0; i < query_limit(query, t.talked.n); i++)
		put_talked(book, &t.talked.v[i], sink);
	tally_release(&t);
	return n;
}

static size_t
draw(const struct book *book, const struct query *query, struct sink *sink)
{
	struct tally t;
	size_t n;

	tally_make(&t, book, query);
	n = t.people;
	if (n)
		panel_draw(&t, book, query, sink);
	tally_release(&t);
	return n;
}

const struct report stats_report = {
	.name = "stats",
	.columns = { REPORT_COLUMNS(columns), "%{section} %{key}: %{value}" },
	.run = run,
	.limit = 5,
	.draw = draw,
	.drawing = &panel_columns,
};
