#include "note/kind.h"

#include "note/attend.h"
#include "note/fields.h"
#include "note/level.h"
#include "note/link.h"
#include "note/opportunity.h"
#include "note/page.h"
#include "note/profile.h"
#include "note/written.h"

static bool
one_of(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (str_ieq(s, str_of(*words)))
			return true;
	return false;
}

/* The path's folder named by its last part; empty at the root. */
static struct str
folder_name(struct str path)
{
	size_t slash = str_rchr(path, '/');
	struct str folder;

	if (slash == SIZE_MAX)
		return STR_NONE;
	folder = str_upto(path, slash);
	slash = str_rchr(folder, '/');
	return slash == SIZE_MAX ? folder : str_from(folder, slash + 1);
}

bool
kind_excluded(struct str path, const char **reason)
{
	static const char *const folders[] = { "logseq", "node_modules",
		"template", "templates", "_template", "_templates", NULL };
	static const char *const names[] = { "readme", "index", NULL };
	struct str rest = path, part, base;

	while (str_cut(&rest, '/', &part)) {
		if (!rest.ptr || !str_starts(part, STR(".")) ||
		    str_eq(part, STR(".netgrep")))
			continue;
		*reason = "in a folder that begins with a dot";
		return true;
	}
	if (str_eq(path, STR(".netgrep/template.md"))) {
		*reason = "the template of new people";
		return true;
	}
	if (page_in_folder(path, folders, false)) {
		*reason = "in a folder of templates or of a program";
		return true;
	}
	/* ._ana.vcf is macOS's, .ana.vcf.x.vcf one that is being written */
	if (read_is_cards(path) && str_starts(read_base(path), STR("."))) {
		*reason = "a hidden file beside cards";
		return true;
	}
	/* contacts/contacts.csv is the table of that folder, not about it */
	base = read_is_table(path) ? STR_NONE : read_base(path);
	if (one_of(base, names) ||
	    (base.len && str_ieq(base, folder_name(path)))) {
		*reason = "named readme, index or as its folder";
		return true;
	}
	return false;
}

/* "…/2026/05/02": the last three parts of a path without its extension. */
static day_t
path_parts_day(struct str path)
{
	size_t dot = str_rchr(path, '.');
	day_t day;
	struct str tail;

	path = str_upto(path, dot);
	if (path.len < 10)
		return DAY_NONE;
	tail = str_from(path, path.len - 10);
	if (path.len > 10 && path.ptr[path.len - 11] != '/')
		return DAY_NONE;
	if (tail.ptr[4] != '/' || day_scan(tail, &day) != 10)
		return DAY_NONE;
	return day;
}

/* "T093000--ana-ruiz__contact" behind a Denote date: title without the rest. */
static struct str
denote_title(struct str rest)
{
	size_t title = str_find(rest, STR("--"));
	size_t keywords;

	if (title == SIZE_MAX)
		return STR_NONE;
	rest = str_from(rest, title + 2);
	keywords = str_find(rest, STR("__"));
	return str_upto(rest, keywords);
}

/* Without what parts a title from the date before it. */
static struct str
behind_date(struct str s)
{
	while (s.len && (ch_space(s.ptr[0]) || s.ptr[0] == '-' ||
	    s.ptr[0] == '_' || s.ptr[0] == '.' || s.ptr[0] == ','))
		s = str_from(s, 1);
	return s;
}

day_t
kind_path_day(struct str path, struct str *rest)
{
	struct str base = read_base(path), tail;
	day_t day = DAY_NONE;
	size_t n = written_scan(base, &day);

	*rest = base;
	if (!n) {
		*rest = STR_NONE;
		return path_parts_day(path);
	}
	tail = str_from(base, n);
	if (tail.len && (ch_alpha(tail.ptr[0])) && tail.ptr[0] != 'T')
		return DAY_NONE;
	if (tail.len > 6 && tail.ptr[0] == 'T' && ch_digit(tail.ptr[1]))
		*rest = denote_title(tail);
	else {
		tail = behind_date(tail);
		/* "2026-05-02-Sat" says no more than its date */
		*rest = behind_date(str_from(tail, written_weekday(tail)));
	}
	return day;
}

struct str
kind_name(struct reader *r, struct str name)
{
	char *copy;
	size_t i;

	for (i = 0; i < name.len; i++)
		if (name.ptr[i] == ' ' ||
		    (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z'))
			return name;
	copy = arena_alloc(&r->scratch, name.len + 1);
	for (i = 0; i < name.len; i++)
		copy[i] = name.ptr[i] == '-' || name.ptr[i] == '_' ? ' ' :
		    name.ptr[i];
	return str_trim((struct str){ copy, name.len });
}

/* The value of type, categories or tags: without [[ ]], its path and '#'. */
static struct str
plain_value(struct str value)
{
	struct str link;
	size_t slash;

	value = str_trim(value);
	if (str_starts(value, STR("#")))
		return str_from(value, 1);
	link = link_target(value);
	/* [[Types/Person]] is a path, person/friend and area/people are tags */
	slash = str_rchr(link, '/');
	return link.ptr != value.ptr && slash != SIZE_MAX ?
	    str_from(link, slash + 1) : link;
}

bool
kind_says_person(struct str value)
{
	static const char *const words[] = { "person", "people", "contact",
		"contacts", "crm-contact", NULL };

	value = plain_value(value);
	return one_of(value, words) || str_istarts(value, STR("person/"));
}

static bool
says_event(struct str value)
{
	static const char *const words[] = { "meeting", "meetings", "call",
		"calls", "event", "events", "journal", "daily", NULL };

	return one_of(plain_value(value), words);
}

static bool
says_people_file(struct str value)
{
	static const char *const words[] = { "people", "contacts", NULL };

	return one_of(plain_value(value), words);
}

/* Tags in one string may have blanks between them. */
static bool
says(struct str value, bool tags, bool (*what)(struct str))
{
	struct str list, word;

	if (what(value))
		return true;
	while (str_cut(&value, ',', &list)) {
		if (what(list))
			return true;
		while (tags && str_cut(&list, ' ', &word))
			if (what(word))
				return true;
	}
	return false;
}

/* The first value of one of the front matter's markers that says so. */
static const struct front_value *
marker(const struct front *front, bool type_only, bool (*what)(struct str),
    const struct front_field **field)
{
	const struct front_field *f;
	size_t i, k;

	for (i = 0; i < front->fields.n; i++) {
		f = *field = &front->fields.v[i];
		if (f->known != KEY_TYPE && (type_only ||
		    (f->known != KEY_CATEGORIES && f->known != KEY_TAGS)))
			continue;
		for (k = 0; k < f->n; k++)
			if (says(f->values[k].text, f->known == KEY_TAGS,
			    what))
				return &f->values[k];
	}
	return NULL;
}

static bool
marked(const struct front *front, bool type_only, bool (*what)(struct str))
{
	const struct front_field *field;

	return marker(front, type_only, what, &field) != NULL;
}

bool
kind_marker(const struct front *front, struct str *key, struct str *value)
{
	const struct front_field *field = NULL;
	const struct front_value *found = marker(front, false, kind_says_person,
	    &field);

	if (!found)
		return false;
	*key = field->key;
	*value = found->text;
	return true;
}

static const struct front_field *
find_key(const struct front *front, enum key key)
{
	size_t i;

	for (i = 0; i < front->fields.n; i++)
		if (front->fields.v[i].known == key &&
		    front->fields.v[i].n)
			return &front->fields.v[i];
	return NULL;
}

/* A line of nothing but a/an/is, tags and links, with or without commas. */
static bool
marker_line(struct str line)
{
	static const char *const fillers[] = { "a", "an", "is", "-", NULL };
	bool person = false;
	size_t end;
	struct str word;

	while ((line = str_ltrim(line)).len) {
		end = str_starts(line, STR("[[")) ?
		    str_find(line, STR("]]")) : SIZE_MAX;
		if (end != SIZE_MAX)
			end += 2;
		else
			for (end = 1; end < line.len; end++)
				if (ch_space(line.ptr[end]) ||
				    line.ptr[end] == ',')
					break;
		word = str_upto(line, end);
		line = str_from(line, end);
		if (str_starts(line, STR(",")))
			line = str_from(line, 1);
		if (word.ptr[0] == '#' || str_starts(word, STR("[[")))
			person = person || str_ieq(plain_value(word),
			    STR("person"));
		else if (!one_of(word, fillers))
			return false;
	}
	return person;
}

/*
 * "type:: person"; and "tags:: [[person]], friend" among the properties that
 * open a page: below, a tag is a block's.
 */
static bool
property_says_person(struct str name, struct str value, bool opening)
{
	enum key key = key_of(name);

	if (key == KEY_TYPE)
		return says(value, false, kind_says_person);
	return opening && (key == KEY_TAGS || key == KEY_CATEGORIES) &&
	    says(value, key == KEY_TAGS, kind_says_person);
}

/*
 * A line before the first heading, and no bullet below another, says so; or
 * one of the properties that open the page, which may be a block's.
 */
static bool
body_says_person(const struct md *md)
{
	const struct md_line *line;
	struct str key, value;
	bool opening = true, property;
	size_t i;

	for (i = 0; i < md->lines.n; i++) {
		line = &md->lines.v[i];
		if (line->type == MD_HEADING)
			return false;
		if (fields_is_fence(line) && line->type != MD_CODE)
			return true;
		if ((line->type != MD_TEXT && line->type != MD_ITEM) ||
		    line->prose.len >= 200)
			continue;
		if (line->parent != MD_NONE && !opening)
			continue;
		property = md_property(line, &key, &value);
		opening = opening && property;
		if (line->parent != MD_NONE && !opening)
			continue;
		if (property ? property_says_person(key, value, opening) :
		    marker_line(line->prose))
			return true;
	}
	return false;
}

static bool
denote_says(struct str path, bool (*test)(struct str))
{
	struct str id, keywords, word;

	if (!page_denote(path, &id, &keywords))
		return false;
	while (str_cut(&keywords, '_', &word))
		if (test(word))
			return true;
	return false;
}

bool
kind_tells_of_day(const struct reader *r, struct str path)
{
	struct str id, keywords;

	return !page_denote(path, &id, &keywords) ||
	    denote_says(path, says_event) ||
	    marked(&r->front, false, says_event) ||
	    find_key(&r->front, KEY_PEOPLE) || attend_says(&r->md);
}

static bool
is_friends(const struct md *md)
{
	bool activities = false, friends = false;
	struct str text;
	size_t i;

	for (i = 0; i < md->lines.n; i++) {
		if (md->lines.v[i].type != MD_HEADING ||
		    md->lines.v[i].level != 3)
			continue;
		text = md_content(&md->lines.v[i]);
		activities = activities || str_eq(text, STR("Activities:"));
		friends = friends || str_eq(text, STR("Friends:"));
	}
	return activities && friends;
}

static bool
names_people_file(const struct reader *r, struct str path)
{
	static const char *const words[] = { "people", "contacts", "friends",
		"network", "rolodex", "crm", NULL };
	const struct md_line *line;
	size_t i;

	if (one_of(read_base(path), words) ||
	    marked(&r->front, true, says_people_file))
		return true;
	for (i = 0; i < r->md.lines.n; i++) {
		line = &r->md.lines.v[i];
		if (line->type == MD_HEADING && line->level == 1 &&
		    one_of(md_content(line), words))
			return true;
	}
	return false;
}

/*
 * A date key beside people, or a list of them in the body, or beside a type
 * that says event or journal.
 */
static bool
dated_by_keys(const struct reader *r, day_t *day)
{
	const struct front_field *date = find_key(&r->front, KEY_DATE);

	if (!date)
		return attend_dated(&r->md, day);
	return profile_date(date->values[0].text, day) &&
	    (find_key(&r->front, KEY_PEOPLE) ||
	    marked(&r->front, false, says_event) || attend_says(&r->md));
}

bool
kind_people_folder(struct str path)
{
	static const char *const folders[] = { "people", "persons", "contacts",
		"friends", NULL };

	return page_in_folder(path, folders, true);
}

static enum source_kind
decide(struct reader *r, struct source *s)
{
	enum opportunity_state state;
	uint32_t line;
	day_t day;
	struct str rest;

	s->reason = "unrendered template in the front matter";
	if (r->front.template)
		return SOURCE_NONE;
	s->reason = "headings Activities: and Friends:";
	if (is_friends(&r->md))
		return SOURCE_FRIENDS;
	s->reason = "named for people, with headings that are people";
	if (names_people_file(r, s->path) && level_of_people(r))
		return SOURCE_PEOPLE;
	s->reason = "type, category or tag in the front matter";
	if (marked(&r->front, false, kind_says_person))
		return SOURCE_PERSON;
	s->reason = "a line or name that says person";
	day = kind_path_day(s->path, &rest);
	/* a day of the journal may say it of somebody, and is nobody */
	if (denote_says(s->path, kind_says_person) ||
	    ((day == DAY_NONE || rest.len) && body_says_person(&r->md)))
		return SOURCE_PERSON;
	s->reason = "date in the path";
	s->day = day;
	if (day != DAY_NONE)
		return SOURCE_DATED;
	s->reason = "in a folder of people";
	if (kind_people_folder(s->path) &&
	    !opportunity_says(&r->front, &line, &state))
		return SOURCE_PERSON;
	s->reason = "date in the front matter";
	if (dated_by_keys(r, &s->day))
		return SOURCE_DATED;
	s->reason = "no sign of a person or date; links and follow-ups count";
	return SOURCE_OTHER;
}

void
kind_decide(struct reader *r, struct source *source)
{
	source->day = DAY_NONE;
	source->kind = decide(r, source);
}
