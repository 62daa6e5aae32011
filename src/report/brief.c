/* Each section of a brief: what is known of a person, with its place. */
#include "report/brief.h"

#include "base/birthday.h"
#include "book/state.h"

/* So many contacts are shown, if there are. */
enum { CONTACTS = 3 };

static void
add(struct brief *b, day_t day, struct str text, uint32_t source,
    uint32_t line)
{
	vec_push(&b->rows, (struct brief_row){ b->number, day, text, source,
	    line, 0 });
}

static void
add_record(struct brief *b, day_t day, struct origin at)
{
	const struct record *r = report_record(b->book, at);
	struct str said = report_said(r, &b->scratch);

	if (said.ptr == b->scratch.ptr)
		said = arena_str(b->arena, said);
	vec_push(&b->rows, (struct brief_row){ b->number, day, said, at.source,
	    r->line, r->column });
}

/* The text in scratch, kept. */
static struct str
kept(struct brief *b)
{
	struct str text = arena_str(b->arena, buf_str(&b->scratch));

	buf_clear(&b->scratch);
	return text;
}

static void
add_values(struct brief *b, const struct person_fact *facts, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		add(b, DAY_NONE, facts[i].value, facts[i].source,
		    facts[i].line);
}

static size_t
facts_of(const struct brief *b, enum key key, const struct person_fact **facts)
{
	return person_facts_at(b->book, b->person, key, b->arena, facts);
}

static void
add_facts(struct brief *b)
{
	const struct person_fact *facts;
	size_t n = facts_of(b, b->section->key, &facts);

	add_values(b, facts, n);
}

static void
add_names(struct brief *b)
{
	const struct person_fact *names;
	size_t n = person_names_at(b->book, b->person, b->arena, &names);

	add_values(b, names, n);
}

/* All in one row, at the first of them that has a line of its own. */
static void
add_tags(struct brief *b)
{
	const struct profile *f = person_profile(b->book, b->person);
	const struct person_fact *facts, at = { STR_NONE,
		b->person->parts[0].source, f->line };
	const struct str *tags;
	size_t n = person_tags(b->book, b->person, b->arena, &tags), i;

	if (!n)
		return;
	if (!facts_of(b, KEY_TAGS, &facts))
		facts = &at;
	buf_clear(&b->scratch);
	for (i = 0; i < n; i++) {
		buf_puts(&b->scratch, i ? ", " : "");
		buf_add(&b->scratch, tags[i]);
	}
	add(b, DAY_NONE, kept(b), facts->source, facts->line);
}

static const struct interaction *
first_contact(const struct brief *b)
{
	return b->person->interactions_n ?
	    &b->book->interactions.v[b->person->first] : NULL;
}

/* When, and where, as the profiles have it. */
static void
add_met_keys(struct brief *b)
{
	const struct person_fact *places;
	size_t n = facts_of(b, KEY_MET_AT, &places), k = 0;
	const struct profile *f;
	uint32_t i, source;

	for (i = 0; i < b->person->parts_n; i++) {
		source = b->person->parts[i].source;
		f = &b->book->sources[source].profiles[
		    b->person->parts[i].profile];
		if (f->met == DAY_NONE)
			continue;
		/* a day and a place of one part are one row */
		if (k < n && places[k].source == source)
			add(b, f->met, places[k++].value, source, f->met_line);
		else
			add(b, f->met, STR_NONE, source, f->met_line);
	}
	for (; k < n; k++)
		add(b, DAY_NONE, places[k].value, places[k].source,
		    places[k].line);
}

/* How they met is told by a key or by the first entry, whichever says more. */
static void
add_met(struct brief *b)
{
	const struct interaction *first = first_contact(b);
	size_t begin = b->rows.n;
	const struct brief_row *row;

	add_met_keys(b);
	if (!first)
		return;
	if (b->rows.n > begin) {
		row = &b->rows.v[begin];
		if (row->text.len || row->day != first->day)
			return;
		b->rows.n = begin;
	} else if (b->person->interactions_n <= CONTACTS) {
		return; /* it is shown below */
	}
	add_record(b, first->day, first->at);
}

static void
add_via(struct brief *b)
{
	const struct person_fact *via;
	size_t n = report_via(b->book, &b->intros, b->person, b->arena, &via);

	add_values(b, via, n);
}

/* overdue: last 52d ago, every 1m; its day is when it is due. */
static void
add_state(struct brief *b)
{
	const struct person *p = b->person;
	day_t today = b->book->options->today;
	char text[SPAN_TEXT];
	struct cell cadence = cell_cadence(p, text);
	const char *joint = ": ";

	buf_clear(&b->scratch);
	buf_puts(&b->scratch, state_name((enum person_state)p->state));
	if (p->last != DAY_NONE) {
		buf_printf(&b->scratch, "%slast ", joint);
		if (p->last == today)
			buf_puts(&b->scratch, "today");
		else
			buf_printf(&b->scratch, "%dd ago", today - p->last);
		joint = ", ";
	}
	if (!cadence.missing && p->state < STATE_PAUSED)
		buf_printf(&b->scratch, "%severy %s", joint, text);
	if (p->outs)
		buf_puts(&b->scratch, "; ");
	report_unanswered(&b->scratch, p);
	add(b, p->state == STATE_SNOOZED ? p->snooze : p->due, kept(b),
	    p->why.source, p->why_line);
}

static void
add_contacts(struct brief *b)
{
	const struct interaction *v = &b->book->interactions.v[
	    b->person->first];
	uint32_t i;

	for (i = b->person->interactions_n; i-- > 0;)
		add_record(b, v[i].day, v[i].at);
}

/* Entries of days to come. */
static void
add_planned(struct brief *b)
{
	const struct about *a = b->book->abouts.v;
	const struct record *r;
	size_t i;

	for (i = 0; i < b->book->abouts.n; i++) {
		if (a[i].person != b->id)
			continue;
		r = report_record(b->book, a[i].at);
		if (r->kind == RECORD_ENTRY &&
		    r->day > b->book->options->today)
			add_record(b, r->day, a[i].at);
	}
}

/* By path and line. */
static int
place_compare(const struct brief_row *a, const struct brief_row *b)
{
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

/* By date, those without one last. */
static int
due_compare(const void *x, const void *y)
{
	const struct brief_row *a = x, *b = y;

	if (a->day == b->day)
		return place_compare(a, b);
	if (a->day == DAY_NONE || b->day == DAY_NONE)
		return a->day == DAY_NONE ? 1 : -1;
	return a->day < b->day ? -1 : 1;
}

static void
add_followups(struct brief *b)
{
	const struct followup *f = b->book->followups.v;
	size_t begin = b->rows.n, i;
	const struct record *r;

	for (i = 0; i < b->book->followups.n; i++) {
		if (f[i].person != b->id)
			continue;
		r = report_record(b->book, f[i].at);
		if (r->kind == b->section->kind &&
		    report_asks(b->book, &f[i]))
			add_record(b, r->due, f[i].at);
	}
	if (b->rows.n > begin)
		qsort(b->rows.v + begin, b->rows.n - begin,
		    sizeof(*b->rows.v), due_compare);
}

/* The next one, and the date as it is written. */
static void
add_birthdays(struct brief *b)
{
	day_t today = b->book->options->today, born, next;
	const struct person_fact *facts;
	size_t n = facts_of(b, KEY_BIRTHDAY, &facts), i;
	int age;

	for (i = 0; i < n; i++) {
		next = DAY_NONE;
		if (birthday_parse(facts[i].value, &born))
			next = birthday_next(born, today, &age);
		if (next == DAY_NONE) {
			add(b, DAY_NONE, facts[i].value, facts[i].source,
			    facts[i].line);
			continue;
		}
		buf_clear(&b->scratch);
		report_birthday(&b->scratch, b->person, next - today, age);
		buf_puts(&b->scratch, " (");
		buf_add(&b->scratch, facts[i].value);
		buf_addc(&b->scratch, ')');
		add(b, next, kept(b), facts[i].source, facts[i].line);
	}
}

/* Newest first, those without a day last. */
static int
mention_compare(const void *x, const void *y)
{
	const struct brief_row *a = x, *b = y;

	if (a->day != b->day)
		return a->day > b->day ? -1 : 1;
	return place_compare(a, b);
}

static bool
is_own_note(const struct brief *b, uint32_t source)
{
	uint32_t i;

	for (i = 0; i < b->person->parts_n; i++)
		if (b->person->parts[i].source == source)
			return b->book->sources[source].kind == SOURCE_PERSON;
	return false;
}

/* Is there a row of that line among the first n? */
static bool
has_line(const struct brief *b, size_t n, const struct brief_row *row)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (b->rows.v[i].line == row->line &&
		    b->rows.v[i].source == row->source)
			return true;
	return false;
}

/* Lines of other notes that are in no section above. */
static void
add_mentions(struct brief *b)
{
	const struct about *a = b->book->abouts.v;
	size_t begin = b->rows.n, i, n;
	const struct record *r;

	for (i = 0; i < b->book->abouts.n; i++) {
		if (a[i].person != b->id || is_own_note(b, a[i].at.source))
			continue;
		r = report_record(b->book, a[i].at);
		if (r->kind == RECORD_MENTION)
			add_record(b, r->day, a[i].at);
	}
	n = b->rows.n;
	if (n > begin)
		qsort(b->rows.v + begin, n - begin, sizeof(*b->rows.v),
		    mention_compare);
	b->rows.n = begin;
	for (i = begin; i < n; i++) {
		const struct brief_row row = b->rows.v[i];

		if (!has_line(b, begin, &row) && (b->rows.n == begin ||
		    row.line != b->rows.v[b->rows.n - 1].line ||
		    row.source != b->rows.v[b->rows.n - 1].source))
			b->rows.v[b->rows.n++] = row;
	}
}

/* Has the line of a record that tag? Records of one line stand together. */
static bool
has_tag(const struct source *s, uint32_t record, struct str tag)
{
	uint32_t line = s->records[record].line, i = record;
	const struct record *r;

	while (i && s->records[i - 1].line == line)
		i--;
	for (; i < s->records_n && s->records[i].line == line; i++) {
		r = &s->records[i];
		if (r->kind == RECORD_TAG && str_istarts(r->text, tag) &&
		    (r->text.len == tag.len || r->text.ptr[tag.len] == '/'))
			return true;
	}
	return false;
}

/* Entries with #fact, newest first. */
static void
add_told(struct brief *b)
{
	const struct interaction *v = &b->book->interactions.v[
	    b->person->first];
	uint32_t i;

	for (i = b->person->interactions_n; i-- > 0;)
		if (has_tag(&b->book->sources[v[i].at.source], v[i].at.record,
			STR("fact")))
			add_record(b, v[i].day, v[i].at);
}

/* Do the words say that they want something? */
static bool
asks(struct str text)
{
	static const char *const words[] = { "asked", "asks", "asking",
		"wants", "wanted", "wishes", "would like", "would love",
		"is looking for", NULL };
	size_t i, at, from;

	for (i = 0; words[i]; i++)
		for (from = 0; from < text.len; from = at + 1) {
			at = str_find(str_from(text, from), str_of(words[i]));
			if (at == SIZE_MAX)
				break;
			at += from;
			if (!at || !ch_alpha(text.ptr[at - 1]))
				return true;
		}
	return false;
}

/* The last thing that they wanted. */
static void
add_asked(struct brief *b)
{
	const struct interaction *v = &b->book->interactions.v[
	    b->person->first];
	uint32_t i;

	for (i = b->person->interactions_n; i-- > 0;)
		if (asks(report_record(b->book, v[i].at)->text)) {
			add_record(b, v[i].day, v[i].at);
			return;
		}
}

/* The last promise that was kept, by either. */
static void
add_kept(struct brief *b)
{
	const struct followup *f = b->book->followups.v, *last = NULL;
	const struct record *r;
	day_t day, newest = DAY_NONE;
	size_t i;

	for (i = 0; i < b->book->followups.n; i++) {
		if (f[i].person != b->id || f[i].status != DUE_DONE)
			continue;
		r = report_record(b->book, f[i].at);
		day = r->due != DAY_NONE ? r->due : r->day;
		if (r->kind == RECORD_FOLLOWUP || (last && day < newest))
			continue;
		last = &f[i];
		newest = day;
	}
	if (last)
		add_record(b, newest, last->at);
}

const struct brief_section brief_sections[BRIEF_SECTIONS] = {
	{ "name", 2, add_names, 0, 0, false },
	{ "tags", 1, add_tags, 0, 0, false },
	{ "met", 1, add_met, 0, 0, false },
	{ "via", 1, add_via, 0, 0, false },
	{ "state", 1, add_state, 0, 0, false },
	{ "rhythm", 1, brief_rhythm, 0, 0, false },
	{ "contact", CONTACTS, add_contacts, 0, 0, false },
	{ "planned", 1, add_planned, 0, 0, false },
	{ "promise", 3, add_followups, 0, RECORD_PROMISE, false },
	{ "waiting", 2, add_followups, 0, RECORD_WAITING, false },
	{ "followup", 2, add_followups, 0, RECORD_FOLLOWUP, false },
	{ "email", 1, add_facts, KEY_EMAIL, 0, true },
	{ "phone", 1, add_facts, KEY_PHONE, 0, true },
	{ "handle", 1, add_facts, KEY_HANDLE, 0, true },
	{ "url", 1, add_facts, KEY_URL, 0, true },
	{ "org", 1, add_facts, KEY_ORG, 0, true },
	{ "place", 1, add_facts, KEY_PLACE, 0, true },
	{ "mention", 2, add_mentions, 0, 0, true },
	/* last, what to think of to make somebody feel remembered */
	{ "birthday", 1, add_birthdays, 0, 0, false },
	{ "care", 1, add_facts, KEY_CARE, 0, false },
	{ "fact", 2, add_told, 0, 0, false },
	{ "asked", 1, add_asked, 0, 0, false },
	{ "kept", 1, add_kept, 0, 0, false },
};

void
brief_fill(struct brief *b, uint32_t person)
{
	b->id = person;
	b->person = &b->book->people.v[person];
	vec_clear(&b->rows);
	for (b->number = 0; b->number < BRIEF_SECTIONS; b->number++) {
		b->section = &brief_sections[b->number];
		b->section->add(b);
	}
}

void
brief_release(struct brief *b)
{
	vec_release(&b->rows);
	buf_release(&b->scratch);
}
