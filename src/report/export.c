#include "report/export.h"

#include "base/birthday.h"
#include "report/export-uid.h"
#include "report/report.h"

/* A record and one of those whom it is about, in the order of records. */
struct about_one {
	struct origin at;
	day_t day;
	uint32_t person;
	uint8_t status; /* enum followup_status */
	bool asks;
};

/* Whom an entry or a follow-up that leaves is about. */
struct belonging {
	uint32_t person; /* in the export */
	uint32_t index;
};
struct belongings {
	struct belonging *v;
	size_t n, cap;
};

struct making {
	const struct book *book;
	struct arena *arena;
	const uint32_t *numbers; /* of people in the export, or PERSON_NONE */
	struct export_uids uids;
	VEC(struct export_person) people;
	VEC(struct export_entry) entries, mentions;
	VEC(struct export_followup) followups;
	struct belongings of_entries, of_followups;
	VEC(struct about_one) all; /* being sorted */
	struct strs names;
};

static const struct {
	const char *name;
	enum key key;
} facts[EXPORT_FACTS] = {
	[EXPORT_ALIASES] = { "aliases", KEY_ALIASES },
	[EXPORT_EMAIL] = { "email", KEY_EMAIL },
	[EXPORT_PHONE] = { "phone", KEY_PHONE },
	[EXPORT_HANDLE] = { "handle", KEY_HANDLE },
	[EXPORT_URL] = { "url", KEY_URL },
	[EXPORT_ID] = { "id", KEY_ID },
	[EXPORT_ORG] = { "org", KEY_ORG },
	[EXPORT_PLACE] = { "place", KEY_PLACE },
	[EXPORT_TAGS] = { "tags", KEY_TAGS },
	[EXPORT_BIRTHDAY] = { "birthday", KEY_BIRTHDAY },
	[EXPORT_MET_AT] = { "met_at", KEY_MET_AT },
	[EXPORT_VIA] = { "via", KEY_VIA },
	[EXPORT_CARE] = { "care", KEY_CARE },
};

const char *
export_fact_name(enum export_fact fact)
{
	return facts[fact].name;
}

/* The names but the one that is shown. */
static struct export_list
aliases_of(struct making *m, const struct person *p)
{
	const struct person_fact *names;
	size_t n = person_names_at(m->book, p, m->arena, &names), i;
	struct str *v;

	if (n < 2)
		return (struct export_list){ NULL, 0 };
	v = arena_alloc(m->arena, (n - 1) * sizeof(*v));
	for (i = 1; i < n; i++)
		v[i - 1] = names[i].value;
	return (struct export_list){ v, n - 1 };
}

static void
take_facts(struct making *m, const struct person *p, struct export_person *e)
{
	struct export_list *list;
	int i;

	for (i = 0; i < EXPORT_FACTS; i++) {
		list = &e->facts[i];
		if (i == EXPORT_ALIASES)
			*list = aliases_of(m, p);
		else if (i == EXPORT_TAGS)
			list->n = person_tags(m->book, p, m->arena, &list->v);
		else
			list->n = person_facts(m->book, p, facts[i].key,
			    m->arena, &list->v);
	}
}

/* The first birthday that can be read, and the first crossing of paths. */
static void
take_days(struct making *m, const struct person *p, struct export_person *e)
{
	const struct export_list *written = &e->facts[EXPORT_BIRTHDAY];
	const struct profile *f;
	size_t i;

	e->born = e->met = DAY_NONE;
	for (i = 0; i < written->n && e->born == DAY_NONE; i++)
		if (!birthday_parse(written->v[i], &e->born))
			e->born = DAY_NONE;
	for (i = 0; i < p->parts_n; i++) {
		f = &m->book->sources[p->parts[i].source].profiles[
		    p->parts[i].profile];
		if (f->met != DAY_NONE &&
		    (e->met == DAY_NONE || f->met < e->met))
			e->met = f->met;
	}
}

static void
take_person(struct making *m, const struct person *p)
{
	struct export_person e = {
		.name = p->name,
		.uid = export_uid_person(&m->uids, m->book, p),
		.status = p->status == STATUS_LET_GO ? STR("let-go") :
		    p->status == STATUS_PAUSED ? STR("paused") : STR_NONE,
		.state = str_of(state_name((enum person_state)p->state)),
		.last = p->last,
		.snooze = p->snooze,
		.due = p->due,
		.days = p->days,
		.path = person_source(m->book, p)->path,
		.line = person_profile(m->book, p)->line,
	};
	char cadence[SPAN_TEXT];

	if (p->cadence_from == CADENCE_OWN) {
		span_format(p->cadence, cadence);
		e.cadence = arena_str(m->arena, str_of(cadence));
	}
	take_facts(m, p, &e);
	take_days(m, p, &e);
	vec_push(&m->people, e);
}

/* Those who are wanted, and which number each has from now on. */
static void
take_people(struct making *m, const struct query *query, const bool *wanted)
{
	size_t n = m->book->people.n, i;
	uint32_t *numbers = arena_alloc(m->arena, n * sizeof(*numbers));

	for (i = 0; i < n; i++) {
		numbers[i] = PERSON_NONE;
		if (!wanted[i] ||
		    (query->limit && m->people.n == query->limit))
			continue;
		numbers[i] = (uint32_t)m->people.n;
		take_person(m, &m->book->people.v[i]);
	}
	m->numbers = numbers;
}

static int
about_compare(const void *x, const void *y)
{
	const struct about_one *a = x, *b = y;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->at.source != b->at.source)
		return a->at.source < b->at.source ? -1 : 1;
	if (a->at.record != b->at.record)
		return a->at.record < b->at.record ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

/* How many from there on are about the same record. */
static size_t
same_record(const struct making *m, size_t from)
{
	const struct about_one *v = m->all.v;
	size_t end = from + 1;

	while (end < m->all.n && v[end].day == v[from].day &&
	    v[end].at.source == v[from].at.source &&
	    v[end].at.record == v[from].at.record)
		end++;
	return end - from;
}

/* Is any of them one who leaves? */
static bool
leaves(const struct making *m, size_t from, size_t n)
{
	size_t i;

	for (i = from; i < from + n; i++)
		if (m->all.v[i].person != PERSON_NONE &&
		    m->numbers[m->all.v[i].person] != PERSON_NONE)
			return true;
	return false;
}

/* The names of all of them; who leaves has the index from now on, if any. */
static struct export_list
take_names(struct making *m, size_t from, size_t n, size_t index,
    struct belongings *belongings)
{
	struct belonging one = { .index = (uint32_t)index };
	struct export_list list;
	uint32_t person;
	size_t i;

	vec_clear(&m->names);
	for (i = from; i < from + n; i++) {
		person = m->all.v[i].person;
		if (person == PERSON_NONE ||
		    (i > from && person == m->all.v[i - 1].person))
			continue;
		vec_push(&m->names, m->book->people.v[person].name);
		one.person = m->numbers[person];
		if (belongings && one.person != PERSON_NONE)
			vec_push(belongings, one);
	}
	list.n = m->names.n;
	list.v = arena_copy(m->arena, m->names.v, list.n, sizeof(*list.v));
	return list;
}

static struct str
direction_name(const struct record *record)
{
	switch (record->direction & DIRECTION_BOTH) {
	case DIRECTION_OUT:
		return STR("out");
	case DIRECTION_IN:
		return STR("in");
	case DIRECTION_BOTH:
		return STR("both");
	default:
		return STR_NONE;
	}
}

static struct export_entry
entry_of(const struct making *m, size_t from, struct export_list names)
{
	struct origin at = m->all.v[from].at;
	const struct record *record = report_record(m->book, at);

	return (struct export_entry){
		.day = m->all.v[from].day,
		.channel = record->channel,
		.text = record->text,
		.direction = direction_name(record),
		.names = names,
		.path = m->book->sources[at.source].path,
		.line = record->line,
	};
}

static void
sort_all(struct making *m)
{
	if (m->all.n)
		qsort(m->all.v, m->all.n, sizeof(*m->all.v), about_compare);
}

static void
take_entries(struct making *m)
{
	const struct interaction *in;
	struct export_list names;
	size_t i, n;

	vec_clear(&m->all);
	for (i = 0; i < m->book->interactions.n; i++) {
		in = &m->book->interactions.v[i];
		vec_push(&m->all, (struct about_one){ .at = in->at,
		    .day = in->day, .person = in->person });
	}
	sort_all(m);
	for (i = 0; i < m->all.n; i += n) {
		n = same_record(m, i);
		if (!leaves(m, i, n))
			continue;
		names = take_names(m, i, n, m->entries.n, &m->of_entries);
		vec_push(&m->entries, entry_of(m, i, names));
	}
}

static void
take_mentions(struct making *m)
{
	const struct record *record;
	const struct about *about;
	struct export_list names;
	size_t i, n;

	vec_clear(&m->all);
	for (i = 0; i < m->book->abouts.n; i++) {
		about = &m->book->abouts.v[i];
		record = report_record(m->book, about->at);
		if (record->kind == RECORD_MENTION && record->day != DAY_NONE)
			vec_push(&m->all, (struct about_one){ .at = about->at,
			    .day = record->day, .person = about->person });
	}
	sort_all(m);
	for (i = 0; i < m->all.n; i += n) {
		n = same_record(m, i);
		if (!leaves(m, i, n))
			continue;
		names = take_names(m, i, n, 0, NULL);
		vec_push(&m->mentions, entry_of(m, i, names));
	}
}

/* Where one of several people has answered, it still waits for the others. */
static size_t
still_asking(const struct making *m, size_t from, size_t n)
{
	size_t i;

	for (i = from; i < from + n; i++)
		if (m->all.v[i].asks)
			return i;
	return from;
}

static void
take_followup(struct making *m, size_t from, size_t n)
{
	const struct about_one *one = &m->all.v[still_asking(m, from, n)];
	const struct record *record = report_record(m->book, one->at);
	struct str path = m->book->sources[one->at.source].path;
	struct export_list names =
	    take_names(m, from, n, m->followups.n, &m->of_followups);

	vec_push(&m->followups, (struct export_followup){
		.due = record->due,
		.day = record->day,
		.kind = str_of(record_kind_name(
		    (enum record_kind)record->kind)),
		.state = str_of(followup_status_name(
		    (enum followup_status)one->status)),
		.asks = one->asks,
		.text = record->text,
		.uid = export_uid_followup(&m->uids, path, record),
		.names = names,
		.path = path,
		.line = record->line,
	});
}

static void
take_followups(struct making *m, const struct query *query, const bool *wanted)
{
	bool nobodys = query_among(query, wanted, PERSON_NONE);
	const struct followup *f;
	size_t i, n;

	vec_clear(&m->all);
	for (i = 0; i < m->book->followups.n; i++) {
		f = &m->book->followups.v[i];
		vec_push(&m->all, (struct about_one){ .at = f->at,
		    .person = f->person, .status = f->status,
		    .asks = report_asks(m->book, f) });
	}
	sort_all(m);
	for (i = 0; i < m->all.n; i += n) {
		n = same_record(m, i);
		if (leaves(m, i, n) ||
		    (nobodys && m->all.v[i].person == PERSON_NONE))
			take_followup(m, i, n);
	}
}

static int
belonging_compare(const void *x, const void *y)
{
	const struct belonging *a = x, *b = y;

	if (a->person != b->person)
		return a->person < b->person ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

/* Those of each person, which begin where the one before has ended. */
static struct export_indices
cut_person(struct making *m, const struct belonging *v, size_t n, size_t *at,
    uint32_t person)
{
	size_t from = *at, i;
	uint32_t *indices;

	while (*at < n && v[*at].person == person)
		++*at;
	indices = arena_alloc(m->arena, (*at - from) * sizeof(*indices));
	for (i = from; i < *at; i++)
		indices[i - from] = v[i].index;
	return (struct export_indices){ indices, *at - from };
}

static void
share_out(struct making *m)
{
	struct export_person *people = m->people.v;
	size_t entry = 0, followup = 0;
	uint32_t i;

	if (m->of_entries.n)
		qsort(m->of_entries.v, m->of_entries.n,
		    sizeof(*m->of_entries.v), belonging_compare);
	if (m->of_followups.n)
		qsort(m->of_followups.v, m->of_followups.n,
		    sizeof(*m->of_followups.v), belonging_compare);
	for (i = 0; i < m->people.n; i++) {
		people[i].entries = cut_person(m, m->of_entries.v,
		    m->of_entries.n, &entry, i);
		people[i].followups = cut_person(m, m->of_followups.v,
		    m->of_followups.n, &followup, i);
	}
}

void
export_make(struct export *x, const struct book *book,
    const struct query *query, bool texts, struct arena *arena)
{
	struct making m = { .book = book, .arena = arena,
		.uids = { .arena = arena } };
	const bool *wanted = query_people(query, book, arena);

	take_people(&m, query, wanted);
	if (texts) {
		take_entries(&m);
		take_mentions(&m);
	}
	take_followups(&m, query, wanted);
	share_out(&m);
	*x = (struct export){
		.people_n = m.people.n,
		.entries_n = m.entries.n,
		.mentions_n = m.mentions.n,
		.followups_n = m.followups.n,
	};
	x->people = arena_take(arena, m.people.v, m.people.n,
	    sizeof(*m.people.v));
	x->entries = arena_take(arena, m.entries.v, m.entries.n,
	    sizeof(*m.entries.v));
	x->mentions = arena_take(arena, m.mentions.v, m.mentions.n,
	    sizeof(*m.mentions.v));
	x->followups = arena_take(arena, m.followups.v, m.followups.n,
	    sizeof(*m.followups.v));
	export_uid_release(&m.uids);
	vec_release(&m.of_entries);
	vec_release(&m.of_followups);
	vec_release(&m.all);
	vec_release(&m.names);
}
