#include "note/fields.h"

enum { KEY_BYTES = 60 }; /* of a key that is known, at most */

/*
 * Does the key say something of a person wherever it stands? Names, ids and
 * tags below the top of a page are those of a block.
 */
static bool
says(struct str key, bool cell)
{
	switch (key_of(key)) {
	case KEY_OTHER:
	case KEY_TYPE:
	case KEY_CATEGORIES:
	case KEY_TITLE:
	case KEY_PEOPLE:
	case KEY_DATE:
		return false;
	case KEY_NAME:
	case KEY_FIRST_NAME:
	case KEY_MIDDLE_NAME:
	case KEY_LAST_NAME:
	case KEY_ID:
	case KEY_TAGS:
		return cell;
	default:
		return true;
	}
}

/* Without emphasis at its ends. */
static struct str
bare(struct str s)
{
	s = str_trim(s);
	while (s.len && (s.ptr[0] == '*' || s.ptr[0] == '_'))
		s = str_from(s, 1);
	while (s.len && (s.ptr[s.len - 1] == '*' || s.ptr[s.len - 1] == '_'))
		s.len--;
	return str_trim(s);
}

bool
fields_is_fence(const struct md_line *line)
{
	return line->raw.len && line->raw.ptr[0] == '/' &&
	    str_eq(str_rtrim(line->raw), STR("/---contact---/"));
}

static void
add(struct fields *f, const struct field *found)
{
	vec_push(&f->list, *found);
}

/* "- **key**:: value", "**key::** value" */
static bool
whole_line(const struct md_line *line, struct field *found)
{
	struct str text = md_content(line);
	size_t at = str_find(text, STR("::"));

	if (at == SIZE_MAX || at > KEY_BYTES)
		return false;
	found->key = bare(str_upto(text, at));
	found->value = str_from(text, at + 2);
	while (found->value.len && found->value.ptr[0] == '*')
		found->value = str_from(found->value, 1);
	if (found->value.len && !ch_space(found->value.ptr[0]))
		return false;
	found->value = str_trim(found->value);
	found->form = FIELD_LINE;
	return says(found->key, false);
}

/* Offset of what closes the bracket before at, or SIZE_MAX. */
static size_t
closing(struct str s, size_t at, char open, char close)
{
	size_t depth = 1;

	for (; at < s.len; at++) {
		depth += s.ptr[at] == open;
		depth -= s.ptr[at] == close;
		if (!depth)
			return at;
	}
	return SIZE_MAX;
}

/* The bracket of which the key before an offset is the first thing. */
static size_t
opening(struct str s, size_t colon)
{
	size_t i = colon;

	for (; i && colon - i < KEY_BYTES; i--) {
		if (s.ptr[i - 1] == '[' || s.ptr[i - 1] == '(')
			return i - 1;
		if (s.ptr[i - 1] == ']' || s.ptr[i - 1] == ')')
			break;
	}
	return SIZE_MAX;
}

bool
fields_inline(const struct md_line *line, size_t from, struct field *found)
{
	struct str s = line->prose;
	size_t at = from, n, open, close;

	if (str_chr(s, '[') == SIZE_MAX && str_chr(s, '(') == SIZE_MAX)
		return false;
	while ((n = str_find(str_from(s, at), STR("::"))) != SIZE_MAX) {
		at += n;
		open = opening(s, at);
		close = open == SIZE_MAX || open < from ? SIZE_MAX :
		    closing(s, at, s.ptr[open], s.ptr[open] == '[' ? ']' : ')');
		if (close != SIZE_MAX) {
			found->key = bare(str_upto(str_from(line->raw,
			    open + 1), at - open - 1));
			found->value = str_trim(str_upto(str_from(line->raw,
			    at + 2), close - at - 2));
			found->form = FIELD_INLINE;
			if (says(found->key, false))
				return true;
		}
		at += 2;
	}
	return false;
}

static bool
is_entry_or_task(const struct md_line *line, struct matcher *m)
{
	struct match match;

	return line->box ||
	    matcher_find(m, PATTERN_ENTRY, line->prose, 0, &match) ||
	    matcher_find(m, PATTERN_TASK, line->prose, 0, &match);
}

/* In an item, and not by chance: its text may go on without indent. */
static bool
is_in_item(const struct md_line *line)
{
	return line->parent != MD_NONE &&
	    (line->type == MD_ITEM || ch_blank(line->raw.ptr[0]));
}

/* Does the line stand in or below something that is not the note's person? */
static bool
is_elsewhere(const struct md *md, const struct md_line *line,
    struct matcher *m)
{
	const struct md_line *above = line;

	if (line->quoted || is_entry_or_task(line, m))
		return true;
	while (is_in_item(line) && above->parent != MD_NONE) {
		above = &md->lines.v[above->parent];
		if (is_entry_or_task(above, m) ||
		    str_find(above->prose, STR("[[")) != SIZE_MAX)
			return true;
	}
	if (line->heading == MD_NONE)
		return false;
	above = &md->lines.v[line->heading];
	return is_entry_or_task(above, m) || (above->level > 1 &&
	    str_find(above->prose, STR("[[")) != SIZE_MAX);
}

static void
read_line(struct fields *f, const struct md *md, uint32_t index,
    struct matcher *m)
{
	const struct md_line *line = &md->lines.v[index];
	struct field found = { .index = index };
	bool in_block = line->type == MD_TEXT && is_in_item(line);
	size_t from = 0;

	if (line->type != MD_TEXT && line->type != MD_ITEM)
		return;
	/* where the line stands costs more to find out than what it holds */
	if (whole_line(line, &found)) {
		if (!in_block && !is_elsewhere(md, line, m))
			add(f, &found);
		return;
	}
	while (fields_inline(line, from, &found)) {
		if (!from && is_elsewhere(md, line, m))
			return;
		add(f, &found);
		from = (size_t)(found.value.ptr - line->raw.ptr) +
		    found.value.len;
	}
}

/* The cell at an offset of a row, which is set behind it; false: no more. */
static bool
next_cell(struct str row, size_t *at, struct str *cell)
{
	size_t i = *at;

	if (i >= row.len)
		return false;
	while (i < row.len && (row.ptr[i] != '|' ||
	    (i && row.ptr[i - 1] == '\\')))
		i++;
	*cell = str_trim(str_upto(str_from(row, *at), i - *at));
	/* an empty one is where a value would begin */
	if (!cell->len)
		cell->ptr = row.ptr + *at + (*at < i && ch_blank(row.ptr[*at]));
	*at = i + 1;
	return true;
}

bool
fields_row(const struct md_line *line, struct field *found)
{
	struct str row = str_trim(line->raw), more;
	size_t at = 1;

	if (!row.len || row.ptr[0] != '|' ||
	    !next_cell(row, &at, &found->key) ||
	    !next_cell(row, &at, &found->value) || next_cell(row, &at, &more))
		return false;
	found->key = bare(found->key);
	found->form = FIELD_CELL;
	return true;
}

/* "| Field | Value |" and the rule below it begin a contact table. */
static bool
is_head(const struct md *md, uint32_t index)
{
	static const char *const keys[] = { "key", "field", "property",
		"attribute", NULL };
	static const char *const values[] = { "value", "values", "details",
		NULL };
	struct field head;

	return index + 1 < md->lines.n &&
	    md->lines.v[index + 1].type == MD_TABLE &&
	    fields_row(&md->lines.v[index], &head) &&
	    key_among(head.key, keys) && key_among(head.value, values);
}

/* The rows of a contact table from index on; the index behind them. */
static uint32_t
read_table(struct fields *f, const struct md *md, uint32_t index, bool fenced)
{
	const struct md_line *line;
	struct field found;

	for (; index < md->lines.n; index++) {
		line = &md->lines.v[index];
		if (fenced ? fields_is_fence(line) : line->type != MD_TABLE)
			break;
		found.index = index;
		if (line->type != MD_CODE && fields_row(line, &found) &&
		    says(found.key, true))
			add(f, &found);
	}
	return index;
}

/* Page properties stand before all other lines; the index behind them. */
static uint32_t
read_properties(struct fields *f, const struct md *md)
{
	struct field found = { .form = FIELD_PROPERTY };
	uint32_t i;

	for (i = 0; i < md->lines.n; i++) {
		if (md->lines.v[i].type == MD_BLANK)
			continue;
		if (!md_property(&md->lines.v[i], &found.key, &found.value))
			break;
		found.index = i;
		add(f, &found);
	}
	return i;
}

/* A "::" stands in s. */
static bool
holds_mark(struct str s)
{
	const char *at = s.ptr, *end = s.len ? s.ptr + s.len : at;

	while (at < end && (at = memchr(at, ':', (size_t)(end - at)))) {
		if (++at < end && *at == ':')
			return true;
	}
	return false;
}

void
fields_find(struct fields *f, const struct md *md, struct matcher *m)
{
	struct str prose = buf_str(&md->prose);
	uint32_t i, n = (uint32_t)md->lines.n;
	const struct md_line *line;

	/* most notes hold none: two looks at all of it tell that */
	if (!holds_mark(prose) && str_chr(prose, '|') == SIZE_MAX)
		return;
	for (i = read_properties(f, md); i < n; i++) {
		line = &md->lines.v[i];
		if (fields_is_fence(line) && line->type != MD_CODE)
			i = read_table(f, md, i + 1, true);
		else if (line->type == MD_TABLE && is_head(md, i))
			i = read_table(f, md, i + 1, false) - 1;
		else if (holds_mark(line->prose))
			read_line(f, md, i, m);
	}
}

void
fields_release(struct fields *f)
{
	vec_release(&f->list);
}
