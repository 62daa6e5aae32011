#include "git/ignore.h"

#include <stdint.h>

#include "base/wild.h"

struct rule {
	struct rule *before; /* the rule above it in the file */
	struct str pattern;
	size_t fixed;  /* so many bytes of it stand for themselves */
	bool negated;
	bool folders;  /* ended in a slash: names folders only */
	bool anchored; /* has a slash: counts from the file's folder on */
	bool ending;   /* a '*', and then nothing but what names end in */
};

struct ignore {
	const struct ignore *up;
	struct str folder;
	struct rule *last;
	bool fold;
};

static bool
same(struct str a, struct str b, bool fold)
{
	return fold ? str_ieq(a, b) : str_eq(a, b);
}

static bool
matches_name(const struct rule *rule, struct str name, bool fold)
{
	struct str ending;

	if (rule->fixed == rule->pattern.len)
		return same(rule->pattern, name, fold);
	if (!rule->ending)
		return wild_match(rule->pattern, name, fold ? WILD_FOLD : 0);
	ending = str_from(rule->pattern, 1);
	return ending.len <= name.len &&
	    same(ending, str_from(name, name.len - ending.len), fold);
}

/*
 * What is fixed is taken off before the rest is matched, so that "**" may
 * begin the rest: in git, too, "ab**" "/c" names abx/c.
 */
static bool
matches_path(const struct rule *rule, struct str path, bool fold)
{
	if (rule->fixed > path.len || !same(str_upto(rule->pattern,
	    rule->fixed), str_upto(path, rule->fixed), fold))
		return false;
	return wild_match(str_from(rule->pattern, rule->fixed),
	    str_from(path, rule->fixed), WILD_PATH | (fold ? WILD_FOLD : 0));
}

/* Blanks at the end don't count unless the last one is escaped. */
static struct str
trim_end(struct str line)
{
	size_t i, end = 0;

	for (i = 0; i < line.len; i++) {
		if (line.ptr[i] == ' ')
			continue;
		if (line.ptr[i] == '\\')
			i++;
		end = i + 1;
	}
	return str_upto(line, end);
}

static bool
parse(struct str line, struct rule *rule)
{
	if (line.len && line.ptr[0] == '#')
		return false;
	/* git's lines end where those of C do */
	line = trim_end(str_upto(line, str_chr(line, '\0')));
	*rule = (struct rule){ .negated = str_starts(line, STR("!")) };
	if (rule->negated)
		line = str_from(line, 1);
	rule->ending = str_starts(line, STR("*")) &&
	    wild_fixed(str_from(line, 1)) + 1 == line.len;
	rule->folders = str_ends(line, STR("/"));
	if (rule->folders)
		line.len--;
	rule->anchored = str_chr(line, '/') != SIZE_MAX;
	if (str_starts(line, STR("/")))
		line = str_from(line, 1);
	rule->pattern = line;
	rule->fixed = wild_fixed(line);
	return line.len > 0;
}

const struct ignore *
ignore_add(const struct ignore *up, struct arena *texts, struct str folder,
    struct str rules, bool fold)
{
	struct ignore ignore = { .up = up, .fold = fold }, *added;
	struct rule rule, *kept;
	struct str line;

	rules = arena_str(texts, rules);
	if (str_starts(rules, STR("\xef\xbb\xbf")))
		rules = str_from(rules, 3);
	while (str_line(&rules, &line)) {
		if (!parse(line, &rule))
			continue;
		kept = arena_alloc(texts, sizeof(*kept));
		*kept = rule;
		kept->before = ignore.last;
		ignore.last = kept;
	}
	if (!ignore.last)
		return up;
	ignore.folder = arena_str(texts, folder);
	added = arena_alloc(texts, sizeof(*added));
	*added = ignore;
	return added;
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
			if (rule->anchored ?
			    matches_path(rule, below, rules->fold) :
			    matches_name(rule, name, rules->fold))
				return !rule->negated;
		}
	}
	return false;
}
