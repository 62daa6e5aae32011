#include "note/task.h"

char
task_status(struct str written)
{
	if (str_ieq(written, STR("x")) || str_eq(written, STR("DONE")))
		return 'x';
	return str_eq(written, STR("-")) ||
	    str_starts(written, STR("CANCEL")) ? '-' : ' ';
}

struct str
task_late(struct str *text)
{
	/* a keyword of prose, such as NOW, is none behind a date */
	static const char *const words[] = { "TODO", "DONE" };
	struct str s = *text, word;
	size_t i;

	if (s.len > 2 && s.ptr[0] == '[' && s.ptr[2] == ']' &&
	    (s.len == 3 || ch_space(s.ptr[3]))) {
		*text = str_ltrim(str_from(s, 3));
		return str_from(str_upto(s, 2), 1);
	}
	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		word = str_of(words[i]);
		if (!str_starts(s, word) || (s.len > word.len &&
		    !ch_space(s.ptr[word.len]) && s.ptr[word.len] != ':'))
			continue;
		*text = str_ltrim(str_from(s, word.len + (s.len > word.len)));
		return str_upto(s, word.len);
	}
	return STR_NONE;
}

static void
set(struct task *task, const struct md_line *line, struct str status)
{
	*task = (struct task){ .len = status.len, .status = ' ' };
	if (!status.ptr)
		return;
	task->at = (size_t)(status.ptr - line->prose.ptr);
	task->box = task->at && line->prose.ptr[task->at - 1] == '[';
	task->status = task_status(status);
}

bool
task_find(struct task *task, const struct md_line *line, struct matcher *m)
{
	struct str prose = line->prose, text, status;
	struct match match;

	if (matcher_find(m, PATTERN_TASK, prose, 0, &match)) {
		set(task, line, match.group[GROUP_STATUS]);
		return true;
	}
	if (matcher_find(m, PATTERN_WAITING, prose, 0, &match) &&
	    match.group[GROUP_STATUS].len) {
		set(task, line, match.group[GROUP_STATUS]);
		return true;
	}
	if (line->quoted || !matcher_find(m, PATTERN_ENTRY, prose, 0, &match))
		return false;
	text = str_trim(match.group[GROUP_WHAT]);
	status = task_late(&text);
	if (!status.ptr)
		return false;
	set(task, line, status);
	return true;
}
