#include "note/occasion.h"

#include "note/channel.h"
#include "note/direction.h"
#include "note/entry.h"
#include "note/kind.h"
#include "note/link.h"
#include "note/opportunity.h"

/* Names without what the meeting was about, when and where it was. */
static struct str
without_topic(struct str names)
{
	static const char *const starts[] = { " about ", " re ", " re: ",
		" regarding ", " on ", " at ", " in ", " for ", " (", " - ",
		" – ", " — ", ": ", NULL };
	size_t i, at, least = names.len;

	for (i = 0; starts[i]; i++) {
		at = str_find(names, str_of(starts[i]));
		if (at < least)
			least = at;
	}
	return str_upto(names, least);
}

/* Names in what a file name says: "Meeting with Ana Ruiz and Bob Chen". */
static void
add_names(struct walk *w, struct str title)
{
	size_t with = str_find(title, STR("with ")), at;
	struct str rest = title, part;

	if (with != SIZE_MAX && (!with || title.ptr[with - 1] == ' '))
		rest = str_from(title, with + 5);
	else if (channel_find(w->r, title, &rest).len && rest.len == title.len)
		rest = str_ltrim(str_from(title, str_chr(title, ' ')));
	walk_who(w, str_trim(rest), 0, 1);
	/* else it is not said that they were met, only what the note is on */
	if (rest.len < title.len)
		rest = without_topic(rest);
	while (str_cut(&rest, ',', &part)) {
		while ((at = str_find(part, STR(" and "))) != SIZE_MAX ||
		    (at = str_find(part, STR(" & "))) != SIZE_MAX) {
			walk_who(w, str_trim(str_upto(part, at)), 0, 2);
			part = str_from(part, at + 3);
			part = str_starts(part, STR("d ")) ?
			    str_from(part, 2) : part;
		}
		walk_who(w, str_trim(part), 0, 2);
	}
}

/* Those of the list who were there; its line, or 0. */
static uint32_t
add_attendees(struct walk *w)
{
	const struct attendee *who;
	struct str names[2];
	uint32_t last;
	size_t i, k;

	for (i = 0; i < w->attend.list.n; i++) {
		who = &w->attend.list.v[i];
		names[0] = who->handle;
		names[1] = who->target;
		for (k = 0; who->here && k < 2; k++) {
			if (!names[k].len || (k && str_eq(names[0], names[1])))
				continue;
			last = walk_who(w, names[k], who->column, 0);
			w->r->whos.v[last].otherwise = who->instead ||
			    (k && names[0].len);
		}
	}
	return w->attend.line;
}

/* "call-ana-ruiz" is a slug: its dashes are blanks. */
static struct str
title_in_path(struct reader *r, struct str path)
{
	struct str title = STR_NONE;

	if (kind_path_day(path, &title) == DAY_NONE)
		title = read_base(path);
	return kind_name(r, title);
}

/* What the note calls itself: its title, its file, its first heading. */
static struct str
title_of(const struct walk *w, struct str in_path)
{
	const struct front_field *f;
	const struct md *md = &w->r->md;
	size_t i;

	for (i = 0; i < w->r->front.fields.n; i++) {
		f = &w->r->front.fields.v[i];
		if (f->n && f->known == KEY_TITLE &&
		    f->values[0].text.len)
			return f->values[0].text;
	}
	if (in_path.len)
		return in_path;
	for (i = 0; i < md->lines.n && md->lines.v[i].type == MD_BLANK; i++)
		;
	return i < md->lines.n && md->lines.v[i].type == MD_HEADING &&
	    !attend_holds(&w->attend, (uint32_t)i) ?
	    link_shown(md_content(&md->lines.v[i])) : STR_NONE;
}

/* The note as a whole is one interaction with its people. */
static void
add_contact(struct walk *w, struct str title, uint32_t number)
{
	struct md_line line = { .number = number };
	struct frame frame = { .day = w->source->day };
	const struct place p = { .line = &line, .frame = &frame,
		.text = title, .inherited = true };
	struct record *record;
	struct str rest;
	uint8_t marked;

	if (!w->file_n)
		return;
	record = walk_record(w, &p, RECORD_ENTRY, 0, w->file_who, w->file_n);
	rest = title;
	marked = channel_take(w->r, &rest, &record->channel);
	record->text = rest;
	record->direction = marked ? marked :
	    direction_of(w->r->matcher, title);
}

/* "05-02-2026.md": which one is the month is nowhere said. */
static void
warn_of_name(struct walk *w)
{
	struct str base = read_base(w->source->path);
	size_t n = day_resembling(base);

	if (n)
		read_warn(w->r, w->source, "bad-date", 0, 0,
		    "%.*s in the name is not read as a date, so the note is "
		    "none of that day; name it 2026-05-02.md",
		    STR_ARG(str_upto(base, n)));
}

void
occasion_read(struct walk *w)
{
	bool dated = w->source->kind == SOURCE_DATED, opportunity;
	enum opportunity_state state;
	struct str in_path, title;
	uint32_t keyed, type;

	opportunity = opportunity_says(&w->r->front, &type, &state);
	if (!dated)
		warn_of_name(w);
	if (!dated && !opportunity)
		return;
	attend_find(&w->attend, w->r);
	in_path = title_in_path(w->r, w->source->path);
	w->file_who = (uint32_t)w->r->whos.n;
	keyed = add_attendees(w);
	if (dated && in_path.len && !keyed)
		add_names(w, in_path);
	w->file_n = (uint16_t)(w->r->whos.n - w->file_who);
	if (!opportunity) {
		add_contact(w, title_of(w, in_path), keyed ? keyed : 1);
		return;
	}
	title = title_of(w, STR_NONE);
	opportunity_add(w, title.len ? title : in_path, type, state);
}
