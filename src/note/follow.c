#include "note/follow.h"

enum { TAKEN = 32 }; /* tags of a line that a pattern took */

/* What has been found on the line so far. */
struct marks {
	struct walk *w;
	struct place *p;
	size_t taken[TAKEN]; /* offsets of tags that are no plain ones */
	size_t taken_n;
	bool state_known, due_known;
	enum followup_state state;
	day_t due;           /* of the line's due mark, or DAY_NONE */
	bool begins;         /* that is when to begin, not when it is due */
};

static bool
find(const struct marks *m, enum pattern_kind kind, size_t from,
    struct match *match)
{
	return matcher_find(m->w->r->matcher, kind, m->p->line->prose, from,
	    match);
}

static size_t
behind(const struct match *match)
{
	return match->end + (match->end == match->start);
}

/* Where the tag of a match stands: patterns may begin with a blank. */
static void
take(struct marks *m, const struct match *match)
{
	struct str prose = m->p->line->prose;
	size_t at = match->start;

	while (at < match->end && ch_space(prose.ptr[at]))
		at++;
	if (m->taken_n < TAKEN)
		m->taken[m->taken_n++] = at;
}

static void
warn(const struct marks *m, const struct md_line *line, const char *code,
    struct str what, const char *problem)
{
	size_t at = what.ptr ? (size_t)(what.ptr - line->prose.ptr) : 0;

	read_warn(m->w->r, m->w->source, code, line->number,
	    (uint32_t)at + 1, "%.*s %s", STR_ARG(str_upto(what, 100)), problem);
}

enum followup_state
follow_state(struct walk *w, const struct place *p)
{
	struct match match;
	struct str status;

	if (p->task && p->status != ' ')
		return p->status == '-' ? FOLLOWUP_CANCELLED : FOLLOWUP_DONE;
	if (!matcher_find(w->r->matcher, PATTERN_DONE, p->line->prose, 0,
	    &match))
		return FOLLOWUP_OPEN;
	status = match.group[GROUP_STATUS];
	return str_eq(status, STR("\u274c")) ? FOLLOWUP_CANCELLED :
	    FOLLOWUP_DONE;
}

static enum followup_state
state(struct marks *m)
{
	if (!m->state_known)
		m->state = follow_state(m->w, m->p);
	m->state_known = true;
	return m->state;
}

/*
 * Takes a due mark over, if it is a date and none as good is known: a day to
 * begin (with a status, as in SCHEDULED:) gives way to the day that it is due.
 */
static void
take_due(struct marks *m, const struct md_line *line, const struct match *match)
{
	struct str date = match->group[GROUP_DATE];
	struct str what = match->group[GROUP_WHAT];
	bool begins = match->group[GROUP_STATUS].len > 0;
	day_t day;

	if (date.ptr && !day_parse(date, &day))
		warn(m, line, "bad-due", date,
		    "is no calendar date; it counts as not due");
	else if (!date.ptr && what.ptr && state(m) == FOLLOWUP_OPEN)
		warn(m, line, "unknown-due", what,
		    "is no date; write it as 2026-12-01");
	else if (date.ptr && (m->due == DAY_NONE || (m->begins && !begins))) {
		m->due = day;
		m->begins = begins;
	}
}

/*
 * The due mark of the line, or of the rest of the paragraph that its item
 * begins, as Logseq and Org write SCHEDULED:.
 */
static day_t
due(struct marks *m)
{
	const struct md_line *lines = m->w->lines;
	uint32_t i = m->p->index, n = (uint32_t)m->w->r->md.lines.n;
	struct match match;
	size_t from;

	if (m->due_known)
		return m->due;
	m->due_known = true;
	m->due = DAY_NONE;
	do {
		for (from = 0; matcher_find(m->w->r->matcher, PATTERN_DUE,
		    lines[i].prose, from, &match); from = behind(&match))
			take_due(m, &lines[i], &match);
		i++;
	} while (i < n && (lines[i].type == MD_TEXT ||
	    lines[i].type == MD_COMMENT) && lines[i].parent == m->p->index);
	return m->due;
}

/* A duration counts from the line's date; without one there is no due date. */
static day_t
after(const struct marks *m, struct span span)
{
	day_t day = m->p->frame->day;

	return day == DAY_NONE ? DAY_NONE : day_add(day, span);
}

/* When a follow-up tag is due. */
static day_t
tag_due(struct marks *m, const struct match *match)
{
	struct str date = match->group[GROUP_DATE];
	struct str in = match->group[GROUP_IN];
	struct span span;
	day_t day;

	if (date.ptr) {
		if (day_parse(date, &day))
			return day;
		warn(m, m->p->line, "bad-date", date,
		    "is no calendar date; it counts as not due");
		return DAY_NONE;
	}
	if (in.ptr) {
		if (span_parse(in, false, &span))
			return after(m, span);
		warn(m, m->p->line, "unknown-argument", in,
		    "is no duration; write it as 2w, 10d or 3m");
	} else if (match->group[GROUP_WHAT].len) {
		warn(m, m->p->line, "unknown-argument",
		    match->group[GROUP_WHAT],
		    "is neither a date nor a duration; it was passed over");
	}
	day = due(m);
	return day != DAY_NONE ? day : after(m, m->w->r->options->followup);
}

static struct record *
add(struct marks *m, enum record_kind kind, const struct match *match)
{
	struct place *p = m->p;
	struct str named = match ? match->group[GROUP_WHO] : STR_NONE;
	size_t at = p->line->content;
	struct record *record;
	uint32_t who;

	if (match) {
		take(m, match);
		at = m->taken[m->taken_n - 1];
	}
	if (named.len) {
		who = walk_who(m->w, named, at, 0);
		m->w->r->whos.v[who].typed = true;
		record = walk_record(m->w, p, kind, at, who, 1);
	} else {
		walk_people(m->w, p);
		record = walk_record(m->w, p, kind, at, p->who, p->who_n);
	}
	record->state = (uint8_t)state(m);
	return record;
}

/* What "done" leaves: #followed-up/DATE in the place of a line's tags. */
static void
read_followed(struct marks *m, bool any)
{
	struct match match;
	struct record *record;
	size_t from = 0;

	while (find(m, PATTERN_DONE, from, &match)) {
		from = behind(&match);
		if (!str_istarts(str_from(m->p->line->prose, match.start),
			STR("#followed")))
			continue;
		if (any) {
			take(m, &match);
			continue;
		}
		record = add(m, RECORD_FOLLOWUP, &match);
		record->state = FOLLOWUP_DONE;
		any = true;
	}
}

static void
read_followups(struct marks *m)
{
	struct match match;
	struct record *record;
	size_t from = 0;
	bool any = false;
	day_t day;

	while (find(m, PATTERN_FOLLOWUP, from, &match)) {
		from = behind(&match);
		day = tag_due(m, &match);
		record = add(m, RECORD_FOLLOWUP, &match);
		record->due = day;
		any = true;
	}
	read_followed(m, any);
}

/* A task is a promise, or something waited for when it says so. */
static void
read_commitments(struct marks *m)
{
	struct match match;
	struct record *record;
	day_t day;

	if (find(m, PATTERN_WAITING, 0, &match)) {
		day = due(m);
		record = add(m, RECORD_WAITING, &match);
		if (match.group[GROUP_STATUS].len)
			record->flags |= RECORD_TASK;
	} else if (m->p->task) {
		day = due(m);
		record = add(m, RECORD_PROMISE, NULL);
	} else {
		return;
	}
	record->due = day;
}

static void
add_mark(struct marks *m, enum record_kind kind, const struct match *match)
{
	struct record *record = add(m, kind, match);

	if (kind != RECORD_OPPORTUNITY)
		return;
	record->state = (uint8_t)(record->state == FOLLOWUP_CANCELLED ?
	    OPPORTUNITY_LOST : record_opportunity(match->group[GROUP_WHAT]));
}

static void
read_marks(struct marks *m)
{
	static const struct {
		enum pattern_kind pattern;
		enum record_kind record;
	} kinds[] = {
		{ PATTERN_GAVE, RECORD_GAVE },
		{ PATTERN_GOT, RECORD_GOT },
		{ PATTERN_INTRO, RECORD_INTRO },
		{ PATTERN_OPPORTUNITY, RECORD_OPPORTUNITY },
	};
	struct match match;
	size_t i, from;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		for (from = 0; m->taken_n < TAKEN &&
		    find(m, kinds[i].pattern, from, &match);
		    from = behind(&match))
			add_mark(m, kinds[i].record, &match);
}

static bool
is_taken(const struct marks *m, size_t at)
{
	size_t i;

	for (i = 0; i < m->taken_n; i++)
		if (m->taken[i] == at)
			return true;
	return false;
}

static void
read_tags(struct marks *m)
{
	struct match match;
	struct record *record;
	const char *meant;
	size_t from = 0, at;
	struct str tag;

	while (find(m, PATTERN_TAG, from, &match)) {
		from = behind(&match);
		tag = match.group[GROUP_WHAT];
		at = tag.ptr ? (size_t)(tag.ptr - m->p->line->prose.ptr) : 0;
		/* "#[[two words]]", which in a journal is mostly a person */
		while (at && m->p->line->prose.ptr[at - 1] == '[')
			at = m->w->personal ? at - 1 : 0;
		if (!tag.len || !at || is_taken(m, at - 1))
			continue;
		if (pattern_near_miss(tag, &meant))
			read_warn(m->w->r, m->w->source, "misspelt-tag",
			    m->p->line->number, (uint32_t)at,
			    "#%.*s is no follow-up; did you mean #%s?",
			    STR_ARG(str_upto(tag, 100)), meant);
		walk_people(m->w, m->p);
		record = walk_record(m->w, m->p, RECORD_TAG, at - 1,
		    m->p->who, m->p->who_n);
		record->text = tag;
	}
}

void
follow_read(struct walk *w, struct place *p)
{
	static const unsigned kinds = 1u << PATTERN_FOLLOWUP |
	    1u << PATTERN_DONE | 1u << PATTERN_WAITING | 1u << PATTERN_GAVE |
	    1u << PATTERN_GOT | 1u << PATTERN_INTRO |
	    1u << PATTERN_OPPORTUNITY | 1u << PATTERN_TAG;
	struct marks m = { .w = w, .p = p };

	if (!p->task && !matcher_may(w->r->matcher, kinds, p->line->prose))
		return;
	read_followups(&m);
	read_commitments(&m);
	read_marks(&m);
	read_tags(&m);
}
