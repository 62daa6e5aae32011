#include "note/level.h"

/* An email address stands in the line. */
static bool
holds_email(struct str s)
{
	size_t at = str_chr(s, '@');

	return at != SIZE_MAX && at > 0 && at + 1 < s.len &&
	    !ch_space(s.ptr[at - 1]) && !ch_space(s.ptr[at + 1]) &&
	    str_chr(str_from(s, at), '.') != SIZE_MAX;
}

static bool
is_entry(struct reader *r, const struct md_line *line)
{
	struct match match;

	return matcher_find(r->matcher, PATTERN_ENTRY, line->prose, 0, &match);
}

/* What makes the section a line stands in directly a person's. */
static bool
speaks_of_person(struct reader *r, const struct md_line *line)
{
	struct str text = md_content(line);
	size_t colon = str_chr(text, ':');

	if (line->type == MD_HEADING)
		return is_entry(r, line);
	if ((line->type != MD_ITEM && line->type != MD_TEXT) || line->quoted)
		return false;
	return line->box || holds_email(line->prose) || is_entry(r, line) ||
	    (colon != SIZE_MAX && key_of(str_upto(text, colon)) != KEY_OTHER);
}

/*
 * Headings that are a part of the section above, a group of people, or what
 * the file is called.
 */
static bool
is_title(struct str heading)
{
	static const char *const words[] = { "log", "notes", "history",
		"interactions", "timeline", "tasks", "todo", "follow-ups",
		"people", "contacts", "friends", "network", "rolodex", "crm",
		"family", "work", "colleagues", "other", "others", NULL };
	size_t i;

	for (i = 0; words[i]; i++)
		if (str_ieq(heading, str_of(words[i])))
			return true;
	return false;
}

/* A year, or a number of anything. */
static bool
is_number(struct str s)
{
	size_t i = 0;

	while (i < s.len && ch_digit(s.ptr[i]))
		i++;
	return i == s.len;
}

bool
level_is_person(struct reader *r, const struct md_line *heading)
{
	struct str text = str_trim(md_content(heading));

	return !is_number(text) && !is_title(text) && !is_entry(r, heading);
}

unsigned
level_of_people(struct reader *r)
{
	size_t sections[7] = { 0 }, i;
	bool open[7] = { false }, counted[7] = { false };
	const struct md_line *line;
	unsigned level = 0, best = 0;

	/* open: a heading of that level that may be a person is above */
	for (i = 0; i < r->md.lines.n; i++) {
		line = &r->md.lines.v[i];
		if (line->type == MD_HEADING && line->level < 7) {
			for (level = line->level; level < 7; level++)
				open[level] = counted[level] = false;
			open[line->level] = level_is_person(r, line);
		}
		for (level = 6; level && !open[level]; level--)
			;
		if (!level || counted[level] || !speaks_of_person(r, line))
			continue;
		counted[level] = true;
		sections[level]++;
	}
	for (level = 1; level < 7; level++)
		if (sections[level] > sections[best])
			best = level;
	return best;
}
