/*
 * A table for spreadsheets and address books (RFC 4180, but that lines end in
 * LF), with the headers that Google's contacts have where they have one. Our
 * own reader of tables takes all of them (note/header.c).
 */
#include "base/plain.h"
#include "out/export-forms.h"

/* Google's mark between the values of one field. */
#define JOINT " ::: "

struct column {
	const char *header;
	/* one of these */
	struct str (*text)(const struct export_person *p, struct buf *scratch);
	int fact; /* enum export_fact */
};

static struct str
name_of(const struct export_person *p, struct buf *scratch)
{
	(void)scratch;
	return p->name;
}

/* Where the last word begins; 0 where there is one alone, or an address. */
static size_t
last_word(struct str name)
{
	size_t blank = str_rchr(name, ' ');

	return blank == SIZE_MAX || str_chr(name, '@') != SIZE_MAX ? 0 :
	    blank + 1;
}

static struct str
first_name_of(const struct export_person *p, struct buf *scratch)
{
	size_t last = last_word(p->name);

	(void)scratch;
	if (str_chr(p->name, '@') != SIZE_MAX)
		return STR_NONE;
	return last ? str_rtrim(str_upto(p->name, last)) : p->name;
}

static struct str
last_name_of(const struct export_person *p, struct buf *scratch)
{
	size_t last = last_word(p->name);

	(void)scratch;
	return last ? str_from(p->name, last) : STR_NONE;
}

static struct str
day_of(day_t day, struct buf *scratch)
{
	char text[DAY_TEXT];

	day_format(day, text);
	buf_clear(scratch);
	buf_puts(scratch, text);
	return buf_str(scratch);
}

static struct str
met_of(const struct export_person *p, struct buf *scratch)
{
	return day_of(p->met, scratch);
}

static struct str
last_of(const struct export_person *p, struct buf *scratch)
{
	return day_of(p->last, scratch);
}

static struct str
snooze_of(const struct export_person *p, struct buf *scratch)
{
	return day_of(p->snooze, scratch);
}

static struct str
cadence_of(const struct export_person *p, struct buf *scratch)
{
	(void)scratch;
	return p->cadence;
}

static struct str
status_of(const struct export_person *p, struct buf *scratch)
{
	(void)scratch;
	return p->status;
}

static const struct column columns[] = {
	{ "Name", name_of, 0 },
	{ "First Name", first_name_of, 0 },
	{ "Last Name", last_name_of, 0 },
	{ "Nickname", NULL, EXPORT_ALIASES },
	{ "E-mail 1 - Value", NULL, EXPORT_EMAIL },
	{ "Phone 1 - Value", NULL, EXPORT_PHONE },
	{ "Organization Name", NULL, EXPORT_ORG },
	{ "Birthday", NULL, EXPORT_BIRTHDAY },
	{ "Labels", NULL, EXPORT_TAGS },
	{ "URL", NULL, EXPORT_URL },
	{ "Handle", NULL, EXPORT_HANDLE },
	{ "Location", NULL, EXPORT_PLACE },
	{ "Met", met_of, 0 },
	{ "Met At", NULL, EXPORT_MET_AT },
	{ "Via", NULL, EXPORT_VIA },
	{ "Care", NULL, EXPORT_CARE },
	{ "Cadence", cadence_of, 0 },
	{ "Last Contact", last_of, 0 },
	{ "Snooze", snooze_of, 0 },
	{ "Status", status_of, 0 },
	{ "ID", NULL, EXPORT_ID },
};

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

/* The start of a field that some spreadsheet takes for a formula. */
static bool
is_formula(struct str field)
{
	/* what is protected already is so twice: one is taken off again */
	while (str_starts(field, STR("'")))
		field = str_from(field, 1);
	return field.len && field.ptr[0] && strchr("=+-@\t\r", field.ptr[0]);
}

static bool
wants_quotes(struct str field)
{
	size_t i;

	for (i = 0; i < field.len; i++)
		if (field.ptr[i] && strchr("\",\n\r;\t", field.ptr[i]))
			return true;
	/* blanks at the ends are lost without quotes */
	return str_trim(field).len != field.len;
}

static void
put_field(struct exporting *e, struct str field)
{
	struct str part;

	if (!e->options.raw && is_formula(field))
		buf_splice(&e->scratch, 0, 0, STR("'"));
	field = buf_str(&e->scratch);
	if (!wants_quotes(field)) {
		buf_add(&e->out, field);
		return;
	}
	buf_addc(&e->out, '"');
	while (str_cut(&field, '"', &part)) {
		buf_add(&e->out, part);
		if (field.ptr)
			buf_puts(&e->out, "\"\"");
	}
	buf_addc(&e->out, '"');
}

/* A field, as text that any reader of tables takes, in scratch. */
static void
fill_field(struct exporting *e, const struct column *column,
    const struct export_person *p)
{
	const struct export_list *list = &p->facts[column->fact];
	struct buf text = { 0 };
	size_t i;

	buf_clear(&e->scratch);
	if (column->text) {
		plain_text(&e->scratch, column->text(p, &text));
		buf_release(&text);
		return;
	}
	for (i = 0; i < list->n; i++) {
		buf_puts(&e->scratch, i ? JOINT : "");
		plain_text(&e->scratch, list->v[i]);
	}
}

static void
begin(struct exporting *e)
{
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		buf_printf(&e->out, "%s%s", i ? "," : "", columns[i].header);
	buf_addc(&e->out, '\n');
}

static void
person(struct exporting *e, const struct export_person *p)
{
	size_t i;

	for (i = 0; i < COLUMNS; i++) {
		buf_puts(&e->out, i ? "," : "");
		fill_field(e, &columns[i], p);
		put_field(e, buf_str(&e->scratch));
	}
	buf_addc(&e->out, '\n');
}

const struct export_form export_csv_form = {
	.name = "csv",
	.begin = begin,
	.person = person,
};
