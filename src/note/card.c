#include "note/card.h"

#include <stdio.h>

#include "note/profile.h"
#include "note/stamp.h"

enum { BIRTHDAY_TEXT = 32 };

/* Google's lists: "a ::: b". Without blanks, and a primary value's "* ". */
static bool
cut_value(struct str *rest, struct str *value)
{
	size_t at;

	if (!rest->ptr)
		return false;
	at = str_find(*rest, STR(":::"));
	*value = str_trim(str_upto(*rest, at));
	*rest = at == SIZE_MAX ? STR_NONE : str_from(*rest, at + 3);
	return true;
}

static struct str
without_mark(struct str value)
{
	return str_starts(value, STR("* ")) ? str_ltrim(str_from(value, 2)) :
	    value;
}

static void
add_date(struct sheet *t, struct profile_builder *b, enum key key,
    struct str value, uint32_t line)
{
	char text[DAY_TEXT];
	day_t day;

	if (profile_unset(value))
		return;
	if (!stamp_parse(value, t->order, &day)) {
		sheet_bad_date(t, value, line);
		return;
	}
	day_format(day, text);
	profile_add(b, key, sheet_intern(t, str_of(text)), line, 1);
}

/*
 * Kept as written where it is no whole date (--04-17), but for Outlook's
 * 0/0/00, which says nothing.
 */
static void
add_birthday(struct sheet *t, struct profile_builder *b, struct str value,
    uint32_t line)
{
	char text[DAY_TEXT];
	bool any = false;
	day_t day;
	size_t i;

	for (i = 0; i < value.len; i++)
		any |= value.ptr[i] >= '1' && value.ptr[i] <= '9';
	if (!any)
		return;
	if (stamp_parse(value, t->order, &day)) {
		day_format(day, text);
		value = sheet_intern(t, str_of(text));
	} else if (stamp_order(value)) {
		sheet_bad_date(t, value, line);
		return;
	}
	profile_add(b, KEY_BIRTHDAY, value, line, 1);
}

/* A running number is no identity: each table has a 1. */
static bool
is_number(struct str value)
{
	size_t i;

	for (i = 0; i < value.len; i++)
		if (!ch_digit(value.ptr[i]))
			return false;
	return true;
}

/* 4.9E+11: what a spreadsheet made of a number, less its last digits. */
static bool
is_rounded(struct str s)
{
	size_t i = 0, e;

	while (i < s.len && (ch_digit(s.ptr[i]) || s.ptr[i] == '.' ||
	    s.ptr[i] == ','))
		i++;
	if (!i || i + 1 >= s.len || ch_lower(s.ptr[i]) != 'e')
		return false;
	e = ++i;
	i += s.ptr[i] == '+';
	while (i < s.len && ch_digit(s.ptr[i]))
		i++;
	return i == s.len && i > e && ch_digit(s.ptr[i - 1]);
}

static void
add_phone(struct sheet *t, struct profile_builder *b, struct str value,
    uint32_t line)
{
	if (!is_rounded(value))
		profile_add(b, KEY_PHONE, value, line, 1);
	else if (t->rounded++ < SHEET_WARNINGS)
		read_warn(t->r, t->source, "rounded-number", line, 0,
		    "the telephone number %.*s has lost digits in a "
		    "spreadsheet and was not read; export the table again",
		    STR_ARG(str_upto(value, 40)));
}

/* A follow-up that is due then, with the profile that comes next. */
static void
add_next_contact(struct sheet *t, struct str value, uint32_t line)
{
	struct record record = { .kind = RECORD_FOLLOWUP, .day = DAY_NONE,
		.line = line, .column = 1, .who_n = 1, .flags = RECORD_KEY };
	struct who who = { .profile = (uint32_t)t->r->profiles.n,
		.column = 1 };
	char text[DAY_TEXT];
	struct buf buf = { 0 };

	if (profile_unset(value))
		return;
	if (!stamp_parse(value, t->order, &record.due)) {
		sheet_bad_date(t, value, line);
		return;
	}
	day_format(record.due, text);
	buf_printf(&buf, "%s: %s", key_name(KEY_NEXT_CONTACT), text);
	record.text = arena_str(&t->r->scratch, buf_str(&buf));
	buf_release(&buf);
	record.who = (uint32_t)t->r->whos.n;
	vec_push(&t->r->whos, who);
	vec_push(&t->r->records, record);
}

/* "Every 2 weeks" is "2 weeks". */
static void
add_cadence(struct profile_builder *b, struct str value, uint32_t line)
{
	if (str_istarts(value, STR("every ")))
		value = str_ltrim(str_from(value, 6));
	profile_add(b, KEY_CADENCE, value, line, 1);
}

static void
add_fact(struct sheet *t, struct profile_builder *b, enum key key,
    struct str cell_text, uint32_t line)
{
	struct str value, rest = cell_text;

	while (cut_value(&rest, &value)) {
		value = without_mark(value);
		if (!value.len || (key == KEY_ID && is_number(value)) ||
		    (key == KEY_EMAIL && str_chr(value, '@') == SIZE_MAX))
			continue;
		if (key == KEY_MET || key == KEY_LAST_CONTACT ||
		    key == KEY_SNOOZE)
			add_date(t, b, key, value, line);
		else if (key == KEY_NEXT_CONTACT)
			add_next_contact(t, value, line);
		else if (key == KEY_BIRTHDAY)
			add_birthday(t, b, value, line);
		else if (key == KEY_PHONE)
			add_phone(t, b, value, line);
		else if (key == KEY_CADENCE)
			add_cadence(b, value, line);
		else
			profile_add(b, key, sheet_unlinked(value), line, 1);
	}
}

/* "* myContacts ::: Navy" is the tag Navy; "Friends;Porto, Old" are three. */
static void
add_labels(struct profile_builder *b, struct str rest, uint32_t line)
{
	struct str list, some, tag;

	b->listed = true;
	while (cut_value(&rest, &list))
		while (str_cut(&list, ';', &some))
			while (str_cut(&some, ',', &tag)) {
				tag = str_trim(tag);
				if (!str_starts(tag, STR("* ")))
					profile_add(b, KEY_TAGS, tag, line, 1);
			}
	b->listed = false;
}

/* The number in a column, 0 for none. */
static int
number_in(const struct sheet *t, const struct csv_row *row,
    enum header_role role)
{
	struct str s = sheet_first(t, row, role, KEY_OTHER);
	int n = 0;
	size_t i;

	if (!s.len || s.len > 4 || !is_number(s))
		return 0;
	for (i = 0; i < s.len; i++)
		n = n * 10 + (s.ptr[i] - '0');
	return n;
}

/* Thunderbird's birthday stands in three columns, the year may be empty. */
static void
add_birth_columns(struct sheet *t, struct profile_builder *b,
    const struct csv_row *row)
{
	int month = number_in(t, row, HEADER_BIRTH_MONTH);
	int mday = number_in(t, row, HEADER_BIRTH_DAY);
	int year = number_in(t, row, HEADER_BIRTH_YEAR);
	char text[BIRTHDAY_TEXT];

	/* 2000 has the 29th of February */
	if (day_from(year ? year : 2000, month, mday) == DAY_NONE)
		return;
	if (year)
		snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month,
		    mday);
	else
		snprintf(text, sizeof(text), "--%02d-%02d", month, mday);
	profile_add(b, KEY_BIRTHDAY, sheet_intern(t, str_of(text)), row->line,
	    1);
}

/*
 * "Weber, MBA": what stands behind a comma in a family name is a degree, and
 * the person is called without. Who looks for all of it finds them, too.
 */
static struct str
without_degree(struct sheet *t, struct profile_builder *b, struct str first,
    struct str last, uint32_t line)
{
	struct str plain = str_trim(str_upto(last, str_chr(last, ',')));
	struct buf whole = { 0 };

	if (!plain.len || plain.len == last.len)
		return last;
	buf_add(&whole, first);
	buf_puts(&whole, first.len ? " " : "");
	buf_add(&whole, last);
	b->listed = true;
	profile_add(b, KEY_ALIASES, sheet_intern(t, buf_str(&whole)), line, 1);
	b->listed = false;
	buf_release(&whole);
	return plain;
}

/*
 * The whole name where there is one: it is how the person is called. But for
 * an address in its place, which mail programs put there by themselves.
 */
static bool
add_name(struct sheet *t, struct profile_builder *b,
    const struct csv_row *row)
{
	struct str full = sheet_first(t, row, HEADER_FULL, KEY_OTHER);
	struct str first = sheet_first(t, row, HEADER_FIRST, KEY_OTHER);
	struct str last = sheet_first(t, row, HEADER_LAST, KEY_OTHER);
	struct str infix = sheet_first(t, row, HEADER_INFIX, KEY_OTHER);

	if (str_chr(full, '@') != SIZE_MAX && (first.len || last.len))
		full = STR_NONE;
	if (full.len) {
		profile_add(b, KEY_NAME, sheet_unlinked(full), row->line, 1);
		return true;
	}
	last = without_degree(t, b, first, last, row->line);
	if (first.len)
		profile_add(b, KEY_FIRST_NAME, first, row->line, 1);
	if (infix.len && last.len)
		profile_add(b, KEY_MIDDLE_NAME, infix, row->line, 1);
	if (last.len)
		profile_add(b, KEY_LAST_NAME, last, row->line, 1);
	return first.len || last.len;
}

static bool
has_name(const struct sheet *t, const struct csv_row *row)
{
	return sheet_first(t, row, HEADER_FULL, KEY_OTHER).len ||
	    sheet_first(t, row, HEADER_FIRST, KEY_OTHER).len ||
	    sheet_first(t, row, HEADER_LAST, KEY_OTHER).len;
}

/* The row's first email, or empty. */
static struct str
email_of(const struct sheet *t, const struct csv_row *row)
{
	struct str rest = sheet_first(t, row, HEADER_FACT, KEY_EMAIL);
	struct str value;

	while (cut_value(&rest, &value)) {
		value = without_mark(value);
		value = str_trim(str_upto(value, str_chr(value, ',')));
		if (str_chr(value, '@') != SIZE_MAX)
			return value;
	}
	return STR_NONE;
}

/* What is not kept of a table in the notes. */
static void
add_imported(struct profile_builder *b, const struct header_column *column,
    struct str value, uint32_t line)
{
	if (column->role == HEADER_JOB)
		profile_add(b, KEY_ROLE, value, line, 1);
	else if (column->role == HEADER_TEXT)
		profile_add(b, KEY_REMARK, value, line, 1);
}

void
card_read(struct sheet *t, const struct csv_row *row)
{
	const struct header_column *column;
	struct profile_builder b;
	struct profile profile;
	struct str email = email_of(t, row);
	size_t i;

	if (!email.len && !has_name(t, row))
		return;
	profile_begin(&b, t->r, t->source->path);
	if (!add_name(t, &b, row))
		b.profile.name = arena_str(&t->r->arena, email);
	for (i = 0; i < t->columns; i++) {
		column = &t->header.columns.v[i];
		if (column->role == HEADER_FACT)
			add_fact(t, &b, column->key, sheet_cell(row, column),
			    row->line);
		else if (column->role == HEADER_LABELS)
			add_labels(&b, sheet_cell(row, column), row->line);
		else if (t->r->options->imported)
			add_imported(&b, column, sheet_cell(row, column),
			    row->line);
	}
	add_birth_columns(t, &b, row);
	profile = profile_end(&b);
	profile.line = profile.end = row->line;
	profile.column = 1;
	vec_push(&t->r->profiles, profile);
}
