/*
 * Cards, vCard 3.0 (RFC 2426): the version that every address book reads. What
 * it has no property for is X-NETGREP-KEY, which our own reader takes; address
 * books keep it.
 */
#include "base/birthday.h"
#include "base/plain.h"
#include "note/contentline.h"
#include "out/export-forms.h"

/* A property a value. */
struct property {
	const char *name;
	const char *type; /* of its TYPE; or NULL */
	int fact;         /* enum export_fact */
	unsigned char before, behind; /* empty fields around it */
};

static const struct property properties[] = {
	/* several of these rather than a list, which some take for one name */
	{ "NICKNAME", NULL, EXPORT_ALIASES, 0, 0 },
	{ "ORG", NULL, EXPORT_ORG, 0, 0 },
	{ "EMAIL", "INTERNET", EXPORT_EMAIL, 0, 0 },
	{ "TEL", NULL, EXPORT_PHONE, 0, 0 },
	/* the city */
	{ "ADR", NULL, EXPORT_PLACE, 3, 3 },
	{ "URL", NULL, EXPORT_URL, 0, 0 },
	{ "X-NETGREP-HANDLE", NULL, EXPORT_HANDLE, 0, 0 },
	{ "X-NETGREP-MET-AT", NULL, EXPORT_MET_AT, 0, 0 },
	{ "X-NETGREP-VIA", NULL, EXPORT_VIA, 0, 0 },
	{ "X-NETGREP-CARE", NULL, EXPORT_CARE, 0, 0 },
};

static void
put_marks(struct contentline_writer *w, unsigned n)
{
	while (n--)
		contentline_add_mark(w, ';');
}

static void
put_property(struct contentline_writer *w, const struct property *property,
    struct str value)
{
	contentline_begin(w, property->name);
	if (property->type)
		contentline_add_param(w, "TYPE", str_of(property->type));
	put_marks(w, property->before);
	/* a URL too: where a comma in one is bare, vobject drops the rest */
	contentline_add_text(w, value);
	put_marks(w, property->behind);
	contentline_end(w);
}

/* The last word is the family's, the words before it are the person's. */
static void
put_name(struct contentline_writer *w, struct str name)
{
	size_t blank = str_rchr(name, ' ');
	struct str family = blank == SIZE_MAX ? STR_NONE :
	    str_from(name, blank + 1);

	contentline_write(w, "FN", name);
	contentline_begin(w, "N");
	contentline_add_text(w, family);
	contentline_add_mark(w, ';');
	contentline_add_text(w, str_rtrim(str_upto(name, blank)));
	put_marks(w, 3);
	contentline_end(w);
}

/* Where the year is not known Apple's, since 3.0 has no way to say so. */
static void
put_birthday(struct contentline_writer *w, day_t born)
{
	char text[DAY_TEXT];
	int year, month, mday;

	if (born == DAY_NONE)
		return;
	day_format(born, text);
	day_split(born, &year, &month, &mday);
	contentline_begin(w, "BDAY");
	if (year == BIRTHDAY_NO_YEAR)
		contentline_add_param(w, "X-APPLE-OMIT-YEAR", STR("1604"));
	contentline_add_plain(w, str_of(text));
	contentline_end(w);
}

static void
put_tags(struct contentline_writer *w, const struct export_list *tags)
{
	size_t i;

	if (!tags->n)
		return;
	contentline_begin(w, "CATEGORIES");
	for (i = 0; i < tags->n; i++) {
		if (i)
			contentline_add_mark(w, ',');
		contentline_add_text(w, tags->v[i]);
	}
	contentline_end(w);
}

static void
put_text(struct contentline_writer *w, const char *name, struct str value)
{
	if (value.len)
		contentline_write(w, name, value);
}

static void
put_day(struct contentline_writer *w, const char *name, day_t day)
{
	char text[DAY_TEXT];

	day_format(day, text);
	put_text(w, name, str_of(text));
}

static void
person(struct exporting *e, const struct export_person *p)
{
	struct contentline_writer w = { .out = &e->out };
	const struct export_list *list;
	size_t i, k;

	buf_clear(&e->scratch);
	buf_puts(&e->out, "BEGIN:VCARD\r\nVERSION:3.0\r\n"
	    "PRODID:-//netgrep//netgrep//EN\r\n");
	contentline_write(&w, "UID", p->uid);
	plain_flat(&e->scratch, p->name);
	put_name(&w, buf_str(&e->scratch));
	for (i = 0; i < sizeof(properties) / sizeof(properties[0]); i++) {
		list = &p->facts[properties[i].fact];
		for (k = 0; k < list->n; k++)
			put_property(&w, &properties[i], list->v[k]);
	}
	put_birthday(&w, p->born);
	put_tags(&w, &p->facts[EXPORT_TAGS]);
	put_day(&w, "X-NETGREP-MET", p->met);
	put_text(&w, "X-NETGREP-CADENCE", p->cadence);
	put_day(&w, "X-NETGREP-LAST-CONTACT", p->last);
	put_day(&w, "X-NETGREP-SNOOZE", p->snooze);
	put_text(&w, "X-NETGREP-STATUS", p->status);
	buf_puts(&e->out, "END:VCARD\r\n");
}

const struct export_form export_vcf_form = {
	.name = "vcf",
	.person = person,
};
