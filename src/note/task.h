#ifndef NOTE_TASK_H
#define NOTE_TASK_H

#include "note/md.h"
#include "note/pattern.h"

/* Where a line says that it is a task, and whether it is done. */
struct task {
	size_t at, len; /* the box's character or the keyword, in the line; no
	                   len: a pattern of the user's knows no such thing */
	bool box;
	char status;    /* ' ' open, 'x' done, '-' cancelled */
};

/* Also "- WAITING …" and "- 2026-05-02 TODO …". False: the line is no task. */
bool task_find(struct task *task, const struct md_line *line,
    struct matcher *m);
/* ' ', 'x' or '-', of a box's character or a keyword. */
char task_status(struct str written);
/*
 * The keyword or the box's character at the start of what stands behind a
 * date, or a null slice; *text gets what is behind it.
 */
struct str task_late(struct str *text);

#endif
