#include "note/channel.h"

#include "note/direction.h"

struct str
channel_lower(struct reader *r, struct str s)
{
	char *copy = arena_alloc(&r->scratch, s.len + 1);
	size_t i;

	for (i = 0; i < s.len; i++)
		copy[i] = ch_lower(s.ptr[i]);
	return (struct str){ copy, s.len };
}

struct str
channel_skip_emphasis(struct str s)
{
	while (s.len && (s.ptr[0] == '*' || s.ptr[0] == '_'))
		s = str_from(s, 1);
	return s;
}

/* "email > sent the deck", but not "email > 3 of them". */
static bool
has_mark(struct str after)
{
	uint8_t direction;
	size_t n = direction_mark(after, &direction);

	return n && n < after.len && !ch_digit(after.ptr[n]);
}

struct str
channel_find(struct reader *r, struct str text, struct str *rest)
{
	struct str start = channel_skip_emphasis(text), after, word;
	struct match match;

	*rest = text;
	if (!matcher_at(r->matcher, PATTERN_CONTACT, start, &match) ||
	    match.end == 0)
		return STR_NONE;
	word = match.group[GROUP_CHANNEL].ptr ? match.group[GROUP_CHANNEL] :
	    str_upto(start, match.end);
	after = str_ltrim(channel_skip_emphasis(str_from(start, match.end)));
	if (str_starts(after, STR(":")))
		*rest = str_ltrim(channel_skip_emphasis(str_from(after, 1)));
	else if (has_mark(after))
		*rest = after;
	return channel_lower(r, word);
}

uint8_t
channel_take(struct reader *r, struct str *text, struct str *channel)
{
	uint8_t direction = 0;
	struct str rest;

	*text = str_from(*text, direction_mark(*text, &direction));
	*channel = channel_find(r, *text, &rest);
	if (!direction && rest.len != text->len)
		rest = str_from(rest, direction_mark(rest, &direction));
	*text = rest;
	return direction;
}
