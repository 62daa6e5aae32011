#include "note/calendar.h"

#include <stdio.h>

#include "base/unicode.h"
#include "note/contentline.h"
#include "note/profile.h"

enum { BIRTHDAY_TEXT = 32 };

/* Somebody whom the calendar names. */
struct named {
	struct str name, email, birthday;
	uint32_t line;
};

/* A calendar while it is read, and the event or task at hand. */
struct calendar {
	struct reader *r;
	struct source *source;
	VEC(struct named) people;
	struct map numbers;  /* of a folded name or email among them */
	bool seen;           /* BEGIN:VCALENDAR */
	bool task, inside;   /* of an event or a task, or neither */
	unsigned inner;      /* components in it, as alarms */
	struct str summary, category, status;
	day_t day;           /* DUE, else DTSTART */
	VEC(uint32_t) attendees;
	uint32_t line;       /* of its BEGIN */
	uint32_t passed;     /* over */
};

static struct str
keep(struct calendar *c, struct str value)
{
	struct buf text = { 0 };
	struct str kept;

	contentline_text(&text, value);
	kept = arena_str(&c->r->scratch, str_trim(buf_str(&text)));
	buf_release(&text);
	return kept;
}

/* The number of a person, who is one by the email, or without one the name. */
static uint32_t
number(struct calendar *c, struct str name, struct str email)
{
	struct named named = { name, email, STR_NONE, c->line };
	struct buf folded = { 0 };
	uint32_t *place;
	bool added;

	unicode_fold(&folded, email.len ? email : name);
	place = map_put(&c->numbers, arena_str(&c->r->scratch,
	    buf_str(&folded)), (uint32_t)c->people.n, &added);
	buf_release(&folded);
	if (added)
		vec_push(&c->people, named);
	return *place;
}

/* The date that a value begins with: 20261201, 20261201T090000Z. */
static day_t
day_of(struct str value)
{
	day_t day;

	return day_parse(str_upto(str_trim(value), 8), &day) ? day : DAY_NONE;
}

static void
add_record(struct calendar *c, uint8_t kind, struct str text, uint32_t who,
    uint32_t who_n)
{
	struct record record = { .kind = kind, .day = DAY_NONE,
		.due = c->day, .text = text, .line = c->line, .column = 1,
		.who = who, .who_n = (uint16_t)who_n };

	if (str_ieq(c->status, STR("COMPLETED")))
		record.state = FOLLOWUP_DONE;
	else if (str_ieq(c->status, STR("CANCELLED")))
		record.state = FOLLOWUP_CANCELLED;
	if (who_n)
		vec_push(&c->r->records, record);
}

static void
add_who(struct calendar *c, uint32_t person)
{
	struct who who = { .profile = person };

	vec_push(&c->r->whos, who);
}

/* "Ana Ruiz, Bob Chen: send the deck" in names and text. */
static bool
part(struct str summary, struct str *names, struct str *text)
{
	size_t colon = str_find(summary, STR(": "));

	if (colon == SIZE_MAX)
		return false;
	*names = str_upto(summary, colon);
	*text = str_trim(str_from(summary, colon + 2));
	return str_trim(*names).len > 0;
}

static void
take_followup(struct calendar *c, uint8_t kind)
{
	uint32_t first = (uint32_t)c->r->whos.n;
	struct str names, text, name;

	if (!part(c->summary, &names, &text))
		return;
	while (str_cut(&names, ',', &name))
		if (str_trim(name).len)
			add_who(c, number(c, str_trim(name), STR_NONE));
	add_record(c, kind, text, first, (uint32_t)c->r->whos.n - first);
}

/* Without the year in the summary it is not known. */
static void
take_birthday(struct calendar *c)
{
	struct str names, text;
	char birthday[BIRTHDAY_TEXT];
	int year, month, mday;
	struct named *named;

	if (c->day == DAY_NONE || !part(c->summary, &names, &text))
		return;
	day_split(c->day, &year, &month, &mday);
	if (str_chr(text, '(') != SIZE_MAX)
		snprintf(birthday, sizeof(birthday), "%04d-%02d-%02d", year,
		    month, mday);
	else
		snprintf(birthday, sizeof(birthday), "--%02d-%02d", month,
		    mday);
	named = &c->people.v[number(c, str_trim(names), STR_NONE)];
	named->birthday = arena_str(&c->r->scratch, str_of(birthday));
}

static void
end_component(struct calendar *c)
{
	static const struct {
		const char *category;
		uint8_t kind;
	} kinds[] = { { "followup", RECORD_FOLLOWUP },
		{ "promise", RECORD_PROMISE }, { "waiting", RECORD_WAITING } };
	uint32_t first = (uint32_t)c->r->whos.n;
	size_t i;

	c->inside = false;
	if (str_eq(c->category, STR("birthday"))) {
		take_birthday(c);
		return;
	}
	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (str_eq(c->category, str_of(kinds[i].category))) {
			take_followup(c, kinds[i].kind);
			return;
		}
	for (i = 0; i < c->attendees.n && c->task; i++)
		add_who(c, c->attendees.v[i]);
	add_record(c, RECORD_PROMISE, c->summary, first,
	    (uint32_t)c->r->whos.n - first);
	c->passed += c->r->whos.n == first;
}

/* ATTENDEE;CN=Ana Ruiz:mailto:ana@example.org */
static void
take_attendee(struct calendar *c, const struct contentline *line)
{
	struct str email = str_trim(line->value);
	struct str name = contentline_param(line, STR("CN"));

	if (str_istarts(email, STR("mailto:")))
		email = str_from(email, 7);
	if (str_chr(email, '@') == SIZE_MAX)
		return;
	email = arena_str(&c->r->scratch, email);
	name = name.len ? keep(c, name) : email;
	vec_push(&c->attendees, number(c, name, email));
}

static void
take_property(struct calendar *c, const struct contentline *line)
{
	day_t day;

	if (str_ieq(line->name, STR("SUMMARY"))) {
		c->summary = keep(c, line->value);
	} else if (str_ieq(line->name, STR("CATEGORIES"))) {
		c->category = keep(c, line->value);
	} else if (str_ieq(line->name, STR("STATUS"))) {
		c->status = keep(c, line->value);
	} else if (str_ieq(line->name, STR("ATTENDEE"))) {
		take_attendee(c, line);
	} else if (str_ieq(line->name, STR("DUE")) ||
	    (str_ieq(line->name, STR("DTSTART")) && c->day == DAY_NONE)) {
		day = day_of(line->value);
		c->day = day != DAY_NONE ? day : c->day;
	}
}

static void
begin_component(struct calendar *c, const struct contentline *line)
{
	struct str name = str_trim(line->value);

	if (c->inside) {
		c->inner++;
		return;
	}
	c->seen |= str_ieq(name, STR("VCALENDAR"));
	c->task = str_ieq(name, STR("VTODO"));
	c->inside = c->task || str_ieq(name, STR("VEVENT"));
	c->line = line->line;
	c->summary = c->category = c->status = STR_NONE;
	c->day = DAY_NONE;
	vec_clear(&c->attendees);
}

static void
take_line(struct calendar *c, const struct contentline *line)
{
	if (str_ieq(line->name, STR("BEGIN")))
		begin_component(c, line);
	else if (!c->inside)
		return;
	else if (!str_ieq(line->name, STR("END")))
		c->inner ? (void)0 : take_property(c, line);
	else if (c->inner)
		c->inner--;
	else
		end_component(c);
}

static void
add_profiles(struct calendar *c)
{
	struct profile_builder b;
	struct profile profile;
	const struct named *n;
	size_t i;

	for (i = 0; i < c->people.n; i++) {
		n = &c->people.v[i];
		profile_begin(&b, c->r, c->source->path);
		b.profile.name = n->name;
		b.profile.line = b.profile.end = n->line;
		b.profile.column = 1;
		profile_add(&b, KEY_EMAIL, n->email, n->line, 1);
		profile_add(&b, KEY_BIRTHDAY, n->birthday, n->line, 1);
		profile = profile_end(&b);
		vec_push(&c->r->profiles, profile);
	}
}

void
calendar_read(struct reader *r, const struct input *input,
    struct source *source)
{
	struct calendar c = { .r = r, .source = source };
	struct contentlines lines;
	struct contentline line;

	contentlines_begin(&lines, input, source->path, &r->diags);
	while (contentlines_next(&lines, &line))
		take_line(&c, &line);
	contentlines_end(&lines);
	add_profiles(&c);
	source->kind = c.seen ? SOURCE_CONTACTS : SOURCE_OTHER;
	source->reason = c.seen ? "a calendar" : "no calendar in it";
	if (c.passed)
		read_warn(r, source, "passed-over", 0, 0, "%u event%s about "
		    "nobody and %s left out", c.passed,
		    c.passed == 1 ? " or task is" : "s or tasks are",
		    c.passed == 1 ? "is" : "are");
	vec_release(&c.people);
	vec_release(&c.attendees);
	map_release(&c.numbers);
}
