#include "note/mark.h"

#include <stdlib.h>

#include "note/fields.h"
#include "note/front.h"
#include "note/keys.h"
#include "note/marking.h"
#include "note/person.h"
#include "note/toml.h"

void
mark_read(struct mark_text *t, struct str text)
{
	struct front front = { 0 };
	struct diags none = { 0 };
	struct arena a = { 0 };
	struct str rest, line;

	*t = (struct mark_text){ .text = text };
	rest = str_starts(text, STR("\xef\xbb\xbf")) ? str_from(text, 3) : text;
	front_read(&front, rest, STR_NONE, &a, &none);
	while (t->front.n + 1 < front.body_line && str_line(&rest, &line))
		vec_push(&t->front, line);
	t->toml = front.toml;
	md_scan(&t->md, front.body, front.body_line);
	front_release(&front);
	diag_release(&none);
	arena_release(&a);
}

void
mark_release(struct mark_text *t)
{
	vec_release(&t->front);
	md_release(&t->md);
}

uint32_t
mark_lines(const struct mark_text *t)
{
	return (uint32_t)(t->front.n + t->md.lines.n);
}

/* A line, or an empty slice behind the last. */
static struct str
raw(const struct mark_text *t, uint32_t number)
{
	if (number && number <= t->front.n)
		return t->front.v[number - 1];
	if (!number || number > mark_lines(t))
		return STR_NONE;
	return t->md.lines.v[number - 1 - t->front.n].raw;
}

struct str
mark_slice(const struct mark_text *t, uint32_t number, uint32_t n)
{
	struct str first = raw(t, number), last = raw(t, number + n - 1);

	if (!n || !last.ptr)
		return first;
	return (struct str){ first.ptr,
		(size_t)(last.ptr - first.ptr) + last.len };
}

static const struct md_line *
line_of(const struct mark_text *t, uint32_t number)
{
	return number <= t->front.n || number > mark_lines(t) ? NULL :
	    &t->md.lines.v[number - 1 - t->front.n];
}

/* In brackets somewhere in the line, or the cell beside the key's. */
static bool
field_value(const struct md_line *line, struct str *value)
{
	struct field f;
	size_t from = 0;

	while (fields_inline(line, from, &f)) {
		if (key_of(f.key) == KEY_NEXT_CONTACT) {
			*value = f.value;
			return true;
		}
		from = (size_t)(f.value.ptr - line->raw.ptr) + f.value.len;
	}
	*value = fields_row(line, &f) ? f.value : STR_NONE;
	return value->ptr && key_of(f.key) == KEY_NEXT_CONTACT;
}

/* follow_up = 2026-12-01 */
static bool
toml_value(struct str text, struct str *value)
{
	size_t from, end, at = text.len - str_ltrim(text).len;
	struct str key = str_trim(str_upto(text, str_chr(text, '=')));

	if (key.len > 2 && strchr("\"'", key.ptr[0]))
		key = str_from(str_upto(key, key.len - 1), 1);
	if (!toml_find(text, at, &from, &end) ||
	    key_of(key) != KEY_NEXT_CONTACT)
		return false;
	*value = str_upto(str_from(text, from), end - from);
	return true;
}

/* What stands behind the key of a follow-up, blanks and remarks left out. */
static bool
key_value(const struct mark_text *t, uint32_t number, struct str *value)
{
	const struct md_line *line = line_of(t, number);
	struct str text = raw(t, number), key;
	size_t end;

	if (line) {
		if ((md_property(line, &key, value) ||
		    person_key_line(line, &key, value)) &&
		    key_of(key) == KEY_NEXT_CONTACT)
			return true;
		return field_value(line, value);
	}
	if (t->toml)
		return toml_value(text, value);
	end = front_key_end(text);
	if (end == SIZE_MAX ||
	    key_of(str_trim(str_upto(text, end))) != KEY_NEXT_CONTACT)
		return false;
	*value = str_trim(str_from(text, end + 1));
	if (value->len && strchr("\"'", value->ptr[0])) {
		end = str_chr(str_from(*value, 1), value->ptr[0]);
		*value = end == SIZE_MAX ? *value : str_upto(*value, end + 2);
	} else {
		end = str_starts(*value, STR("#")) ? 0 :
		    str_find(*value, STR(" #"));
		*value = str_rtrim(str_upto(*value, end));
	}
	return true;
}

bool
mark_is_key(const struct mark_text *t, uint32_t number)
{
	struct str value;

	return key_value(t, number, &value);
}

day_t
mark_done_day(const struct mark_text *t, uint32_t number, struct matcher *m)
{
	const struct md_line *line = line_of(t, number);
	struct match match;
	size_t from = 0;
	day_t day;

	while (line && matcher_find(m, PATTERN_DONE, line->prose, from,
	    &match)) {
		from = match.end + (match.end == match.start);
		if (match.group[GROUP_DATE].ptr &&
		    day_parse(match.group[GROUP_DATE], &day))
			return day;
	}
	return DAY_NONE;
}

/* The first date in s, as it is written there. */
static struct str
date_in(struct str s)
{
	size_t i, n;
	day_t day;

	for (i = 0; i < s.len; i++) {
		n = i && ch_digit(s.ptr[i - 1]) ? 0 :
		    day_scan(str_from(s, i), &day);
		if (n)
			return str_upto(str_from(s, i), n);
	}
	return s;
}

static bool
is_cell(struct str text)
{
	return str_starts(str_ltrim(text), STR("|"));
}

/* A value goes with the blanks before it. */
static void
mark_key(struct buf *out, const struct mark_text *t, uint32_t number,
    const struct mark *mark, struct str value)
{
	struct str text = raw(t, number);
	bool toml = t->toml && number <= t->front.n;
	char date[DAY_TEXT] = "";
	size_t at;

	if (mark->action == MARK_SNOOZE && value.len) {
		day_format(mark->day, date);
		value = date_in(value);
	}
	at = value.ptr ? (size_t)(value.ptr - text.ptr) : text.len;
	/* TOML has no empty values, and a table's cell stays one */
	buf_add(out, *date || !value.len || toml || is_cell(text) ?
	    str_upto(text, at) : str_rtrim(str_upto(text, at)));
	buf_puts(out, *date || !toml ? date : "\"\"");
	buf_add(out, str_from(text, at + value.len));
}

static int
compare(const void *x, const void *y)
{
	const struct change *a = x, *b = y;

	return (a->at > b->at) - (a->at < b->at);
}

/* The lines of the marking, with its changes. */
static void
write_lines(struct marking *k, struct buf *out, struct str lines)
{
	size_t at = (size_t)(lines.ptr - k->t->text.ptr), i;
	const struct change *c;
	size_t end = at + lines.len;

	if (k->changes.n)
		qsort(k->changes.v, k->changes.n, sizeof(*k->changes.v),
		    compare);
	for (i = 0; i < k->changes.n; i++) {
		c = &k->changes.v[i];
		if (c->at < at) /* two patterns took the same words */
			continue;
		buf_add(out, str_upto(str_from(k->t->text, at), c->at - at));
		buf_add(out, c->text);
		at = c->at + c->len;
	}
	buf_add(out, str_upto(str_from(k->t->text, at), end - at));
}

uint32_t
mark_line(struct buf *out, const struct mark_text *t, uint32_t number,
    const struct mark *mark, struct matcher *m)
{
	struct marking k = { .t = t, .mark = mark, .matcher = m,
		.line = line_of(t, number) };
	struct str value;
	uint32_t n = 0;

	if (key_value(t, number, &value)) {
		mark_key(out, t, number, mark, value);
		return 1;
	}
	if (!k.line)
		return 0;
	k.index = k.last = number - 1 - (uint32_t)t->front.n;
	day_format(mark->day, k.date);
	if (mark->action == MARK_DONE)
		mark_done(&k);
	else
		mark_snooze(&k);
	if (k.found) {
		n = k.last - k.index + 1;
		write_lines(&k, out, mark_slice(t, number, n));
	}
	vec_release(&k.changes);
	arena_release(&k.texts);
	return n;
}

/* Line ends apart. */
static bool
same_lines(struct str a, struct str b)
{
	struct str x = STR_NONE, y = STR_NONE;
	bool more;

	do {
		more = str_line(&a, &x);
		if (more != str_line(&b, &y) || (more && !str_eq(x, y)))
			return false;
	} while (more);
	return true;
}

static uint32_t
count_lines(struct str text)
{
	struct str line;
	uint32_t n = 0;

	while (str_line(&text, &line))
		n++;
	return n;
}

/* Is now what stands at that number (*same), or would if it were marked? */
static bool
comes_to(const struct mark_text *t, uint32_t number, struct str now,
    uint32_t lines, const struct mark *mark, struct matcher *m, bool *same)
{
	struct buf out = { 0 };
	bool fits;

	*same = same_lines(mark_slice(t, number, lines), now);
	fits = *same || (mark_line(&out, t, number, mark, m) == lines &&
	    same_lines(buf_str(&out), now));
	buf_release(&out);
	return fits;
}

uint32_t
mark_find(const struct mark_text *t, uint32_t number, struct str now,
    const struct mark *mark, struct matcher *m, uint32_t *lines, bool *same)
{
	uint32_t n = mark_lines(t), most = number > n ? number : n, away;

	*lines = count_lines(now);
	for (away = 0; away <= most; away++) {
		if (away < number && number - away <= n &&
		    comes_to(t, number - away, now, *lines, mark, m, same))
			return number - away;
		if (away && number + away <= n &&
		    comes_to(t, number + away, now, *lines, mark, m, same))
			return number + away;
	}
	return 0;
}
