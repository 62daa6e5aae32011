#include "note/place.h"

#include "note/task.h"
#include "note/written.h"

/* The slice of the raw line where the pattern saw what in its prose. */
static void
set_text(struct place *p, struct str what)
{
	size_t at = what.ptr ? (size_t)(what.ptr - p->line->prose.ptr) :
	    p->line->raw.len;
	struct str text = str_rtrim((struct str){ p->line->raw.ptr + at,
	    what.len });

	p->text_at = (uint32_t)(at + (text.len - str_ltrim(text).len));
	p->text = str_trim(text);
}

static void
find_task(struct walk *w, struct place *p)
{
	struct match match;

	if (!matcher_find(w->r->matcher, PATTERN_TASK, p->line->prose, 0,
	    &match))
		return;
	p->task = true;
	p->status = task_status(match.group[GROUP_STATUS]);
	if (match.group[GROUP_WHAT].ptr)
		set_text(p, match.group[GROUP_WHAT]);
}

/* "- 2026-05-02 TODO call" and "- 2026-05-02 [ ] call" are tasks too. */
static void
find_late_task(struct place *p)
{
	struct str text = p->text, status = task_late(&text);

	if (!status.ptr)
		return;
	p->task = true;
	p->status = task_status(status);
	p->text_at += (uint32_t)(text.ptr - p->text.ptr);
	p->text = text;
}

/*
 * A date in the note of a person, or one that would be a day of a log, and that
 * is none to us is no silent miss.
 */
static void
warn_resembling(struct walk *w, const struct place *p)
{
	struct str s = str_from(p->line->prose, p->text_at);
	size_t at = 0, n;

	if (p->task || p->line->type == MD_TABLE ||
	    (!w->personal && p->line->type != MD_HEADING))
		return;
	while (at < s.len && s.ptr[at] && strchr("*_~=[(<\"", s.ptr[at]))
		at++;
	n = day_resembling(str_from(s, at));
	if (!n || (!w->personal && n < s.len))
		return;
	for (n += at; n < s.len && !ch_space(s.ptr[n]) && n < 20; n++)
		;
	read_warn(w->r, w->source, "bad-date", p->line->number, p->text_at + 1,
	    "%.*s is not read as a date, so the line counts as undated; "
	    "begin it with 2026-05-02", STR_ARG(str_upto(s, n)));
}

/*
 * The date that the line starts with, or a task's text: its own. No other
 * line of a quote has any.
 */
static void
find_date(struct walk *w, struct place *p)
{
	struct match match;
	struct str line = p->line->prose, date;
	day_t day;

	if (p->line->quoted && !p->task)
		return;
	if (p->task)
		line = str_from(line, p->text_at);
	if (!matcher_find(w->r->matcher, PATTERN_ENTRY, line, 0, &match)) {
		warn_resembling(w, p);
		return;
	}
	date = match.group[GROUP_DATE];
	if (!date.ptr || !written_scan(date, &day))
		return;
	if (day == DAY_NONE) {
		read_warn(w->r, w->source, "bad-date", p->line->number,
		    (uint32_t)(date.ptr - p->line->prose.ptr) + 1,
		    "%.*s is no calendar date; the line counts as undated",
		    STR_ARG(date));
		return;
	}
	p->frame->day = day;
	p->inherited = false;
	p->dated = true;
	set_text(p, match.group[GROUP_WHAT]);
	if (!p->task)
		find_late_task(p);
	p->frame->entry = !p->task;
	p->frame->in_entry = p->frame->in_entry || p->frame->entry;
}

void
place_read(struct walk *w, struct place *p)
{
	struct str content = md_content(p->line);

	set_text(p, (struct str){ p->line->prose.ptr +
	    (content.ptr - p->line->raw.ptr), content.len });
	find_task(w, p);
	find_date(w, p);
}
