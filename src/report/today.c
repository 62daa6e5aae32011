/* today: what to do about people today, and why; a few lines, or none. */
#include "base/birthday.h"
#include "report/choose.h"
#include "report/explain.h"

enum {
	LINES = 5, /* without -n */
	SOON = 7,  /* days until a birthday that is told of … */
	NEAR = 1,  /* … and which goes before all else */
};

/* In the order in which they are shown. */
enum kind {
	KIND_BIRTHDAY_NEAR,
	KIND_PROMISE,
	KIND_FOLLOWUP,
	KIND_ENCOUNTER,
	KIND_OVERDUE,
	KIND_DRIFTING,
	KIND_WAITING,
	KIND_BIRTHDAY,
	KINDS,
};

static const char *const kinds[KINDS] = {
	[KIND_BIRTHDAY_NEAR] = "birthday",
	[KIND_PROMISE] = "promise",
	[KIND_FOLLOWUP] = "followup",
	[KIND_ENCOUNTER] = "encounter",
	[KIND_OVERDUE] = "overdue",
	[KIND_DRIFTING] = "overdue",
	[KIND_WAITING] = "waiting",
	[KIND_BIRTHDAY] = "birthday",
};

/* Something to do. */
struct row {
	enum kind kind;
	uint32_t person;
	int64_t rank;       /* the least first */
	day_t due;
	struct origin at;   /* of a follow-up; source UINT32_MAX else */
	struct person_fact born; /* of a birthday */
	int age;            /* that it makes, or 0 */
};

struct today {
	const struct book *book;
	const struct query *query;
	const bool *wanted;
	VEC(struct row) rows;
	struct arena arena;
};

static int
compare(const void *x, const void *y)
{
	const struct row *a = x, *b = y;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->person != b->person)
		return a->person < b->person ? -1 : 1;
	return origin_compare(a->at, b->at);
}

static void
add(struct today *t, enum kind kind, uint32_t person, day_t due, int64_t rank)
{
	vec_push(&t->rows, ((struct row){ .kind = kind, .person = person,
	    .due = due, .rank = rank, .at = { UINT32_MAX, 0 } }));
}

/* When to ask for what has no date of its own: as a tag without one. */
static day_t
due_of(const struct book *book, const struct record *r)
{
	if (r->due != DAY_NONE || r->kind != RECORD_WAITING ||
	    r->day == DAY_NONE)
		return r->due;
	return day_add(r->day, book->options->followup);
}

static void
add_followups(struct today *t)
{
	const struct book *book = t->book;
	const struct followup *f;
	const struct record *r;
	enum kind kind;
	day_t due;
	size_t i;

	for (i = 0; i < book->followups.n; i++) {
		f = &book->followups.v[i];
		if (f->person == PERSON_NONE || !t->wanted[f->person] ||
		    !report_asks(book, f))
			continue;
		r = report_record(book, f->at);
		due = due_of(book, r);
		if (due == DAY_NONE || due > book->options->today)
			continue;
		kind = r->kind == RECORD_PROMISE ? KIND_PROMISE :
		    r->kind == RECORD_WAITING ? KIND_WAITING : KIND_FOLLOWUP;
		/* what is due since yesterday can still be made good */
		add(t, kind, f->person, due, -(int64_t)due);
		t->rows.v[t->rows.n - 1].at = f->at;
	}
}

/* In the days in which one who was met still knows whom they have met. */
static void
add_encounters(struct today *t)
{
	const struct book *book = t->book;
	const uint32_t *people;
	const struct person *p;
	size_t n, i;

	n = choose_find(book, t->query, &t->arena, &people);
	for (i = 0; i < n; i++) {
		p = &book->people.v[people[i]];
		if (p->state == STATE_FRESH && p->last < book->options->today)
			add(t, KIND_ENCOUNTER, people[i], day_add(p->last,
			    book->options->first_followup), p->last);
	}
}

/* The first birthday that can be read; false without one. */
static bool
find_birthday(const struct book *book, const struct person *p,
    struct person_fact *fact, day_t *born)
{
	const struct profile *f;
	uint32_t i, k;

	for (i = 0; i < p->parts_n; i++) {
		f = &book->sources[p->parts[i].source].profiles[
		    p->parts[i].profile];
		for (k = 0; k < f->facts_n; k++) {
			if (f->facts[k].key != KEY_BIRTHDAY ||
			    !birthday_parse(f->facts[k].value, born))
				continue;
			*fact = (struct person_fact){ f->facts[k].value,
				p->parts[i].source, f->facts[k].line };
			return true;
		}
	}
	return false;
}

static void
add_birthday(struct today *t, uint32_t person)
{
	const struct person *p = &t->book->people.v[person];
	day_t today = t->book->options->today, born, next;
	struct person_fact fact;
	int age;

	if (!p->markdown || p->status == STATUS_LET_GO ||
	    !find_birthday(t->book, p, &fact, &born))
		return;
	next = birthday_next(born, today, &age);
	if (next == DAY_NONE || next - today > SOON)
		return;
	add(t, next - today > NEAR ? KIND_BIRTHDAY : KIND_BIRTHDAY_NEAR,
	    person, next, next);
	t->rows.v[t->rows.n - 1].born = fact;
	t->rows.v[t->rows.n - 1].age = age;
}

/* By the cadence; then by what is usual, where the owner has set none. */
static void
add_silent(struct today *t, uint32_t person)
{
	const struct person *p = &t->book->people.v[person];
	day_t today = t->book->options->today;

	if (p->state == STATE_DRIFTING)
		add(t, KIND_DRIFTING, person, p->last + p->gap,
		    -person_silence(p, today));
	else
		add(t, KIND_OVERDUE, person, p->due, -person_ratio(p, today));
}

static void
add_people(struct today *t)
{
	day_t today = t->book->options->today;
	const struct person *p;
	uint32_t i;

	for (i = 0; i < t->book->people.n; i++) {
		p = &t->book->people.v[i];
		if (!t->wanted[i])
			continue;
		if (p->state <= STATE_DRIFTING && report_reminds(p, today))
			add_silent(t, i);
		add_birthday(t, i);
	}
}

/* The most urgent row of each person stays, which is the first of them. */
static void
keep_one_each(struct today *t)
{
	bool *seen = arena_alloc(&t->arena, t->book->people.n * sizeof(*seen));
	size_t i, kept = 0;

	for (i = 0; i < t->rows.n; i++) {
		if (seen[t->rows.v[i].person])
			continue;
		seen[t->rows.v[i].person] = true;
		t->rows.v[kept++] = t->rows.v[i];
	}
	t->rows.n = kept;
}

/*
 * One of each kind, then a second of each, and so on: no kind is crowded out
 * by another's many.
 */
static void
share_out(struct today *t, size_t room)
{
	size_t there[KINDS] = { 0 }, given[KINDS] = { 0 }, i, kept = 0, before;

	if (!room || t->rows.n <= room)
		return;
	for (i = 0; i < t->rows.n; i++)
		there[t->rows.v[i].kind]++;
	do {
		before = room;
		for (i = 0; i < KINDS && room; i++) {
			if (given[i] == there[i])
				continue;
			given[i]++;
			room--;
		}
	} while (room && room < before);
	for (i = 0; i < t->rows.n; i++) {
		if (!given[t->rows.v[i].kind])
			continue;
		given[t->rows.v[i].kind]--;
		t->rows.v[kept++] = t->rows.v[i];
	}
	t->rows.n = kept;
}

/* The number of rows that there would be without a limit. */
static size_t
make_rows(struct today *t, const struct book *book, const struct query *query)
{
	size_t n;

	*t = (struct today){ .book = book, .query = query };
	t->wanted = query_people(query, book, &t->arena);
	add_followups(t);
	add_encounters(t);
	add_people(t);
	if (t->rows.n)
		qsort(t->rows.v, t->rows.n, sizeof(*t->rows.v), compare);
	keep_one_each(t);
	n = t->rows.n;
	share_out(t, query->limit);
	return n;
}

static void
release(struct today *t)
{
	vec_release(&t->rows);
	arena_release(&t->arena);
}

static const struct column columns[] = {
	{ "kind", CELL_TEXT, SHOW_ALWAYS },
	{ "person", CELL_TEXT, SHOW_ALWAYS },
	{ "due", CELL_DAY, SHOW_WIDER },
	{ "text", CELL_TEXT, SHOW_FLEX },
	{ "why", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_WIDE },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
};

/* "due 3d ago", and where that is not what was last talked about, that. */
static void
put_why(const struct today *t, const struct row *row, struct buf *why)
{
	const struct person *p = &t->book->people.v[row->person];
	day_t today = t->book->options->today;
	char cadence[SPAN_TEXT];

	switch (row->kind) {
	case KIND_BIRTHDAY:
	case KIND_BIRTHDAY_NEAR:
		report_birthday(why, p, row->due - today, row->age);
		break;
	case KIND_ENCOUNTER:
		buf_printf(why, "met %dd ago, and not followed up",
		    today - p->last);
		break;
	case KIND_DRIFTING:
		report_rhythm(why, p, today);
		break;
	case KIND_OVERDUE:
		span_format(p->cadence, cadence);
		buf_printf(why, "last %dd ago, every %s", today - p->last,
		    cadence);
		if (p->outs)
			buf_printf(why, ", %u unanswered", p->outs);
		break;
	default:
		if (row->due == today)
			buf_puts(why, "due today");
		else
			buf_printf(why, "due %dd ago", today - row->due);
	}
}

/* Is the row about another line than that of the newest contact? */
static bool
is_apart(const struct today *t, const struct row *row)
{
	const struct person *p = &t->book->people.v[row->person];

	return p->newest && row->at.source != UINT32_MAX &&
	    (row->at.source != p->newest_source ||
	    report_record(t->book, row->at)->line != p->newest->line);
}

static void
put_last(const struct today *t, const struct row *row, struct buf *why)
{
	const struct person *p = &t->book->people.v[row->person];
	struct buf scratch = { 0 };
	char date[DAY_TEXT];

	if (!is_apart(t, row))
		return;
	day_format(p->newest->day, date);
	buf_printf(why, "; last %s %.*s", date,
	    STR_ARG(report_said(p->newest, &scratch)));
	buf_release(&scratch);
}

static struct str
text_of(const struct today *t, const struct row *row, struct buf *scratch)
{
	const struct person *p = &t->book->people.v[row->person];

	if (row->at.source != UINT32_MAX)
		return report_record(t->book, row->at)->text;
	if (p->newest)
		return report_said(p->newest, scratch);
	return STR_NONE;
}

static void
print(struct today *t, const struct row *row, struct sink *sink)
{
	const struct book *book = t->book;
	const struct person *p = &book->people.v[row->person];
	struct buf why = { 0 }, text = { 0 };
	uint32_t source = p->why.source, line = p->why_line;

	if (row->at.source != UINT32_MAX) {
		source = row->at.source;
		line = report_record(book, row->at)->line;
	} else if (row->born.value.len) {
		source = row->born.source;
		line = row->born.line;
	}
	put_why(t, row, &why);
	put_last(t, row, &why);
	sink->row(sink, (const struct cell[]){
		cell_text(str_of(kinds[row->kind])),
		cell_text(p->name),
		cell_day(row->due),
		cell_text(text_of(t, row, &text)),
		cell_text(buf_str(&why)),
		cell_text(book->sources[source].path),
		cell_line(line),
	});
	buf_release(&why);
	buf_release(&text);
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct today t;
	size_t n = make_rows(&t, book, query), i;

	for (i = 0; i < t.rows.n; i++)
		print(&t, &t.rows.v[i], sink);
	release(&t);
	return n;
}

static size_t
explain(const struct book *book, const struct query *query,
    struct sink *sink)
{
	struct explain e = { .book = book, .sink = sink };
	struct buf why = { 0 };
	struct today t;
	const struct row *row;
	const struct person *p;
	size_t n = make_rows(&t, book, query), i;

	for (i = 0; i < t.rows.n; i++) {
		row = &t.rows.v[i];
		p = &book->people.v[row->person];
		explain_begin(&e, p->name);
		if (row->at.source != UINT32_MAX)
			explain_record(&e, kinds[row->kind], row->at);
		if (row->born.value.len)
			explain_fact(&e, "birthday", DAY_NONE,
			    row->born.value, row->born.source,
			    row->born.line);
		explain_person(&e, p);
		buf_clear(&why);
		put_why(&t, row, &why);
		explain_fact(&e, kinds[row->kind], row->due, buf_str(&why),
		    UINT32_MAX, 0);
	}
	buf_release(&why);
	release(&t);
	return n;
}

const struct report today_report = {
	.name = "today",
	.columns = { REPORT_COLUMNS(columns),
	    "%{kind} %{person}: %{text} (%{why})" },
	.run = run,
	.limit = LINES,
	.explain = explain,
};
