#include "note/vcardvalue.h"

#include <stdio.h>

#include "base/birthday.h"

enum {
	BIRTHDAY_TEXT = 32,
	CITY = 3, /* which field of ADR */
};

/* A property, on its way to be values. */
struct property {
	struct vcardvalues *values;
	const struct contentline *line;
	enum key key;
	bool preferred;
};

static void
drop_newlines(struct buf *text, size_t from)
{
	for (; from < text->len; from++)
		if (ch_space(text->ptr[from]))
			text->ptr[from] = ' ';
}

/* Adds what was appended to the text since from, trimmed, unless empty. */
static void
add_since(const struct property *p, enum key key, size_t from, bool listed)
{
	struct buf *text = &p->values->text;
	struct str all, value;
	struct vcardvalue v = { .line = p->line->line,
		.column = p->line->column, .key = (uint8_t)key,
		.listed = listed, .preferred = p->preferred };

	if (key != KEY_REMARK)
		drop_newlines(text, from);
	all = str_from(buf_str(text), from);
	value = str_trim(all);
	if (!value.len)
		return;
	v.at = from + (size_t)(value.ptr - all.ptr);
	v.len = value.len;
	vec_push(&p->values->list, v);
	if (!p->values->first[key])
		p->values->first[key] = (uint32_t)p->values->list.n;
}

/* Adds a value as it is, without escapes. */
static void
add_plain(const struct property *p, enum key key, struct str value)
{
	size_t from = p->values->text.len;

	buf_add(&p->values->text, value);
	add_since(p, key, from, true);
}

static void
add_text(const struct property *p, enum key key, struct str value,
    bool listed)
{
	size_t from = p->values->text.len;

	contentline_text(&p->values->text, value);
	add_since(p, key, from, listed);
}

static void
take_text(const struct property *p)
{
	add_text(p, p->key, p->line->value, false);
}

/* Google's system groups are no tags, as in its tables. */
static bool
is_system_group(struct str label)
{
	return str_eq(label, STR("myContacts")) ||
	    str_eq(label, STR("starred"));
}

static void
take_list(const struct property *p)
{
	struct str rest = p->line->value, part;

	while (contentline_cut(&rest, ',', &part))
		if (p->key != KEY_TAGS || !is_system_group(str_trim(part)))
			add_text(p, p->key, part, true);
}

/* "Acme;Research": the unit within is left. */
static void
take_first(const struct property *p)
{
	struct str rest = p->line->value, part;

	if (contentline_cut(&rest, ';', &part))
		add_text(p, p->key, part, true);
}

/* Family, given, additional names; prefixes and suffixes are left. */
static void
take_names(const struct property *p)
{
	static const enum key keys[] = { KEY_LAST_NAME, KEY_FIRST_NAME,
		KEY_MIDDLE_NAME };
	struct buf *text = &p->values->text;
	struct str rest = p->line->value, field, part;
	size_t i, from;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]) &&
	    contentline_cut(&rest, ';', &field); i++) {
		from = text->len;
		while (contentline_cut(&field, ',', &part)) {
			if (text->len > from)
				buf_addc(text, ' ');
			contentline_text(text, part);
		}
		add_since(p, keys[i], from, true);
	}
}

static void
take_city(const struct property *p)
{
	struct str rest = p->line->value, field;
	size_t i;

	for (i = 0; contentline_cut(&rest, ';', &field); i++)
		if (i == CITY)
			add_text(p, p->key, field, true);
}

/* Without the scheme of a tel: URI. */
static void
take_phone(const struct property *p)
{
	struct str value = p->line->value;

	if (str_istarts(value, STR("tel:")))
		value = str_from(value, 4);
	add_text(p, p->key, value, true);
}

static bool
all_digits(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!ch_digit(s.ptr[i]))
			return false;
	return true;
}

/*
 * One UID in all versions; a running number is no identity, as in tables: each
 * program has a 1.
 */
static void
take_id(const struct property *p)
{
	struct str value = str_trim(p->line->value);

	if (str_istarts(value, STR("urn:uuid:")))
		value = str_from(value, 9);
	if (!all_digits(value))
		add_text(p, p->key, value, true);
}

/* "xmpp:ana@example.org", "skype:ana?chat": the name that one has there. */
static void
take_account(const struct property *p)
{
	struct str value = p->line->value;
	size_t colon = str_chr(value, ':');

	if (str_find(value, STR("://")) != SIZE_MAX) {
		add_text(p, KEY_URL, value, true);
		return;
	}
	if (colon != SIZE_MAX)
		value = str_from(value, colon + 1);
	add_text(p, KEY_HANDLE, str_upto(value, str_chr(value, '?')), true);
}

/* Is it of a kind whose names are handles in notes, as twitter? */
static bool
names_handle(const struct contentline *line)
{
	const struct contentline_param *param;
	size_t i;

	for (i = 0; i < line->params_n; i++) {
		param = &line->params[i];
		if ((!param->name.len || str_ieq(param->name, STR("TYPE")) ||
		    str_ieq(param->name, STR("SERVICE-TYPE"))) &&
		    key_of(param->value) == KEY_HANDLE)
			return true;
	}
	return false;
}

/* A URL, and beside it the name: Apple's x-user=, RFC 9554's USERNAME=. */
static void
take_profile(const struct property *p)
{
	struct str user = contentline_param(p->line, STR("X-USER"));

	if (!user.len)
		user = contentline_param(p->line, STR("USERNAME"));
	if (user.len && names_handle(p->line))
		add_plain(p, KEY_HANDLE, user);
	take_account(p);
}

/*
 * Whether it may be a day: programs write 0000-00-00 for none, and RFC 6350 has
 * 1984-04, --04 and ---17, which are no day either.
 */
static bool
says_day(struct str value)
{
	size_t i, digits = 0, dashes = 0;
	bool any = false;

	for (i = 0; i < value.len; i++) {
		digits += ch_digit(value.ptr[i]);
		dashes += value.ptr[i] == '-';
		any |= value.ptr[i] >= '1' && value.ptr[i] <= '9';
	}
	if (digits + dashes < value.len)
		return true;
	return any && !(digits == 2 && dashes) &&
	    !(digits == 6 && dashes == 1);
}

/* The year that stands for none: Apple's own parameter, else 1604. */
static bool
is_no_year(const struct property *p, int year)
{
	struct str omit = contentline_param(p->line,
	    STR("X-APPLE-OMIT-YEAR"));
	char text[BIRTHDAY_TEXT];

	snprintf(text, sizeof(text), "%d", year);
	return year == BIRTHDAY_NO_YEAR || str_eq(omit, str_of(text));
}

/*
 * A day is written as netgrep has it, whatever form it came in and without its
 * time; anything else stays as it is.
 */
static void
take_birthday(const struct property *p)
{
	struct str value = str_trim(p->line->value), date;
	char text[BIRTHDAY_TEXT];
	int year, month, mday;
	day_t day;

	date = str_upto(value, str_chr(value, 'T'));
	if (!says_day(date))
		return;
	if (!birthday_parse(date, &day)) {
		add_text(p, p->key, value, true);
		return;
	}
	day_split(day, &year, &month, &mday);
	if (is_no_year(p, year))
		snprintf(text, sizeof(text), "--%02d-%02d", month, mday);
	else
		day_format(day, text);
	add_plain(p, p->key, str_of(text));
}

/* Whenever it was. */
static void
take_death(const struct property *p)
{
	if (str_trim(p->line->value).len)
		add_plain(p, KEY_DECEASED, STR("true"));
}

static void
take_kind(const struct property *p)
{
	struct str kind = str_trim(p->line->value);

	if (str_ieq(kind, STR("group")))
		p->values->group = true;
	if (kind.len && !str_ieq(kind, STR("individual")))
		p->values->nobody = true;
}

/* Evolution's lists of addresses: TRUE. */
static void
take_is_list(const struct property *p)
{
	if (str_ieq(str_trim(p->line->value), STR("true")))
		p->values->group = p->values->nobody = true;
}

/* Apple's way to say that a card is a company's. */
static void
take_shown_as(const struct property *p)
{
	if (str_istarts(str_trim(p->line->value), STR("company")))
		p->values->nobody = true;
}

static void
take_member(const struct property *p)
{
	struct str value = str_trim(p->line->value);

	if (str_istarts(value, STR("urn:uuid:")))
		value = str_from(value, 9);
	add_text(p, KEY_PEOPLE, value, true);
}

/* "vnd.android.cursor.item/nickname;Ani;1;" */
static void
take_android(const struct property *p)
{
	struct str rest = p->line->value, type, name;

	if (contentline_cut(&rest, ';', &type) &&
	    str_ends(type, STR("/nickname")) &&
	    contentline_cut(&rest, ';', &name))
		add_text(p, KEY_ALIASES, name, true);
}

struct known {
	const char *name;
	void (*take)(const struct property *p);
	enum key key;
};

static const struct known known[] = {
	{ "ADR", take_city, KEY_PLACE },
	{ "BDAY", take_birthday, KEY_BIRTHDAY },
	{ "CATEGORIES", take_list, KEY_TAGS },
	{ "DEATHDATE", take_death, KEY_DECEASED },
	{ "EMAIL", take_text, KEY_EMAIL },
	{ "FN", take_text, KEY_NAME },
	{ "IMPP", take_account, KEY_HANDLE },
	{ "KIND", take_kind, KEY_OTHER },
	{ "MEMBER", take_member, KEY_PEOPLE },
	{ "N", take_names, KEY_OTHER },
	{ "NICKNAME", take_list, KEY_ALIASES },
	{ "NOTE", take_text, KEY_REMARK },
	{ "ORG", take_first, KEY_ORG },
	{ "SOCIALPROFILE", take_profile, KEY_HANDLE },
	{ "TEL", take_phone, KEY_PHONE },
	{ "TITLE", take_text, KEY_ROLE },
	{ "UID", take_id, KEY_ID },
	{ "URL", take_text, KEY_URL },
	{ "X-ABSHOWAS", take_shown_as, KEY_OTHER },
	{ "X-ADDRESSBOOKSERVER-KIND", take_kind, KEY_OTHER },
	{ "X-ADDRESSBOOKSERVER-MEMBER", take_member, KEY_PEOPLE },
	{ "X-ANDROID-CUSTOM", take_android, KEY_ALIASES },
	{ "X-EVOLUTION-LIST", take_is_list, KEY_OTHER },
	{ "X-KIND", take_kind, KEY_OTHER },
	{ "X-SOCIALPROFILE", take_profile, KEY_HANDLE },
};

/* Keys of front matter that cards have as X-CADENCE or X-NETGREP-CADENCE. */
static bool
is_extension(enum key key)
{
	switch (key) {
	case KEY_HANDLE:
	case KEY_URL:
	case KEY_LAST_CONTACT:
	case KEY_CADENCE:
	case KEY_SNOOZE:
	case KEY_PAUSED:
	case KEY_STATUS:
	case KEY_DO_NOT_CONTACT:
	case KEY_DECEASED:
	case KEY_CONTACT_STYLE:
	case KEY_MET:
	case KEY_MET_AT:
	case KEY_VIA:
	case KEY_CARE:
		return true;
	default:
		return false;
	}
}

static void
take_extension(struct property *p)
{
	struct str name = p->line->name;
	size_t prefix = str_istarts(name, STR("X-NETGREP-")) ? 10 : 2;

	if (!str_istarts(name, STR("X-")))
		return;
	/* as X-FRM-FREQUENCY is known by its whole name */
	p->key = key_of(name);
	if (p->key == KEY_OTHER)
		p->key = key_of(str_from(name, prefix));
	if (is_extension(p->key))
		take_text(p);
}

static bool
is_preferred(const struct contentline *line)
{
	return contentline_is(line, STR("TYPE"), STR("pref")) ||
	    str_eq(contentline_param(line, STR("PREF")), STR("1"));
}

void
vcardvalue_take(struct vcardvalues *values, const struct contentline *line)
{
	struct property p = { values, line, KEY_OTHER, is_preferred(line) };
	char first = line->name.len ? ch_lower(line->name.ptr[0]) : '\0';
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (ch_lower(known[i].name[0]) == first &&
		    str_ieq(line->name, str_of(known[i].name))) {
			p.key = known[i].key;
			known[i].take(&p);
			return;
		}
	}
	take_extension(&p);
}

struct str
vcardvalue_text(const struct vcardvalues *values,
    const struct vcardvalue *value)
{
	return str_upto(str_from(buf_str(&values->text), value->at),
	    value->len);
}

const struct vcardvalue *
vcardvalue_first(const struct vcardvalues *values, enum key key)
{
	return values->first[key] ?
	    &values->list.v[values->first[key] - 1] : NULL;
}

void
vcardvalue_clear(struct vcardvalues *values)
{
	buf_clear(&values->text);
	vec_clear(&values->list);
	memset(values->first, 0, sizeof(values->first));
	values->group = values->nobody = false;
}

void
vcardvalue_release(struct vcardvalues *values)
{
	buf_release(&values->text);
	vec_release(&values->list);
}
