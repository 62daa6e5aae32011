#include "note/lines.h"

#include <stdint.h>

enum { GUESS_BYTES = 1 << 16 };

static void
drop(struct buf *b, size_t n)
{
	b->len -= n;
	if (n && b->len)
		memmove(b->ptr, b->ptr + n, b->len);
}

/* Gets more ahead, in the place of the lines that are done with. */
static void
refill(struct lines *l)
{
	bool wide = l->charset != CHARSET_UTF8;
	int more;

	drop(&l->ahead, l->at);
	l->lf -= l->at < l->lf ? l->at : l->lf;
	l->cr -= l->at < l->cr ? l->at : l->cr;
	l->at = 0;
	more = l->input->more(l->input->context, wide ? &l->raw : &l->ahead);
	l->over = more <= 0;
	l->failed = more < 0;
	l->cut = wide && l->over && l->raw.len % 2;
	if (wide)
		drop(&l->raw, charset_utf16(&l->ahead, buf_str(&l->raw),
		    l->charset, l->over));
}

void
lines_begin(struct lines *l, const struct input *input)
{
	size_t mark;

	*l = (struct lines){ .input = input, .ends = true };
	while (l->ahead.len < 4 && !l->over)
		refill(l);
	l->charset = charset_find(buf_str(&l->ahead), &mark);
	drop(&l->ahead, mark);
	if (l->charset != CHARSET_UTF8) {
		l->raw = l->ahead;
		l->ahead = (struct buf){ 0 };
		l->cut = l->over && l->raw.len % 2;
		drop(&l->raw, charset_utf16(&l->ahead, buf_str(&l->raw),
		    l->charset, l->over));
	}
	while (l->ahead.len < GUESS_BYTES && !l->over)
		refill(l);
}

struct str
lines_ahead(const struct lines *l)
{
	return str_from(buf_str(&l->ahead), l->at);
}

/*
 * Where the first c from at on is, or the end. Each byte is looked at once
 * for each c, whichever of the two the lines end in.
 */
static size_t
find_end(const struct lines *l, size_t *known, char c)
{
	struct str ahead = buf_str(&l->ahead);
	size_t found;

	if (*known < l->at)
		*known = l->at;
	if (*known < ahead.len && ahead.ptr[*known] == c)
		return *known;
	found = str_chr(str_from(ahead, *known), c);
	*known = found == SIZE_MAX ? ahead.len : *known + found;
	return *known;
}

/*
 * Where the line ends, behind its end; 0 when that can't be said yet: behind
 * a CR an LF may follow.
 */
static size_t
line_end(struct lines *l)
{
	size_t lf = find_end(l, &l->lf, '\n'), cr = find_end(l, &l->cr, '\r');

	if (lf < cr)
		return lf + 1;
	if (cr + 1 < l->ahead.len)
		return lf == cr + 1 ? lf + 1 : cr + 1;
	return 0;
}

bool
lines_next(struct lines *l, struct str *line)
{
	size_t end;

	l->begins = l->ends;
	while (!(end = line_end(l)) && !l->over &&
	    l->ahead.len - l->at < LINES_MAX)
		refill(l);
	l->ends = end || l->over;
	if (!end)
		end = l->ends ? l->ahead.len : l->cr;
	*line = str_from(str_upto(buf_str(&l->ahead), end), l->at);
	l->at = end;
	return line->len > 0;
}

void
lines_release(struct lines *l)
{
	buf_release(&l->ahead);
	buf_release(&l->raw);
}
