#include "note/direction.h"

size_t
direction_scan(struct str text, uint8_t *direction)
{
	static const struct {
		const char *mark;
		uint8_t direction;
	} marks[] = {
		{ ">", DIRECTION_OUT }, { "->", DIRECTION_OUT },
		{ "→", DIRECTION_OUT }, { "<", DIRECTION_IN },
		{ "<-", DIRECTION_IN }, { "←", DIRECTION_IN },
		{ "<>", DIRECTION_BOTH }, { "<->", DIRECTION_BOTH },
		{ "↔", DIRECTION_BOTH },
	};
	struct str behind;
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (!str_starts(text, str_of(marks[i].mark)))
			continue;
		behind = str_from(text, strlen(marks[i].mark));
		if (behind.len && !ch_space(behind.ptr[0]))
			continue;
		*direction = marks[i].direction;
		return text.len - str_ltrim(behind).len;
	}
	return 0;
}

/* What opens an entry is looked at first: nearly always that is enough. */
uint8_t
direction_of(struct matcher *m, struct str prose)
{
	struct match match;
	uint8_t direction = 0;

	if (matcher_find(m, PATTERN_BOTH, prose, 0, &match))
		return DIRECTION_BOTH;
	matcher_begin_text(m, prose);
	if (matcher_find(m, PATTERN_OUT, prose, 0, &match))
		direction |= DIRECTION_OUT;
	if (matcher_find(m, PATTERN_IN, prose, 0, &match))
		direction |= DIRECTION_IN;
	matcher_begin(m, STR_NONE);
	return direction ? direction : DIRECTION_UNTOLD;
}

bool
direction_answers(struct matcher *m, struct str prose)
{
	struct match match;

	return matcher_find(m, PATTERN_IN, prose, 0, &match) ||
	    matcher_find(m, PATTERN_BOTH, prose, 0, &match);
}
