/*
 * A calendar (RFC 5545): what there is to get back to as days, or as tasks, and
 * birthdays as days of every year.
 *
 * The same notes give the same bytes, so DTSTAMP is not the time of the export
 * but the day of the line, or the first day of 1970. There is no SEQUENCE and
 * no LAST-MODIFIED: notes don't tell how often a line was changed, and a number
 * that goes down when something is brought forward would let it be taken for
 * the older one.
 */
#include "base/birthday.h"
#include "base/plain.h"
#include "base/uuid.h"
#include "note/contentline.h"
#include "out/export-forms.h"

/*
 * The year that birthdays without one begin in: a leap year, and not before
 * 1970, where the time of some calendars does.
 */
enum { FIRST_YEAR = 1972 };

/* In the morning of the day. */
#define ALARM "PT9H"

static bool
is_wanted(const struct exporting *e, const struct export_followup *f)
{
	/* as a task it can be ticked off there, too */
	return e->options.todo || (f->asks && f->due != DAY_NONE);
}

static bool
has_birthday(const struct export_person *p)
{
	return p->born != DAY_NONE && !str_eq(p->status, STR("let-go"));
}

static bool
holds(const struct exporting *e, const struct export_person *p)
{
	size_t i;

	if (has_birthday(p))
		return true;
	for (i = 0; i < p->followups.n; i++)
		if (is_wanted(e, &e->x->followups[p->followups.v[i]]))
			return true;
	return false;
}

/* NAME;VALUE=DATE:20261201 */
static void
put_day(struct contentline_writer *w, const char *name, day_t day)
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	buf_printf(w->out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, year, month,
	    mday);
}

static void
put_stamp(struct contentline_writer *w, day_t day)
{
	int year, month, mday;

	day_split(day == DAY_NONE ? 0 : day, &year, &month, &mday);
	buf_printf(w->out, "DTSTAMP:%04d%02d%02dT000000Z\r\n", year, month,
	    mday);
}

/* One that is made of another, for what is made of the same thing. */
static void
put_uid(struct exporting *e, const char *kind, struct str of)
{
	char text[UUID_TEXT];

	buf_clear(&e->scratch);
	buf_printf(&e->scratch, "%s\n", kind);
	buf_add(&e->scratch, of);
	uuid_of(buf_str(&e->scratch), text);
	buf_printf(&e->out, "UID:%s\r\n", text);
}

static void
put_alarm(struct contentline_writer *w, const char *trigger,
    struct str summary)
{
	buf_puts(w->out, "BEGIN:VALARM\r\nACTION:DISPLAY\r\n");
	buf_printf(w->out, "%s\r\n", trigger);
	contentline_write(w, "DESCRIPTION", summary);
	buf_puts(w->out, "END:VALARM\r\n");
}

/* A whole day that does not count as time that is taken. */
static void
put_event_days(struct contentline_writer *w, day_t day)
{
	put_day(w, "DTSTART", day);
	put_day(w, "DTEND", day + 1);
	buf_puts(w->out, "TRANSP:TRANSPARENT\r\n");
}

static void
end_event(struct contentline_writer *w, struct str summary)
{
	put_alarm(w, "TRIGGER:" ALARM, summary);
	buf_puts(w->out, "END:VEVENT\r\n");
}

static const char *
todo_status(const struct export_followup *f)
{
	if (f->asks)
		return "NEEDS-ACTION";
	return str_eq(f->state, STR("done")) ||
	    str_eq(f->state, STR("closed")) ? "COMPLETED" : "CANCELLED";
}

static void
put_todo(struct contentline_writer *w, const struct export_followup *f,
    struct str summary)
{
	if (f->due != DAY_NONE)
		put_day(w, "DUE", f->due);
	buf_printf(w->out, "STATUS:%s\r\n", todo_status(f));
	if (f->due != DAY_NONE && f->asks)
		put_alarm(w, "TRIGGER;RELATED=END:" ALARM, summary);
	buf_puts(w->out, "END:VTODO\r\n");
}

/* "Ana Ruiz, Bob Chen: send the deck" */
static void
fill_summary(struct buf *out, const struct export_followup *f)
{
	size_t i;

	buf_clear(out);
	for (i = 0; i < f->names.n; i++) {
		buf_puts(out, i ? ", " : "");
		plain_flat(out, f->names.v[i]);
	}
	buf_puts(out, i ? ": " : "");
	plain_flat(out, f->text);
}

static void
put_followup(struct exporting *e, const struct export_followup *f)
{
	struct contentline_writer w = { .out = &e->out };
	struct str summary;

	buf_puts(&e->out, e->options.todo ? "BEGIN:VTODO\r\n" :
	    "BEGIN:VEVENT\r\n");
	if (e->options.todo)
		put_uid(e, "todo", f->uid);
	else
		contentline_write(&w, "UID", f->uid);
	put_stamp(&w, f->day);
	fill_summary(&e->scratch, f);
	summary = buf_str(&e->scratch);
	contentline_write(&w, "SUMMARY", summary);
	/* the line would be another one with every line above it */
	contentline_write(&w, "DESCRIPTION", f->path);
	contentline_write(&w, "CATEGORIES", f->kind);
	if (e->options.todo) {
		put_todo(&w, f, summary);
	} else {
		put_event_days(&w, f->due);
		end_event(&w, summary);
	}
}

static void
begin(struct exporting *e)
{
	size_t i;

	buf_puts(&e->out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
	    "PRODID:-//netgrep//netgrep//EN\r\n");
	for (i = 0; i < e->x->followups_n; i++)
		if (is_wanted(e, &e->x->followups[i]))
			put_followup(e, &e->x->followups[i]);
}

/* On 29 February, and in other years on the 28th. */
static void
put_rule(struct contentline_writer *w, day_t first)
{
	int year, month, mday;

	day_split(first, &year, &month, &mday);
	buf_puts(w->out, "RRULE:FREQ=YEARLY");
	if (month == 2 && mday == 29)
		buf_puts(w->out, ";BYMONTH=2;BYMONTHDAY=-1");
	buf_puts(w->out, "\r\n");
}

static void
put_birthday(struct exporting *e, const struct export_person *p)
{
	struct contentline_writer w = { .out = &e->out };
	struct buf *summary = &e->scratch;
	int year, month, mday;
	day_t first = p->born;

	buf_puts(&e->out, "BEGIN:VEVENT\r\n");
	put_uid(e, "birthday", p->uid);
	put_stamp(&w, DAY_NONE);
	day_split(p->born, &year, &month, &mday);
	buf_clear(summary);
	plain_flat(summary, p->name);
	buf_puts(summary, ": birthday");
	if (year == BIRTHDAY_NO_YEAR)
		first = day_from(FIRST_YEAR, month, mday);
	else
		buf_printf(summary, " (%d)", year);

	contentline_write(&w, "SUMMARY", buf_str(summary));
	contentline_write(&w, "CATEGORIES", STR("birthday"));
	put_event_days(&w, first);
	put_rule(&w, first);
	end_event(&w, buf_str(summary));
}

static void
person(struct exporting *e, const struct export_person *p)
{
	if (has_birthday(p))
		put_birthday(e, p);
}

static void
end(struct exporting *e)
{
	buf_puts(&e->out, "END:VCALENDAR\r\n");
}

const struct export_form export_ics_form = {
	.name = "ics",
	.lack = "neither a follow-up nor a birthday",
	.holds = holds,
	.begin = begin,
	.person = person,
	.end = end,
};
