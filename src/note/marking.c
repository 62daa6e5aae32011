#include "note/marking.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "note/keys.h"

void
marking_put(struct marking *k, const struct md_line *line, size_t at,
    size_t len, const char *format, ...)
{
	struct change change = { .len = len };
	char *text = NULL;
	va_list args;
	int n;

	va_start(args, format);
	n = vasprintf(&text, format, args);
	va_end(args);
	change.at = (size_t)(line->raw.ptr - k->t->text.ptr) + at;
	if (n >= 0)
		change.text = arena_str(&k->texts, (struct str){ text,
		    (size_t)n });
	free(text);
	vec_push(&k->changes, change);
}

bool
marking_next(const struct marking *k, enum pattern_kind kind, size_t *from,
    struct match *match)
{
	if (!matcher_find(k->matcher, kind, k->line->prose, *from, match))
		return false;
	*from = match->end + (match->end == match->start);
	return true;
}

size_t
marking_end(struct str raw)
{
	struct str text = str_rtrim(raw);
	size_t at = str_rchr(text, '^'), i;

	if (at == SIZE_MAX || !at || !ch_blank(text.ptr[at - 1]) ||
	    at + 1 == text.len)
		return text.len;
	for (i = at + 1; i < text.len; i++)
		if (!ch_alpha(text.ptr[i]) && !ch_digit(text.ptr[i]) &&
		    text.ptr[i] != '-')
			return text.len;
	return str_rtrim(str_upto(text, at)).len;
}

struct marking_tag
marking_tag(const struct marking *k, const struct match *match)
{
	struct str prose = k->line->prose, name;
	struct marking_tag tag = { .at = match->start, .end = match->end };

	while (tag.at < tag.end && ch_space(prose.ptr[tag.at]))
		tag.at++;
	tag.is_tag = tag.at < tag.end && (prose.ptr[tag.at] == '#' ||
	    prose.ptr[tag.at] == '@');
	tag.name_end = tag.at + tag.is_tag;
	while (tag.name_end < tag.end && (ch_alpha(prose.ptr[tag.name_end]) ||
	    prose.ptr[tag.name_end] == '-' || prose.ptr[tag.name_end] == '_'))
		tag.name_end++;
	name = str_from(str_upto(prose, tag.name_end), tag.at + tag.is_tag);
	tag.built_in = tag.is_tag && (key_eq(name, STR("followup")) ||
	    str_ieq(name, STR("ping")));
	/* of "[[2026-12-01]]" a pattern may take no more than the date */
	if (str_find(str_from(str_upto(prose, tag.end), tag.at), STR("[[")) !=
	    SIZE_MAX && str_starts(str_from(prose, tag.end), STR("]]")))
		tag.end += 2;
	return tag;
}

struct str
marking_words(struct marking *k, const struct match *match)
{
	struct str what = match->group[GROUP_WHAT], words;
	struct buf text = { 0 };

	if (!what.len || ch_digit(what.ptr[0]))
		return STR_NONE;
	what.ptr = k->line->raw.ptr + (what.ptr - k->line->prose.ptr);
	buf_printf(&text, " (%.*s)", STR_ARG(what));
	words = arena_str(&k->texts, buf_str(&text));
	buf_release(&text);
	return words;
}
