#include "note/keyvalue.h"

#include "base/birthday.h"
#include "base/unicode.h"
#include "note/scalar.h"

enum { NAME_MAX_BYTES = 64 };

struct wants {
	const char *what;
	bool (*take)(struct buf *out, struct str typed, day_t today);
};

static bool
add_date(struct buf *out, struct str typed, day_t today, enum when when,
    bool past)
{
	char text[DAY_TEXT];
	day_t day;

	if (!when_parse(typed, today, when, &day) || day == DAY_NONE ||
	    (past && day > today))
		return false;
	day_format(day, text);
	buf_puts(out, text);
	return true;
}

static bool
take_coming(struct buf *out, struct str typed, day_t today)
{
	return add_date(out, typed, today, WHEN_COMING, false);
}

static bool
take_past(struct buf *out, struct str typed, day_t today)
{
	return add_date(out, typed, today, WHEN_RECENT, true);
}

static bool
take_word(struct buf *out, struct str typed, bool good)
{
	if (good)
		buf_add(out, typed);
	return good;
}

static bool
take_cadence(struct buf *out, struct str typed, day_t today)
{
	struct span span;

	(void)today;
	return take_word(out, typed, str_ieq(typed, STR("none")) ||
	    str_ieq(typed, STR("never")) || cadence_parse(typed, &span));
}

static bool
take_birthday(struct buf *out, struct str typed, day_t today)
{
	day_t born;

	return take_word(out, typed, birthday_parse(typed, &born) &&
	    born <= today);
}

static bool
take_status(struct buf *out, struct str typed, day_t today)
{
	static const char *const words[] = { "active", "archived", "dormant",
		"paused", "let-go", "deceased", "do-not-contact", NULL };

	(void)today;
	return take_word(out, typed, key_among(typed, words));
}

static bool
is_boolean(struct str typed)
{
	static const char *const words[] = { "true", "false", "yes", "no",
		"on", "off", "1", "0", NULL };

	return key_among(typed, words);
}

static bool
take_boolean(struct buf *out, struct str typed, day_t today)
{
	(void)today;
	return take_word(out, typed, is_boolean(typed));
}

static bool
take_deceased(struct buf *out, struct str typed, day_t today)
{
	size_t i = 0;

	while (i < typed.len && ch_digit(typed.ptr[i]))
		i++;
	return take_word(out, typed, is_boolean(typed) ||
	    (i == 4 && typed.len == 4)) || take_past(out, typed, today);
}

/* One address or more, with commas between. */
static bool
take_email(struct buf *out, struct str typed, day_t today)
{
	struct str rest = typed, part;
	size_t at;

	(void)today;
	while (str_cut(&rest, ',', &part)) {
		part = str_trim(part);
		at = str_chr(part, '@');
		if (at == SIZE_MAX || !at || at + 1 == part.len ||
		    str_chr(part, ' ') != SIZE_MAX)
			return false;
	}
	return take_word(out, typed, true);
}

const char *
keyvalue_add(struct buf *out, enum key key, struct str typed, day_t today)
{
	static const struct wants past = {
		"a date that is not in the future (2026-05-02, yesterday)",
		take_past };
	static const struct wants coming = { "a date (2026-12-01, 2w, fri)",
		take_coming };
	static const struct wants boolean = { "true or false",
		take_boolean };
	static const struct wants cadence = {
		"a cadence (2w, 1m, weekly, none)", take_cadence };
	static const struct wants birthday = {
		"a birthday (1984-04-17, 04-17)", take_birthday };
	static const struct wants status = { "let-go, do-not-contact, "
		"deceased, paused, dormant, archived or active",
		take_status };
	static const struct wants deceased = { "true, a year or a date",
		take_deceased };
	static const struct wants email = {
		"an address, or several with commas between", take_email };
	static const struct wants *const wants[KEY_END] = {
		[KEY_LAST_CONTACT] = &past,
		[KEY_MET] = &past,
		[KEY_SNOOZE] = &coming,
		[KEY_NEXT_CONTACT] = &coming,
		[KEY_DATE] = &coming,
		[KEY_PAUSED] = &boolean,
		[KEY_DO_NOT_CONTACT] = &boolean,
		[KEY_CADENCE] = &cadence,
		[KEY_BIRTHDAY] = &birthday,
		[KEY_STATUS] = &status,
		[KEY_DECEASED] = &deceased,
		[KEY_EMAIL] = &email,
	};

	typed = str_trim(typed);
	if (!scalar_holds(typed))
		return "a line of text";
	if (!typed.len || (unsigned)key >= KEY_END || !wants[key])
		buf_add(out, typed);
	else if (!wants[key]->take(out, typed, today))
		return wants[key]->what;
	return NULL;
}

bool
keyvalue_is_key(struct str name)
{
	int32_t cp;
	size_t n;

	if (!name.len || name.len > NAME_MAX_BYTES ||
	    str_trim(name).len != name.len)
		return false;
	(void)unicode_next(name, &cp);
	if (!unicode_letter(cp))
		return false;
	for (; name.len; name = str_from(name, n)) {
		n = unicode_next(name, &cp);
		if (!unicode_letter(cp) && !(cp > 0 && cp < 128 &&
		    (ch_digit((char)cp) || strchr("-_. ", (int)cp))))
			return false;
	}
	return true;
}
