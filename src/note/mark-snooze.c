#include "note/marking.h"
#include "note/task.h"

static const char *const weekdays[] = { "Sun", "Mon", "Tue", "Wed", "Thu",
	"Fri", "Sat" };

/* A due mark, of the line or of the rest of its paragraph. */
struct due {
	const struct md_line *line; /* NULL: there is none */
	uint32_t index;
	struct str date; /* in the line's prose; or the words in its place */
	unsigned rank;   /* the least counts */
};

/* As note/follow.c: due, then when to begin, then what is no date. */
static unsigned
rank_of(const struct match *match)
{
	struct str date = match->group[GROUP_DATE];
	day_t day;

	if (!date.ptr || !day_parse(date, &day))
		return 2;
	return match->group[GROUP_STATUS].len > 0;
}

static void
look_for_due(const struct marking *k, uint32_t index, struct due *due)
{
	const struct md_line *line = &k->t->md.lines.v[index];
	struct match match;
	struct str date;
	size_t from;

	for (from = 0; matcher_find(k->matcher, PATTERN_DUE, line->prose, from,
	    &match); from = match.end + (match.end == match.start)) {
		date = match.group[GROUP_DATE].ptr ? match.group[GROUP_DATE] :
		    match.group[GROUP_WHAT];
		if (date.ptr && (!due->line || rank_of(&match) < due->rank))
			*due = (struct due){ line, index, date,
				rank_of(&match) };
	}
}

static struct due
find_due(const struct marking *k)
{
	const struct md_line *lines = k->t->md.lines.v;
	uint32_t i = k->index, n = (uint32_t)k->t->md.lines.n;
	struct due due = { 0 };

	do
		look_for_due(k, i++, &due);
	while (i < n && (lines[i].type == MD_TEXT ||
	    lines[i].type == MD_COMMENT) && lines[i].parent == k->index);
	return due;
}

/* A date takes the form that the old one has. */
static const char *
date_like(const struct marking *k, struct str old, char text[DAY_TEXT])
{
	char separator = old.len > 4 ? old.ptr[4] : '-';
	size_t i, n = 0;

	for (i = 0; k->date[i]; i++) {
		if (ch_digit(k->date[i]))
			text[n++] = k->date[i];
		else if (!ch_digit(separator))
			text[n++] = separator == '/' ? '/' : '-';
	}
	text[n] = '\0';
	return text;
}

/* "<2026-12-01 Tue>": the weekday goes with the date that ends at end. */
static void
set_weekday(struct marking *k, const struct md_line *line, size_t end)
{
	struct str rest = str_from(line->raw, end);
	size_t blanks = rest.len - str_ltrim(rest).len, n, i;
	struct str name = str_from(rest, blanks);

	for (n = 0; n < name.len && (ch_alpha(name.ptr[n]) ||
	    (n && name.ptr[n] == '.') ||
	    (unsigned char)name.ptr[n] >= 0x80); n++)
		;
	if (!blanks || !n)
		return;
	name.len = n;
	for (i = 0; i < 7; i++)
		if (str_eq(name, str_of(weekdays[i])))
			break;
	if (i < 7)
		marking_put(k, line, end + blanks, n, "%s",
		    weekdays[day_weekday(k->mark->day)]);
	else /* in another language: none is better than a wrong one */
		marking_put(k, line, end, blanks + n, "%s", "");
}

static void
set_due(struct marking *k, const struct due *due)
{
	size_t at = (size_t)(due->date.ptr - due->line->prose.ptr);
	char text[DAY_TEXT];

	marking_put(k, due->line, at, due->date.len, "%s",
	    date_like(k, due->rank == 2 ? STR_NONE : due->date, text));
	if (at && due->line->raw.ptr[at - 1] == '<')
		set_weekday(k, due->line, at + due->date.len);
	if (due->index > k->last)
		k->last = due->index;
}

static void
add_due(struct marking *k)
{
	static const struct {
		const char *before, *behind;
	} forms[] = {
		[MARK_NO_STYLE] = { "📅 ", "" },
		[MARK_EMOJI] = { "📅 ", "" },
		[MARK_FIELD] = { "[due:: ", "]" },
		[MARK_WORD] = { "due:", "" },
		[MARK_AT_DUE] = { "@due(", ")" },
		[MARK_AT_BRACE] = { "@{", "}" },
		[MARK_ORG] = { "DEADLINE: <", ">" },
	};
	enum mark_style style = k->mark->style;
	bool named = style == MARK_ORG;

	marking_put(k, k->line, marking_end(k->line->raw), 0, " %s%s%s%s%s",
	    forms[style].before, k->date, named ? " " : "",
	    named ? weekdays[day_weekday(k->mark->day)] : "",
	    forms[style].behind);
}

/* Where a duration begins: "in 2w" is one, too. */
static size_t
span_start(const struct marking *k, const struct marking_tag *tag,
    struct str in)
{
	size_t at = (size_t)(in.ptr - k->line->prose.ptr);
	struct str before = str_rtrim(str_from(str_upto(k->line->prose, at),
	    tag->name_end));

	return before.len && at && ch_blank(k->line->prose.ptr[at - 1]) &&
	    str_iends(before, STR("in")) ?
	    tag->name_end + before.len - 2 : at;
}

/* False: the tag has no date of its own, nor can it be given one. */
static bool
snooze_tag(struct marking *k, const struct match *match, bool marked)
{
	struct marking_tag tag = marking_tag(k, match);
	struct str date = match->group[GROUP_DATE], in = match->group[GROUP_IN];
	const char *prose = k->line->prose.ptr;
	char text[DAY_TEXT];
	size_t at;
	day_t day;

	if (date.ptr) {
		marking_put(k, k->line, (size_t)(date.ptr - prose), date.len,
		    "%s", date_like(k, day_parse(date, &day) ? date : STR_NONE,
		    text));
		return true;
	}
	if (in.ptr) {
		at = span_start(k, &tag, in);
		marking_put(k, k->line, at,
		    (size_t)(in.ptr - prose) + in.len - at, "%s", k->date);
		return true;
	}
	if (marked || !tag.built_in)
		return false;
	marking_put(k, k->line, tag.name_end, tag.end - tag.name_end,
	    "/%s%.*s", k->date, STR_ARG(marking_words(k, match)));
	return true;
}

static bool
is_closed(const struct marking *k, bool is_task, const struct task *task)
{
	struct match match;
	size_t from = 0;

	return (is_task && task->status != ' ') ||
	    marking_next(k, PATTERN_DONE, &from, &match);
}

static void
put_tag(struct marking *k)
{
	struct match match;
	bool tagged = false;
	size_t from = 0;

	k->found = true;
	while (marking_next(k, PATTERN_FOLLOWUP, &from, &match))
		tagged = snooze_tag(k, &match, false) || tagged;
	if (!tagged)
		marking_put(k, k->line, marking_end(k->line->raw), 0,
		    " #followup/%s", k->date);
}

void
mark_snooze(struct marking *k)
{
	struct task task;
	struct match match;
	struct due due = find_due(k);
	bool is_task = task_find(&task, k->line, k->matcher);
	bool tagged = false, wanted = is_task;
	size_t from = 0;

	if (k->mark->action == MARK_TAG) {
		put_tag(k);
		return;
	}
	if (is_closed(k, is_task, &task))
		return;
	k->found = is_task;
	while (marking_next(k, PATTERN_FOLLOWUP, &from, &match)) {
		k->found = true;
		if (snooze_tag(k, &match, due.line != NULL))
			tagged = true;
		else
			wanted = true;
	}
	for (from = 0; marking_next(k, PATTERN_WAITING, &from, &match);)
		k->found = wanted = true;
	if (wanted && due.line)
		set_due(k, &due);
	else if (wanted && !tagged)
		add_due(k);
}
