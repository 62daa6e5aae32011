#include "note/attend.h"

#include "base/unicode.h"
#include "note/channel.h"
#include "note/kind.h"
#include "note/link.h"
#include "note/profile.h"
#include "note/values.h"

enum {
	PEOPLE = 1000,   /* of one note */
	NAME_BYTES = 80, /* of a name; longer text is none */
};

/* "## Attendees", "**Present:** Ana": what opens a list of the body. */
static bool
is_label(struct str s)
{
	static const char *const words[] = { "attendees", "attendee",
		"participants", "participant", "present", "in attendance",
		"attended by", "who attended", "attendance", NULL };

	return key_among(s, words);
}

/* Without emphasis and colon at its ends. */
static struct str
bare(struct str s)
{
	s = str_trim(s);
	while (s.len && (s.ptr[0] == '*' || s.ptr[0] == '_'))
		s = str_from(s, 1);
	while (s.len && (s.ptr[s.len - 1] == '*' || s.ptr[s.len - 1] == '_' ||
	    s.ptr[s.len - 1] == ':'))
		s.len--;
	return str_trim(s);
}

/* Nearly no line begins as labels and keys of people do. */
static bool
may_open(const struct md_line *line)
{
	size_t i = line->content;

	while (i < line->raw.len && line->raw.ptr[i] == '*')
		i++;
	return i < line->raw.len && line->raw.ptr[i] &&
	    strchr("apiwAPIW_", line->raw.ptr[i]);
}

/* Does the line open a list? *rest is what stands behind its colon. */
static bool
opens_list(const struct md_line *line, struct str *rest)
{
	struct str text, key;
	size_t colon;

	*rest = STR_NONE;
	if (!may_open(line) || (line->type != MD_HEADING &&
	    line->type != MD_TEXT && line->type != MD_ITEM) ||
	    line->quoted || line->box)
		return false;
	text = md_content(line);
	colon = str_chr(str_upto(text, NAME_BYTES), ':');
	if (line->type == MD_HEADING)
		return is_label(bare(text));
	if (colon == SIZE_MAX)
		return str_starts(text, STR("**")) &&
		    str_ends(text, STR("**")) && is_label(bare(text));
	key = bare(str_upto(text, colon));
	if (!is_label(key) && !(str_starts(str_from(text, colon), STR("::")) &&
	    key_of(key) == KEY_PEOPLE))
		return false;
	*rest = str_from(text, colon + 1);
	while (rest->len && (rest->ptr[0] == ':' || rest->ptr[0] == '*' ||
	    rest->ptr[0] == '_'))
		*rest = str_from(*rest, 1);
	/* "present::x" and "12:30" are neither key nor label */
	if (rest->len && !ch_space(rest->ptr[0]))
		return false;
	*rest = str_trim(*rest);
	return true;
}

bool
attend_says(const struct md *md)
{
	struct str rest;
	size_t i;

	for (i = 0; i < md->lines.n; i++)
		if (opens_list(&md->lines.v[i], &rest))
			return true;
	return false;
}

bool
attend_dated(const struct md *md, day_t *day)
{
	struct str key, value;
	size_t i;

	for (i = 0; i < md->lines.n; i++)
		if (md->lines.v[i].type == MD_BLANK)
			continue;
		else if (!md_property(&md->lines.v[i], &key, &value))
			break;
		else if (key_of(key) == KEY_DATE)
			return profile_date(value, day) && attend_says(md);
	return false;
}

/*
 * Where the name of an attendee ends: at "@ana", "(CHAIR)", ": …", and in the
 * body at ", Acme".
 */
static size_t
name_end(struct str s, bool key)
{
	static const char *const ends[] = { ",", "@", "(", "<", ";", ": ",
		" - ", " – ", " — ", "[", NULL };
	size_t i, at, least = s.len;

	for (i = key; ends[i]; i++) {
		at = str_find(s, str_of(ends[i]));
		if (at < least)
			least = at;
	}
	return least;
}

static struct str
handle_in(struct str s)
{
	size_t at = str_chr(s, '@'), end;

	/* an address has something before it */
	if (at == SIZE_MAX || (at && !strchr(" ([*", s.ptr[at - 1])))
		return STR_NONE;
	for (end = at + 1; end < s.len; end++)
		if (!ch_alpha(s.ptr[end]) && !ch_digit(s.ptr[end]) &&
		    s.ptr[end] != '-' && s.ptr[end] != '_')
			break;
	return end > at + 1 ? str_upto(str_from(s, at), end - at) : STR_NONE;
}

/* "<ana@example.org>", or nothing but an address. */
static struct str
address_in(struct str s)
{
	size_t open = str_chr(s, '<'), close;
	struct str whole = s;

	if (str_chr(s, ' ') == SIZE_MAX && values_address(&whole))
		return whole;
	close = str_chr(str_from(s, open), '>');
	if (open == SIZE_MAX || close == SIZE_MAX)
		return STR_NONE;
	s = str_from(str_upto(s, open + close), open + 1);
	return values_address(&s) ? s : STR_NONE;
}

/* "[[people/ana|Ana]]" and "[Ana](people/ana.md)" say both. */
static bool
take_link(struct reader *r, struct attendee *who, struct str s)
{
	size_t end = str_find(s, STR("]]")), at;

	if (str_starts(s, STR("[[")) && end != SIZE_MAX) {
		s = str_upto(s, end + 2);
		who->target = link_target(s);
		who->name = kind_name(r, link_shown(s));
		return true;
	}
	at = str_find(s, STR("]("));
	end = str_chr(str_from(s, at), ')');
	if (!str_starts(s, STR("[")) || at == SIZE_MAX || end == SIZE_MAX)
		return false;
	who->name = str_trim(str_from(str_upto(s, at), 1));
	who->target = str_from(str_upto(s, at + end), at + 2);
	if (who->name.len && who->name.ptr[0] == '@')
		who->handle = who->name;
	return true;
}

/* "Ana Ruiz @anaruiz (CHAIR)", "[[Ana Ruiz]]", "Ana <ana@example.org>" */
static void
add(struct attend *a, struct reader *r, struct attendee who, struct str s)
{
	struct str text = channel_skip_emphasis(str_trim(s)), name;
	size_t colon;

	if (!text.len || ch_digit(text.ptr[0]) || a->list.n >= PEOPLE)
		return;
	who.column += (uint32_t)(text.ptr - s.ptr);
	who.handle = handle_in(text);
	if (!take_link(r, &who, text)) {
		name = bare(str_upto(text, name_end(text,
		    who.index == MD_NONE)));
		who.target = address_in(text);
		if (!who.target.len)
			who.target = name;
		who.name = kind_name(r, name);
	}
	if (who.name.len > NAME_BYTES || (!who.target.len && !who.handle.len))
		return;
	vec_push(&a->list, who);
	/* "Chair: Ana Ruiz" has the name behind the colon */
	colon = str_find(text, STR(": "));
	if (colon == SIZE_MAX || who.instead || who.index == MD_NONE)
		return;
	who.instead = true;
	who.column += (uint32_t)colon + 2;
	add(a, r, who, str_from(text, colon + 2));
}

/* "[[Ana]], [[Bob]] and [[Cy]]", "Ana Ruiz, Bob Chen & Cy Day" */
static bool
next_name(struct str *rest, struct str *name)
{
	static const char *const seps[] = { ",", ";", " and ", " & ", " + ",
		NULL };
	size_t i, at, least, n = 0;

	if (!rest->len)
		return false;
	least = rest->len;
	/* a link may hold any of them */
	at = str_starts(str_ltrim(*rest), STR("[[")) ?
	    str_find(*rest, STR("]]")) : SIZE_MAX;
	if (at != SIZE_MAX) {
		least = at + 2;
		while (least + n < rest->len && (ch_space(rest->ptr[least +
		    n]) || rest->ptr[least + n] == ','))
			n++;
		for (i = 2; seps[i]; i++)
			if (str_starts(str_from(*rest, least + n),
			    str_from(str_of(seps[i]), 1)))
				n += strlen(seps[i]) - 1;
	}
	for (i = 0; at == SIZE_MAX && seps[i]; i++) {
		at = str_find(*rest, str_of(seps[i]));
		if (at < least) {
			least = at;
			n = strlen(seps[i]);
		}
		at = SIZE_MAX;
	}
	*name = str_upto(*rest, least);
	*rest = str_from(*rest, least + n);
	return true;
}

/* "[[Ana]] gave me a book", "[[Ana]]'s": more is said than who was there. */
static bool
is_prose(struct str name, struct str rest)
{
	return str_ends(name, STR("]]")) && rest.len &&
	    (ch_alpha(rest.ptr[0]) || rest.ptr[0] == '\'' ||
	    rest.ptr[0] & 0x80);
}

static void
add_names(struct attend *a, struct reader *r, struct attendee who,
    struct str names)
{
	struct str rest = names, name;
	uint32_t column = who.column;

	while (next_name(&rest, &name)) {
		if (is_prose(name, rest))
			return;
		who.column = column + (uint32_t)(name.ptr - names.ptr);
		add(a, r, who, name);
	}
}

static void
find_keys(struct attend *a, struct reader *r)
{
	struct attendee who = { .index = MD_NONE, .here = true };
	const struct front_field *f;
	struct str text;
	size_t i;
	uint32_t k;

	for (i = 0; i < r->front.fields.n; i++) {
		f = &r->front.fields.v[i];
		if (!f->n || f->known != KEY_PEOPLE)
			continue;
		a->line = a->line ? a->line : f->line;
		for (k = 0; k < f->n; k++) {
			text = f->values[k].text;
			who.column = f->values[k].column - 1;
			/* what is one of several has its commas for itself */
			if (f->n > 1 && str_find(text, STR("]],")) == SIZE_MAX)
				add(a, r, who, text);
			else
				add_names(a, r, who, text);
		}
	}
}

static void
hold(struct attend *a, uint32_t index)
{
	vec_push(&a->held, index);
}

/* Who did not come, and the like, is another list. */
static bool
ends_list(struct str text)
{
	static const char *const words[] = { "absent", "regrets", "apologies",
		"not present", "invited", "excused", "agenda", "notes",
		"topics", NULL };

	return key_among(bare(str_upto(text, str_chr(text, ':'))), words);
}

/* The lines below one that opens a list; the index behind them. */
static uint32_t
read_list(struct attend *a, struct reader *r, uint32_t index)
{
	const struct md_line *v = r->md.lines.v, *line;
	bool heading = v[index].type == MD_HEADING, blank = false;
	struct attendee who;
	struct str text, rest;
	uint32_t i;

	for (i = index + 1; i < r->md.lines.n; i++) {
		line = &v[i];
		text = md_content(line);
		blank = blank || line->type == MD_BLANK;
		if (line->type == MD_BLANK || line->type == MD_RULE)
			continue;
		if ((line->type != MD_ITEM && line->type != MD_TEXT) ||
		    line->quoted || ends_list(text) || opens_list(line, &rest))
			break;
		/* below a label: its items, or a list right below it */
		if (!heading && (line->type != MD_ITEM || (v[index].type ==
		    MD_ITEM ? line->parent == MD_NONE ||
		    line->parent < index : blank && !a->held.n)))
			break;
		hold(a, i);
		who = (struct attendee){ .index = i, .column = (uint32_t)
			(text.ptr - line->raw.ptr), .here = line->box != ' ' };
		if (line->type == MD_TEXT)
			add_names(a, r, who, text);
		else if (!str_ends(text, STR(":")))
			add(a, r, who, text);
	}
	return i;
}

void
attend_find(struct attend *a, struct reader *r)
{
	struct attendee who = { .here = true };
	const struct md_line *line;
	struct str rest;
	uint32_t i, number;
	size_t n;

	find_keys(a, r);
	for (i = 0; i < r->md.lines.n; i++) {
		line = &r->md.lines.v[i];
		if (!opens_list(line, &rest))
			continue;
		n = a->list.n;
		number = line->number;
		who.index = i;
		who.column = (uint32_t)(rest.ptr - line->raw.ptr);
		if (rest.len)
			add_names(a, r, who, rest);
		if (!rest.len || a->list.n > n)
			hold(a, i);
		if (!rest.len)
			i = read_list(a, r, i) - 1;
		if (!a->line && a->list.n > n)
			a->line = number;
	}
}

bool
attend_holds(const struct attend *a, uint32_t index)
{
	size_t i;

	for (i = 0; i < a->held.n && a->held.v[i] <= index; i++)
		if (a->held.v[i] == index)
			return true;
	return false;
}

/* Ends the name there: not in a word, and not in "Ana's"? */
static bool
ends_name(struct str text, size_t at)
{
	struct str rest = str_from(text, at);
	int32_t cp;

	if (!rest.len)
		return true;
	if (rest.ptr[0] == '\'' || str_starts(rest, STR("’")) ||
	    rest.ptr[0] == '-' || rest.ptr[0] == '_')
		return false;
	(void)unicode_next(rest, &cp);
	return !unicode_letter(cp) && !unicode_digit(cp);
}

/* The bytes of the attendee's name, or first name, that text begins with. */
static size_t
match(const struct attendee *who, struct str text, bool whole)
{
	struct str name = who->name;

	if (!whole)
		name = str_upto(name, str_chr(name, ' '));
	return name.len > 1 && str_istarts(text, name) &&
	    ends_name(text, name.len) ? name.len : 0;
}

static bool
same(const struct attendee *a, const struct attendee *b)
{
	return str_ieq(a->target, b->target) || str_ieq(a->name, b->name);
}

int
attend_name(const struct attend *a, struct str text, size_t *length)
{
	int found = ATTEND_NOBODY, whole;
	size_t i, n;
	int32_t cp;

	if (!text.len || (text.ptr[0] >= 'a' && text.ptr[0] <= 'z'))
		return ATTEND_NOBODY;
	(void)unicode_next(text, &cp);
	if (!unicode_letter(cp))
		return ATTEND_NOBODY;
	for (whole = 1; whole >= 0 && found == ATTEND_NOBODY; whole--)
		for (i = 0; i < a->list.n; i++) {
			n = match(&a->list.v[i], text, whole);
			if (!n || (found >= 0 && same(&a->list.v[i],
			    &a->list.v[found])))
				continue;
			found = found == ATTEND_NOBODY ? (int)i : ATTEND_MANY;
			*length = n;
		}
	return found;
}

void
attend_release(struct attend *a)
{
	vec_release(&a->list);
	vec_release(&a->held);
}
