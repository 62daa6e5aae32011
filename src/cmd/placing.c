#include "cmd/placing.h"

#include "git/diff.h"
#include "note/compose.h"
#include "note/edit.h"
#include "note/mark.h"

/* Git compares line ends, too, which may be others in the work tree. */
static void
add_plain(struct buf *out, struct str text)
{
	struct str line;

	while (str_line(&text, &line)) {
		buf_add(out, line);
		buf_addc(out, '\n');
	}
}

/* The run of lines that differ which holds all of them. */
static bool
find_run(struct str text, struct str tree, uint32_t number, uint32_t n,
    struct diff_run *run)
{
	struct buf was = { 0 }, now = { 0 };
	struct diff_runs runs = { 0 };
	bool found = false;
	size_t i;

	add_plain(&was, text);
	add_plain(&now, tree);
	if (diff_lines(&runs, buf_str(&was), buf_str(&now)) == 0)
		for (i = 0; i < runs.n && !found; i++) {
			*run = runs.v[i];
			found = number >= run->now &&
			    number + n <= run->now + run->now_n;
		}
	vec_release(&runs);
	buf_release(&was);
	buf_release(&now);
	return found;
}

/* Does the line stand below an item or a heading from first on? */
static bool
is_below(const struct mark_text *t, uint32_t number, uint32_t first)
{
	const struct md_line *lines = t->md.lines.v, *line;
	uint32_t front = (uint32_t)t->front.n;

	if (number <= front)
		return false;
	line = &lines[number - 1 - front];
	return (line->parent != MD_NONE &&
	    lines[line->parent].number >= first) ||
	    (line->heading != MD_NONE &&
	    lines[line->heading].number >= first);
}

/* In the place of replaced lines, before a line of text. */
static void
put(struct buf *out, const struct mark_text *t, uint32_t number,
    uint32_t replaced, struct str lines)
{
	struct str first = mark_slice(t, number, 1), line;
	size_t at = number > mark_lines(t) ? t->text.len :
	    (size_t)(first.ptr - t->text.ptr);
	struct str eol = compose_eol(t->text, at + first.len);
	struct str rest;

	buf_add(out, str_upto(t->text, at));
	if (at && t->text.ptr[at - 1] != '\n')
		buf_add(out, eol);
	while (str_line(&lines, &line)) {
		buf_add(out, line);
		buf_add(out, eol);
	}
	rest = str_from(t->text, at);
	while (replaced-- && str_line(&rest, &line))
		;
	buf_add(out, rest);
}

uint32_t
placing_put(struct buf *out, struct str text, struct str tree,
    uint32_t number, uint32_t n)
{
	struct mark_text was, now;
	struct diff_run run;
	uint32_t at = 0;

	if (!find_run(text, tree, number, n, &run))
		return 0;
	mark_read(&was, text);
	mark_read(&now, tree);
	if (is_below(&now, number, run.now) || number <= now.front.n)
		goto out;
	if (!run.was_n)
		at = run.was;
	else if (run.was_n == run.now_n)
		at = run.was + (number - run.now);
	if (at)
		put(out, &was, at, run.was_n ? n : 0,
		    mark_slice(&now, number, n));
	if (at && !run.was_n && edit_disturbs(text, buf_str(out))) {
		buf_clear(out);
		at = 0;
	}
out:
	mark_release(&was);
	mark_release(&now);
	return at;
}
