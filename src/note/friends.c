#include "note/friends.h"

#include "note/channel.h"
#include "note/entry.h"
#include "note/profile.h"
#include "note/told.h"

enum { NAMES = 1000 }; /* people that one line can name */

/* Is it a line of the section below that heading? */
static bool
is_under(const struct md *md, const struct md_line *line, struct str heading)
{
	const struct md_line *above;

	if (line->heading == MD_NONE || line->type == MD_HEADING)
		return false;
	above = &md->lines.v[line->heading];
	return above->level == 3 && str_eq(md_content(above), heading);
}

bool
friends_holds(const struct walk *w, const struct md_line *line)
{
	return is_under(&w->r->md, line, STR("Activities:")) ||
	    is_under(&w->r->md, line, STR("Notes:"));
}

/* Takes what stands between open and close off the start of *rest. */
static bool
cut_brackets(struct str *rest, char open, char close, struct str *inner)
{
	struct str s = str_ltrim(*rest);
	size_t end = str_chr(s, close);

	if (!s.len || s.ptr[0] != open || end == SIZE_MAX)
		return false;
	*inner = str_from(str_upto(s, end), 1);
	*rest = str_from(s, end + 1);
	return true;
}

/* One fact of a Friends line: a slice of it. */
static void
add(struct profile_builder *b, enum key key, const struct md_line *line,
    struct str value)
{
	value = str_trim(value);
	profile_add(b, key, value, line->number,
	    value.len ? (uint32_t)(value.ptr - line->raw.ptr) + 1 : 0);
}

/* "a.k.a. The Admiral a.k.a. Amazing Grace" */
static void
add_aliases(struct profile_builder *b, const struct md_line *line,
    struct str names)
{
	const struct str aka = STR("a.k.a. ");
	size_t at = str_find(names, aka);

	b->listed = true; /* a comma is a part of the name */
	while (at != SIZE_MAX) {
		names = str_from(names, at + aka.len);
		at = str_find(names, aka);
		add(b, KEY_ALIASES, line, str_upto(names, at));
	}
	b->listed = false;
}

/* The place and tags, in this order; a line may have any of them. */
static void
add_rest(struct profile_builder *b, const struct md_line *line,
    struct str rest)
{
	struct str inner, word;
	size_t end;

	if (cut_brackets(&rest, '(', ')', &inner))
		add_aliases(b, line, inner);
	if (cut_brackets(&rest, '[', ']', &inner))
		add(b, KEY_PLACE, line, inner);
	while ((rest = str_ltrim(rest)).len) {
		for (end = 0; end < rest.len && !ch_space(rest.ptr[end]);)
			end++;
		word = str_upto(rest, end);
		rest = str_from(rest, end);
		if (word.len > 1 && (word.ptr[0] == '@' || word.ptr[0] == '#'))
			add(b, KEY_TAGS, line, str_from(word, 1));
	}
}

/* The name ends where the first of the marks behind it begins. */
static size_t
name_end(struct str text)
{
	size_t i;

	for (i = 0; i < text.len; i++)
		if (text.ptr[i] == '(' || text.ptr[i] == '[' ||
		    ((text.ptr[i] == '@' || text.ptr[i] == '#') && i &&
		    ch_space(text.ptr[i - 1])))
			break;
	return i;
}

static void
read_friend(struct reader *r, const struct source *source,
    const struct md_line *line)
{
	struct str text = str_trim(md_content(line));
	size_t end = name_end(text);
	struct str name = str_rtrim(str_upto(text, end));
	struct profile_builder b;
	struct profile profile;

	if (!name.len)
		return;
	profile_begin(&b, r, source->path);
	b.profile.name = name;
	b.profile.line = line->number;
	b.profile.column = (uint32_t)(name.ptr - line->raw.ptr) + 1;
	b.profile.end = line->number;
	add_rest(&b, line, str_from(text, end));
	profile = profile_end(&b);
	vec_push(&r->profiles, profile);
}

void
friends_read(struct reader *r, struct source *source)
{
	const struct md_line *line;
	size_t i;

	for (i = 0; i < r->md.lines.n; i++) {
		line = &r->md.lines.v[i];
		if (line->type == MD_ITEM && line->parent == MD_NONE &&
		    is_under(&r->md, line, STR("Friends:")))
			read_friend(r, source, line);
	}
}

/* An @word is a tag here: what was found as a handle is no link. */
static void
drop_handles(struct walk *w, struct frame *frame)
{
	uint32_t i, n = 0;

	for (i = frame->links; i < frame->links + frame->links_n; i++)
		if (!str_starts(w->links.v[i].target, STR("@")))
			w->links.v[frame->links + n++] = w->links.v[i];
	w->links.n = frame->links + n;
	frame->links_n = n;
}

/* Every **Name** of the text is a link. */
static void
find_names(struct walk *w, struct place *p)
{
	const struct str mark = STR("**");
	struct str prose = p->line->prose, name;
	size_t at = p->text_at, close;
	uint32_t n = 0;

	while ((close = str_find(str_from(prose, at), mark)) != SIZE_MAX) {
		at += close + mark.len;
		close = str_find(str_from(prose, at), mark);
		if (close == SIZE_MAX)
			break;
		name = str_upto(str_from(prose, at), close);
		/* else the one that should close it opens another */
		if (!name.len || str_trim(name).len != name.len)
			continue;
		if (n++ == NAMES)
			break;
		vec_push(&w->links, (struct link){ name,
		    (uint32_t)(at - mark.len),
		    (uint32_t)(at + close + mark.len), true, false });
		at += close + mark.len;
	}
	p->frame->links_n = (uint32_t)w->links.n - p->frame->links;
}

/* The end of the link that the offset is in, or 0. */
static uint32_t
link_end(const struct walk *w, const struct frame *frame, size_t at)
{
	const struct link *link = w->links.v + frame->links;
	uint32_t i;

	for (i = 0; i < frame->links_n; i++)
		if (link[i].start <= at && at < link[i].end)
			return link[i].end;
	return 0;
}

/* The first contact word of the line that is in no name, in lower case. */
static struct str
contact_word(const struct walk *w, const struct place *p)
{
	struct str prose = p->line->prose, word;
	struct match match;
	size_t from = p->text_at, i;
	char *copy;

	while (matcher_find(w->r->matcher, PATTERN_CONTACT, prose, from,
	    &match)) {
		from = link_end(w, p->frame, match.start);
		if (from)
			continue;
		word = match.group[GROUP_CHANNEL];
		copy = arena_alloc(&w->r->scratch, word.len + 1);
		for (i = 0; i < word.len; i++)
			copy[i] = ch_lower(word.ptr[i]);
		return (struct str){ copy, word.len };
	}
	return STR_NONE;
}

/* The names take part: one entry with all of them. */
static void
add_entry(struct walk *w, struct place *p)
{
	const struct frame *frame = p->frame;
	uint32_t first = (uint32_t)w->r->whos.n, i;
	struct str text, channel;
	struct record *record;
	const struct link *link;

	for (i = 0; i < frame->links_n; i++) {
		link = &w->links.v[frame->links + i];
		if (link->bound)
			walk_who(w, link->target, link->start, 0);
	}
	if (w->r->whos.n == first)
		return;
	text = p->text;
	p->direction = channel_take(w->r, &text, &channel);
	record = walk_record(w, p, RECORD_ENTRY, p->line->content, first,
	    w->r->whos.n - first);
	record->channel = channel.len ? channel : contact_word(w, p);
	record->text = text.len ? text : p->text;
	if (p->direction)
		record->direction = p->direction;
	p->frame->record = (uint32_t)w->r->records.n;
	told_later(w, p, MD_NONE, MD_NONE);
}

/* A letter, a digit, or what joins them in a tag: "@work/acme-co". */
static bool
in_tag(char c)
{
	return ch_alpha(c) || ch_digit(c) || (unsigned char)c >= 0x80 ||
	    c == '_' || c == '-' || c == '/';
}

/* What is a mark of a follow-up in any note is no tag in this one. */
static bool
is_mark(struct str word)
{
	static const struct str marks[] = { { "due", 3 }, { "done", 4 },
		{ "waiting", 7 } };
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_ieq(word, marks[i]))
			return true;
	return word.len && ch_digit(word.ptr[0]);
}

static void
read_tags(struct walk *w, struct place *p)
{
	struct str prose = p->line->prose, word;
	size_t at = p->text_at, found, end;
	struct record *record;

	while ((found = str_chr(str_from(prose, at), '@')) != SIZE_MAX) {
		at += found + 1;
		if (at > 1 && !ch_space(prose.ptr[at - 2]) &&
		    prose.ptr[at - 2] != '(')
			continue;
		for (end = at; end < prose.len && in_tag(prose.ptr[end]);)
			end++;
		word = str_upto(str_from(prose, at), end - at);
		while (word.len && (word.ptr[word.len - 1] == '-' ||
		    word.ptr[word.len - 1] == '/'))
			word.len--;
		if (!word.len || is_mark(word))
			continue;
		walk_people(w, p);
		record = walk_record(w, p, RECORD_TAG, at - 1, p->who,
		    p->who_n);
		record->text = word;
	}
}

void
friends_line(struct walk *w, struct place *p)
{
	bool activity = is_under(&w->r->md, p->line, STR("Activities:"));
	struct frame *frame = p->frame;
	uint32_t i;

	/* its tags are the line's, not those of the people on it */
	frame->in_entry = true;
	drop_handles(w, frame);
	find_names(w, p);
	activity = activity && p->dated && !p->task;
	if (activity)
		add_entry(w, p);
	for (i = 0; !activity && i < frame->links_n; i++)
		w->links.v[frame->links + i].bound = false;
	entry_mentions(w, p);
	read_tags(w, p);
}
