#include "base/wild.h"

#include <stdint.h>

struct place {
	struct str pattern, text;
	bool set;
};

struct match {
	struct str whole; /* the pattern */
	unsigned flags;
	/*
	 * Where to go on when something fails: behind the last '*', and the
	 * last '**' of whole folders, with more of the text taken by it.
	 * Earlier ones need not be tried again: the one after them finds all
	 * that they could leave to it.
	 */
	struct place star, folders;
	bool whole_text; /* the last '**' has not been tried with no text */
};

static unsigned char
take(struct str *s)
{
	unsigned char c = (unsigned char)s->ptr[0];

	*s = str_from(*s, 1);
	return c;
}

/* -1: no class has that name. c is in lower case where case is no matter. */
static int
in_class(struct str name, char c, bool fold)
{
	bool letter = ch_alpha(c), digit = ch_digit(c);
	bool lower = letter && ch_lower(c) == c;
	bool graph = c > ' ' && c < 0x7f;
	const struct {
		struct str name;
		bool is;
	} classes[] = {
		{ STR("alnum"), letter || digit },
		{ STR("alpha"), letter },
		{ STR("blank"), ch_blank(c) },
		{ STR("cntrl"), (c >= 0 && c < ' ') || c == 0x7f },
		{ STR("digit"), digit },
		{ STR("graph"), graph },
		{ STR("lower"), lower },
		{ STR("print"), graph || c == ' ' },
		{ STR("punct"), graph && !letter && !digit },
		/* git's own table knows neither VT nor FF */
		{ STR("space"), ch_blank(c) || c == '\n' || c == '\r' },
		{ STR("upper"), letter && (!lower || fold) },
		{ STR("xdigit"), digit || (letter && ch_lower(c) <= 'f') },
	};
	size_t i;

	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (str_eq(name, classes[i].name))
			return classes[i].is;
	return -1;
}

/* What stands at s is "[:name:]": its name. False: a '[' as any other. */
static bool
class_name(struct str s, struct str *name)
{
	size_t end;

	if (!str_starts(s, STR("[:")))
		return false;
	*name = str_from(s, 2);
	end = str_chr(*name, ']');
	/* without an end the whole bracket has none, whatever this is */
	if (end == SIZE_MAX || !end || name->ptr[end - 1] != ':')
		return false;
	*name = str_upto(*name, end - 1);
	return true;
}

static bool
in_range(unsigned char c, unsigned char low, unsigned char high, bool fold)
{
	unsigned char upper = (unsigned char)(c - ('a' - 'A'));

	return (c >= low && c <= high) || (fold && c >= 'a' && c <= 'z' &&
	    upper >= low && upper <= high);
}

/*
 * One item of a bracket that is no class. *before is the character that a
 * range may begin with, 0 for none. -1 when the pattern ends in it.
 */
static int
in_item(struct str *s, unsigned char c, unsigned char *before, bool fold)
{
	unsigned char first = take(s), high;

	if (first == '-' && *before && s->len && s->ptr[0] != ']') {
		high = take(s);
		if (high == '\\') {
			if (!s->len)
				return -1;
			high = take(s);
		}
		first = *before;
		*before = 0;
		return in_range(c, first, high, fold);
	}
	if (first == '\\') {
		if (!s->len)
			return -1;
		first = take(s);
	}
	*before = first;
	return first == c;
}

/*
 * Takes one bracket expression off *s, of which the '[' is taken already:
 * whether c is in it. One that has no end matches nothing.
 */
static bool
bracket(struct str *s, unsigned char c, bool fold)
{
	bool negated = s->len && (s->ptr[0] == '!' || s->ptr[0] == '^');
	bool first = true, hit = false;
	unsigned char before = 0;
	struct str name;
	int is;

	if (negated)
		take(s);
	for (; s->len && (first || s->ptr[0] != ']'); first = false) {
		if (class_name(*s, &name)) {
			is = in_class(name, (char)c, fold);
			*s = str_from(*s, name.len + 4);
			before = 0;
		} else {
			is = in_item(s, c, &before, fold);
		}
		if (is < 0)
			return false;
		hit |= is;
	}
	if (!s->len)
		return false;
	take(s);
	return hit != negated;
}

/* One character of the pattern against c; *pattern moves behind it. */
static bool
one(struct str *pattern, char c, unsigned flags)
{
	bool fold = flags & WILD_FOLD;
	char first = (char)take(pattern);

	if (fold)
		c = ch_lower(c);
	if (first == '?')
		return !(flags & WILD_PATH) || c != '/';
	if (first == '[')
		return (!(flags & WILD_PATH) || c != '/') &&
		    bracket(pattern, (unsigned char)c, fold);
	if (first == '\\')
		return pattern->len && (char)take(pattern) == c;
	return (fold ? ch_lower(first) : first) == c;
}

/* Whether n stars at the start of pattern stand for whole folders. */
static bool
is_folders(const struct match *m, struct str pattern, size_t n)
{
	struct str rest = str_from(pattern, n);

	return m->flags & WILD_PATH && n > 1 &&
	    (pattern.ptr == m->whole.ptr || pattern.ptr[-1] == '/') &&
	    (!rest.len || str_starts(rest, STR("/")) ||
	    str_starts(rest, STR("\\/")));
}

/* Takes stars off the pattern; they take nothing of the text at first. */
static void
stars(struct match *m, struct str *pattern, struct str text)
{
	size_t n = 1;
	bool folders;

	while (n < pattern->len && pattern->ptr[n] == '*')
		n++;
	folders = is_folders(m, *pattern, n);
	*pattern = str_from(*pattern, n);
	m->star = (struct place){ *pattern, text, !folders };
	if (!folders)
		return;
	m->folders = (struct place){ *pattern, text, true };
	/* no folder at all: then its slash isn't there either */
	m->whole_text = str_starts(*pattern, STR("/"));
	if (m->whole_text)
		take(pattern);
}

static bool
again(struct match *m, struct str *pattern, struct str *text)
{
	struct place *place = &m->star;

	if (!place->set || !place->text.len ||
	    (m->flags & WILD_PATH && place->text.ptr[0] == '/')) {
		place->set = false;
		place = &m->folders;
		if (!place->set || !place->text.len)
			return false;
	}
	if (place == &m->folders && m->whole_text)
		m->whole_text = false;
	else
		take(&place->text);
	*pattern = place->pattern;
	*text = place->text;
	return true;
}

size_t
wild_fixed(struct str pattern)
{
	size_t n = 0;

	while (n < pattern.len && !strchr("*?[\\", pattern.ptr[n]))
		n++;
	return n;
}

bool
wild_match(struct str pattern, struct str text, unsigned flags)
{
	struct match m = { .whole = pattern, .flags = flags };

	for (;;) {
		if (pattern.len && pattern.ptr[0] == '*') {
			stars(&m, &pattern, text);
			continue;
		}
		if (!pattern.len && !text.len)
			return true;
		if (pattern.len && text.len &&
		    one(&pattern, text.ptr[0], flags)) {
			take(&text);
			continue;
		}
		if (!again(&m, &pattern, &text))
			return false;
	}
}
