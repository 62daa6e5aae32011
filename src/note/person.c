#include "note/person.h"

#include "base/unicode.h"
#include "note/fields.h"
#include "note/kind.h"
#include "note/level.h"
#include "note/link.h"
#include "note/page.h"
#include "note/profile.h"

/* A follow-up that a key asks for: "follow_up: 2026-12-01". */
static void
add_followup(struct reader *r, const struct source *source,
    uint32_t profile, struct str key, struct str value, uint32_t line,
    uint32_t column)
{
	struct record record = { .kind = RECORD_FOLLOWUP, .day = DAY_NONE,
		.line = line, .column = column, .who_n = 1,
		.flags = RECORD_KEY };
	struct who who = { .profile = profile, .column = column };
	struct buf text = { 0 };

	if (profile_unset(value))
		return;
	if (!profile_date(value, &record.due)) {
		read_warn(r, source, "bad-date", line, column,
		    "%.*s is no calendar date; write it as 2026-12-01",
		    STR_ARG(str_upto(value, 100)));
		return;
	}
	buf_printf(&text, "%.*s: %.*s", STR_ARG(str_upto(key, 100)),
	    STR_ARG(str_upto(value, 100)));
	record.text = arena_str(&r->scratch, buf_str(&text));
	buf_release(&text);
	record.who = (uint32_t)r->whos.n;
	vec_push(&r->whos, who);
	vec_push(&r->records, record);
}

static void
add_value(struct profile_builder *b, const struct source *source,
    struct str key, struct str value, uint32_t line, uint32_t column)
{
	enum key known = key_of(key);

	if (known == KEY_NEXT_CONTACT)
		add_followup(b->r, source, (uint32_t)b->r->profiles.n, key,
		    value, line, column);
	else if (known != KEY_OTHER)
		profile_add(b, known, value, line, column);
}

static void
add_front(struct profile_builder *b, const struct source *source)
{
	const struct front_field *f;
	size_t i;
	uint32_t k;

	for (i = 0; i < b->r->front.fields.n; i++) {
		f = &b->r->front.fields.v[i];
		b->listed = f->list;
		for (k = 0; k < f->n; k++)
			add_value(b, source, f->key, f->values[k].text,
			    f->values[k].line, f->values[k].column);
	}
	b->listed = false;
}

/* Links lead to the whole of it, which is so as good as a path. */
static void
take_title(struct profile_builder *b, struct str value, uint32_t line,
    struct str *title)
{
	struct str whole = link_target(value);

	*title = page_name(whole);
	if (title->len != whole.len)
		profile_add(b, KEY_ID, whole, line, 1);
}

/*
 * The keys of the body; true, and *title the name that a page of Logseq gives
 * itself: "title:: people/Ana Ruiz".
 */
static bool
add_fields(struct profile_builder *b, const struct source *source,
    struct str *title)
{
	struct fields fields = { 0 };
	const struct md_line *line;
	const struct field *f;
	size_t i;

	fields_find(&fields, &b->r->md, b->r->matcher);
	for (i = 0; i < fields.list.n; i++) {
		f = &fields.list.v[i];
		line = &b->r->md.lines.v[f->index];
		if (f->form == FIELD_PROPERTY && !b->r->front.present &&
		    key_of(f->key) == KEY_TITLE && f->value.len)
			take_title(b, f->value, line->number, title);
		else
			add_value(b, source, f->key, f->value, line->number,
			    (uint32_t)(f->value.ptr - line->raw.ptr) + 1);
	}
	fields_release(&fields);
	return title->len > 0;
}

/* The level-1 heading that opens the body; "# <% title %>" names nobody. */
static const struct md_line *
opening_heading(const struct md *md)
{
	struct str text;
	size_t i;

	for (i = 0; i < md->lines.n; i++)
		if (md->lines.v[i].type != MD_BLANK)
			break;
	if (i == md->lines.n || md->lines.v[i].type != MD_HEADING ||
	    md->lines.v[i].level != 1)
		return NULL;
	text = md_content(&md->lines.v[i]);
	if (str_find(text, STR("<%")) != SIZE_MAX ||
	    str_find(text, STR("{{")) != SIZE_MAX)
		return NULL;
	return &md->lines.v[i];
}

/* What a file's name says without date, extension and keywords. */
static struct str
file_name(struct str path)
{
	struct str rest;

	return kind_path_day(path, &rest) != DAY_NONE && rest.len ? rest :
	    page_name(read_base(path));
}

/* "José Cruz" and "jose-cruz" */
static bool
same_words(struct str a, struct str b)
{
	struct buf x = { 0 }, y = { 0 };
	bool same;

	unicode_slug(&x, a);
	unicode_slug(&y, b);
	same = x.len && str_eq(buf_str(&x), buf_str(&y));
	buf_release(&x);
	buf_release(&y);
	return same;
}

/* A heading without the tags behind it, as far as they are tags. */
static struct str
without_tags(struct str text)
{
	size_t at;

	while ((at = str_rchr(text, ' ')) != SIZE_MAX &&
	    at + 2 < text.len && text.ptr[at + 1] == '#')
		text = str_trim(str_upto(text, at));
	return text;
}

/*
 * What the name of a Denote file says: its identifier and keywords. False when
 * it is none.
 */
static bool
add_denote(struct profile_builder *b, struct str path)
{
	struct str id, keywords, word;
	size_t i;

	if (!page_denote(path, &id, &keywords))
		return false;
	for (i = 0; i < b->facts.n; i++)
		if (b->facts.v[i].key == KEY_ID &&
		    str_eq(b->facts.v[i].value, id))
			break;
	if (i == b->facts.n)
		profile_add(b, KEY_ID, id, 1, 1);
	for (i = 0; i < b->facts.n; i++)
		if (b->facts.v[i].key == KEY_TAGS)
			return true;
	while (str_cut(&keywords, '_', &word))
		profile_add(b, KEY_TAGS, word, 1, 1);
	return true;
}

void
person_read_note(struct reader *r, struct source *source)
{
	const struct md_line *heading = opening_heading(&r->md);
	struct profile_builder b;
	struct str file = file_name(source->path), title, page = STR_NONE;
	struct profile profile;
	bool denote;

	profile_begin(&b, r, source->path);
	b.profile.line = 1;
	b.profile.column = 1;
	add_front(&b, source);
	denote = add_denote(&b, source->path);
	/* a title is a name only where it names the note; else it is a job's */
	title = str_trim(b.title);
	if (add_fields(&b, source, &page))
		b.profile.name = page;
	else if (title.len && (denote || same_words(title, file) ||
	    (heading && str_eq(title, md_content(heading)))))
		b.profile.name = title;
	else if (heading && md_content(heading).len)
		b.profile.name = link_shown(without_tags(md_content(heading)));
	else
		b.profile.name = kind_name(r, file);
	profile = profile_end(&b);
	profile.end = UINT32_MAX;
	vec_push(&r->profiles, profile);
}

bool
person_key_shape(const struct md_line *line, struct str *key,
    struct str *value)
{
	struct str text = md_content(line);
	size_t colon = str_chr(text, ':');

	if ((line->type != MD_ITEM && line->type != MD_TEXT) || line->box ||
	    line->quoted || colon == SIZE_MAX || colon > 40)
		return false;
	*key = str_upto(text, colon);
	*value = str_from(text, colon + 1);
	while (key->len && (key->ptr[0] == '*' || key->ptr[0] == '_'))
		*key = str_from(*key, 1);
	while (value->len && (value->ptr[0] == '*' || value->ptr[0] == '_' ||
	    value->ptr[0] == ':'))
		*value = str_from(*value, 1);
	if (value->len && !ch_space(value->ptr[0]) && text.ptr[colon] == ':' &&
	    value->ptr == text.ptr + colon + 1)
		return false;
	*value = str_trim(*value);
	return true;
}

bool
person_key_line(const struct md_line *line, struct str *key,
    struct str *value)
{
	if (!person_key_shape(line, key, value))
		return false;
	switch (key_of(*key)) {
	case KEY_OTHER:
	case KEY_PEOPLE:
	case KEY_DATE:
	case KEY_TITLE:
		return false;
	default:
		return true;
	}
}

/* "- ana@example.org" or "<ana@example.org>" */
bool
person_is_address(const struct md_line *line)
{
	struct str text = md_content(line);
	size_t at = str_chr(text, '@');

	return (line->type == MD_ITEM || line->type == MD_TEXT) &&
	    at != SIZE_MAX && at > 0 && at + 1 < text.len &&
	    str_chr(text, ' ') == SIZE_MAX && text.ptr[0] != '#' &&
	    str_chr(str_from(text, at), '.') != SIZE_MAX;
}

/* The heading's name, without link brackets and the tags behind it. */
static struct str
heading_name(struct profile_builder *b, const struct md_line *heading)
{
	struct str text = str_trim(md_content(heading));
	size_t at;

	while ((at = str_rchr(text, '#')) != SIZE_MAX && at > 0 &&
	    ch_space(text.ptr[at - 1]) && at + 1 < text.len) {
		profile_add(b, KEY_TAGS, str_from(text, at), heading->number,
		    (uint32_t)(text.ptr - heading->raw.ptr + at) + 1);
		text = str_trim(str_upto(text, at));
	}
	return link_shown(text);
}

/* "met at the fair [email:: ana@example.org]" */
static void
add_inline(struct profile_builder *b, const struct source *source,
    const struct md_line *line)
{
	struct field f;
	size_t from = 0;

	if (line->box || (line->type != MD_TEXT && line->type != MD_ITEM))
		return;
	while (fields_inline(line, from, &f)) {
		from = (size_t)(f.value.ptr - line->raw.ptr);
		add_value(b, source, f.key, f.value, line->number,
		    (uint32_t)from + 1);
		from += f.value.len;
	}
}

static void
add_section_line(struct profile_builder *b, const struct source *source,
    const struct md_line *line)
{
	struct str key, value, text = md_content(line);
	struct match match;

	if (line->quoted || matcher_find(b->r->matcher, PATTERN_ENTRY,
	    line->prose, 0, &match))
		return;
	if (person_key_line(line, &key, &value)) {
		if (str_starts(value, STR("[")) && str_ends(value, STR("]")) &&
		    !str_starts(value, STR("[[")))
			value = (struct str){ value.ptr + 1, value.len - 2 };
		add_value(b, source, key, value, line->number,
		    (uint32_t)(value.ptr - line->raw.ptr) + 1);
	} else if (person_is_address(line)) {
		profile_add(b, KEY_EMAIL, text, line->number,
		    line->content + 1);
	} else {
		add_inline(b, source, line);
	}
}

/* Reads the section that begins at heading; returns the index behind it. */
static size_t
read_section(struct reader *r, const struct source *source, size_t index)
{
	const struct md_line *heading = &r->md.lines.v[index], *line;
	struct profile_builder b;
	struct profile profile;
	uint32_t end = heading->number;
	size_t i;

	profile_begin(&b, r, source->path);
	b.profile.anchor = md_content(heading);
	b.profile.line = heading->number;
	b.profile.column = heading->content + 1;
	b.profile.name = heading_name(&b, heading);
	for (i = index + 1; i < r->md.lines.n; i++) {
		line = &r->md.lines.v[i];
		if (line->type == MD_HEADING && line->level <= heading->level)
			break;
		end = line->number;
		add_section_line(&b, source, line);
	}
	profile = profile_end(&b);
	profile.end = end;
	vec_push(&r->profiles, profile);
	return i;
}

void
person_read_file(struct reader *r, struct source *source)
{
	unsigned level = level_of_people(r);
	size_t i = 0;

	while (i < r->md.lines.n) {
		if (r->md.lines.v[i].type == MD_HEADING &&
		    r->md.lines.v[i].level == level &&
		    level_is_person(r, &r->md.lines.v[i]))
			i = read_section(r, source, i);
		else
			i++;
	}
}
