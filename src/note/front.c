#include "note/front.h"

#include "base/map.h"
#include "note/keys.h"
#include "note/mend.h"
#include "note/toml.h"

/* A longer one is left to libyaml, which has a limit of 1024 characters. */
enum { KEY_LENGTH = 256 };

/* The line parser: what it is not sure of is libyaml's. */
struct plain {
	struct front *front;
	struct arena *a;
	struct str line;
	uint32_t number;
	bool open;     /* the last key has no value yet: items may follow */
	size_t indent; /* of the items below the last key; SIZE_MAX: none */
};

struct front_field *
front_add_field(struct front *front, struct str key, uint32_t line,
    uint32_t column)
{
	struct front_field field = { .key = str_trim(key),
		.known = key_of(key), .line = line, .column = column };

	vec_push(&front->fields, field);
	return &front->fields.v[front->fields.n - 1];
}

void
front_add_value(struct front_field *field, struct str text, uint32_t line,
    uint32_t column, struct arena *a)
{
	struct front_value *values = field->values;
	size_t n = field->n;

	text = str_trim(text);
	if (!text.len)
		return;
	if (!(n & (n - 1))) {
		/* full whenever n is 0 or a power of 2 */
		values = arena_alloc(a, (n ? n * 2 : 1) * sizeof(*values));
		if (n)
			memcpy(values, field->values, n * sizeof(*values));
		field->values = values;
	}
	values[n] = (struct front_value){ text, line, column, 0 };
	field->n++;
}

bool
front_is_null(struct str text)
{
	return str_eq(text, STR("~")) || str_eq(text, STR("null")) ||
	    str_eq(text, STR("Null")) || str_eq(text, STR("NULL"));
}

static bool
ends_word(struct str s, size_t at)
{
	return at >= s.len || ch_blank(s.ptr[at]);
}

static size_t
skip_blanks(struct str s, size_t at)
{
	while (at < s.len && ch_blank(s.ptr[at]))
		at++;
	return at;
}

size_t
front_key_end(struct str line)
{
	size_t i;

	if (!line.len || (!ch_alpha(line.ptr[0]) && !ch_digit(line.ptr[0]) &&
	    line.ptr[0] != '_' && !(line.ptr[0] & 0x80)))
		return SIZE_MAX;
	for (i = 1; i < line.len; i++) {
		if (line.ptr[i] == ':' && ends_word(line, i + 1))
			return i;
		if (line.ptr[i] == '#' && ch_blank(line.ptr[i - 1]))
			return SIZE_MAX;
	}
	return SIZE_MAX;
}

/* Nothing but blanks and a comment from at on. */
static bool
at_end(struct str s, size_t at)
{
	size_t next = skip_blanks(s, at);

	return next >= s.len ||
	    (s.ptr[next] == '#' && next && ch_blank(s.ptr[next - 1]));
}

/* "…" without escapes, '…' without quotes in it. */
static int
scan_quoted(struct str s, size_t *at, struct str *text)
{
	char quote = s.ptr[*at];
	size_t start = *at + 1;
	size_t len = str_chr(str_from(s, start), quote);

	if (len == SIZE_MAX)
		return -1;
	*text = str_upto(str_from(s, start), len);
	*at = start + len + 1;
	if (quote == '"')
		return str_chr(*text, '\\') == SIZE_MAX ? 0 : -1;
	return *at < s.len && s.ptr[*at] == quote ? -1 : 0;
}

/* May a plain scalar begin so? The rest of YAML's rule is left to libyaml. */
static bool
starts_plain(struct str s, size_t at, bool flow)
{
	if (at >= s.len || ch_space(s.ptr[at]))
		return false;
	if (s.ptr[at] == '-')
		return !flow && !ends_word(s, at + 1);
	return !strchr("?:,[]{}#&*!|>'\"%@`", s.ptr[at]) || !s.ptr[at];
}

/* A colon that is part of the word in a list: in a URL, in 10:30. */
static bool
inner_colon(struct str s, size_t at)
{
	char next = at + 1 < s.len ? s.ptr[at + 1] : ' ';

	return ch_alpha(next) || ch_digit(next) || next == '/';
}

/* A word without quotes: to the end of the line, in a list to , or ]. */
static int
scan_plain(struct str s, size_t *at, bool flow, struct str *text)
{
	size_t start = *at, i;

	if (!starts_plain(s, start, flow))
		return -1;
	for (i = start; i < s.len; i++) {
		if (s.ptr[i] == '#' && ch_blank(s.ptr[i - 1]))
			break;
		if (s.ptr[i] == ':' && (flow ? !inner_colon(s, i) :
		    ends_word(s, i + 1)))
			return -1;
		if (!flow)
			continue;
		if (s.ptr[i] == ',' || s.ptr[i] == ']')
			break;
		if (s.ptr[i] == '[' || s.ptr[i] == '{' || s.ptr[i] == '}' ||
		    s.ptr[i] == '?')
			return -1;
	}
	*text = str_rtrim(str_upto(str_from(s, start), i - start));
	*at = i;
	return 0;
}

static bool
starts_link(struct str s, size_t at)
{
	return at + 2 < s.len && s.ptr[at] == '[' && s.ptr[at + 1] == '[' &&
	    s.ptr[at + 2] != '[';
}

/* [[name]], which YAML takes for a list in a list. */
static int
scan_link(struct str s, size_t *at, struct str *text)
{
	size_t start = *at, i = skip_blanks(s, start + 2);

	if (scan_plain(s, &i, true, text) == -1 || i + 1 >= s.len ||
	    s.ptr[i] != ']' || s.ptr[i + 1] != ']')
		return -1;
	*at = i + 2;
	*text = str_upto(str_from(s, start), *at - start);
	return 0;
}

/* One value, which is no list, at the offset; it is added unless empty. */
static int
plain_scalar(struct plain *p, struct front_field *f, size_t *at, bool flow)
{
	size_t start = *at;
	struct str text;
	char c = start < p->line.len ? p->line.ptr[start] : ' ';

	if (starts_link(p->line, start)) {
		if (scan_link(p->line, at, &text) == -1)
			return -1;
	} else if (c == '"' || c == '\'') {
		if (scan_quoted(p->line, at, &text) == -1)
			return -1;
	} else {
		if (scan_plain(p->line, at, flow, &text) == -1)
			return -1;
		if (front_is_null(text))
			return 0;
	}
	front_add_value(f, text, p->number, (uint32_t)start + 1, p->a);
	return 0;
}

/* [a, "b", [[c]]] on one line. */
static int
plain_list(struct plain *p, struct front_field *f, size_t *at)
{
	size_t i = *at + 1;

	f->list = true;
	for (;;) {
		i = skip_blanks(p->line, i);
		if (i >= p->line.len)
			return -1;
		if (p->line.ptr[i] == ']')
			break;
		if (plain_scalar(p, f, &i, true) == -1)
			return -1;
		i = skip_blanks(p->line, i);
		if (i >= p->line.len)
			return -1;
		if (p->line.ptr[i] == ',')
			i++;
		else if (p->line.ptr[i] != ']')
			return -1;
	}
	*at = i + 1;
	return 0;
}

/* "- value" below a key without one, each as far indented as the first. */
static int
plain_item(struct plain *p, size_t indent)
{
	struct front_field *f;
	size_t at = skip_blanks(p->line, indent + 1);

	if (!p->front->fields.n || !p->open ||
	    (p->indent != SIZE_MAX && p->indent != indent))
		return -1;
	p->indent = indent;
	f = &p->front->fields.v[p->front->fields.n - 1];
	f->list = true;
	if (at_end(p->line, at))
		return 0;
	if (plain_scalar(p, f, &at, false) == -1)
		return -1;
	return at_end(p->line, at) ? 0 : -1;
}

/* The key at the start of the line; *at is set behind its colon. */
static int
plain_key(struct plain *p, struct str *key, size_t *at)
{
	*at = 0;
	if (p->line.ptr[0] == '"' || p->line.ptr[0] == '\'') {
		if (scan_quoted(p->line, at, key) == -1)
			return -1;
		*at = skip_blanks(p->line, *at);
		if (*at >= p->line.len || p->line.ptr[*at] != ':' ||
		    !ends_word(p->line, *at + 1))
			return -1;
	} else {
		*at = front_key_end(p->line);
		if (*at == SIZE_MAX)
			return -1;
		*key = str_upto(p->line, *at);
	}
	++*at;
	*key = str_trim(*key);
	return key->len && key->len <= KEY_LENGTH ? 0 : -1;
}

static int
plain_line(struct plain *p)
{
	struct front_field *f;
	struct str key;
	size_t at = 0;

	if (at_end(p->line, 0) || p->line.ptr[0] == '#')
		return 0;
	while (p->line.ptr[at] == ' ')
		at++;
	if (p->line.ptr[at] == '-' && (at + 1 == p->line.len ||
	    p->line.ptr[at + 1] == ' '))
		return plain_item(p, at);
	/* libyaml takes a BOM off, wherever a line begins */
	if (at || (p->line.ptr[0] == '\xef' &&
	    str_starts(p->line, STR("\xef\xbb\xbf"))) ||
	    plain_key(p, &key, &at) == -1)
		return -1;
	f = front_add_field(p->front, key, p->number, 1);
	p->indent = SIZE_MAX;
	p->open = at_end(p->line, at);
	if (p->open)
		return 0;
	at = skip_blanks(p->line, at);
	if (p->line.ptr[at] == '[' && !starts_link(p->line, at)) {
		if (plain_list(p, f, &at) == -1)
			return -1;
	} else if (plain_scalar(p, f, &at, false) == -1)
		return -1;
	return at_end(p->line, at) ? 0 : -1;
}

int
front_read_plain(struct front *front, struct str block, uint32_t line,
    struct arena *a)
{
	struct plain p = { .front = front, .a = a, .number = line,
		.indent = SIZE_MAX };
	size_t n = front->fields.n;

	for (; str_line(&block, &p.line); p.number++)
		if (plain_line(&p) == -1) {
			front->fields.n = n;
			return -1;
		}
	return 0;
}

static bool
is_mark(struct str line, struct str mark)
{
	return line.len >= mark.len && line.ptr[0] == mark.ptr[0] &&
	    str_eq(str_rtrim(line), mark);
}

/*
 * The lines between the marks; -1 without them. *end is the offset behind the
 * last mark and *lines the number of lines before it.
 */
static int
cut(struct str file, struct str *block, size_t *end, uint32_t *lines)
{
	struct str mark = str_upto(file, 3), rest = file, line;

	if (!str_line(&rest, &line) || !is_mark(line, mark))
		return -1;
	*block = rest;
	for (*lines = 2; str_line(&rest, &line); ++*lines) {
		if (!is_mark(line, mark) && (mark.ptr[0] == '+' ||
		    !is_mark(line, STR("..."))))
			continue;
		block->len = (size_t)(line.ptr - block->ptr);
		*end = file.len - rest.len;
		return 0;
	}
	return -1;
}

/* A first line "---" that nothing ends is a rule, or a mistake. */
static void
report_open(struct str file, struct str path, struct diags *diags)
{
	struct str line;

	if (file.ptr[0] == '+' ||
	    !str_line(&file, &line) || !is_mark(line, STR("---")) ||
	    !str_line(&file, &line) || front_key_end(line) == SIZE_MAX)
		return;
	diag_warn(diags, "front-matter", path, 1, 1,
	    "the front matter does not end; put a line --- behind it");
}

static bool
holds_pair(struct str s, struct str open, struct str close)
{
	size_t at = str_find(s, open);

	return at != SIZE_MAX &&
	    str_find(str_from(s, at + open.len), close) != SIZE_MAX;
}

/* -1: nothing in it is a key. */
static int
read_broken(struct front *front, struct str block, struct str path,
    struct arena *a, struct diags *diags)
{
	if (!front->template)
		return mend_yaml(front, block, 2, path, a, diags);
	vec_clear(&front->fields);
	mend_read(front, block, 2, a);
	return 0;
}

/* Is there a later field with the key of this one? */
static bool
repeated(const struct front *front, const struct map *last, size_t i)
{
	struct str key = front->fields.v[i].key, other;
	size_t k;

	if (last->n)
		return *map_get(last, key) != i;
	for (k = i + 1; k < front->fields.n; k++) {
		other = front->fields.v[k].key;
		/* the lengths first: most keys differ in them */
		if (other.len == key.len && str_eq(other, key))
			return true;
	}
	return false;
}

static void
drop_repeated(struct front *front, struct str path, struct diags *diags)
{
	struct front_field *v = front->fields.v;
	struct map last = { 0 };
	size_t i, n = 0;

	/* a search is cheaper than a map as long as the keys are few */
	for (i = 0; front->fields.n > 24 && i < front->fields.n; i++)
		*map_put(&last, v[i].key, 0, NULL) = (uint32_t)i;
	for (i = 0; i < front->fields.n; i++) {
		if (!repeated(front, &last, i)) {
			v[n++] = v[i];
			continue;
		}
		diag_warn(diags, "duplicate-key", path, v[i].line, v[i].column,
		    "the key %.*s comes again below, which counts; "
		    "take one of them out", STR_ARG(v[i].key));
	}
	front->fields.n = n;
	map_release(&last);
}

void
front_read(struct front *front, struct str file, struct str path,
    struct arena *a, struct diags *diags)
{
	struct str block;
	uint32_t lines;
	size_t end;

	vec_clear(&front->fields);
	front->present = front->template = front->toml = false;
	front->body = file;
	front->body_line = 1;
	if (!str_starts(file, STR("---")) && !str_starts(file, STR("+++")))
		return;
	if (cut(file, &block, &end, &lines) == -1) {
		report_open(file, path, diags);
		return;
	}
	front->template = holds_pair(block, STR("{{"), STR("}}")) ||
	    holds_pair(block, STR("<%"), STR("%>"));
	front->toml = file.ptr[0] == '+';
	if (front->toml)
		toml_read(front, block, 2, path, a,
		    front->template ? NULL : diags);
	else if (front_read_plain(front, block, 2, a) == -1 &&
	    read_broken(front, block, path, a, diags) == -1)
		return;
	if (!front->template)
		drop_repeated(front, path, diags);
	front->present = true;
	front->body = str_from(file, end);
	front->body_line = lines + 1;
}

const struct front_field *
front_find(const struct front *front, const char *key)
{
	size_t i;

	for (i = 0; i < front->fields.n; i++)
		if (key_eq(front->fields.v[i].key, str_of(key)))
			return &front->fields.v[i];
	return NULL;
}

void
front_release(struct front *front)
{
	vec_release(&front->fields);
	*front = (struct front){ 0 };
}
