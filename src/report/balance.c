/* balance: what was given to and received from whom, and is still promised. */
#include "report/explain.h"

enum balance_state {
	BALANCE_GIVING, /* more was given than received … */
	BALANCE_TAKING,
	BALANCE_EVEN,
	BALANCE_SILENT, /* … and nothing has come since */
};

static const char *const states[] = { "giving", "taking", "even", "silent",
	NULL };

struct row {
	uint32_t person;
	uint32_t gave, got, promised, waiting;
	enum balance_state state;
	day_t given;      /* when something was last given, or DAY_NONE */
	struct origin at; /* the newest gift, else what is promised */
	day_t day;        /* of that, or DAY_NONE */
};

/* Something that counts for one person. */
struct item {
	uint32_t person;
	day_t day;
	struct origin at;
};

struct balance {
	const struct book *book;
	const struct query *query;
	const bool *wanted;
	VEC(struct row) rows;
	VEC(struct item) items;
	uint32_t *row_of; /* of a person, plus one */
	struct arena arena;
};

static bool
in_time(const struct query *query, day_t today, day_t day)
{
	if (day == DAY_NONE)
		return query->since == DAY_NONE && query->until == DAY_NONE;
	return day <= today &&
	    (query->since == DAY_NONE || day >= query->since) &&
	    (query->until == DAY_NONE || day <= query->until);
}

static struct row *
row_of(struct balance *b, uint32_t person)
{
	if (!b->row_of[person]) {
		vec_push(&b->rows, ((struct row){ .person = person,
		    .given = DAY_NONE, .day = DAY_NONE,
		    .at = { UINT32_MAX, 0 } }));
		b->row_of[person] = (uint32_t)b->rows.n;
	}
	return &b->rows.v[b->row_of[person] - 1];
}

/* A gift's place goes before that of what is only promised. */
static void
take_place(struct row *row, struct origin at, day_t day)
{
	if (row->at.source != UINT32_MAX && row->day != DAY_NONE &&
	    (day == DAY_NONE || day < row->day))
		return;
	if (row->at.source != UINT32_MAX && day == DAY_NONE)
		return;
	row->at = at;
	row->day = day;
}

static void
add(struct balance *b, uint32_t person, struct origin at)
{
	const struct record *r = report_record(b->book, at);
	struct row *row = row_of(b, person);

	vec_push(&b->items, ((struct item){ person, r->day, at }));
	switch (r->kind) {
	case RECORD_GAVE:
		row->gave++;
		if (r->day > row->given)
			row->given = r->day;
		take_place(row, at, r->day);
		break;
	case RECORD_GOT:
		row->got++;
		take_place(row, at, r->day);
		break;
	case RECORD_PROMISE:
		row->promised++;
		take_place(row, at, DAY_NONE);
		break;
	default:
		row->waiting++;
		take_place(row, at, DAY_NONE);
	}
}

static void
gather(struct balance *b)
{
	const struct book *book = b->book;
	const struct followup *f;
	const struct about *a;
	const struct record *r;
	size_t i;

	for (i = 0; i < book->abouts.n; i++) {
		a = &book->abouts.v[i];
		if (a->person == PERSON_NONE || !b->wanted[a->person])
			continue;
		r = report_record(book, a->at);
		if ((r->kind == RECORD_GAVE || r->kind == RECORD_GOT) &&
		    in_time(b->query, book->options->today, r->day))
			add(b, a->person, a->at);
	}
	for (i = 0; i < book->followups.n; i++) {
		f = &book->followups.v[i];
		if (f->person != PERSON_NONE && b->wanted[f->person] &&
		    followup_pending(f) &&
		    report_record(book, f->at)->kind != RECORD_FOLLOWUP)
			add(b, f->person, f->at);
	}
}

static enum balance_state
state_of(const struct book *book, const struct row *row)
{
	const struct person *p = &book->people.v[row->person];

	if (row->gave == row->got)
		return BALANCE_EVEN;
	if (row->gave < row->got)
		return BALANCE_TAKING;
	return row->got || person_answered(p) > row->given ? BALANCE_GIVING :
	    BALANCE_SILENT;
}

static uint32_t
distance(const struct row *row)
{
	return row->gave > row->got ? row->gave - row->got :
	    row->got - row->gave;
}

enum column_name {
	COLUMN_PERSON,
	COLUMN_GAVE,
	COLUMN_GOT,
	COLUMN_PROMISED,
	COLUMN_WAITING,
	COLUMN_RATIO,
	COLUMN_LAST,
	COLUMN_STATE,
};

static const struct column columns[] = {
	[COLUMN_PERSON] = { "person", CELL_TEXT, SHOW_ALWAYS },
	[COLUMN_GAVE] = { "gave", CELL_NUMBER, SHOW_ALWAYS },
	[COLUMN_GOT] = { "got", CELL_NUMBER, SHOW_ALWAYS },
	[COLUMN_PROMISED] = { "promised", CELL_NUMBER, SHOW_ALWAYS },
	[COLUMN_WAITING] = { "waiting", CELL_NUMBER, SHOW_ALWAYS },
	[COLUMN_RATIO] = { "ratio", CELL_RATIO, SHOW_WIDER },
	[COLUMN_LAST] = { "last", CELL_DAY, SHOW_WIDE },
	[COLUMN_STATE] = { "state", CELL_TEXT, SHOW_ALWAYS },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
};

/* Given for each that was received, in hundredths, rounded; -1 for none. */
static int64_t
ratio(const struct row *row)
{
	return row->got ? ((int64_t)row->gave * 200 + row->got) /
	    (2 * (int64_t)row->got) : -1;
}

/* What rows are sorted by: the highest first. */
static int64_t
rank(const struct balance *b, const struct row *row)
{
	switch (b->query->sort) {
	case COLUMN_GAVE:
		return row->gave;
	case COLUMN_GOT:
		return row->got;
	case COLUMN_PROMISED:
		return row->promised;
	case COLUMN_WAITING:
		return row->waiting;
	case COLUMN_RATIO:
		return ratio(row);
	case COLUMN_LAST:
		return b->book->people.v[row->person].last;
	case COLUMN_STATE:
		return -(int64_t)row->state;
	case COLUMN_PERSON:
		return 0;
	default:
		return distance(row);
	}
}

static int
compare(const void *x, const void *y, void *context)
{
	const struct row *a = x, *b = y;
	int64_t left = rank(context, a), right = rank(context, b);

	if (left != right)
		return left > right ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

static void
put_row(const struct balance *b, const struct row *row, struct str name,
    day_t last, void (*put)(struct sink *, const struct cell *),
    struct sink *sink)
{
	bool nowhere = row->at.source == UINT32_MAX;

	put(sink, (const struct cell[]){
		cell_text(name),
		cell_number(row->gave),
		cell_number(row->got),
		cell_number(row->promised),
		cell_number(row->waiting),
		ratio(row) < 0 ? cell_none() : cell_number(ratio(row)),
		cell_day(last),
		cell_text(str_of(states[row->state])),
		nowhere ? cell_none() :
		    cell_text(b->book->sources[row->at.source].path),
		cell_line(nowhere ? 0 : report_record(b->book,
		    row->at)->line),
	});
}

/* The rows that are wanted, sorted; people come by their names. */
static void
make_rows(struct balance *b, const struct book *book,
    const struct query *query)
{
	size_t i, kept = 0;
	struct row *row;

	*b = (struct balance){ .book = book, .query = query };
	b->wanted = query_people(query, book, &b->arena);
	b->row_of = arena_alloc(&b->arena, book->people.n *
	    sizeof(*b->row_of));
	gather(b);
	for (i = 0; i < b->rows.n; i++) {
		row = &b->rows.v[i];
		row->state = state_of(book, row);
		if (!query->own_states ||
		    query->own_states >> row->state & 1)
			b->rows.v[kept++] = *row;
	}
	b->rows.n = kept;
	if (kept)
		qsort_r(b->rows.v, kept, sizeof(*b->rows.v), compare, b);
}

static void
release(struct balance *b)
{
	vec_release(&b->rows);
	vec_release(&b->items);
	arena_release(&b->arena);
}

/* All of them, those that the limit leaves out too. */
static void
put_sum(const struct balance *b, struct sink *sink)
{
	struct row sum = { .at = { UINT32_MAX, 0 } };
	size_t i;

	for (i = 0; i < b->rows.n; i++) {
		sum.gave += b->rows.v[i].gave;
		sum.got += b->rows.v[i].got;
		sum.promised += b->rows.v[i].promised;
		sum.waiting += b->rows.v[i].waiting;
	}
	sum.state = sum.gave > sum.got ? BALANCE_GIVING :
	    sum.gave < sum.got ? BALANCE_TAKING : BALANCE_EVEN;
	put_row(b, &sum, STR("all"), DAY_NONE, sink->sum, sink);
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct balance b;
	const struct person *p;
	size_t i, n;

	make_rows(&b, book, query);
	n = b.rows.n;
	for (i = 0; i < query_limit(query, n); i++) {
		p = &book->people.v[b.rows.v[i].person];
		put_row(&b, &b.rows.v[i], p->name, p->last, sink->row, sink);
	}
	if (n > 1 && sink->sum)
		put_sum(&b, sink);
	release(&b);
	return n;
}

/* Why a row has its state. */
static const char *
reason(const struct row *row)
{
	switch (row->state) {
	case BALANCE_GIVING:
		return "giving: more was given than received";
	case BALANCE_TAKING:
		return "taking: more was received than given";
	case BALANCE_SILENT:
		return "silent: nothing was received, and no contact since "
		    "was more than an outreach";
	default:
		return "even: as much was given as received";
	}
}

/* By person, then by day and place. */
static int
item_compare(const void *x, const void *y)
{
	const struct item *a = x, *b = y;

	if (a->person != b->person)
		return a->person < b->person ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return origin_compare(a->at, b->at);
}

/* Sorts the items; first[p] is the number of those of people before p. */
static size_t *
sort_items(struct balance *b)
{
	size_t n = b->book->people.n, i;
	size_t *first = arena_alloc(&b->arena, (n + 1) * sizeof(*first));

	if (b->items.n)
		qsort(b->items.v, b->items.n, sizeof(*b->items.v),
		    item_compare);
	for (i = 0; i < b->items.n; i++)
		first[b->items.v[i].person + 1]++;
	for (i = 0; i < n; i++)
		first[i + 1] += first[i];
	return first;
}

static size_t
explain(const struct book *book, const struct query *query,
    struct sink *sink)
{
	struct explain e = { .book = book, .sink = sink };
	struct balance b;
	const struct row *row;
	const size_t *first;
	size_t i, k, n;

	make_rows(&b, book, query);
	first = sort_items(&b);
	n = b.rows.n;
	for (i = 0; i < query_limit(query, n); i++) {
		row = &b.rows.v[i];
		explain_begin(&e, book->people.v[row->person].name);
		for (k = first[row->person]; k < first[row->person + 1]; k++)
			explain_record(&e, record_kind_name(
			    (enum record_kind)report_record(book,
			    b.items.v[k].at)->kind), b.items.v[k].at);
		explain_fact(&e, "state", DAY_NONE, str_of(reason(row)),
		    UINT32_MAX, 0);
	}
	release(&b);
	return n;
}

const struct report balance_report = {
	.name = "balance",
	.columns = { REPORT_COLUMNS(columns),
	    "%{person}: gave %{gave}, got %{got}" },
	.run = run,
	.explain = explain,
	.states = states,
	.sorts = COLUMN_STATE + 1,
};
