#include "report/report.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

#define REPORT_ADDRESS(name) &name##_report,
static const struct report *const reports[] = { REPORTS(REPORT_ADDRESS) };

const struct report *
report_find(const char *name)
{
	size_t i;

	for (i = 0; i < N(reports); i++)
		if (!strcmp(reports[i]->name, name))
			return reports[i];
	return NULL;
}

const struct record *
report_record(const struct book *book, struct origin at)
{
	return &book->sources[at.source].records[at.record];
}

bool
report_asks(const struct book *book, const struct followup *f)
{
	if (!followup_pending(f))
		return false;
	return report_record(book, f->at)->kind != RECORD_FOLLOWUP ||
	    f->person == PERSON_NONE ||
	    book->people.v[f->person].status != STATUS_LET_GO;
}

struct str
report_said(const struct record *record, struct buf *scratch)
{
	if (!record->channel.len ||
	    str_istarts(record->text, record->channel))
		return record->text;
	buf_clear(scratch);
	buf_add(scratch, record->channel);
	if (record->text.len)
		buf_puts(scratch, ": ");
	buf_add(scratch, record->text);
	return buf_str(scratch);
}

bool
report_unanswered(struct buf *out, const struct person *p)
{
	char date[DAY_TEXT];

	if (!p->outs)
		return false;
	buf_printf(out, "%u out, nothing in ", p->outs);
	if (p->heard == DAY_NONE) {
		buf_puts(out, "yet");
		return true;
	}
	day_format(p->heard, date);
	buf_printf(out, "since %s", date);
	return true;
}

bool
report_reminds(const struct person *p, day_t today)
{
	if (!p->markdown && p->cadence_from == CADENCE_DEFAULT)
		return false;
	return p->held == DAY_NONE || p->held <= today;
}

void
report_birthday(struct buf *out, const struct person *p, day_t days, int age)
{
	/* of the dead no age is told */
	if (age && p->status != STATUS_LET_GO)
		buf_printf(out, "turns %d ", age);
	if (days)
		buf_printf(out, "in %dd", days);
	else
		buf_puts(out, "today");
}

void
report_rhythm(struct buf *out, const struct person *p, day_t today)
{
	buf_printf(out, "usually every %dd, silent for %dd", p->gap,
	    today - p->last);
}

size_t
report_via(const struct book *book, const struct intros *intros,
    const struct person *p, struct arena *a, const struct person_fact **via)
{
	const struct intro *in = &intros->of[p - book->people.v];
	const struct person_fact *facts;
	size_t n = person_facts_at(book, p, KEY_VIA, a, &facts), i, k, kept = 0;
	struct person_fact *v = arena_alloc(a, (n + 1) * sizeof(*v));
	bool ambiguous;
	uint32_t who;

	for (i = 0; i < n; i++) {
		who = book_link(book, facts[i].value,
		    &book->sources[facts[i].source], &ambiguous);
		v[kept] = facts[i];
		if (who != PERSON_NONE)
			v[kept].value = book->people.v[who].name;
		for (k = 0; k < kept && !str_eq(v[k].value, v[kept].value);
		    k++)
			;
		kept += k == kept;
	}
	if (in->via != PERSON_NONE && !in->key)
		v[kept++] = (struct person_fact){
			book->people.v[in->via].name, in->source, in->line };
	*via = v;
	return kept;
}

static bool
is_named(const struct query *query, uint32_t person)
{
	size_t low = 0, high = query->people_n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (query->people[middle] == person)
			return true;
		if (query->people[middle] < person)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* Nothing is asked of people. */
static bool
wants_all(const struct query *query)
{
	return query->everybody && !query->tag.len && !query->under.len &&
	    !query->states;
}

bool
query_wants(const struct query *query, const struct book *book,
    uint32_t person)
{
	const struct person *p;

	if (wants_all(query))
		return true;
	if (person == PERSON_NONE ||
	    (!query->everybody && !is_named(query, person)))
		return false;
	p = &book->people.v[person];
	if (query->states && !(query->states >> p->state & 1))
		return false;
	if (query->tag.len && !person_tagged(book, p, query->tag))
		return false;
	return !query->under.len || person_under(book, p, query->under);
}

const bool *
query_people(const struct query *query, const struct book *book,
    struct arena *a)
{
	bool *wanted = arena_alloc(a, book->people.n * sizeof(*wanted));
	uint32_t i;

	for (i = 0; i < book->people.n; i++)
		wanted[i] = query_wants(query, book, i);
	return wanted;
}

bool
query_among(const struct query *query, const bool *wanted, uint32_t person)
{
	return person == PERSON_NONE ? wants_all(query) : wanted[person];
}

bool
query_kind(const struct query *query, const char *kind)
{
	size_t i;

	for (i = 0; i < query->kinds.n; i++)
		if (str_ieq(query->kinds.v[i], str_of(kind)))
			return true;
	return !query->kinds.n;
}

struct cell
cell_none(void)
{
	return (struct cell){ .missing = true };
}

struct cell
cell_text(struct str s)
{
	return (struct cell){ .missing = !s.len, .text = s };
}

struct cell
cell_day(day_t day)
{
	return (struct cell){ .missing = day == DAY_NONE, .day = day };
}

struct cell
cell_number(int64_t n)
{
	return (struct cell){ .number = n };
}

struct cell
cell_line(uint32_t line)
{
	return (struct cell){ .missing = !line, .number = line };
}

struct cell
cell_list(const struct str *v, size_t n)
{
	return (struct cell){ .list = { v, n } };
}

struct cell
cell_days(day_t from, day_t to)
{
	if (from == DAY_NONE || to == DAY_NONE)
		return cell_none();
	return cell_number((int64_t)to - from);
}

struct cell
cell_cadence(const struct person *p, char text[SPAN_TEXT])
{
	if (p->state == STATE_PAUSED || (!p->cadence.months &&
	    !p->cadence.days))
		return cell_text(STR("none"));
	if (!p->relationship && p->cadence_from == CADENCE_DEFAULT)
		return cell_none();
	span_format(p->cadence, text);
	return cell_text(str_of(text));
}
