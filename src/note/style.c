#include "note/style.h"

#include "note/shape.h"
#include "note/written.h"

#include <stdio.h>

static size_t
digits(struct str s, size_t at, size_t max)
{
	size_t n = 0;

	while (n < max && at + n < s.len && ch_digit(s.ptr[at + n]))
		n++;
	return n;
}

/* ":30" */
static size_t
minutes(struct str s, size_t at)
{
	return at < s.len && s.ptr[at] == ':' && digits(s, at + 1, 2) == 2 ?
	    3 : 0;
}

/* Z, +01:00, +0100, am, " PM" */
static size_t
zone(struct str s)
{
	size_t blank = s.len && s.ptr[0] == ' ', n;

	if (s.len && s.ptr[0] == 'Z')
		return 1;
	if (s.len && (s.ptr[0] == '+' || s.ptr[0] == '-') &&
	    digits(s, 1, 2) == 2) {
		n = minutes(s, 3);
		return n ? 3 + n : digits(s, 3, 2) == 2 ? 5 : 0;
	}
	if (s.len < blank + 2 || ch_lower(s.ptr[blank + 1]) != 'm' ||
	    (ch_lower(s.ptr[blank]) != 'a' && ch_lower(s.ptr[blank]) != 'p'))
		return 0;
	n = blank + 2;
	return n < s.len && (ch_alpha(s.ptr[n]) || s.ptr[n] < 0) ? 0 : n;
}

/* " - 15:30", "–15:30" */
static size_t
until(struct str s)
{
	struct str rest = str_starts(s, STR(" ")) ? str_from(s, 1) : s;
	size_t n, hours;

	n = str_starts(rest, STR("–")) ? 3 : str_starts(rest, STR("-"));
	if (!n)
		return 0;
	rest = str_from(rest, n);
	rest = str_starts(rest, STR(" ")) ? str_from(rest, 1) : rest;
	hours = digits(rest, 0, 2);
	n = hours ? minutes(rest, hours) : 0;
	return n ? s.len - rest.len + hours + n : 0;
}

size_t
style_time(struct str s)
{
	size_t n = digits(s, 0, 2), more = n ? minutes(s, n) : 0;

	if (!more)
		return 0;
	n += more;
	more = minutes(s, n);
	n += more;
	if (more && n < s.len && (s.ptr[n] == '.' || s.ptr[n] == ',')) {
		more = digits(s, n + 1, 9);
		n += more ? more + 1 : 0;
	}
	n += zone(str_from(s, n));
	n += until(str_from(s, n));
	return digits(s, n, 1) ? 0 : n;
}

void
style_default(struct style *style)
{
	*style = (struct style){ .date = STR_NONE };
	buf_puts(&style->lead, "- ");
	buf_puts(&style->behind, " ");
}

void
style_release(struct style *style)
{
	buf_release(&style->lead);
	buf_release(&style->behind);
}

/* "3. " -> "4. "; anything else stays. */
static void
count_up(struct buf *lead)
{
	struct str s = str_trim(buf_str(lead));
	unsigned long number = 0;
	char text[24];
	size_t i, n = digits(s, 0, 10);

	if (!n || n > 9 || s.len != n + 1)
		return;
	for (i = 0; i < n; i++)
		number = number * 10 + (unsigned long)(s.ptr[i] - '0');
	if (number >= 999999999)
		return;
	snprintf(text, sizeof(text), "%lu", number + 1);
	buf_splice(lead, (size_t)(s.ptr - lead->ptr), n, str_of(text));
}

void
style_set_lead(struct style *style, const struct md_line *item, bool next)
{
	struct str s = str_from(item->raw, item->bullet);
	bool first;
	size_t n = shape_marker(s, &first), blanks = 0;

	buf_clear(&style->lead);
	buf_add(&style->lead, str_upto(item->raw, item->bullet));
	buf_add(&style->lead, str_upto(s, n));
	s = str_from(s, n);
	while (blanks < s.len && blanks < 4 && ch_blank(s.ptr[blanks]))
		blanks++;
	buf_add(&style->lead, blanks ? str_upto(s, blanks) : STR(" "));
	if (next)
		count_up(&style->lead);
}

/* Is it nothing but indent and marks of lists and headings? */
static bool
is_lead(struct str s)
{
	size_t n;
	bool first;

	s = str_ltrim(s);
	while (s.len) {
		n = shape_marker(s, &first);
		if (!n)
			n = shape_atx(s);
		if (!n)
			return false;
		s = str_ltrim(str_from(s, n));
	}
	return true;
}

/* "### [ ] " -> "### " */
static struct str
without_box(struct str lead)
{
	struct str s = str_rtrim(lead);
	size_t open = str_rchr(s, '[');

	if (open == SIZE_MAX || !shape_box(str_from(s, open)))
		return lead;
	return str_upto(lead, open);
}

static bool
is_mark(char c)
{
	return c == '*' || c == '_' || c == '~';
}

/* Takes what stands before the date apart; -1: it is not understood. */
static int
read_before(struct style *style, struct str before)
{
	size_t end;

	if (before.len && before.ptr[before.len - 1] == '<') {
		before.len--;
		style->angles = true;
	}
	while (before.len && style->brackets < 2 && !style->angles &&
	    before.ptr[before.len - 1] == '[') {
		before.len--;
		style->brackets++;
	}
	end = before.len;
	while (before.len && is_mark(before.ptr[before.len - 1]))
		before.len--;
	style->marks = (struct str){ before.ptr + before.len,
		end - before.len };
	before = without_box(before);
	if (!is_lead(before))
		return -1;
	buf_clear(&style->lead);
	buf_add(&style->lead, before);
	return 0;
}

/*
 * " Fri", ", Friday", " (Fri)": the words that may stand behind a date are
 * those of another day.
 */
static struct str
without_weekday(struct style *style, struct str s)
{
	struct str rest = str_starts(s, STR(",")) ? str_from(s, 1) : s, word;
	bool enclosed;
	size_t n = 0;

	word = str_ltrim(rest);
	enclosed = str_starts(word, STR("("));
	word = str_from(word, enclosed);
	while (n < word.len && ch_alpha(word.ptr[n]))
		n++;
	if (word.len == rest.len || written_weekday(word) != n || n < 3)
		return s;
	rest = str_from(word, n);
	rest = str_from(rest, str_starts(rest, enclosed ? STR(")") : STR(".")));
	style->weekday = str_upto(s, s.len - rest.len);
	return rest;
}

/* Takes blanks and a time off the front, if a time is there. */
static struct str
without_time(struct str s)
{
	struct str rest = s;

	if (str_starts(rest, STR(",")))
		rest = str_from(rest, 1);
	if (str_starts(rest, STR("T")))
		rest = str_from(rest, 1);
	rest = str_ltrim(rest);
	if (rest.len == s.len || !style_time(rest))
		return s;
	return str_from(rest, style_time(rest));
}

/* "]]", "|Friday]]", "](journal/2026-11-20.md)" */
static struct str
read_link(struct style *style, struct str s)
{
	size_t close = str_chr(s, ']'), end;

	style->target = STR_NONE;
	if (!style->brackets || close == SIZE_MAX) {
		style->brackets = 0;
		return s;
	}
	s = str_from(s, close);
	while (s.len && s.ptr[0] == ']')
		s = str_from(s, 1);
	end = str_chr(s, ')');
	if (!str_starts(s, STR("(")) || end == SIZE_MAX) {
		/* "[date]" alone is no link, but a way to write it */
		return s;
	}
	style->target = str_upto(s, end + 1);
	if (str_find(style->target, style->date) == SIZE_MAX) {
		style->target = STR_NONE;
		style->brackets = 0;
	}
	return str_from(s, end + 1);
}

/* The opening marks backwards: only a date in them is emphasized, not more. */
static struct str
read_marks(struct style *style, struct str s)
{
	struct str rest = s;
	size_t i;

	style->colon = false;
	if (style->marks.len && str_starts(rest, STR(":")) && rest.len > 1 &&
	    is_mark(rest.ptr[1])) {
		style->colon = true;
		rest = str_from(rest, 1);
	}
	for (i = 0; i < style->marks.len; i++)
		if (i >= rest.len || rest.ptr[i] == '~' || rest.ptr[i] !=
		    style->marks.ptr[style->marks.len - 1 - i])
			break;
	if (i == style->marks.len)
		return str_from(rest, i);
	style->marks = STR_NONE;
	style->colon = false;
	while (rest.len && is_mark(rest.ptr[0]))
		rest = str_from(rest, 1);
	return rest;
}

static void
read_behind(struct style *style, struct str s, bool text)
{
	struct str sign = str_trim(s);

	buf_clear(&style->behind);
	if (!sign.len || str_eq(sign, STR(":")) || str_eq(sign, STR(",")) ||
	    str_eq(sign, STR("|")) || str_eq(sign, STR("-")) ||
	    str_eq(sign, STR("–")) || str_eq(sign, STR("—")))
		buf_add(&style->behind, s);
	/* a bare weekday before other words would be one of them */
	if (style->weekday.len && !sign.len && !style->angles &&
	    !style->brackets && !style->marks.len &&
	    !str_ends(style->weekday, STR(")"))) {
		buf_clear(&style->behind);
		buf_puts(&style->behind, ": ");
	}
	if (!style->behind.len ||
	    (!text && !ch_space(style->behind.ptr[style->behind.len - 1])))
		buf_addc(&style->behind, ' ');
}

void
style_of(struct style *style, const struct entries *e,
    const struct entries_item *item, bool next)
{
	const struct md_line *line = &e->lines[item->index];
	const char *end = item->date.ptr + item->date.len;
	struct str before = { line->raw.ptr,
		(size_t)(item->date.ptr - line->raw.ptr) };
	struct str behind = { end, item->what.ptr > end ?
	    (size_t)(item->what.ptr - end) : 0 };

	style_default(style);
	style->date = item->date;
	if (read_before(style, before) == -1) {
		style->marks = STR_NONE;
		style->brackets = 0;
		style->angles = false;
		if (line->type == MD_ITEM)
			style_set_lead(style, line, next);
		return;
	}
	behind = without_time(without_weekday(style, behind));
	if (style->angles)
		behind = str_from(behind, str_starts(behind, STR(">")));
	behind = read_link(style, behind);
	behind = read_marks(style, behind);
	read_behind(style, without_time(behind), item->what.len > 0);
	if (line->type == MD_HEADING &&
	    !shape_atx(str_ltrim(buf_str(&style->lead)))) {
		buf_clear(&style->lead); /* a setext one */
		buf_puts(&style->lead, line->level == 1 ? "# " : "## ");
	}
	if (next)
		count_up(&style->lead);
}

static void
add_target(struct buf *out, const struct style *style, day_t day)
{
	struct str rest = style->target;
	size_t at;

	while (style->date.len &&
	    (at = str_find(rest, style->date)) != SIZE_MAX) {
		buf_add(out, str_upto(rest, at));
		written_add(out, style->date, day);
		rest = str_from(rest, at + style->date.len);
	}
	buf_add(out, rest);
}

/* The weekday of the day, where the neighbour has its own. */
static void
add_weekday(struct buf *out, const struct style *style, day_t day)
{
	struct str s = style->weekday;
	size_t at = 0, n;

	while (at < s.len && !ch_alpha(s.ptr[at]))
		at++;
	n = written_weekday(str_from(s, at));
	buf_add(out, str_upto(s, at));
	if (n)
		written_add(out, str_upto(str_from(s, at), n), day);
	buf_add(out, str_from(s, at + n));
}

void
style_add(struct buf *out, const struct style *style, day_t day, bool text)
{
	size_t i;

	buf_add(out, buf_str(&style->lead));
	buf_add(out, style->marks);
	buf_add(out, str_upto(STR("[["), style->brackets));
	buf_puts(out, style->angles ? "<" : "");
	written_add(out, style->date, day);
	add_weekday(out, style, day);
	buf_puts(out, style->angles ? ">" : "");
	buf_add(out, str_upto(STR("]]"), style->brackets));
	add_target(out, style, day);
	if (style->colon)
		buf_addc(out, ':');
	for (i = style->marks.len; i > 0; i--)
		buf_addc(out, style->marks.ptr[i - 1]);
	if (text)
		buf_add(out, buf_str(&style->behind));
}

void
style_add_indent(struct buf *out, const struct style *style)
{
	size_t i;

	for (i = 0; i < style->lead.len; i++)
		buf_addc(out, style->lead.ptr[i] == '\t' ? '\t' : ' ');
}
