#include "note/marking.h"
#include "note/task.h"

/* A match that says more than that there is a follow-up is not replaced. */
static bool
replaceable(const struct marking_tag *tag, const struct match *match)
{
	struct str what = match->group[GROUP_WHAT];

	return tag->is_tag && !match->group[GROUP_WHO].len &&
	    (tag->built_in || (str_chr(what, ' ') == SIZE_MAX &&
	    str_chr(what, '\t') == SIZE_MAX));
}

static void
finish_tags(struct marking *k)
{
	struct match match;
	struct marking_tag tag;
	size_t from = 0;

	while (marking_next(k, PATTERN_FOLLOWUP, &from, &match)) {
		k->found = true;
		tag = marking_tag(k, &match);
		if (replaceable(&tag, &match))
			marking_put(k, k->line, tag.at, tag.end - tag.at,
			    "#followed-up/%s%.*s", k->date,
			    STR_ARG(marking_words(k, &match)));
	}
}

/* Its mark stands behind the tag, which still says what was waited for. */
static void
finish_waiting(struct marking *k)
{
	struct match match;
	struct marking_tag tag;
	size_t from = 0;

	while (marking_next(k, PATTERN_WAITING, &from, &match)) {
		k->found = true;
		tag = marking_tag(k, &match);
		if (!tag.is_tag)
			continue;
		marking_put(k, k->line, tag.end, 0, " @done(%s)", k->date);
		return;
	}
}

static void
finish_task(struct marking *k, const struct task *task)
{
	size_t end = marking_end(k->line->raw);

	marking_put(k, k->line, task->at, task->len, "%s",
	    task->box ? "x" : "DONE");
	if (task->box && k->mark->style == MARK_EMOJI)
		marking_put(k, k->line, end, 0, " ✅ %s", k->date);
	else if (task->box && k->mark->style == MARK_FIELD)
		marking_put(k, k->line, end, 0, " [completion:: %s]",
		    k->date);
}

void
mark_done(struct marking *k)
{
	struct task task;
	struct match match;
	bool is_task = task_find(&task, k->line, k->matcher);
	size_t from = 0;

	k->found = is_task;
	if ((is_task && task.status != ' ') ||
	    marking_next(k, PATTERN_DONE, &from, &match)) {
		k->found = true; /* and done, or cancelled, already */
		return;
	}
	finish_tags(k);
	if (is_task && task.len)
		finish_task(k, &task);
	else
		finish_waiting(k);
	if (k->found && !k->changes.n)
		marking_put(k, k->line, marking_end(k->line->raw), 0,
		    " #followed-up/%s", k->date);
}
