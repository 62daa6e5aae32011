#include "note/hide.h"

#include <stdint.h>

#include "note/html.h"
#include "note/md.h"

static const char marks[HIDE_MARKS][4] = { "`", "<", "%%", "{{", "![[" };

static const struct span {
	char open[10], close[4];
	bool one_line;
} spans[HIDE_SPANS] = {
	{ "{{", "}}", true },
	{ "![[", "]]", true },
	{ "<%", "%>", true },
	{ "<!--", "-->", false },
	{ "<?", "?>", false },
	{ "<![CDATA[", "]]>", false },
	{ "<!", ">", false },
};

enum { TEMPLATE, EMBED, ANGLES }; /* in spans; ANGLES to the end */

static size_t
find(const struct hide *h, size_t from, size_t to, struct str what)
{
	size_t at;

	if (from >= to)
		return SIZE_MAX;
	at = str_find((struct str){ h->text.ptr + from, to - from }, what);
	return at == SIZE_MAX ? at : from + at;
}

static bool
at_str(const struct hide *h, size_t p, size_t to, struct str what)
{
	return to - p >= what.len &&
	    !memcmp(h->text.ptr + p, what.ptr, what.len);
}

/* Looks again for the marks that were passed. */
static void
advance(struct hide *h, size_t from)
{
	size_t i;

	h->soonest = SIZE_MAX;
	for (i = 0; i < HIDE_MARKS; i++) {
		if (h->next[i] < from)
			h->next[i] =
			    find(h, from, h->text.len, str_of(marks[i]));
		if (h->next[i] < h->soonest)
			h->soonest = h->next[i];
	}
}

void
hide_init(struct hide *h, struct str text, char *prose)
{
	size_t i;

	*h = (struct hide){ .text = text };
	h->prose = prose;
	h->soonest = SIZE_MAX;
	for (i = 0; i < HIDE_MARKS; i++) {
		h->next[i] = find(h, 0, text.len, str_of(marks[i]));
		if (h->next[i] < h->soonest)
			h->soonest = h->next[i];
	}
}

void
hide_bytes(struct hide *h, size_t from, size_t to)
{
	const char *lf;
	size_t end;

	while (from < to) {
		lf = memchr(h->text.ptr + from, '\n', to - from);
		end = lf ? (size_t)(lf - h->text.ptr) : to;
		memset(h->prose + from, MD_HIDDEN, end - from);
		if (lf && end > from && h->text.ptr[end - 1] == '\r')
			h->prose[end - 1] = '\r';
		from = end + 1;
	}
}

size_t
hide_percent(struct hide *h, size_t from)
{
	if (h->next[HIDE_PERCENT] < from) {
		h->next[HIDE_PERCENT] =
		    find(h, from, h->text.len, str_of(marks[HIDE_PERCENT]));
		/* the others may be nearer now, or passed too */
		h->soonest = 0;
	}
	return h->next[HIDE_PERCENT];
}

/* The length of the run of backticks at p. */
static size_t
run_of(const struct hide *h, size_t p, size_t to)
{
	size_t end = p;

	while (end < to && h->text.ptr[end] == '`')
		end++;
	return end - p;
}

/* Where the run of just n backticks behind from begins, or SIZE_MAX. */
static size_t
code_end(struct hide *h, size_t from, size_t to, size_t n)
{
	size_t p = from, run;

	if (h->runs_known && h->last_run[n] < from)
		return SIZE_MAX;
	if (!h->runs_known)
		memset(h->last_run, 0, sizeof(h->last_run));
	while ((p = find(h, p, to, STR("`"))) != SIZE_MAX) {
		run = run_of(h, p, to);
		if (run == n)
			return p;
		if (run <= HIDE_RUNS && !h->runs_known)
			h->last_run[run] = p;
		p += run;
	}
	h->runs_known = true;
	return SIZE_MAX;
}

/* Each take_ returns where to go on behind what starts at p. */
static size_t
take_code(struct hide *h, size_t p, size_t to)
{
	size_t run = run_of(h, p, to), end;

	end = run > HIDE_RUNS ? SIZE_MAX : code_end(h, p + run, to, run);
	if (end == SIZE_MAX)
		return p + run;
	hide_bytes(h, p, end + run);
	return end + run;
}

static size_t
line_end(struct hide *h, size_t p, size_t to)
{
	size_t at;

	if (p >= h->eol) {
		at = find(h, p, h->text.len, STR("\n"));
		h->eol = at == SIZE_MAX ? h->text.len : at;
	}
	return h->eol < to ? h->eol : to;
}

static size_t
take_span(struct hide *h, size_t i, size_t p, size_t to)
{
	struct str open = str_of(spans[i].open), close = str_of(spans[i].close);
	size_t end;

	if (!at_str(h, p, to, open) || p < h->no_end[i])
		return p + 1;
	if (spans[i].one_line)
		to = line_end(h, p, to);
	/* "<!-->" is a comment too */
	end = find(h, p + (open.len == 4 ? 2 : open.len), to, close);
	if (end == SIZE_MAX) {
		h->no_end[i] = to;
		return p + 1;
	}
	end += close.len;
	while (close.ptr[0] == '}' && end < to && h->text.ptr[end] == '}')
		end++;
	hide_bytes(h, p, end);
	return end;
}

/* "{{[[TODO]]}}" is how Roam writes a keyword: all but the word is hidden. */
static size_t
take_keyword(struct hide *h, size_t p, size_t to)
{
	static const char *const words[] = { "TODO", "DONE" };
	bool linked = at_str(h, p + 2, to, STR("[["));
	size_t from = p + (linked ? 4 : 2), end, i;
	struct str close = linked ? STR("]]}}") : STR("}}");

	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		end = from + strlen(words[i]);
		if (end > to || !at_str(h, from, to, str_of(words[i])) ||
		    !at_str(h, end, to, close))
			continue;
		hide_bytes(h, p, from);
		hide_bytes(h, end, end + close.len);
		return end + close.len;
	}
	return p;
}

static size_t
take_template(struct hide *h, size_t p, size_t to)
{
	size_t end = to - p > 6 ? take_keyword(h, p, to) : p;

	return end > p ? end : take_span(h, TEMPLATE, p, to);
}

static size_t
take_embed(struct hide *h, size_t p, size_t to)
{
	return take_span(h, EMBED, p, to);
}

static size_t
take_tag(struct hide *h, size_t p, size_t to)
{
	struct str rest = { h->text.ptr + p, to - p };
	size_t n = html_autolink(rest), looked;

	if (n)
		return p + n;
	if (!h->budget)
		return p + 1;
	n = html_tag(rest, &looked);
	if (!n) {
		h->budget -= looked < h->budget ? looked : h->budget;
		return p + 1;
	}
	hide_bytes(h, p, p + n);
	return p + n;
}

static size_t
take_angle(struct hide *h, size_t p, size_t to)
{
	size_t i, end;

	for (i = ANGLES; i < HIDE_SPANS; i++) {
		/* a declaration is a word: <!DOCTYPE html> */
		if (i == HIDE_SPANS - 1 &&
		    (to - p < 3 || !ch_alpha(h->text.ptr[p + 2])))
			break;
		end = take_span(h, i, p, to);
		if (end > p + 1)
			return end;
	}
	return take_tag(h, p, to);
}

static size_t
take_percent(struct hide *h, size_t p, size_t to)
{
	size_t end;

	if (!at_str(h, p, to, STR("%%")))
		return p + 1;
	end = hide_percent(h, p + 2);
	if (end == SIZE_MAX)
		return p + 2;
	end += 2;
	if (end > to) {
		h->comment = end;
		end = to;
	}
	hide_bytes(h, p, end);
	return end;
}

static size_t
take_escape(struct hide *h, size_t p, size_t to)
{
	char c = p + 1 < to ? h->text.ptr[p + 1] : '\0';

	return c > ' ' && c < 0x7f && !ch_alpha(c) && !ch_digit(c) ? p + 2 :
								     p + 1;
}

enum { CODE = 1, ANGLE, PERCENT, BRACE, BANG, ESCAPE };

static const unsigned char class[256] = {
	['`'] = CODE,
	['<'] = ANGLE,
	['%'] = PERCENT,
	['{'] = BRACE,
	['!'] = BANG,
	['\\'] = ESCAPE,
};

static size_t (*const take[])(struct hide *, size_t, size_t) = {
	[CODE] = take_code,
	[ANGLE] = take_angle,
	[PERCENT] = take_percent,
	[BRACE] = take_template,
	[BANG] = take_embed,
	[ESCAPE] = take_escape,
};

void
hide_inline(struct hide *h, size_t from, size_t to)
{
	size_t p = from;
	unsigned char c;

	if (h->soonest < from)
		advance(h, from);
	if (h->soonest >= to)
		return;
	h->runs_known = false;
	/* twice over is enough for any text that was not made to be slow */
	h->budget = 2 * (to - from) + 64;
	while (p < to) {
		c = class[(unsigned char)h->text.ptr[p]];
		p = c ? take[c](h, p, to) : p + 1;
	}
}
