#include "note/profile.h"

#include "base/birthday.h"
#include "base/buf.h"
#include "note/kind.h"
#include "note/link.h"
#include "note/values.h"
#include "note/written.h"

enum { SHOWN = 60 }; /* bytes of a value in a message */

/* One value of a key. */
struct given {
	struct profile_builder *b;
	enum key key;
	struct str value; /* trimmed, not empty */
	uint32_t line, column;
};

static bool
is_true(struct str s)
{
	static const char *const words[] = { "true", "yes", "on", "1", NULL };

	return key_among(s, words);
}

bool
profile_unset(struct str s)
{
	static const char *const words[] = { "none", "never", "no", "false",
		"unknown", "n/a", "?", "", NULL };

	return key_among(s, words);
}

/* A date, and a time as RFC 3339 has it or after a blank. */
static bool
date_and_time(struct str s, day_t *day)
{
	size_t n = written_scan(s, day);

	if (!n || *day == DAY_NONE)
		return false;
	s = str_from(s, n);
	return !s.len || (s.len > 5 &&
	    (s.ptr[0] == 'T' || s.ptr[0] == 't' || s.ptr[0] == ' ') &&
	    ch_digit(s.ptr[1]) && ch_digit(s.ptr[2]) && s.ptr[3] == ':');
}

/* "[2026-08-15](journal/2026-08-15.md)" shows what date it leads to. */
static struct str
date_shown(struct str value)
{
	struct str s = str_trim(value);

	return str_starts(s, STR("[")) && str_ends(s, STR(")")) ?
	    link_shown(s) : str_trim(link_target(value));
}

bool
profile_date(struct str value, day_t *day)
{
	struct str s = date_shown(value);
	size_t slash;

	if (date_and_time(s, day))
		return true;
	/* [[journal/2026-08-15]], but not 2026/08/15 */
	slash = s.len == value.len ? SIZE_MAX : str_rchr(s, '/');
	if (slash != SIZE_MAX && date_and_time(str_from(s, slash + 1), day))
		return true;
	*day = DAY_NONE;
	return false;
}

static void
warn_no_date(const struct given *g, const char *written)
{
	diag_warn(&g->b->r->diags, "bad-date", g->b->path, g->line, g->column,
	    "%.*s is no date; write it as %s",
	    STR_ARG(str_upto(g->value, SHOWN)), written);
}

/* The date of a key; false, and a warning, when it is none. */
static bool
date_of(const struct given *g, day_t *day)
{
	if (profile_date(g->value, day))
		return true;
	if (!profile_unset(g->value))
		warn_no_date(g, "2026-05-02");
	return false;
}

static void
set_status(struct profile_builder *b, enum person_status status)
{
	/* letting go is the stronger one */
	if (b->profile.status < status)
		b->profile.status = (uint8_t)status;
}

static void
add_fact(const struct given *g, struct str value)
{
	value = str_trim(value);
	if (value.len)
		vec_push(&g->b->facts, (struct fact){ value, g->line,
		    (uint8_t)g->key });
}

static void
take_fact(const struct given *g)
{
	struct str rest = g->value, part;

	if (g->key == KEY_URL)
		rest = values_url(rest);
	if (!values_are_links(rest)) {
		add_fact(g, link_target(rest));
		return;
	}
	while (str_cut(&rest, ',', &part))
		add_fact(g, link_target(str_trim(part)));
}

/* The part of the name that is said by key. */
static struct str *
name_part(struct profile_builder *b, enum key key)
{
	switch (key) {
	case KEY_FIRST_NAME:
		return &b->first;
	case KEY_MIDDLE_NAME:
		return &b->middle;
	case KEY_LAST_NAME:
		return &b->last;
	case KEY_TITLE:
		return &b->title;
	default:
		return &b->name;
	}
}

static void
take_name(const struct given *g)
{
	struct profile_builder *b = g->b;
	struct str *part = name_part(b, g->key);

	if (part->len)
		return;
	*part = link_shown(g->value);
	/* the whole name's place is the best one to show */
	if (g->key == KEY_NAME || (g->key != KEY_TITLE && !b->name_line)) {
		b->name_line = g->line;
		b->name_column = g->column;
	}
}

static void
take_aliases(const struct given *g)
{
	struct str rest = link_target(g->value), part;

	if (g->b->listed || rest.len != g->value.len) {
		add_fact(g, rest);
		return;
	}
	while (str_cut(&rest, ',', &part))
		add_fact(g, link_target(str_trim(part)));
}

static void
take_tags(const struct given *g)
{
	struct str rest = values_tag(g->value), tag;

	/* blanks are only in links, and in the labels of a list */
	if (g->b->listed || link_target(g->value).len != g->value.len) {
		add_fact(g, rest);
		return;
	}
	rest = g->value;
	while (values_cut_tag(&rest, &tag))
		add_fact(g, values_tag(tag));
}

/* But for those that say no more than that this is a person. */
static void
take_categories(const struct given *g)
{
	struct given tag = *g;

	tag.key = KEY_TAGS;
	if (!kind_says_person(g->value))
		take_tags(&tag);
}

/* How close somebody is: the tag "tier/close", which rules can ask for. */
static void
take_tier(const struct given *g)
{
	struct given tag = *g;
	struct buf text = { 0 };

	buf_puts(&text, "tier/");
	buf_add(&text, values_tag(g->value));
	tag.key = KEY_TAGS;
	add_fact(&tag, arena_str(&g->b->r->scratch, buf_str(&text)));
	buf_release(&text);
}

/* An address without "mailto:", "[…](…)" and "<…>". */
static void
add_address(const struct given *g, struct str s)
{
	if (values_address(&s))
		add_fact(g, s);
}

static void
take_emails(const struct given *g)
{
	struct str rest = g->value, part, word;
	size_t open, len;

	while (values_cut(&rest, ",;\n", &part)) {
		open = str_chr(part, '<');
		len = str_chr(str_from(part, open), '>');
		if (open != SIZE_MAX && len != SIZE_MAX) {
			add_address(g, str_trim(str_from(
			    str_upto(part, open + len), open + 1)));
			continue;
		}
		while (values_cut(&part, " \t\r", &word))
			add_address(g, word);
	}
}

static void
take_cadence(const struct given *g)
{
	struct profile *p = &g->b->profile;

	if (str_ieq(g->value, STR("none")) || str_ieq(g->value, STR("never"))) {
		set_status(g->b, STATUS_PAUSED);
		p->cadence_line = p->cadence_line ? p->cadence_line : g->line;
	} else if (p->cadence.months || p->cadence.days) {
		return;
	} else if (cadence_parse(g->value, &p->cadence)) {
		p->cadence_line = g->line;
	} else {
		diag_warn(&g->b->r->diags, "bad-cadence", g->b->path, g->line,
		    g->column,
		    "%.*s is no cadence; write it as 2w, 1m, weekly or none",
		    STR_ARG(str_upto(g->value, SHOWN)));
	}
}

static void
take_last_contact(const struct given *g)
{
	struct profile *p = &g->b->profile;
	day_t day;

	if (!date_of(g, &day) ||
	    (p->last_contact != DAY_NONE && p->last_contact >= day))
		return;
	p->last_contact = day;
	p->last_contact_line = g->line;
}

static void
take_met(const struct given *g)
{
	struct profile *p = &g->b->profile;
	day_t day;

	if (p->met != DAY_NONE || !date_of(g, &day))
		return;
	p->met = day;
	p->met_line = g->line;
}

/* Kept however it is written; what has a date's form should be one. */
static void
take_birthday(const struct given *g)
{
	struct str s = date_shown(g->value);
	day_t born;
	size_t i = day_scan(s, &born), dashes = 0;

	/* no time of day, which programs put behind it */
	if (i && profile_date(s, &born))
		s = str_upto(s, i);
	add_fact(g, s);
	for (i = 0; i < s.len && (ch_digit(s.ptr[i]) || s.ptr[i] == '-'); i++)
		dashes += s.ptr[i] == '-';
	if (dashes && i == s.len && !birthday_parse(s, &born))
		warn_no_date(g, "1984-04-17 or 04-17");
}

static void
take_snooze(const struct given *g)
{
	day_t day;

	if (g->b->profile.snooze == DAY_NONE && date_of(g, &day))
		g->b->profile.snooze = day;
}

static void
take_status(const struct given *g)
{
	static const char *const let_go[] = { "let-go", "deceased",
		"do-not-contact", NULL };
	static const char *const paused[] = { "archived", "dormant", "paused",
		"inactive", NULL };
	struct str word = link_target(g->value);

	if (key_among(word, let_go))
		set_status(g->b, STATUS_LET_GO);
	else if (key_among(word, paused))
		set_status(g->b, STATUS_PAUSED);
}

static void
take_paused(const struct given *g)
{
	if (is_true(g->value))
		set_status(g->b, STATUS_PAUSED);
}

static void
take_do_not_contact(const struct given *g)
{
	if (is_true(g->value))
		set_status(g->b, STATUS_LET_GO);
}

/* true, or when: a date or a year. */
static void
take_deceased(const struct given *g)
{
	struct str s = g->value;
	day_t day;

	if (is_true(s) || profile_date(s, &day) ||
	    (s.len == 4 && ch_digit(s.ptr[0]) && ch_digit(s.ptr[1]) &&
	    ch_digit(s.ptr[2]) && ch_digit(s.ptr[3])))
		set_status(g->b, STATUS_LET_GO);
}

/* "ambient": met as life has it, never looked up. */
static void
take_contact_style(const struct given *g)
{
	if (str_ieq(g->value, STR("ambient")))
		set_status(g->b, STATUS_PAUSED);
}

void
profile_begin(struct profile_builder *b, struct reader *r, struct str path)
{
	*b = (struct profile_builder){ .r = r, .path = path };
	b->profile.last_contact = DAY_NONE;
	b->profile.met = DAY_NONE;
	b->profile.snooze = DAY_NONE;
}

void
profile_add(struct profile_builder *b, enum key key, struct str value,
    uint32_t line, uint32_t column)
{
	static void (*const takers[KEY_END])(const struct given *) = {
		[KEY_CATEGORIES] = take_categories,
		[KEY_TAGS] = take_tags,
		[KEY_NAME] = take_name,
		[KEY_FIRST_NAME] = take_name,
		[KEY_MIDDLE_NAME] = take_name,
		[KEY_LAST_NAME] = take_name,
		[KEY_TITLE] = take_name,
		[KEY_ALIASES] = take_aliases,
		[KEY_EMAIL] = take_emails,
		[KEY_PHONE] = take_fact,
		[KEY_HANDLE] = take_fact,
		[KEY_ID] = take_fact,
		[KEY_URL] = take_fact,
		[KEY_ORG] = take_fact,
		[KEY_ROLE] = take_fact,
		[KEY_PLACE] = take_fact,
		[KEY_LAST_CONTACT] = take_last_contact,
		[KEY_CADENCE] = take_cadence,
		[KEY_NEXT_CONTACT] = take_fact,
		[KEY_SNOOZE] = take_snooze,
		[KEY_PAUSED] = take_paused,
		[KEY_STATUS] = take_status,
		[KEY_DO_NOT_CONTACT] = take_do_not_contact,
		[KEY_DECEASED] = take_deceased,
		[KEY_CONTACT_STYLE] = take_contact_style,
		[KEY_MET] = take_met,
		[KEY_MET_AT] = take_fact,
		[KEY_VIA] = take_fact,
		[KEY_BIRTHDAY] = take_birthday,
		[KEY_TIER] = take_tier,
		[KEY_CARE] = take_fact,
		[KEY_REMARK] = take_fact,
	};
	struct given given = { b, key, str_trim(value), line, column };

	if ((unsigned)key < KEY_END && takers[key] && given.value.len)
		takers[key](&given);
}

void
profile_add_field(struct profile_builder *b, const struct front_field *field)
{
	enum key key = field->known;
	uint32_t i;

	b->listed = field->list;
	for (i = 0; i < field->n; i++)
		profile_add(b, key, field->values[i].text,
		    field->values[i].line, field->values[i].column);
	b->listed = false;
}

/* First, middle and last name, as far as they are known. */
static struct str
join_names(struct profile_builder *b)
{
	const struct str parts[] = { b->first, b->middle, b->last };
	struct buf joined = { 0 };
	struct str name;
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (parts[i].len && joined.len)
			buf_addc(&joined, ' ');
		buf_add(&joined, parts[i]);
	}
	name = arena_str(&b->r->arena, buf_str(&joined));
	buf_release(&joined);
	return name;
}

/* "Name: Ana" beside "Last name: Ruiz" is the first one. */
static void
see_first_name(struct profile_builder *b)
{
	if (b->first.len || !b->last.len || !b->name.len ||
	    str_chr(b->name, ' ') != SIZE_MAX || str_ieq(b->name, b->last))
		return;
	b->first = b->name;
	b->name = STR_NONE;
}

static void
settle_name(struct profile_builder *b)
{
	struct profile *p = &b->profile;

	see_first_name(b);
	if (b->name.len)
		p->name = arena_str(&b->r->arena, b->name);
	else if (b->first.len || b->last.len)
		p->name = join_names(b);
	else {
		p->name = arena_str(&b->r->arena, p->name);
		return;
	}
	if (!p->anchor.len && b->name_line) {
		p->line = b->name_line;
		p->column = b->name_column;
	}
}

struct profile
profile_end(struct profile_builder *b)
{
	struct arena *a = &b->r->arena;
	struct profile profile;
	struct fact *facts;
	size_t i;

	settle_name(b);
	if (b->profile.anchor.len)
		b->profile.anchor = arena_str(a, b->profile.anchor);
	facts = arena_copy(a, b->facts.v, b->facts.n, sizeof(*facts));
	for (i = 0; i < b->facts.n; i++)
		facts[i].value = arena_str(a, facts[i].value);
	b->profile.facts = facts;
	b->profile.facts_n = (uint32_t)b->facts.n;
	profile = b->profile;
	vec_release(&b->facts);
	*b = (struct profile_builder){ 0 };
	return profile;
}
