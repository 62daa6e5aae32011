#include "note/walk.h"

#include "note/channel.h"
#include "note/entry.h"
#include "note/follow.h"
#include "note/friends.h"
#include "note/kind.h"
#include "note/listed.h"
#include "note/occasion.h"
#include "note/person.h"
#include "note/pipes.h"
#include "note/place.h"
#include "note/told.h"
#include "note/written.h"

enum {
	TIERS = 32,  /* how far up a line looks for people */
	WHOS = 4096, /* people that one record can name */
	LEVELS = 8,  /* of headings, from 1 on, and of what serves as one */
};

uint32_t
walk_who(struct walk *w, struct str target, size_t offset, uint32_t tier)
{
	struct who who = { .target = target, .profile = MD_NONE,
		.column = (uint32_t)offset + 1, .tier = tier };

	vec_push(&w->r->whos, who);
	return (uint32_t)w->r->whos.n - 1;
}

struct record *
walk_record(struct walk *w, const struct place *p, enum record_kind kind,
    size_t offset, uint32_t who, size_t who_n)
{
	struct record record = {
		.text = p->text,
		.day = p->frame->day,
		.due = DAY_NONE,
		.line = p->line->number,
		.column = (uint32_t)offset + 1,
		.who = who,
		.who_n = (uint16_t)who_n,
		.kind = (uint8_t)kind,
		.state = FOLLOWUP_OPEN,
		.direction = kind == RECORD_ENTRY ? DIRECTION_UNTOLD : 0,
	};

	if (p->inherited)
		record.flags |= RECORD_INHERITED;
	if (p->frame->in_entry)
		record.flags |= RECORD_IN_ENTRY;
	vec_push(&w->r->records, record);
	return &w->r->records.v[w->r->records.n - 1];
}

static void
add_tier(struct walk *w, const struct frame *frame, uint32_t tier,
    uint32_t first)
{
	const struct link *link;
	uint32_t i;

	for (i = 0; i < frame->links_n; i++) {
		if (w->r->whos.n - first >= WHOS)
			return;
		link = &w->links.v[frame->links + i];
		walk_who(w, link->target, link->start, tier);
	}
}

void
walk_people(struct walk *w, struct place *p)
{
	const struct frame *frame = p->frame;
	uint32_t tier, above, i;

	if (p->people_known)
		return;
	p->people_known = true;
	if (w->personal && frame->who_n) {
		p->who = frame->who;
		p->who_n = frame->who_n;
		return;
	}
	p->who = (uint32_t)w->r->whos.n;
	for (tier = 0; tier < TIERS; tier++) {
		add_tier(w, frame, tier, p->who);
		above = frame->above;
		if (above == MD_NONE)
			break;
		frame = &w->frames[above];
	}
	for (i = 0; i < w->file_n && w->r->whos.n - p->who < WHOS; i++)
		walk_who(w, w->r->whos.v[w->file_who + i].target, 0, TIERS);
	p->who_n = (uint16_t)(w->r->whos.n - p->who);
}

/*
 * The line a line inherits from: its item, else the heading it stands under.
 * In a log a line of nothing but a date is a heading below all others.
 */
static uint32_t
line_above(const struct md_line *line, const uint32_t open[LEVELS])
{
	unsigned level, from = line->type == MD_HEADING ? line->level : LEVELS;

	if (line->parent != MD_NONE)
		return line->parent;
	for (level = from; level-- > 1;)
		if (open[level] != MD_NONE)
			return open[level];
	return MD_NONE;
}

/*
 * Enters and leaves the sections of a people file. A person's note is one
 * section, wherever it says the name.
 */
static void
find_self(struct walk *w, uint32_t number)
{
	const struct reader *r = w->r;
	bool whole = w->source->kind == SOURCE_PERSON;

	if (!w->personal)
		return;
	while (w->next < r->profiles.n &&
	    (whole || r->profiles.v[w->next].line <= number)) {
		w->self_who = walk_who(w, STR_NONE, 0, 0);
		r->whos.v[w->self_who].profile = w->next;
		w->self_n = 1;
		w->next++;
	}
	if (w->next && number > r->profiles.v[w->next - 1].end)
		w->self_n = 0;
}

/* [[2026-05-02]] and [[journals/May 2nd, 2026]] lead to a day. */
static bool
is_day(struct str target)
{
	size_t slash = str_rchr(target, '/');
	day_t day;

	if (written_scan(target, &day) == target.len)
		return true;
	return slash != SIZE_MAX &&
	    is_day(str_from(target, slash + 1));
}

/*
 * "- Ana: will send the deck", "- Ana and Bob will call": attendees who open
 * the line by name.
 */
static void
find_names(struct walk *w, struct place *p)
{
	struct str rest = channel_skip_emphasis(p->text);
	size_t length, n;
	struct link link = { .named = true };
	bool many = false;
	int who;

	while ((who = attend_name(&w->attend, rest, &length)) !=
	    ATTEND_NOBODY) {
		link.start = (uint32_t)(rest.ptr - p->line->raw.ptr);
		link.end = link.start + (uint32_t)length;
		if (who == ATTEND_MANY) {
			many = true;
			read_warn(w->r, w->source, "ambiguous",
			    p->line->number, link.start + 1,
			    "\"%.*s\" is the name of several attendees and "
			    "counts for nobody; write the whole name",
			    STR_ARG(str_upto(rest, length)));
		} else {
			link.target = w->attend.list.v[who].target;
			vec_push(&w->links, link);
		}
		rest = str_from(rest, length);
		n = str_starts(rest, STR(" and ")) ? 5 :
		    str_starts(rest, STR(" & ")) ? 3 :
		    str_starts(rest, STR(", ")) ? 2 :
		    str_starts(rest, STR("/")) ? 1 : 0;
		if (!n)
			break;
		rest = str_from(rest, n);
	}
	/* it is somebody's, though nobody knows whose: not all attendees' */
	p->people_known = many && p->frame->links == w->links.n;
}

/* Whom a line of the list itself names. */
static void
find_attendees(struct walk *w, struct place *p)
{
	const struct attendee *who;
	struct link link = { .named = true };
	size_t i;

	for (i = 0; i < w->attend.list.n; i++) {
		who = &w->attend.list.v[i];
		if (who->index != p->index)
			continue;
		link.start = link.end = who->column;
		link.target = who->target.len ? who->target : who->handle;
		vec_push(&w->links, link);
	}
	p->frame->links_n = (uint32_t)w->links.n - p->frame->links;
}

static void
find_links(struct walk *w, struct place *p)
{
	struct match match;
	struct link link;
	size_t from = 0;

	p->frame->links = (uint32_t)w->links.n;
	if (w->attend.held.n && attend_holds(&w->attend, p->index)) {
		find_attendees(w, p);
		return;
	}
	if (w->attend.list.n && w->source->kind == SOURCE_DATED &&
	    !p->line->quoted)
		find_names(w, p);
	while (matcher_find(w->r->matcher, PATTERN_MENTION, p->line->prose,
	    from, &match)) {
		from = match.end + (match.end == match.start);
		if (!match.group[GROUP_WHO].len ||
		    is_day(match.group[GROUP_WHO]))
			continue;
		link = (struct link){ match.group[GROUP_WHO],
			(uint32_t)match.start, (uint32_t)match.end, false,
			false };
		vec_push(&w->links, link);
	}
	p->frame->links_n = (uint32_t)w->links.n - p->frame->links;
}

static void
inherit(struct walk *w, struct place *p, uint32_t open[LEVELS])
{
	struct frame *frame = p->frame;
	const struct frame *above;

	frame->above = line_above(p->line, open);
	frame->day = w->source->day;
	frame->who = w->self_who;
	frame->who_n = w->self_n;
	p->inherited = true;
	if (frame->above == MD_NONE)
		return;
	above = &w->frames[frame->above];
	frame->day = above->day;
	frame->in_entry = above->in_entry;
	frame->record = above->record;
	if (w->self_n && above->who_n &&
	    w->r->whos.v[above->who].profile ==
	    w->r->whos.v[w->self_who].profile) {
		frame->who = above->who;
		frame->who_n = above->who_n;
	}
}

/* A line of the list of attendees: of those who were there all is said. */
static void
note_attendee(struct walk *w, struct place *p)
{
	bool absent = p->line->box == ' ';

	p->task = false;
	p->frame->contact = KNOWN_NO;
	if (absent)
		entry_mentions(w, p);
	if (str_chr(p->line->prose, '#') != SIZE_MAX)
		follow_read(w, p);
}

/*
 * In a log that has no date in its name, what stands below nothing but a date
 * is that of a day. A heading that says more may be anything's.
 */
static void
find_logged(const struct walk *w, struct place *p)
{
	struct frame *frame = p->frame;
	const struct frame *above = frame->above == MD_NONE ? NULL :
	    &w->frames[frame->above];

	if (w->of_day)
		frame->logged = LOGGED_DAY;
	else if (above && (above->logged == LOGGED_DAY ||
	    w->lines[frame->above].type == MD_ITEM))
		frame->logged = above->logged;
	if (!p->dated || p->line->quoted || p->task)
		return;
	frame->dates = !p->text.len && (p->line->type != MD_TEXT ||
	    p->line->parent == MD_NONE);
	if (frame->dates)
		frame->logged = LOGGED_DAY;
	else if (!frame->logged)
		frame->logged = LOGGED_ITEM;
}

static void
note_line(struct walk *w, uint32_t index, uint32_t open[LEVELS])
{
	struct place p = { .line = &w->lines[index], .index = index,
		.frame = &w->frames[index] };
	struct str key, value;

	inherit(w, &p, open);
	if (w->source->kind == SOURCE_FRIENDS && !friends_holds(w, p.line))
		return;
	place_read(w, &p);
	if (w->source->kind == SOURCE_PEOPLE && w->self_n && !p.task &&
	    !p.dated && person_key_line(p.line, &key, &value))
		return;
	find_links(w, &p);
	if (w->attend.held.n && attend_holds(&w->attend, index)) {
		note_attendee(w, &p);
		return;
	}
	if (!w->personal && w->source->kind != SOURCE_FRIENDS)
		find_logged(w, &p);
	if (p.line->type == MD_TABLE && pipes_read(w, &p))
		;
	else if (w->personal && w->self_n)
		entry_personal(w, &p);
	else if (w->source->kind == SOURCE_FRIENDS)
		friends_line(w, &p);
	else
		entry_logged(w, &p);
	follow_read(w, &p);
}

static bool
is_conflict_marker(struct str raw)
{
	return str_starts(raw, STR("<<<<<<< ")) ||
	    str_starts(raw, STR(">>>>>>> "));
}

/* Lines that hold no record; findings about them. */
static bool
is_silent(struct walk *w, const struct md_line *line, bool *conflict)
{
	if (line->raw.len > MD_LINE_MAX) {
		diag_error(&w->r->diags, "line-too-long", w->source->path,
		    line->number, 0,
		    "a line of %zu bytes was not read; the limit is 1 MiB",
		    line->raw.len);
		return true;
	}
	if (line->raw.len && (line->raw.ptr[0] == '<' ||
	    line->raw.ptr[0] == '>') && is_conflict_marker(line->raw)) {
		if (!*conflict)
			read_warn(w->r, w->source, "conflict-marker",
			    line->number, 1, "a merge left a conflict here; "
			    "settle it and remove the markers");
		*conflict = true;
		return true;
	}
	return line->type == MD_BLANK || line->type == MD_CODE ||
	    line->type == MD_HTML || line->type == MD_COMMENT ||
	    line->type == MD_RULE;
}

static void
open_heading(const struct walk *w, uint32_t index, uint32_t open[LEVELS])
{
	const struct md_line *line = &w->lines[index];
	unsigned level = line->type == MD_HEADING ? line->level : 0;

	if (w->frames[index].dates && line->type == MD_TEXT)
		level = LEVELS - 1;
	if (!level || level >= LEVELS)
		return;
	open[level++] = index;
	for (; level < LEVELS; level++)
		open[level] = MD_NONE;
}

void
walk_gave_up(struct walk *w, const struct md_line *line)
{
	struct str pattern = matcher_gave_up(w->r->matcher);

	if (pattern.ptr)
		diag_error(&w->r->diags, "match-limit", w->source->path,
		    line->number, 0, "the pattern %.*s takes too long on this "
		    "line; make it simpler", STR_ARG(str_upto(pattern, 200)));
}

void
walk_lines(struct reader *r, struct source *source)
{
	struct pipes pipes = { 0 };
	struct walk w = { .r = r, .pipes = &pipes, .source = source,
		.lines = r->md.lines.v };
	uint32_t open[LEVELS], i, n = (uint32_t)r->md.lines.n;
	bool conflict = false;

	w.personal = source->kind == SOURCE_PERSON ||
	    source->kind == SOURCE_PEOPLE;
	w.of_day = source->kind == SOURCE_DATED &&
	    kind_tells_of_day(r, source->path);
	for (i = 0; i < LEVELS; i++)
		open[i] = MD_NONE;
	w.frames = arena_alloc(&r->scratch, n * sizeof(*w.frames));
	if (source->kind == SOURCE_DATED || source->kind == SOURCE_OTHER)
		occasion_read(&w);
	else if (source->kind == SOURCE_PERSON)
		listed_read(&w);
	for (i = 0; i < n; i++) {
		find_self(&w, w.lines[i].number);
		if (is_silent(&w, &w.lines[i], &conflict)) {
			w.frames[i].above = MD_NONE;
			w.frames[i].day = DAY_NONE;
			continue;
		}
		matcher_begin(r->matcher, w.lines[i].prose);
		note_line(&w, i, open);
		open_heading(&w, i, open);
		walk_gave_up(&w, &w.lines[i]);
	}
	matcher_begin(r->matcher, STR_NONE);
	told_read(&w);
	pipes_release(&pipes);
	vec_release(&w.links);
	attend_release(&w.attend);
}
