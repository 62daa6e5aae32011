/* opportunities: what came up, with whom, and who stands at its beginning. */
#include "report/report.h"

/* In the order of enum opportunity_state. */
static const char *const states[] = { "open", "won", "lost", NULL };

struct row {
	struct origin at;
	const struct record *record;
	enum opportunity_state state;
	bool settled; /* by its own line */
	const uint32_t *people; /* in the order of the line */
	size_t people_n;
};

/* What one person has a part in. */
struct credit {
	uint32_t person;
	uint32_t n[3]; /* by state */
	size_t row;    /* the newest */
};

struct list {
	const struct book *book;
	const struct query *query;
	const bool *wanted;
	struct intros intros;
	VEC(struct row) rows;
	VEC(struct credit) credits;
	uint32_t *credit_of; /* of a person, plus one */
	struct buf text;
	struct arena arena;
};

/* May the row that was taken last take this one over, as it is the same? */
static bool
takes_over(struct list *l, const struct row *row)
{
	struct row *last = l->rows.n ? &l->rows.v[l->rows.n - 1] : NULL;

	if (!last || last->at.source != row->at.source ||
	    (!(last->record->flags & RECORD_KEY) &&
	    last->record->line != row->record->line))
		return false;
	/* in a note that is one, a tag says how it goes on */
	if (!last->settled && row->state != OPPORTUNITY_OPEN)
		last->state = row->state;
	return true;
}

/* Those of one record stand together among the abouts. */
static void
gather(struct list *l)
{
	const struct about *v = l->book->abouts.v;
	size_t n = l->book->abouts.n, i, end;
	struct row row;
	uint32_t *people;

	for (i = 0; i < n; i = end) {
		for (end = i + 1; end < n && v[end].at.source ==
		    v[i].at.source && v[end].at.record == v[i].at.record;
		    end++)
			;
		row = (struct row){ .at = v[i].at,
			.record = report_record(l->book, v[i].at) };
		if (row.record->kind != RECORD_OPPORTUNITY)
			continue;
		row.state = (enum opportunity_state)row.record->state;
		row.settled = row.state != OPPORTUNITY_OPEN;
		if (takes_over(l, &row))
			continue;
		people = arena_alloc(&l->arena, (end - i) * sizeof(*people));
		for (; i < end && v[i].person != PERSON_NONE; i++)
			people[row.people_n++] = v[i].person;
		row.people = people;
		vec_push(&l->rows, row);
	}
}

static bool
is_wanted(const struct list *l, const struct row *row)
{
	const struct query *q = l->query;
	day_t day = row->record->day;
	size_t i;

	if (q->own_states && !(q->own_states >> row->state & 1))
		return false;
	if ((q->since != DAY_NONE && (day == DAY_NONE || day < q->since)) ||
	    (q->until != DAY_NONE && (day == DAY_NONE || day > q->until)))
		return false;
	if (!row->people_n)
		return query_among(q, l->wanted, PERSON_NONE);
	for (i = 0; i < row->people_n; i++)
		if (l->wanted[row->people[i]])
			return true;
	return false;
}

/* The newest first, those without a date last; then by path and line. */
static int
row_compare(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	if (a->record->day != b->record->day)
		return a->record->day > b->record->day ? -1 : 1;
	return origin_compare(a->at, b->at);
}

/* Is it the tag itself: "#opportunity/won", "#opp"? */
static bool
is_tag(struct str word)
{
	static const struct str tags[] = { { "#opportunity", 12 },
		{ "#opp", 4 } };
	size_t i;
	struct str rest;

	for (i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		rest = str_from(word, tags[i].len);
		if (str_istarts(word, tags[i]) && (!rest.len ||
		    !ch_alpha(rest.ptr[0])))
			return true;
	}
	return false;
}

/* What the line says but for the tag. */
static struct str
title_of(struct list *l, const struct row *row)
{
	struct str rest = row->record->text, word;

	if (row->record->flags & RECORD_KEY)
		return rest;
	buf_clear(&l->text);
	while (str_cut(&rest, ' ', &word)) {
		if (is_tag(word))
			continue;
		buf_puts(&l->text, l->text.len ? " " : "");
		buf_add(&l->text, word);
	}
	return str_trim(buf_str(&l->text));
}

/* The names of the people, or of who stands at the beginning of each. */
static struct cell
names(struct list *l, const struct row *row, bool roots)
{
	struct str *v = arena_alloc(&l->arena, row->people_n * sizeof(*v));
	const struct intro *of = l->intros.of;
	uint32_t *people = arena_alloc(&l->arena, row->people_n *
	    sizeof(*people));
	size_t i, k, n = 0;

	for (i = 0; i < row->people_n; i++) {
		people[n] = row->people[i];
		while (roots && of[people[n]].via != PERSON_NONE)
			people[n] = of[people[n]].via;
		for (k = 0; people[k] != people[n]; k++)
			;
		if (k == n)
			v[n++] = l->book->people.v[people[k]].name;
	}
	return cell_list(v, n);
}

static const struct column columns[] = {
	{ "date", CELL_DAY, SHOW_ALWAYS },
	{ "title", CELL_TEXT, SHOW_FLEX },
	{ "state", CELL_TEXT, SHOW_ALWAYS },
	{ "people", CELL_LIST, SHOW_ALWAYS },
	{ "root", CELL_LIST, SHOW_ALWAYS },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
};

static const struct column by_columns[] = {
	{ "person", CELL_TEXT, SHOW_ALWAYS },
	{ "opportunities", CELL_NUMBER, SHOW_ALWAYS },
	{ "open", CELL_NUMBER, SHOW_ALWAYS },
	{ "won", CELL_NUMBER, SHOW_ALWAYS },
	{ "lost", CELL_NUMBER, SHOW_ALWAYS },
	{ "last", CELL_DAY, SHOW_ALWAYS },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
};

static const struct columns by = { REPORT_COLUMNS(by_columns),
	"%{person}: %{opportunities}, %{won} won" };

static void
print(struct list *l, const struct row *row, struct sink *sink)
{
	sink->row(sink, (const struct cell[]){
		cell_day(row->record->day),
		cell_text(title_of(l, row)),
		cell_text(str_of(states[row->state])),
		names(l, row, false),
		names(l, row, true),
		cell_text(l->book->sources[row->at.source].path),
		cell_line(row->record->line),
	});
}

/* Each of a row's chains has its people once. */
static void
credit(struct list *l, size_t row, uint32_t person)
{
	struct credit *c;

	if (!l->credit_of[person]) {
		vec_push(&l->credits, (struct credit){ .person = person,
		    .row = SIZE_MAX });
		l->credit_of[person] = (uint32_t)l->credits.n;
	}
	c = &l->credits.v[l->credit_of[person] - 1];
	if (c->row == SIZE_MAX)
		c->row = row; /* rows come the newest first */
	c->n[l->rows.v[row].state]++;
}

static uint32_t
total(const struct credit *c)
{
	return c->n[OPPORTUNITY_OPEN] + c->n[OPPORTUNITY_WON] +
	    c->n[OPPORTUNITY_LOST];
}

/* Most of them first, then most won, then by name. */
static int
credit_compare(const void *x, const void *y)
{
	const struct credit *a = x, *b = y;

	if (total(a) != total(b))
		return total(a) > total(b) ? -1 : 1;
	if (a->n[OPPORTUNITY_WON] != b->n[OPPORTUNITY_WON])
		return a->n[OPPORTUNITY_WON] > b->n[OPPORTUNITY_WON] ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

/* Credits the people of all rows, and those through whom they came. */
static void
credit_all(struct list *l)
{
	size_t n = l->book->people.n, i, k;
	uint32_t *row_of = arena_alloc(&l->arena, n * sizeof(*row_of));
	uint32_t at;

	l->credit_of = arena_alloc(&l->arena, n * sizeof(*l->credit_of));
	for (i = 0; i < l->rows.n; i++)
		for (k = 0; k < l->rows.v[i].people_n; k++)
			for (at = l->rows.v[i].people[k];
			    at != PERSON_NONE && row_of[at] != i + 1;
			    at = l->intros.of[at].via) {
				row_of[at] = (uint32_t)i + 1;
				credit(l, i, at);
			}
	if (l->credits.n)
		qsort(l->credits.v, l->credits.n, sizeof(*l->credits.v),
		    credit_compare);
}

static void
print_credit(const struct list *l, const struct credit *c, struct sink *sink)
{
	const struct row *row = &l->rows.v[c->row];

	sink->row(sink, (const struct cell[]){
		cell_text(l->book->people.v[c->person].name),
		cell_number(total(c)),
		cell_number(c->n[OPPORTUNITY_OPEN]),
		cell_number(c->n[OPPORTUNITY_WON]),
		cell_number(c->n[OPPORTUNITY_LOST]),
		cell_day(row->record->day),
		cell_text(l->book->sources[row->at.source].path),
		cell_line(row->record->line),
	});
}

/* Returns how many rows there are. */
static size_t
print_all(struct list *l, struct sink *sink)
{
	size_t n = l->rows.n, i;

	if (!l->query->by_person) {
		for (i = 0; i < query_limit(l->query, n); i++)
			print(l, &l->rows.v[i], sink);
		return n;
	}
	credit_all(l);
	n = l->credits.n;
	for (i = 0; i < query_limit(l->query, n); i++)
		print_credit(l, &l->credits.v[i], sink);
	return n;
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct list l = { .book = book, .query = query };
	size_t i, n = 0;

	l.wanted = query_people(query, book, &l.arena);
	intro_make(&l.intros, book, NULL, &l.arena);
	gather(&l);
	for (i = 0; i < l.rows.n; i++)
		if (is_wanted(&l, &l.rows.v[i]))
			l.rows.v[n++] = l.rows.v[i];
	l.rows.n = n;
	if (n)
		qsort(l.rows.v, n, sizeof(*l.rows.v), row_compare);
	n = print_all(&l, sink);
	vec_release(&l.rows);
	vec_release(&l.credits);
	buf_release(&l.text);
	arena_release(&l.arena);
	return n;
}

const struct report opportunities_report = {
	.name = "opportunities",
	.columns = { REPORT_COLUMNS(columns), "%{state}: %{title}" },
	.run = run,
	.by = &by,
	.states = states,
};
