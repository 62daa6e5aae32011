/* choose: encounters that wait to be followed up, or let go; freshest first. */
#include "report/choose.h"

/* As many as are decided in one sitting. */
enum { SITTING = 10 };

struct row {
	uint32_t person; /* people are in the order of their names */
	day_t met;
};

static int
row_compare(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	if (a->met != b->met)
		return a->met > b->met ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

/* Whose follow-up is open, or was done, is chosen already. */
static const bool *
followed_up(const struct book *book, struct arena *a)
{
	bool *chosen = arena_alloc(a, book->people.n * sizeof(*chosen));
	const struct followup *f;
	size_t i;

	for (i = 0; i < book->followups.n; i++) {
		f = &book->followups.v[i];
		if (f->person != PERSON_NONE && f->status != DUE_CANCELLED &&
		    report_record(book, f->at)->kind == RECORD_FOLLOWUP)
			chosen[f->person] = true;
	}
	return chosen;
}

/*
 * Met and undecided. Whom one has let go does not come back, but all may be
 * looked at.
 */
static bool
waits(const struct query *query, const struct person *p)
{
	if (p->last == DAY_NONE)
		return false;
	switch (p->state) {
	case STATE_FRESH:
	case STATE_ONCE:
		return true;
	case STATE_COLD:
		return query->all || query->states;
	case STATE_LET_GO:
		return query->all || query->states;
	case STATE_SNOOZED:
		return query->states && !p->relationship;
	default:
		return false;
	}
}

static const struct column columns[] = {
	{ "person", CELL_TEXT, SHOW_ALWAYS },
	{ "met", CELL_DAY, SHOW_WIDE },
	{ "days", CELL_NUMBER, SHOW_ALWAYS },
	{ "where", CELL_TEXT, SHOW_WIDE },
	{ "via", CELL_LIST, SHOW_WIDER },
	{ "text", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
};

static struct str
first_fact(const struct book *book, const struct person *p, enum key key,
    struct arena *a)
{
	const struct str *values;

	return person_facts(book, p, key, a, &values) ? values[0] : STR_NONE;
}

void
choose_look(struct encounter *e, const struct book *book,
    const struct intros *intros, const struct person *p, struct arena *a)
{
	struct buf scratch = { 0 };

	*e = (struct encounter){ .where = first_fact(book, p, KEY_MET_AT, a) };
	if (!e->where.len)
		e->where = first_fact(book, p, KEY_PLACE, a);
	e->via_n = report_via(book, intros, p, a, &e->via);
	if (p->newest && p->newest->day == p->last)
		e->text = arena_str(a, report_said(p->newest, &scratch));
	else
		e->text = first_fact(book, p, KEY_ORG, a);
	buf_release(&scratch);
}

static void
print(const struct book *book, const struct intros *intros,
    const struct person *p, struct arena *a, struct sink *sink)
{
	struct encounter e;
	struct str *via;
	size_t i;

	choose_look(&e, book, intros, p, a);
	via = arena_alloc(a, e.via_n * sizeof(*via));
	for (i = 0; i < e.via_n; i++)
		via[i] = e.via[i].value;
	sink->row(sink, (const struct cell[]){
		cell_text(p->name),
		cell_day(p->last),
		cell_days(p->last, book->options->today),
		cell_text(e.where),
		cell_list(via, e.via_n),
		cell_text(e.text),
		cell_text(book->sources[p->why.source].path),
		cell_line(p->why_line),
	});
}

size_t
choose_find(const struct book *book, const struct query *query,
    struct arena *a, const uint32_t **people)
{
	const bool *chosen = followed_up(book, a);
	const struct person *p;
	VEC(struct row) rows = { 0 };
	uint32_t *found;
	size_t n, k;
	uint32_t i;

	for (i = 0; i < book->people.n; i++) {
		p = &book->people.v[i];
		if (!chosen[i] && waits(query, p) &&
		    query_wants(query, book, i))
			vec_push(&rows, (struct row){ i, p->last });
	}
	if (rows.n)
		qsort(rows.v, rows.n, sizeof(*rows.v), row_compare);
	found = arena_alloc(a, rows.n * sizeof(*found));
	for (k = 0; k < rows.n; k++)
		found[k] = rows.v[k].person;
	n = rows.n;
	vec_release(&rows);
	*people = found;
	return n;
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct arena arena = { 0 };
	struct intros intros;
	const uint32_t *people;
	size_t n = choose_find(book, query, &arena, &people), i;

	intro_make(&intros, book, NULL, &arena);
	for (i = 0; i < query_limit(query, n); i++)
		print(book, &intros, &book->people.v[people[i]], &arena, sink);
	arena_release(&arena);
	return n;
}

const struct report choose_report = {
	.name = "choose",
	.columns = { REPORT_COLUMNS(columns),
	    "%{person}: met %{met}: %{text}" },
	.run = run,
	.few = SITTING,
};
