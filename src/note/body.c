#include "note/body.h"

/* "((64f1a2b3-…))", and nothing else */
static bool
is_reference(struct str text)
{
	return str_starts(text, STR("((")) && str_ends(text, STR("))")) &&
	    str_chr(text, ' ') == SIZE_MAX;
}

/* How a line below another one is to it. */
enum relation { APART, INSIDE, DEEPER };

static enum relation
relation_of(const struct walk *w, uint32_t index, uint32_t i)
{
	const struct md_line *line = &w->lines[i], *above = &w->lines[index];
	struct match match;

	if (above->type == MD_HEADING)
		return line->type == MD_HEADING ? APART : INSIDE;
	if (above->type == MD_ITEM)
		return line->parent == index ? INSIDE :
		    line->parent != MD_NONE && line->parent > index ? DEEPER :
		    APART;
	/* the paragraph goes on, but not with the next entry */
	return line->type == MD_TEXT && line->parent == above->parent &&
	    w->lines[i - 1].type == MD_TEXT &&
	    !matcher_find(w->r->matcher, PATTERN_ENTRY, line->prose, 0,
		&match) ? INSIDE : APART;
}

/* Is there nothing but code, embeds and the like? */
static bool
is_hidden(const struct md_line *line)
{
	size_t i;

	for (i = line->content; i < line->prose.len; i++)
		if (line->prose.ptr[i] != MD_HIDDEN &&
		    !ch_space(line->prose.ptr[i]))
			return false;
	return true;
}

/* Does the line say what happened? */
static bool
is_said(const struct walk *w, uint32_t index, uint32_t i)
{
	const struct md_line *line = &w->lines[i];
	struct str key, value;
	struct match match;

	/* a promise is not what was said, and has a row of its own */
	if (line->box || matcher_find(w->r->matcher, PATTERN_TASK, line->prose,
	    0, &match))
		return false;
	if (line->type == MD_TEXT && w->lines[index].type == MD_ITEM &&
	    md_property(line, &key, &value))
		return false;
	return !is_reference(str_trim(md_content(line))) && !is_hidden(line);
}

struct str
body_text(const struct walk *w, uint32_t index, uint32_t *found)
{
	uint32_t i, n = (uint32_t)w->r->md.lines.n;
	enum relation relation;

	for (i = index + 1; i < n; i++) {
		if (w->lines[i].type >= MD_CODE || w->lines[i].type == MD_BLANK)
			continue;
		relation = relation_of(w, index, i);
		if (relation == APART)
			return STR_NONE;
		if (relation == DEEPER || !is_said(w, index, i))
			continue;
		*found = i;
		return str_trim(md_content(&w->lines[i]));
	}
	return STR_NONE;
}

bool
body_is_list(const struct walk *w, uint32_t index)
{
	uint32_t i, n = (uint32_t)w->r->md.lines.n;

	for (i = index + 1; i < n && w->lines[i].type == MD_BLANK; i++)
		;
	return i < n && w->lines[i].type == MD_ITEM;
}
