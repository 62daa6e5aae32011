#include "note/mark.h"

/* What a mark begins with, and so its style. */
static const struct {
	const char *begins;
	enum pattern_kind kind;
	enum mark_style style;
} begins[] = {
	{ "✅", PATTERN_DONE, MARK_EMOJI },
	{ "❌", PATTERN_DONE, MARK_EMOJI },
	{ "completion::", PATTERN_DONE, MARK_FIELD },
	{ "\xF0\x9F", PATTERN_DUE, MARK_EMOJI }, /* 📅 📆 🗓 */
	{ "\xE2", PATTERN_DUE, MARK_EMOJI },     /* ⏳ ⌛ */
	{ "due::", PATTERN_DUE, MARK_FIELD },
	{ "scheduled::", PATTERN_DUE, MARK_FIELD },
	{ "due:", PATTERN_DUE, MARK_WORD },
	{ "@due(", PATTERN_DUE, MARK_AT_DUE },
	{ "@{", PATTERN_DUE, MARK_AT_BRACE },
	{ "SCHEDULED:", PATTERN_DUE, MARK_ORG },
	{ "DEADLINE:", PATTERN_DUE, MARK_ORG },
};

static enum mark_style
style_of(enum pattern_kind kind, struct str prose, const struct match *match)
{
	struct str rest = str_from(prose, match->start);
	size_t i;

	for (i = 0; i < sizeof(begins) / sizeof(*begins); i++)
		if (begins[i].kind == kind &&
		    str_istarts(rest, str_of(begins[i].begins)))
			return begins[i].style;
	return MARK_NO_STYLE;
}

/* Of what is due there are all styles, of what is done these two. */
static bool
serves(enum mark_style style, enum mark_action action)
{
	return style != MARK_NO_STYLE && (action == MARK_SNOOZE ||
	    style == MARK_EMOJI || style == MARK_FIELD);
}

static enum mark_style
style_in(struct str prose, enum mark_action action, struct matcher *m)
{
	static const enum pattern_kind kinds[] = { PATTERN_DUE, PATTERN_DONE };
	enum mark_style style;
	struct match match;
	size_t i, from;

	for (i = 0; i < 2; i++)
		for (from = 0; matcher_find(m, kinds[i], prose, from, &match);
		    from = match.end + (match.end == match.start)) {
			style = style_of(kinds[i], prose, &match);
			if (serves(style, action))
				return style;
		}
	return MARK_NO_STYLE;
}

enum mark_style
mark_style(const struct mark_text *t, uint32_t number,
    enum mark_action action, struct matcher *m)
{
	enum mark_style style = MARK_NO_STYLE;
	size_t i, n = t->md.lines.n;

	if (number > t->front.n && number - t->front.n <= n)
		style = style_in(t->md.lines.v[number - 1 - t->front.n].prose,
		    action, m);
	for (i = 0; i < n && style == MARK_NO_STYLE; i++)
		style = style_in(t->md.lines.v[i].prose, action, m);
	return style;
}
