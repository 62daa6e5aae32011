#include "git/ignore.h"

#include <stdint.h>

/*
 * No path is longer, so no pattern need be; and the time that a match takes
 * stays bounded. The longest name of a class is "xdigit".
 */
enum { PATTERN_MAX = 4096, CLASS_MAX = 6 };

struct rule {
	struct rule *before; /* the rule above it in the file */
	struct str pattern;
	bool negated;
	bool folders;  /* ended in a slash: names folders only */
	bool anchored; /* has a slash: counts from the file's folder on */
};

struct ignore {
	const struct ignore *up;
	struct str folder;
	struct rule *last;
};

static bool
in_class(struct str name, char c)
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
		{ STR("space"), ch_space(c) },
		{ STR("upper"), letter && !lower },
		{ STR("xdigit"), digit || (letter && ch_lower(c) <= 'f') },
	};
	size_t i;

	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (str_eq(name, classes[i].name))
			return classes[i].is;
	return false;
}

/* One character of a bracket, which may be escaped. */
static char
bracket_char(struct str *s)
{
	char c;

	if (s->ptr[0] == '\\' && s->len > 1)
		*s = str_from(*s, 1);
	c = s->ptr[0];
	*s = str_from(*s, 1);
	return c;
}

/*
 * Takes one bracket expression off *s, of which the '[' is taken already, and
 * says in *is whether c is in it. False when it has no end: that matches
 * nothing.
 */
static bool
bracket(struct str *s, char c, bool *is)
{
	bool negated = s->len && (s->ptr[0] == '!' || s->ptr[0] == '^');
	bool first = true, hit = false;
	unsigned char low, high, byte = (unsigned char)c;
	size_t end;

	if (negated)
		*s = str_from(*s, 1);
	for (; s->len && (first || s->ptr[0] != ']'); first = false) {
		end = str_starts(*s, STR("[:")) ?
		    str_find(str_upto(*s, CLASS_MAX + 4), STR(":]")) :
		    SIZE_MAX;
		if (end != SIZE_MAX) {
			hit |= in_class(str_upto(str_from(*s, 2), end - 2), c);
			*s = str_from(*s, end + 2);
			continue;
		}
		low = high = (unsigned char)bracket_char(s);
		if (s->len > 1 && s->ptr[0] == '-' && s->ptr[1] != ']') {
			*s = str_from(*s, 1);
			high = (unsigned char)bracket_char(s);
		}
		hit |= byte >= low && byte <= high;
	}
	if (!s->len)
		return false;
	*s = str_from(*s, 1);
	*is = hit != negated;
	return true;
}

/* One character of the pattern against c; *pattern moves behind it. */
static bool
one(struct str *pattern, char c)
{
	char first = pattern->ptr[0];
	bool is = false;

	*pattern = str_from(*pattern, 1);
	if (first == '?')
		return true;
	if (first == '[')
		return bracket(pattern, c, &is) && is;
	if (first == '\\') {
		/* as in git a pattern that ends in one matches nothing */
		if (!pattern->len)
			return false;
		first = pattern->ptr[0];
		*pattern = str_from(*pattern, 1);
	}
	return first == c;
}

/*
 * A part of a path. When something fails after a '*', the last one takes a
 * character more: earlier ones need not be tried again.
 */
static bool
glob(struct str pattern, struct str name)
{
	struct str star = STR_NONE, from = STR_NONE;

	for (;;) {
		if (pattern.len && pattern.ptr[0] == '*') {
			pattern = str_from(pattern, 1);
			star = pattern;
			from = name;
			continue;
		}
		if (!pattern.len && !name.len)
			return true;
		if (pattern.len && name.len && one(&pattern, name.ptr[0])) {
			name = str_from(name, 1);
			continue;
		}
		if (!star.ptr || !from.len)
			return false;
		from = str_from(from, 1);
		pattern = star;
		name = from;
	}
}

/* The same a level up: the parts of a path, where '**' is any number. */
static bool
glob_path(struct str pattern, struct str path)
{
	struct str star = STR_NONE, from = STR_NONE, part, name;

	for (;;) {
		if (!pattern.ptr && !path.ptr)
			return true;
		if (str_cut(&pattern, '/', &part)) {
			if (str_eq(part, STR("**"))) {
				if (!pattern.ptr)
					return path.ptr != NULL;
				star = pattern;
				from = path;
				continue;
			}
			if (str_cut(&path, '/', &name) && glob(part, name))
				continue;
		}
		if (!star.ptr || !str_cut(&from, '/', &name) || !from.ptr)
			return false;
		pattern = star;
		path = from;
	}
}

/* Blanks at the end don't count unless the last one is escaped. */
static struct str
trim_end(struct str line)
{
	size_t end = line.len, slashes;

	while (end && line.ptr[end - 1] == ' ')
		end--;
	if (end == line.len)
		return line;
	for (slashes = 0; slashes < end; slashes++)
		if (line.ptr[end - 1 - slashes] != '\\')
			break;
	return str_upto(line, slashes % 2 ? end + 1 : end);
}

static bool
parse(struct str line, struct rule *rule)
{
	line = trim_end(line);
	if (!line.len || line.ptr[0] == '#')
		return false;
	rule->negated = line.ptr[0] == '!';
	if (rule->negated)
		line = str_from(line, 1);
	rule->folders = str_ends(line, STR("/"));
	if (rule->folders)
		line.len--;
	rule->anchored = str_chr(line, '/') != SIZE_MAX;
	if (str_starts(line, STR("/")))
		line = str_from(line, 1);
	rule->pattern = line;
	return line.len > 0 && line.len <= PATTERN_MAX;
}

const struct ignore *
ignore_add(const struct ignore *up, struct arena *texts, struct str folder,
    struct str rules)
{
	struct ignore *ignore = arena_alloc(texts, sizeof(*ignore));
	struct rule rule = { 0 }, *kept;
	struct str line;

	ignore->up = up;
	ignore->folder = arena_str(texts, folder);
	rules = arena_str(texts, rules);
	if (str_starts(rules, STR("\xef\xbb\xbf")))
		rules = str_from(rules, 3);
	while (str_line(&rules, &line)) {
		if (!parse(line, &rule))
			continue;
		kept = arena_alloc(texts, sizeof(*kept));
		*kept = rule;
		kept->before = ignore->last;
		ignore->last = kept;
	}
	return ignore;
}

bool
ignore_match(const struct ignore *rules, struct str path, bool is_folder)
{
	struct str name = str_from(path, str_rchr(path, '/') + 1), below;
	const struct rule *rule;

	for (; rules; rules = rules->up) {
		below = rules->folder.len ?
		    str_from(path, rules->folder.len + 1) : path;
		for (rule = rules->last; rule; rule = rule->before) {
			if (rule->folders && !is_folder)
				continue;
			if (rule->anchored ? glob_path(rule->pattern, below) :
			    glob(rule->pattern, name))
				return !rule->negated;
		}
	}
	return false;
}
