#include "note/entry.h"

#include "note/body.h"
#include "note/channel.h"
#include "note/direction.h"
#include "note/told.h"

enum { LINKS = 1000 }; /* people that one line can name */

/* A heading of nothing but a date dates the bullets below it. */
static bool
dates_bullets(const struct walk *w, const struct place *p)
{
	return p->line->type == MD_HEADING && !p->text.len &&
	    body_is_list(w, p->index);
}

/* The text is behind a mark, as what was said. */
static void
take_mark(struct place *p)
{
	size_t n = direction_mark(p->text, &p->direction);

	p->text = str_from(p->text, n);
	p->text_at += (uint32_t)n;
}

/* Between two links of a chain: "[[Bob]], [[Cy]] and [[Di]]". */
static bool
joins(struct str between)
{
	static const struct str words[] = { { ",", 1 }, { "and", 3 },
		{ "&", 1 }, { "+", 1 }, { "*", 1 }, { "_", 1 }, { "#", 1 } };
	size_t i;

	while ((between = str_ltrim(between)).len) {
		for (i = 0; i < sizeof(words) / sizeof(*words); i++)
			if (str_istarts(between, words[i]))
				break;
		if (i == sizeof(words) / sizeof(*words))
			return false;
		between = str_from(between, words[i].len);
	}
	return true;
}

/* "[[Ana]], [[Bob]]:" says whom, not what. */
static bool
names_only(const struct walk *w, const struct place *p)
{
	struct str prose = p->line->prose;
	const struct link *link;
	size_t at = p->text_at;
	uint32_t i;

	if (!p->frame->links_n)
		return false;
	for (i = 0; i < p->frame->links_n; i++) {
		link = &w->links.v[p->frame->links + i];
		if (link->start < at || !joins((struct str){ prose.ptr + at,
		    link->start - at }))
			return false;
		at = link->end;
	}
	prose = str_trim(str_from(prose, at));
	return joins(prose) || str_eq(prose, STR(":"));
}

struct record *
entry_add(struct walk *w, struct place *p, uint32_t above, uint32_t who,
    size_t who_n)
{
	struct record *record;
	struct str text = p->text, channel, body;
	uint32_t below = MD_NONE;

	p->direction |= channel_take(w->r, &text, &channel);
	if (!text.len || str_ieq(text, channel) || names_only(w, p)) {
		/* nothing but channel or names was said: the body says more */
		body = body_text(w, p->index, &below);
		if (body.len && !channel.len)
			p->direction |= channel_take(w->r, &body, &channel);
		if (body.len)
			text = body;
		else if (!text.len)
			text = channel;
	}
	record = walk_record(w, p, RECORD_ENTRY, p->line->content, who, who_n);
	record->channel = channel;
	record->text = text;
	if (p->direction)
		record->direction = p->direction;
	p->frame->record = (uint32_t)w->r->records.n;
	told_later(w, p, below, above);
	return record;
}

/* The offset of the first colon that ends a word, outside of links. */
static uint32_t
first_colon(const struct walk *w, const struct place *p)
{
	struct str prose = p->line->prose;
	const struct link *link;
	uint32_t i, k;
	bool inside;

	for (i = p->text_at; i < prose.len; i++) {
		if (prose.ptr[i] != ':' || (i + 1 < prose.len &&
		    !ch_space(prose.ptr[i + 1])))
			continue;
		inside = false;
		for (k = 0; k < p->frame->links_n && !inside; k++) {
			link = &w->links.v[p->frame->links + k];
			inside = link->start < i && i < link->end;
		}
		if (!inside)
			return i;
	}
	return 0;
}

static bool
ends_with_word(struct str s, struct str word)
{
	s = str_rtrim(s);
	while (s.len && (s.ptr[s.len - 1] == '*' || s.ptr[s.len - 1] == '_'))
		s.len--;
	s = str_rtrim(s);
	return str_iends(s, word) && (s.len == word.len ||
	    !ch_alpha(s.ptr[s.len - word.len - 1]));
}

/* "[[Cy]]'s brother" is not Cy. */
static bool
is_owner(const struct place *p, const struct link *link)
{
	struct str behind = str_from(p->line->prose, link->end);

	return str_starts(behind, STR("'s")) || str_starts(behind, STR("’s"));
}

/*
 * Is the k-th link of the line bound to it: before its first colon, or in a
 * chain after "with"? chained says whether the link before was in a chain.
 */
static bool
is_bound(const struct walk *w, const struct place *p, uint32_t k,
    uint32_t colon, bool *chained)
{
	const struct link *link = &w->links.v[p->frame->links + k];
	struct str prose = p->line->prose;

	if (link->start < p->text_at)
		return false;
	*chained = (*chained && joins((struct str){ prose.ptr + link[-1].end,
	    link->start - link[-1].end })) ||
	    ends_with_word(str_upto(prose, link->start), STR("with")) ||
	    ends_with_word(str_upto(prose, link->start), STR("w/"));
	return (*chained || link->end <= colon) && !is_owner(p, link);
}

/* The links that are no interactions are mentions. */
static void
add_mentions(struct walk *w, const struct place *p)
{
	const struct link *link;
	uint32_t i, who;

	for (i = 0; i < p->frame->links_n; i++) {
		link = &w->links.v[p->frame->links + i];
		if (link->bound)
			continue;
		who = walk_who(w, link->target, link->start, 0);
		walk_record(w, p, RECORD_MENTION, link->start, who, 1);
	}
}

void
entry_mentions(struct walk *w, struct place *p)
{
	if (!p->task) /* its promise is about them */
		add_mentions(w, p);
}

void
entry_bind(struct walk *w, struct place *p)
{
	const struct frame *frame = p->frame;
	uint32_t colon = first_colon(w, p), i;
	bool chained = false;
	struct link *link;

	for (i = 0; !p->task && i < frame->links_n && i < LINKS; i++) {
		link = &w->links.v[frame->links + i];
		if (link->bound || !is_bound(w, p, i, colon, &chained))
			continue;
		/* what stands below is theirs too, whatever this line is */
		walk_who(w, link->target, link->start, 0);
		link->bound = frame->entry;
	}
}

/* Self and the bound links take part; the others are mentioned. */
static void
take_part(struct walk *w, struct place *p)
{
	struct frame *frame = p->frame;
	uint32_t first = walk_who(w, STR_NONE, 0, 0);

	w->r->whos.v[first] = w->r->whos.v[w->self_who];
	entry_bind(w, p);
	if (w->r->whos.n == first + 1) {
		w->r->whos.n--; /* self alone: the shared one serves */
	} else {
		frame->who = first;
		frame->who_n = (uint16_t)(w->r->whos.n - first);
	}
	add_mentions(w, p);
}

void
entry_personal(struct walk *w, struct place *p)
{
	struct frame *frame = p->frame;
	const struct frame *above = frame->above == MD_NONE ? NULL :
	    &w->frames[frame->above];

	/*
	 * A bullet under a heading of nothing but a date is an entry of that
	 * date, as if it began with it.
	 */
	if (!frame->entry && !p->task && !p->dated && above && above->dates &&
	    p->line->type == MD_ITEM && p->line->parent == MD_NONE)
		frame->entry = true;
	if (frame->entry && dates_bullets(w, p)) {
		frame->entry = false;
		frame->dates = true;
	}
	if (frame->entry)
		take_mark(p);
	if (frame->links_n)
		take_part(w, p);
	if (frame->entry)
		entry_add(w, p, MD_NONE, frame->who, frame->who_n);
}

/*
 * The offset of the first contact word of a line that stands in no link, or
 * the line's length.
 */
static size_t
contact_at(const struct walk *w, uint32_t index, struct match *match)
{
	const struct frame *frame = &w->frames[index];
	struct str prose = w->lines[index].prose;
	const struct link *link;
	size_t from = w->lines[index].content;
	uint32_t i;

	while (matcher_find(w->r->matcher, PATTERN_CONTACT, prose, from,
	    match)) {
		for (i = 0; i < frame->links_n; i++) {
			link = &w->links.v[frame->links + i];
			if (link->start <= match->start &&
			    match->start < link->end)
				break;
		}
		if (i == frame->links_n)
			return match->start;
		from = w->links.v[frame->links + i].end;
	}
	return prose.len;
}

/* The heading that a line stands under, whatever items are between. */
static uint32_t
heading_of(const struct walk *w, uint32_t index)
{
	return w->lines[index].type == MD_HEADING ? w->frames[index].above :
	    w->lines[index].heading;
}

/*
 * Is that line a contact with whoever is named below it? "Lunch:" is, "lunch
 * with [[Bob]]" has its person, and what is below was talked about. Found out
 * once a line.
 */
static bool
has_contact(struct walk *w, uint32_t index)
{
	struct match match;
	struct frame *frame;

	if (index == MD_NONE)
		return false;
	frame = &w->frames[index];
	if (frame->contact == NOT_KNOWN) {
		frame->contact = !frame->links_n &&
		    contact_at(w, index, &match) <
		    w->lines[index].prose.len ? KNOWN_YES : KNOWN_NO;
		if (frame->contact == KNOWN_YES)
			frame->channel = channel_lower(w->r,
			    match.group[GROUP_CHANNEL]);
	}
	return frame->contact == KNOWN_YES;
}

/* The parent bullet, or else the heading, that makes a line a contact. */
static uint32_t
contact_above(struct walk *w, const struct place *p)
{
	uint32_t parent = p->line->parent, heading = heading_of(w, p->index);

	if (has_contact(w, parent))
		return parent;
	if (p->frame->logged == LOGGED_ITEM)
		return MD_NONE;
	if ((parent == MD_NONE || !w->frames[parent].links_n) &&
	    has_contact(w, heading))
		return heading;
	return MD_NONE;
}

/*
 * Does what stands before a link let it open the line: nothing but emphasis,
 * or the time of day as "**14:30** –", "9:05 pm:", "14:30-15:00"?
 */
static bool
lets_open(struct str s)
{
	size_t n = 0, i;

	s = str_ltrim(channel_skip_emphasis(s));
	while (n < s.len && n < 3 && ch_digit(s.ptr[n]))
		n++;
	if (!s.len || !n || n == 3 || n == s.len || s.ptr[n] != ':')
		return !str_trim(s).len || str_eq(str_trim(s), STR("#"));
	for (i = n; i < s.len; i++)
		if (!s.ptr[i] || !strchr("0123456789:,|-*_ \tapmAPM"
		    "\xe2\x80\x93\x94", s.ptr[i]))
			return false;
	return true;
}

/*
 * "[[Ana]]: > asked about the grant". A mark that opens the line does not make
 * it a contact: arrows stand before much.
 */
static void
see_mark(struct place *p, size_t behind)
{
	struct str rest = str_ltrim(str_from(p->line->prose, behind));

	if (str_starts(rest, STR(":")))
		rest = str_ltrim(str_from(rest, 1));
	direction_mark(rest, &p->direction);
}

/*
 * The contact word before the links that count: where anything may be dated,
 * it has to be an entry's channel, "2026-11-02 called [[Ana]]".
 */
static size_t
contact_before(const struct walk *w, const struct place *p,
    struct match *match)
{
	struct str prose = p->line->prose, before;
	size_t at = contact_at(w, p->index, match);

	if (p->frame->logged == LOGGED_DAY || at < p->text_at)
		return at;
	before = str_from(str_upto(prose, at), p->text_at);
	return str_trim(channel_skip_emphasis(before)).len ? prose.len : at;
}

/* Which links of a dated note's line are interactions; their number. */
static uint32_t
add_contacts(struct walk *w, struct place *p, struct str *channel)
{
	const struct frame *frame = p->frame;
	struct str prose = p->line->prose;
	struct match match;
	size_t contact = contact_before(w, p, &match);
	struct str between;
	bool all, opens, counts;
	uint32_t i, n = 0, last = p->text_at, above = contact_above(w, p);
	struct link *link;

	all = above != MD_NONE;
	opens = frame->logged == LOGGED_DAY;
	if (contact < prose.len && match.group[GROUP_CHANNEL].ptr)
		*channel = channel_lower(w->r, match.group[GROUP_CHANNEL]);
	else if (all)
		*channel = w->frames[above].channel;
	for (i = 0; i < frame->links_n && n < LINKS; i++) {
		link = &w->links.v[frame->links + i];
		between = (struct str){ prose.ptr + last,
		    link->start > last ? link->start - last : 0 };
		opens = opens && (i ? joins(between) : lets_open(between));
		last = link->end;
		if (opens)
			see_mark(p, last);
		counts = !link->named && ((w->r->options->mentions_all &&
		    frame->logged == LOGGED_DAY) || (!is_owner(p, link) &&
		    (all || opens || contact < link->start)));
		if (!counts)
			continue;
		walk_who(w, link->target, link->start, 0);
		link->bound = true;
		n++;
	}
	return n;
}

/* A done task is an interaction with whom it mentions. */
static void
done_task(struct walk *w, struct place *p)
{
	uint32_t first = (uint32_t)w->r->whos.n, i;
	const struct link *link;
	struct match match;
	struct record *record;
	struct str date;
	day_t done = DAY_NONE;

	if (p->status != 'x' || !p->frame->links_n)
		return;
	for (i = 0; i < p->frame->links_n && i < LINKS; i++) {
		link = &w->links.v[p->frame->links + i];
		if (!link->named)
			walk_who(w, link->target, link->start, 0);
	}
	if (w->r->whos.n == first)
		return;
	record = entry_add(w, p, MD_NONE, first, w->r->whos.n - first);
	if (matcher_find(w->r->matcher, PATTERN_DONE, p->line->prose, 0,
	    &match)) {
		date = match.group[GROUP_DATE];
		if (date.ptr && day_parse(date, &done))
			record->day = done;
	}
}

void
entry_logged(struct walk *w, struct place *p)
{
	struct frame *frame = p->frame;
	struct str channel = STR_NONE;
	struct record *record;
	uint32_t first, n = 0;

	if (p->task) {
		if (frame->logged == LOGGED_DAY)
			done_task(w, p);
		return;
	}
	if (!frame->links_n)
		return;
	first = (uint32_t)w->r->whos.n;
	/* a quote is what somebody wrote, and no entry */
	if (!p->line->quoted && frame->logged)
		n = add_contacts(w, p, &channel);
	if (n) {
		record = entry_add(w, p, contact_above(w, p), first, n);
		if (!record->channel.len)
			record->channel = channel;
		frame->in_entry = true;
	}
	add_mentions(w, p);
}
