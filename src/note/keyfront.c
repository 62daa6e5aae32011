#include "note/keyfront.h"

#include "note/keywrite.h"

/* The lines between the marks. */
static void
cut_lines(struct keyfront *f)
{
	struct str text = f->job->text, rest, raw;
	struct keyfront_line line;
	uint32_t number;

	rest = str_from(text, f->job->start);
	for (number = 1; str_line(&rest, &raw); number++) {
		line.raw = raw;
		line.at = (size_t)(raw.ptr - text.ptr);
		line.next = text.len - rest.len;
		if (number == 1)
			f->open = line;
		else if (number == f->job->front.body_line - 1)
			break;
		else
			vec_push(&f->lines, line);
	}
}

size_t
keyfront_blanks(struct str s, size_t at)
{
	while (at < s.len && ch_blank(s.ptr[at]))
		at++;
	return at;
}

/* Nothing but blanks, and a comment where one is allowed. */
static bool
says_nothing(struct str s, size_t at)
{
	size_t next = keyfront_blanks(s, at);

	return next >= s.len || (s.ptr[next] == '#' && (!next || next > at ||
	    ch_blank(s.ptr[next - 1])));
}

static bool
holds_comment(struct str s)
{
	return str_find(s, STR(" #")) != SIZE_MAX ||
	    str_find(s, STR("\t#")) != SIZE_MAX ||
	    str_starts(s, STR("#"));
}

/* The colon behind the key in its line, or SIZE_MAX. */
static size_t
find_colon(struct str raw, size_t at)
{
	size_t close, i;

	for (i = 0; i < at; i++)
		if (i >= raw.len || raw.ptr[i] != ' ')
			return SIZE_MAX;
	if (at < raw.len && (raw.ptr[at] == '"' || raw.ptr[at] == '\'')) {
		close = str_chr(str_from(raw, at + 1), raw.ptr[at]);
		if (close == SIZE_MAX)
			return SIZE_MAX;
		i = keyfront_blanks(raw, at + 1 + close + 1);
		return i < raw.len && raw.ptr[i] == ':' ? i : SIZE_MAX;
	}
	i = front_key_end(str_from(raw, at));
	return i == SIZE_MAX ? i : at + i;
}

/* How far the lines below the key are its value's. */
static void
find_last(struct keyfront *f)
{
	size_t i, k;
	bool bare = f->form == KEYFRONT_NONE, comment = false;
	bool literal = f->form == KEYFRONT_BLOCK;
	struct str raw;

	f->last = f->first;
	for (i = f->first + 1; i < f->lines.n; i++) {
		raw = f->lines.v[i].raw;
		k = keyfront_blanks(raw, 0);
		if (k == raw.len || (raw.ptr[k] == '#' && !(literal &&
		    k > f->indent))) {
			comment = comment || k < raw.len;
			continue;
		}
		if (k <= f->indent && !(bare && k == f->indent &&
		    raw.ptr[k] == '-' && (k + 1 == raw.len ||
		    ch_blank(raw.ptr[k + 1]))))
			break;
		f->comment = !literal && (f->comment || comment ||
		    holds_comment(raw));
		if (bare && f->last == f->first)
			f->form = raw.ptr[k] == '-' ? KEYFRONT_ITEMS :
			    KEYFRONT_BELOW;
		f->last = i;
	}
}

/* Offset behind the quote that closes the one at the offset, or SIZE_MAX. */
size_t
keyfront_quoted_end(struct str text, size_t at, size_t limit)
{
	char quote = text.ptr[at++];

	for (; at < limit; at++) {
		if (quote == '"' && text.ptr[at] == '\\')
			at++;
		else if (text.ptr[at] == quote) {
			if (quote == '"' || at + 1 >= limit ||
			    text.ptr[at + 1] != quote)
				return at + 1;
			at++;
		}
	}
	return SIZE_MAX;
}

/* Offset behind the bracket that closes the one at the offset, or SIZE_MAX. */
static size_t
flow_end(struct str text, size_t at, size_t limit)
{
	size_t depth = 0;
	char before = '[', c;

	for (; at < limit; at++) {
		c = text.ptr[at];
		if (ch_space(c))
			continue;
		if ((c == '"' || c == '\'') && strchr("[{,:", before)) {
			at = keyfront_quoted_end(text, at, limit);
			if (at-- == SIZE_MAX)
				return SIZE_MAX;
		} else if (c == '#' && ch_space(text.ptr[at - 1])) {
			return SIZE_MAX;
		}
		depth += c == '[' || c == '{';
		depth -= c == ']' || c == '}';
		if (!depth)
			return at + 1;
		before = c;
	}
	return SIZE_MAX;
}

/* Offset in the line behind a value without quotes. */
static size_t
plain_end(struct str raw, size_t at)
{
	size_t i;

	for (i = at; i < raw.len; i++)
		if (raw.ptr[i] == '#' && i && ch_blank(raw.ptr[i - 1]))
			break;
	while (i > at && ch_blank(raw.ptr[i - 1]))
		i--;
	return i;
}

static enum keyfront_form
form_of(struct str raw, size_t at)
{
	if (says_nothing(raw, at))
		return KEYFRONT_NONE;
	switch (raw.ptr[keyfront_blanks(raw, at)]) {
	case '[':
		return str_starts(str_from(raw, keyfront_blanks(raw, at)),
		    STR("[[")) ? KEYFRONT_LINK : KEYFRONT_FLOW;
	case '"':
	case '\'':
		return KEYFRONT_QUOTED;
	case '|':
	case '>':
		return KEYFRONT_BLOCK;
	case '{':
	case '&':
	case '*':
	case '!':
	case '%':
	case '@':
	case '`':
		return KEYFRONT_STRANGE;
	default:
		return KEYFRONT_PLAIN;
	}
}

/* Where the value ends, from its first byte on; SIZE_MAX: who knows. */
static size_t
value_end(const struct keyfront *f)
{
	const struct keyfront_line *first = &f->lines.v[f->first],
		*last = &f->lines.v[f->last];
	struct str text = f->job->text;
	size_t limit = last->at + last->raw.len, end;

	switch (f->form) {
	case KEYFRONT_LINK:
	case KEYFRONT_FLOW:
		end = flow_end(text, f->value, limit);
		break;
	case KEYFRONT_QUOTED:
		end = keyfront_quoted_end(text, f->value, limit);
		break;
	case KEYFRONT_PLAIN:
		if (f->first == f->last)
			return first->at + plain_end(first->raw,
			    f->value - first->at);
		return f->comment || holds_comment(str_from(first->raw,
		    f->value - first->at)) ? SIZE_MAX : limit;
	case KEYFRONT_BLOCK:
		return holds_comment(str_from(first->raw,
		    f->value - first->at)) ? SIZE_MAX : limit;
	default:
		return SIZE_MAX;
	}
	if (end == SIZE_MAX || end < last->at ||
	    !says_nothing(last->raw, end - last->at))
		return SIZE_MAX;
	return end;
}

/* Finds the bytes of the field. */
static int
spread(struct keyfront *f)
{
	struct keyjob *job = f->job;
	const struct keyfront_line *line;
	size_t colon;

	f->first = f->field->line - 2;
	f->indent = f->field->column - 1;
	if (f->field->line < 2 || f->first >= f->lines.n) {
		keyjob_refuse(job, f->field->line, "it is nowhere");
		return -1; /* said twice, for who looks for null pointers */
	}
	line = &f->lines.v[f->first];
	colon = find_colon(line->raw, f->indent);
	if (colon == SIZE_MAX)
		return keyjob_refuse(job, f->field->line,
		    "the key does not begin its line");
	f->colon = line->at + colon;
	f->form = form_of(line->raw, colon + 1);
	f->value = f->end = line->at + keyfront_blanks(line->raw, colon + 1);
	find_last(f);
	if (f->form == KEYFRONT_STRANGE)
		return keyjob_refuse(job, f->field->line,
		    "its value is more than text");
	return 0;
}

/* Fields that begin within the lines of another. */
static bool
holds_fields(const struct keyfront *f)
{
	const struct front *front = &f->job->front;
	size_t i, line;

	for (i = 0; i < front->fields.n; i++) {
		line = front->fields.v[i].line - 2;
		if (&front->fields.v[i] != f->field && line >= f->first &&
		    line <= f->last)
			return true;
	}
	return false;
}

/* "name" where there is "name.first": the key itself holds keys. */
static uint32_t
line_of_mapping(const struct keyfront *f)
{
	const struct front_field *field;
	size_t i, dot;

	for (i = 0; i < f->job->front.fields.n; i++) {
		field = &f->job->front.fields.v[i];
		dot = str_chr(field->key, '.');
		if (dot != SIZE_MAX && keyjob_match(f->job,
		    str_upto(field->key, dot)) &&
		    !keyjob_match(f->job, field->key))
			return field->line;
	}
	return 0;
}

/* The key that stands in a line, without its quotes; empty: none. */
static struct str
key_in(struct str raw)
{
	struct str key = str_trim(raw);
	size_t end;

	if (key.len && (key.ptr[0] == '"' || key.ptr[0] == '\''))
		key = str_from(key, 1);
	end = front_key_end(key);
	if (end == SIZE_MAX)
		return STR_NONE;
	key = str_rtrim(str_upto(key, end));
	if (key.len && (key.ptr[key.len - 1] == '"' ||
	    key.ptr[key.len - 1] == '\''))
		key.len--;
	return key;
}

size_t
keyfront_indent(const struct keyfront *f)
{
	struct str raw;
	size_t i, k;

	for (i = 0; i < f->lines.n; i++) {
		raw = f->lines.v[i].raw;
		k = keyfront_blanks(raw, 0);
		if (k < raw.len && raw.ptr[k] != '#')
			return k;
	}
	return 0;
}

/*
 * Another line that has the key: it stands there twice, or it is no field, as
 * with an empty {} for its value. 0: none.
 */
static uint32_t
another_line(const struct keyfront *f)
{
	size_t indent = f->field ? f->field->column - 1 : keyfront_indent(f);
	enum keyjob_match match;
	struct str raw;
	size_t i;

	for (i = 0; i < f->lines.n; i++) {
		raw = f->lines.v[i].raw;
		if (keyfront_blanks(raw, 0) != indent ||
		    (f->field && f->field->line == i + 2))
			continue;
		match = keyjob_match(f->job, key_in(raw));
		if (match == KEYJOB_SAME || (match && !f->field))
			return (uint32_t)i + 2;
	}
	return 0;
}

static int
find_field(struct keyfront *f)
{
	struct keyjob *job = f->job;
	size_t n = job->front.fields.n, i;
	struct strs keys = { 0 };
	VEC(uint32_t) lines = { 0 };
	int status = 0;
	uint32_t line;

	for (i = 0; i < n; i++) {
		vec_push(&keys, job->front.fields.v[i].key);
		vec_push(&lines, job->front.fields.v[i].line);
	}
	i = keyjob_choose(job, keys.v, lines.v, n, &status);
	f->field = i == SIZE_MAX ? NULL : &job->front.fields.v[i];
	vec_release(&keys);
	vec_release(&lines);
	if (status == -1)
		return -1;
	line = line_of_mapping(f);
	if (line)
		return keyjob_refuse(job, line, "it holds keys of its own");
	line = another_line(f);
	return line ? keyjob_refuse(job, line,
	    f->field ? "it stands there twice" :
	    "something of that name stands there already") : 0;
}

static int
take_out(struct keyfront *f)
{
	f->job->at = f->lines.v[f->first].at;
	f->job->len = f->lines.v[f->last].next - f->job->at;
	return 1;
}

static int
edit_field(struct keyfront *f)
{
	struct keyjob *job = f->job;
	const struct front_field *field = f->field;

	if (keyjob_take(job, field))
		return 0;
	if (spread(f) == -1)
		return -1;
	if (holds_fields(f))
		return keyjob_refuse(job, field->line,
		    "another key stands within its value");
	if (!job->values.n)
		return take_out(f);
	if (f->form != KEYFRONT_NONE && f->form < KEYFRONT_ITEMS) {
		f->end = value_end(f);
		if (f->end == SIZE_MAX)
			return keyjob_refuse(job, field->line,
			    "where its value ends can't be told");
	}
	return keywrite_change(f);
}

/* What in the front matter makes any change of it a risk. */
static int
check_sound(struct keyjob *job)
{
	struct diags found = { 0 };
	struct front front = { 0 };
	struct arena arena = { 0 };
	struct str line, rest = str_from(job->text, job->start);
	uint32_t at = 0;
	size_t i;

	front_read(&front, rest, job->edit->path, &arena, &found);
	for (i = 0; i < found.list.n && !at; i++)
		if (strcmp(found.list.v[i].code, "duplicate-key") != 0)
			at = found.list.v[i].line ? found.list.v[i].line : 1;
	front_release(&front);
	arena_release(&arena);
	diag_release(&found);
	if (at)
		return keyjob_refuse(job, at,
		    job->front.toml ?
		    "the front matter is no sound TOML here" :
		    "the front matter is no sound YAML here");
	if (job->front.template)
		return keyjob_refuse(job, 1, "it is a template");
	if (!job->front.present && str_line(&rest, &line) &&
	    str_eq(str_rtrim(line), STR("---")))
		return keyjob_refuse(job, 1,
		    "what begins here is no front matter");
	return 0;
}

int
keyfront_edit(struct keyjob *job)
{
	struct keyfront f = { .job = job };
	int answer;

	if (check_sound(job) == -1)
		return -1;
	if (!job->front.present) {
		if (!job->values.n)
			return 0;
		keywrite_make(job);
		return 1;
	}
	if (job->front.toml)
		return keytoml_edit(job);
	cut_lines(&f);
	answer = find_field(&f);
	if (answer == 0 && f.field)
		answer = edit_field(&f);
	else if (answer == 0 && job->values.n) {
		keywrite_add(&f);
		answer = 1;
	}
	vec_release(&f.lines);
	return answer;
}
