#include "note/block.h"

#include "note/shape.h"

/* What trying to open a block came to. */
enum step { STEP_NO, STEP_MORE, STEP_DONE };

void
block_skip_blanks(const struct block_scan *s, struct block_line *l)
{
	for (; l->at < l->end && ch_blank(s->text[l->at]); l->at++)
		l->column = s->text[l->at] == '\t' ? (l->column | 3) + 1 :
						     l->column + 1;
}

/* The paragraph that the line would go on with, if nothing else begins. */
static bool
in_paragraph(const struct block_scan *s, const struct block_line *l)
{
	return s->leaf == LEAF_TEXT && l->matched == s->n && !l->opened;
}

void
block_end_leaf(struct block_scan *s, size_t at)
{
	if (s->leaf == LEAF_TEXT)
		hide_inline(&s->hide, s->from, at);
	s->leaf = LEAF_NONE;
}

void
block_begin(struct block_scan *s, struct block_line *l)
{
	block_end_leaf(s, l->start);
	if (l->matched < s->n) {
		/* a heading in a container holds for that container */
		s->heading = s->open[l->matched].heading;
		s->n = l->matched;
	}
}

static void
grow(struct block_scan *s)
{
	struct block_open *old = s->open == s->few ? NULL : s->open;

	s->cap *= 2;
	s->open = mem_resize(old, s->cap, sizeof(*old));
	if (!old)
		memcpy(s->open, s->few, sizeof(s->few));
}

/* Opens an item of that width, or a quote if it has none. */
static void
push(struct block_scan *s, struct block_line *l, size_t width)
{
	struct block_open *o;

	if (s->n == s->cap)
		grow(s);
	o = &s->open[s->n];
	o->item = width ? l->index : block_item(s, s->n);
	o->heading = s->heading;
	o->width = width;
	o->quotes = block_quotes(s, s->n) + !width;
	l->matched = ++s->n;
	l->opened = true;
}

/* Behind the '>' at the place, and the blank that belongs to it. */
static void
skip_quote_mark(const struct block_scan *s, struct block_line *l)
{
	l->at++;
	l->base = ++l->column;
	if (l->at < l->end && ch_blank(s->text[l->at]))
		l->base++;
	block_skip_blanks(s, l);
}

/*
 * How many of the open containers the line goes on. A blank rest goes on all
 * items, but no quote; it takes no time a container, since blank lines are
 * shorter than hostile stacks are high.
 */
void
block_match(const struct block_scan *s, struct block_line *l)
{
	size_t i = 0, quotes = 0;

	while (i < s->n && l->at < l->end) {
		const struct block_open *o = &s->open[i];

		if (!o->width && s->text[l->at] == '>') {
			skip_quote_mark(s, l);
			quotes++;
		} else if (!!o->width && block_indent(l) >= o->width)
			l->base += o->width;
		else
			break;
		i++;
	}
	if (i < s->n && l->at == l->end) {
		if (block_quotes(s, s->n) == quotes)
			i = s->n;
		while (i < s->n && s->open[i].width)
			i++;
	}
	l->matched = i;
}

/* Block starts, tried in the order of the table below. */
static enum step
try_quote(struct block_scan *s, struct block_line *l)
{
	block_begin(s, l);
	skip_quote_mark(s, l);
	push(s, l, 0);
	return STEP_MORE;
}

void
block_set_type(struct block_line *l, enum md_type type)
{
	if (l->line->type != MD_ITEM)
		l->line->type = (uint8_t)type;
}

static enum step
try_atx(struct block_scan *s, struct block_line *l)
{
	size_t n = shape_atx(block_rest(s, l));

	/* "    # remark" is shell code more often than a heading */
	if (!n || block_indent(l) > 3)
		return STEP_NO;
	block_begin(s, l);
	l->at += n;
	block_skip_blanks(s, l);
	l->line->level = (uint8_t)n;
	block_set_type(l, MD_HEADING);
	hide_inline(&s->hide, l->at, l->end);
	return STEP_DONE;
}

static enum step
try_fence(struct block_scan *s, struct block_line *l)
{
	size_t n = shape_fence(block_rest(s, l));

	if (!n)
		return STEP_NO;
	block_begin(s, l);
	s->leaf = LEAF_FENCE;
	s->fence = s->text[l->at];
	s->fence_run = n;
	s->fence_indent = block_indent(l);
	block_set_type(l, MD_CODE);
	hide_bytes(&s->hide, l->at, l->end);
	return STEP_DONE;
}

static enum step
try_html(struct block_scan *s, struct block_line *l)
{
	enum html_kind kind = html_block(block_rest(s, l));

	if (kind == HTML_NONE || (kind == HTML_TAG && in_paragraph(s, l)))
		return STEP_NO;
	block_begin(s, l);
	if (!html_block_ends(kind, block_rest(s, l))) {
		s->leaf = LEAF_HTML;
		s->html = kind;
	}
	block_set_type(l, MD_HTML);
	hide_bytes(&s->hide, l->at, l->end);
	return STEP_DONE;
}

static enum step
try_setext(struct block_scan *s, struct block_line *l)
{
	struct str rest = block_rest(s, l);
	struct md_line *above;
	size_t n;

	if (!in_paragraph(s, l) || block_indent(l) > 3)
		return STEP_NO;
	n = shape_run(rest, rest.ptr[0]);
	if (!shape_blank(str_from(rest, n)))
		return STEP_NO;
	above = l->line - 1;
	/* a lone '-' below an item is a bullet that waits for its text */
	if (rest.ptr[0] == '-' && n == 1 && above->type == MD_ITEM)
		return STEP_NO;
	block_begin(s, l);
	above->level = rest.ptr[0] == '=' ? 1 : 2;
	if (above->type == MD_TEXT) {
		above->type = MD_HEADING;
		s->heading = l->index - 1;
	}
	l->line->type = MD_RULE;
	return STEP_DONE;
}

static enum step
try_rule(struct block_scan *s, struct block_line *l)
{
	size_t stop;

	/* what spoke against one on this line, "- - - x", still does */
	if (l->at < l->no_rule)
		return STEP_NO;
	if (!shape_rule(block_rest(s, l), &stop)) {
		l->no_rule = l->at + stop;
		return STEP_NO;
	}
	block_begin(s, l);
	block_set_type(l, MD_RULE);
	return STEP_DONE;
}

/*
 * What may not interrupt a paragraph: a number but 1, and an empty item, but
 * for one right below an item, as outliners leave them.
 */
static bool
interrupts(const struct block_scan *s, const struct block_line *l, size_t n,
    bool first)
{
	if (!in_paragraph(s, l))
		return true;
	return first &&
	    (l->line[-1].type == MD_ITEM ||
		!shape_blank(str_from(block_rest(s, l), n)));
}

static void
take_box(const struct block_scan *s, struct block_line *l, size_t n)
{
	l->line->box = s->text[l->at + 1];
	l->at += n;
	l->column += n;
	block_skip_blanks(s, l);
}

static enum step
try_item(struct block_scan *s, struct block_line *l)
{
	bool first;
	size_t n = shape_marker(block_rest(s, l), &first), before, behind, pad;

	if (!n || !interrupts(s, l, n, first))
		return STEP_NO;
	block_begin(s, l);
	if (l->line->type != MD_ITEM)
		l->line->parent = block_item(s, s->n);
	l->line->type = MD_ITEM;
	l->line->bullet = (uint32_t)(l->at - l->start);
	before = block_indent(l);
	l->at += n;
	behind = l->column += n;
	block_skip_blanks(s, l);
	pad = l->column - behind;
	if (pad > 4 || l->at == l->end)
		pad = 1;
	push(s, l, before + n + pad);
	l->base += before + n + pad;
	s->empty_item = l->at == l->end;
	n = shape_box(block_rest(s, l));
	if (n)
		take_box(s, l, n);
	return s->empty_item ? STEP_DONE : n ? STEP_NO : STEP_MORE;
}

/*
 * A line that begins with %% and is a comment to its end. It leaves the lists
 * around it open.
 */
static enum step
try_comment(struct block_scan *s, struct block_line *l)
{
	size_t end;

	if (l->opened || l->at + 1 == l->end || s->text[l->at + 1] != '%')
		return STEP_NO;
	end = hide_percent(&s->hide, l->at + 2);
	end = end == SIZE_MAX ? s->hide.text.len : end + 2;
	if (end < l->end && !shape_blank(block_slice(s, end, l->end)))
		return STEP_NO;
	block_end_leaf(s, l->start);
	if (end > l->end)
		s->hide.comment = end;
	hide_bytes(&s->hide, l->at, l->end);
	l->line->type = MD_COMMENT;
	l->line->parent = block_item(s, l->matched);
	return STEP_DONE;
}

static enum step
try_table(struct block_scan *s, struct block_line *l)
{
	struct md_line *above;

	if (!in_paragraph(s, l) || !shape_table_rule(block_rest(s, l)))
		return STEP_NO;
	above = l->line - 1;
	if (str_chr(above->raw, '|') == SIZE_MAX)
		return STEP_NO;
	block_begin(s, l);
	if (above->type == MD_TEXT)
		above->type = MD_TABLE;
	l->line->type = MD_TABLE;
	s->leaf = LEAF_TABLE;
	return STEP_DONE;
}

enum { TRIES = 5 };
typedef enum step try_fn(struct block_scan *, struct block_line *);

enum {
	GT = 1,
	HASH,
	TICK,
	LT,
	EQUALS,
	DASH,
	STAR,
	LINE,
	PLUS,
	DIGIT,
	CENT,
	PIPE
};

static const unsigned char starts[256] = {
	['>'] = GT,
	['#'] = HASH,
	['`'] = TICK,
	['~'] = TICK,
	['<'] = LT,
	['='] = EQUALS,
	['-'] = DASH,
	['*'] = STAR,
	['_'] = LINE,
	['+'] = PLUS,
	['0'] = DIGIT,
	['1'] = DIGIT,
	['2'] = DIGIT,
	['3'] = DIGIT,
	['4'] = DIGIT,
	['5'] = DIGIT,
	['6'] = DIGIT,
	['7'] = DIGIT,
	['8'] = DIGIT,
	['9'] = DIGIT,
	['%'] = CENT,
	['|'] = PIPE,
	[':'] = PIPE,
};

static try_fn *const tries[][TRIES] = {
	[GT] = { try_quote },
	[HASH] = { try_atx },
	[TICK] = { try_fence },
	[LT] = { try_html },
	[EQUALS] = { try_setext },
	[DASH] = { try_setext, try_rule, try_item, try_table },
	[STAR] = { try_rule, try_item },
	[LINE] = { try_rule },
	[PLUS] = { try_item },
	[DIGIT] = { try_item },
	[CENT] = { try_comment },
	[PIPE] = { try_table },
};

bool
block_start(struct block_scan *s, struct block_line *l)
{
	enum step step = STEP_MORE;
	try_fn *const *try;
	unsigned char c;

	while (step == STEP_MORE && l->at < l->end) {
		c = starts[(unsigned char)s->text[l->at]];
		if (!c)
			return false;
		step = STEP_NO;
		for (try = tries[c]; *try && step == STEP_NO; try++)
			step = (*try)(s, l);
	}
	return step != STEP_NO;
}
