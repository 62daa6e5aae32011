#include "note/md.h"

#include "note/block.h"
#include "note/shape.h"

/*
 * A line of a drawer, as Logseq and Org put them below an item or heading: what
 * a program notes there is no text. One that is never closed hides nothing but
 * the lines that can only be its own.
 */
static bool
take_drawer(struct block_scan *s, struct block_line *l)
{
	struct str rest = block_rest(s, l);
	bool before = s->drawer, ends;

	s->drawer = false;
	if (l->opened || (rest.ptr[0] != ':' && rest.ptr[0] != 'C'))
		return false;
	rest = str_rtrim(rest);
	ends = before && str_ieq(rest, STR(":END:"));
	if (!ends && !str_ieq(rest, STR(":LOGBOOK:")) &&
	    !str_ieq(rest, STR(":PROPERTIES:")) && !(before &&
	    (rest.ptr[0] == ':' || str_starts(rest, STR("CLOCK:")))))
		return false;
	s->drawer = !ends;
	block_end_leaf(s, l->start);
	hide_bytes(&s->hide, l->at, l->end);
	l->line->type = MD_COMMENT;
	l->line->parent = block_item(s, l->matched);
	return true;
}

/* Text that opens a paragraph or goes on with one, or a row of a table. */
static void
take_text(struct block_scan *s, struct block_line *l)
{
	bool goes_on = s->leaf == LEAF_TEXT && !l->opened;

	if (s->leaf == LEAF_TABLE && l->matched == s->n && !l->opened) {
		l->line->type = MD_TABLE;
		hide_inline(&s->hide, l->at, l->end);
		return;
	}
	if (!goes_on) {
		block_begin(s, l);
		s->leaf = LEAF_TEXT;
		s->from = l->at;
	}
	block_set_type(l, MD_TEXT);
	/* a comment that goes on must be known before the next line is read */
	if (hide_percent(&s->hide, s->from) < l->end) {
		hide_inline(&s->hide, s->from, l->end);
		s->from = l->end;
	}
}

/* The line stands, at least at its start, in a comment opened above it. */
static void
take_comment(struct block_scan *s, struct block_line *l)
{
	size_t end = s->hide.comment;

	s->leaf = LEAF_NONE;
	l->line->type = MD_COMMENT;
	l->line->parent = block_item(s, s->n);
	hide_bytes(&s->hide, l->at, end < l->end ? end : l->end);
	if (end > l->end)
		return;
	s->hide.comment = 0;
	if (shape_blank(block_slice(s, end, l->end)))
		return;
	l->at = end;
	block_skip_blanks(s, l);
	l->line->type = MD_TEXT;
	hide_inline(&s->hide, l->at, l->end);
}

static bool
closes_fence(const struct block_scan *s, const struct block_line *l)
{
	size_t n = shape_run(block_rest(s, l), s->fence);

	/* at any indent that the opening fence has, since that may be deep */
	return n >= s->fence_run &&
	    shape_blank(block_slice(s, l->at + n, l->end)) &&
	    (block_indent(l) < 4 || block_indent(l) <= s->fence_indent);
}

/* False when the line does not go on with a fence or an HTML block. */
static bool
take_verbatim(struct block_scan *s, struct block_line *l)
{
	bool fence = s->leaf == LEAF_FENCE;

	if ((!fence && s->leaf != LEAF_HTML) || l->matched < s->n ||
	    (!fence && l->at == l->end && s->html >= HTML_BLOCK))
		return false;
	l->line->type = fence ? MD_CODE : MD_HTML;
	hide_bytes(&s->hide, l->at, l->end);
	if (l->at < l->end &&
	    (fence ? closes_fence(s, l) :
		     html_block_ends(s->html, block_rest(s, l))))
		s->leaf = LEAF_NONE;
	return true;
}

static void
take_blank(struct block_scan *s, struct block_line *l, bool empty_item)
{
	/* nothing, then a blank line: the item holds no more than that */
	if (empty_item && l->matched == s->n)
		l->matched--;
	block_begin(s, l);
}

static void
take_line(struct block_scan *s, struct block_line *l)
{
	bool empty_item = s->empty_item;

	s->empty_item = false;
	block_skip_blanks(s, l);
	if (s->hide.comment) {
		take_comment(s, l);
		return;
	}
	block_match(s, l);
	if (take_verbatim(s, l))
		return;
	if (l->at == l->end)
		take_blank(s, l, empty_item);
	else if (!take_drawer(s, l) && !block_start(s, l))
		take_text(s, l);
}

static void
scan_line(struct block_scan *s, size_t start, size_t end, uint32_t first)
{
	struct md *md = s->md;
	struct block_line l = { .start = start, .end = end, .at = start };

	l.index = (uint32_t)md->lines.n;
	vec_grow(&md->lines);
	l.line = &md->lines.v[md->lines.n++];
	*l.line = (struct md_line){ .number = first + l.index };
	l.line->raw = block_slice(s, start, end);
	l.line->prose = (struct str){ s->hide.prose + start, end - start };
	take_line(s, &l);
	if (l.line->type != MD_ITEM && l.line->type != MD_COMMENT)
		l.line->parent = block_item(s, s->n);
	l.line->quoted = block_quotes(s, s->n) > 0;
	l.line->content = (uint32_t)(l.at - start);
	l.line->heading = s->heading;
	if (l.line->type == MD_HEADING)
		s->heading = l.index;
}

void
md_scan(struct md *md, struct str text, uint32_t first)
{
	struct block_scan s;
	size_t start, end, next;
	const char *lf;

	vec_clear(&md->lines);
	buf_clear(&md->prose);
	buf_add(&md->prose, text);
	s.md = md;
	s.text = text.ptr;
	s.open = s.few;
	s.n = 0;
	s.cap = BLOCK_FEW;
	s.heading = MD_NONE;
	s.leaf = LEAF_NONE;
	s.empty_item = s.drawer = false;
	hide_init(&s.hide, text, md->prose.ptr);
	for (start = 0; start < text.len; start = next) {
		lf = memchr(text.ptr + start, '\n', text.len - start);
		end = lf ? (size_t)(lf - text.ptr) : text.len;
		next = end + 1;
		if (end > start && text.ptr[end - 1] == '\r')
			end--;
		scan_line(&s, start, end, first);
	}
	block_end_leaf(&s, text.len);
	if (s.open != s.few)
		free(s.open);
}

/* An ATX heading, not a setext one: its #s stand right before the content. */
static bool
is_atx(const struct md_line *line)
{
	size_t i = line->content;

	while (i && ch_blank(line->raw.ptr[i - 1]))
		i--;
	return line->level && i && line->raw.ptr[i - 1] == '#';
}

struct str
md_content(const struct md_line *line)
{
	struct str s = str_rtrim(str_from(line->raw, line->content));
	size_t n = s.len;

	if (!is_atx(line))
		return s;
	while (n && s.ptr[n - 1] == '#')
		n--;
	return !n || ch_blank(s.ptr[n - 1]) ? str_rtrim(str_upto(s, n)) : s;
}

bool
md_property(const struct md_line *line, struct str *key, struct str *value)
{
	struct str text = md_content(line);
	size_t at = str_find(text, STR("::"));

	if ((line->type != MD_TEXT && line->type != MD_ITEM) || !at ||
	    at == SIZE_MAX || (at + 2 < text.len &&
	    !ch_space(text.ptr[at + 2])))
		return false;
	*key = str_upto(text, at);
	*value = str_trim(str_from(text, at + 2));
	return true;
}

void
md_release(struct md *md)
{
	vec_release(&md->lines);
	buf_release(&md->prose);
}
