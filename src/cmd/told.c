#include "cmd/told.h"

#include "cmd/message.h"

enum {
	NAMED = 4,    /* more people than these are only counted */
	SUBJECT = 60, /* bytes of a text in a subject, about */
};

enum rank { RANK_ADD, RANK_SET, RANK_REST };

static struct str
keep(struct changes *c, struct buf *text)
{
	struct str kept = arena_str(&c->texts, buf_str(text));

	buf_release(text);
	return kept;
}

/* A text in short, without what only says when. */
static struct str
in_short(struct changes *c, struct str text)
{
	struct buf words = { 0 }, out = { 0 };
	struct str rest, word;

	edition_words(&words, text);
	for (rest = buf_str(&words); str_cut(&rest, ' ', &word) && word.len;) {
		if (out.len + word.len > SUBJECT && out.len) {
			buf_puts(&out, " …");
			break;
		}
		buf_puts(&out, out.len ? " " : "");
		buf_add(&out, word);
	}
	buf_release(&words);
	return keep(c, &out);
}

/* What stands below the line, as far to the left as it goes. */
static struct str
body_of(struct changes *c, const struct edition *e, const struct item *item)
{
	struct buf out = { 0 };
	size_t indent = SIZE_MAX, blanks;
	uint32_t i, end = item->end;
	struct str row;

	if (end > e->rows.n)
		end = (uint32_t)e->rows.n;
	for (i = item->line; i < end; i++) {
		row = str_rtrim(e->rows.v[i]);
		blanks = row.len - str_ltrim(row).len;
		indent = row.len && blanks < indent ? blanks : indent;
	}
	for (i = item->line; i < end; i++) {
		row = str_rtrim(e->rows.v[i]);
		if (!row.len && !out.len)
			continue;
		buf_add(&out, str_from(row, indent));
		buf_addc(&out, '\n');
	}
	while (out.len && out.ptr[out.len - 1] == '\n')
		out.len--;
	return keep(c, &out);
}

static bool
is_over(const struct record *record)
{
	return record->state != FOLLOWUP_OPEN;
}

/* What a record was before, or NULL. */
static const struct record *
before(const struct changed_note *note, uint32_t item)
{
	uint32_t was = note->compare.now_turned[item];

	return was == ITEM_NONE ? NULL :
	    edition_record(&note->was, &note->was.items.v[was]);
}

/* Was something of the unit done, or put off? The record that says so. */
static const struct record *
find_mark(const struct change_unit *u, bool done)
{
	const struct record *was, *now;
	size_t i;

	was = before(u->note, u->main);
	now = edition_record(&u->note->now, &u->note->now.items.v[u->main]);
	if (!was || was->day != now->day)
		return NULL;
	for (i = 0; i < u->items.n; i++) {
		was = before(u->note, u->items.v[i]);
		now = edition_record(&u->note->now,
		    &u->note->now.items.v[u->items.v[i]]);
		if (was && (done ? !is_over(was) && is_over(now) :
		    !is_over(now) && was->due != now->due))
			return now;
	}
	return NULL;
}

/* The day that the mark itself says, else today. */
static day_t
done_day(struct str text, day_t today)
{
	static const char *const marks[] = { "\xe2\x9c\x85", /* U+2705 */
		"#followed-up/", "#followedup/", "@done(" };
	size_t i, at;
	day_t day;

	for (i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		at = str_find(text, str_of(marks[i]));
		if (at != SIZE_MAX && day_scan(str_ltrim(str_from(text,
		    at + strlen(marks[i]))), &day) && day != DAY_NONE &&
		    day <= today)
			return day;
	}
	return today;
}

static struct str
until(struct changes *c, day_t day)
{
	struct buf out = { 0 };
	char date[DAY_TEXT];

	day_format(day, date);
	buf_puts(&out, day == DAY_NONE ? "without a date" : "until ");
	buf_puts(&out, date);
	return keep(c, &out);
}

static void
tell_record(struct changes *c, struct change_unit *u, const struct record *r,
    const struct item *item)
{
	const struct record *mark = find_mark(u, true);

	u->text = r->text;
	u->rank = RANK_REST;
	if (mark) {
		u->verb = "done";
		u->what = str_of(record_kind_name(
		    (enum record_kind)mark->kind));
		u->day = done_day(mark->text, c->s->today);
		return;
	}
	mark = find_mark(u, false);
	if (mark) {
		u->verb = "snooze";
		u->what = until(c, mark->due);
		u->day = c->s->today;
		return;
	}
	u->verb = "log";
	u->day = r->day;
	u->what = r->kind != RECORD_ENTRY ?
	    str_of(record_kind_name((enum record_kind)r->kind)) :
	    r->channel.len ? r->channel : STR("note");
	u->body = body_of(c, &u->note->now, item);
}

/* "cadence, email", and below it the values. */
static void
tell_keys(struct changes *c, struct change_unit *u)
{
	struct buf names = { 0 }, lines = { 0 };
	const struct item *item;
	size_t i;

	for (i = 0; i < u->items.n; i++) {
		item = &u->note->now.items.v[u->items.v[i]];
		if (item->kind != ITEM_KEY)
			continue;
		buf_puts(&names, names.len ? ", " : "");
		buf_add(&names, item->name);
		buf_puts(&lines, lines.len ? "\n" : "");
		buf_printf(&lines, "%.*s: %.*s", STR_ARG(item->name),
		    STR_ARG(item->value));
	}
	u->verb = "set";
	u->rank = RANK_SET;
	u->day = DAY_NONE;
	u->what = keep(c, &names);
	u->text = keep(c, &lines);
}

/* Somebody new, or by another name. */
static void
tell_person(struct changes *c, struct change_unit *u)
{
	const struct edition *e = &u->note->now;
	struct buf text = { 0 };

	u->verb = "add";
	u->rank = RANK_ADD;
	u->day = DAY_NONE;
	if (u->note->compare.now_turned[u->main] == ITEM_NONE)
		return;
	u->verb = "set";
	u->rank = RANK_SET;
	u->what = STR("name");
	buf_puts(&text, "name: ");
	buf_add(&text, e->source.profiles[
	    e->items.v[u->main].profile].name);
	u->text = keep(c, &text);
}

void
told_unit(struct changes *c, struct change_unit *u)
{
	const struct item *item = &u->note->now.items.v[u->main];
	const struct record *record = edition_record(&u->note->now, item);

	if (record) {
		tell_record(c, u, record, item);
	} else if (item->kind == ITEM_KEY) {
		tell_keys(c, u);
	} else {
		tell_person(c, u);
	}
}

/* The person of the note whose part of it has that heading. */
static uint32_t
same_profile(const struct changes *c, const struct changed_note *note,
    const struct profile *was)
{
	const struct source *now = &note->now.source;
	uint32_t i;

	for (i = 0; i < now->profiles_n; i++)
		if (now->kind == SOURCE_PERSON ||
		    str_eq(now->profiles[i].anchor, was->anchor))
			return c->links.profiles[
			    c->links.profile_base[note->source] + i];
	return PERSON_NONE;
}

void
told_gone(struct changes *c, struct change_unit *u, uint32_t was)
{
	const struct edition *e = &u->note->was;
	const struct item *item = &e->items.v[was];
	const struct record *record = edition_record(e, item);
	const struct book *book = &c->s->book;
	const struct who *who;
	bool ambiguous;
	uint32_t i, person = PERSON_NONE;

	u->verb = "remove";
	u->rank = RANK_REST;
	u->day = record ? record->day : DAY_NONE;
	u->what = record ? in_short(c, record->text) : item->name;
	for (i = 0; record && i < record->who_n; i++) {
		who = &e->source.whos[record->who + i];
		person = who->target.ptr ? book_link(book, who->target,
		    &book->sources[u->note->source], &ambiguous) :
		    same_profile(c, u->note,
		    &e->source.profiles[who->profile]);
		if (person != PERSON_NONE)
			vec_push(&u->people, person);
	}
	if (!record && item->profile < e->source.profiles_n)
		person = same_profile(c, u->note,
		    &e->source.profiles[item->profile]);
	if (!record && person != PERSON_NONE)
		vec_push(&u->people, person);
}

bool
told_alike(const struct change_unit *a, const struct change_unit *b)
{
	return a->note != b->note && !strcmp(a->verb, b->verb) &&
	    a->rank == RANK_REST && a->day == b->day &&
	    str_eq(a->what, b->what) && str_eq(a->text, b->text) &&
	    str_eq(a->body, b->body);
}

/* The people of several units, each once. */
struct crowd {
	VEC(struct message_person) list;
	VEC(uint32_t) people;
};

static void
add_people(struct changes *c, struct crowd *crowd,
    const struct change_unit *u)
{
	const struct book *book = &c->s->book;
	uint32_t person;
	size_t i, k;

	for (i = 0; i < u->people.n; i++) {
		person = u->people.v[i];
		for (k = 0; k < crowd->people.n; k++)
			if (crowd->people.v[k] == person)
				break;
		if (k < crowd->people.n)
			continue;
		vec_push(&crowd->people, person);
		vec_push(&crowd->list, (struct message_person){
		    book->people.v[person].name,
		    person_path(book, &book->people.v[person], &c->texts) });
	}
}

/* The subject of each, a line each. */
static void
add_subjects(struct changes *c, struct change_unit *const *units, size_t n,
    struct buf *out)
{
	struct buf message = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		buf_clear(&message);
		told_message(c, &units[i], 1, &message);
		buf_puts(out, i ? "\n" : "");
		buf_add(out, message_subject(buf_str(&message)));
	}
	buf_release(&message);
}

static bool
all_alike(struct change_unit *const *units, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (!told_alike(units[0], units[i]))
			return false;
	return true;
}

/* The verb that is all of theirs. */
static const char *
common_verb(struct change_unit *const *units, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (strcmp(units[0]->verb, units[i]->verb) != 0)
			return "log";
	return units[0]->verb;
}

/* Somebody's note with all that is in it: no more than that they are new. */
static bool
is_new_note(struct change_unit *const *units, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (units[i]->note != units[0]->note)
			return false;
	return n > 1 && units[0]->rank == RANK_ADD &&
	    units[0]->note->now.source.kind == SOURCE_PERSON;
}

void
told_message(struct changes *c, struct change_unit *const *units, size_t n,
    struct buf *out)
{
	const struct change_unit *u = units[0];
	struct crowd crowd = { 0 };
	struct buf what = { 0 }, text = { 0 };
	struct message m = { .verb = u->verb, .what = u->what, .day = u->day,
		.text = u->text, .body = u->body };
	size_t i;

	for (i = 0; i < n; i++)
		add_people(c, &crowd, units[i]);
	m.people = crowd.list.v;
	m.people_n = crowd.list.n;
	if (is_new_note(units, n)) {
		add_subjects(c, units + 1, n - 1, &text);
		m.text = buf_str(&text);
		m.people_n = u->people.n;
	} else if (!all_alike(units, n)) {
		m.unnamed = m.people_n > NAMED;
		buf_printf(&what, "%zu changes", n);
		if (m.unnamed)
			buf_printf(&what, " about %zu people", m.people_n);
		add_subjects(c, units, n, &text);
		m.verb = common_verb(units, n);
		m.what = buf_str(&what);
		m.text = buf_str(&text);
		m.body = STR_NONE;
		m.day = DAY_NONE;
	}
	message_write(out, &m);
	vec_release(&crowd.list);
	vec_release(&crowd.people);
	buf_release(&what);
	buf_release(&text);
}
