#include "note/mend.h"

#include "base/buf.h"
#include "note/keys.h"
#include "note/yaml.h"

enum {
	DOTTED_MAX = 256, /* a longer key below a key is no key */
	BROKEN_LINES = 8, /* more of them, and no line is libyaml's */
};

struct mend {
	struct front *front;
	struct arena *a;
	struct str line;
	uint32_t number;
	size_t top; /* the last key that was not indented; SIZE_MAX: none */
};

static uint32_t
column_of(const struct mend *m, struct str s)
{
	return (uint32_t)(s.ptr - m->line.ptr) + 1;
}

static void
add(struct mend *m, struct front_field *f, struct str text, struct str at)
{
	front_add_value(f, text, m->number, column_of(m, at), m->a);
}

/* Without the comment behind it. */
static struct str
without_comment(struct str s)
{
	size_t i;

	for (i = 1; i < s.len; i++)
		if (s.ptr[i] == '#' && ch_blank(s.ptr[i - 1]))
			return str_rtrim(str_upto(s, i));
	return s;
}

static bool
in_quotes(struct str s)
{
	return s.len > 1 && (s.ptr[0] == '"' || s.ptr[0] == '\'') &&
	    s.ptr[s.len - 1] == s.ptr[0];
}

/* A quote begins it, and there is no other. */
static bool
opens_quote(struct str s)
{
	return s.len > 1 && (s.ptr[0] == '"' || s.ptr[0] == '\'') &&
	    str_chr(str_from(s, 1), s.ptr[0]) == SIZE_MAX;
}

/*
 * Without comment, and without quotes if they stand at both ends, or if the
 * second one was forgotten.
 */
static struct str
bare(struct str s)
{
	struct str short_of = without_comment(s);

	/* a # in quotes begins no comment */
	if (!in_quotes(short_of) && in_quotes(s))
		short_of = s;
	if (opens_quote(short_of))
		return str_from(short_of, 1);
	return in_quotes(short_of) ?
	    str_from(str_upto(short_of, short_of.len - 1), 1) : short_of;
}

/* Offset behind the [[link]] at the start of s, or 0. */
static size_t
link_end(struct str s)
{
	size_t end = 2;

	if (!str_starts(s, STR("[[")))
		return 0;
	while (end < s.len && s.ptr[end] != '[' && s.ptr[end] != ']')
		end++;
	return str_starts(str_from(s, end), STR("]]")) ? end + 2 : 0;
}

/* The first item of a list without its brackets, up to a comma. */
static struct str
cut_item(struct str *rest)
{
	struct str s = str_ltrim(*rest);
	size_t end = 0, link;

	if (s.len && (s.ptr[0] == '"' || s.ptr[0] == '\'')) {
		end = str_chr(str_from(s, 1), s.ptr[0]);
		end = end == SIZE_MAX ? 0 : end + 2;
	}
	while (end < s.len && s.ptr[end] != ',') {
		link = link_end(str_from(s, end));
		end += link ? link : 1;
	}
	*rest = str_from(s, end + 1);
	return str_trim(str_upto(s, end));
}

/* "a, b" of "[a, b]", and "[[a]], [[b]]", which is no YAML, as it stands. */
static void
add_list(struct mend *m, struct front_field *f, struct str s)
{
	struct str item;

	f->list = true;
	while (s.len) {
		item = cut_item(&s);
		add(m, f, bare(item), item);
	}
}

/* Whatever stands behind a colon or a bullet. */
static void
add_value(struct mend *m, struct front_field *f, struct str s)
{
	struct str text = str_trim(without_comment(s));
	size_t link = link_end(text);

	s = str_trim(s);
	/* anchors, tags, block scalars and mappings are beyond a line */
	if (!s.len || strchr("#&*!|>{", s.ptr[0]))
		return;
	if (link == text.len && link) {
		add(m, f, text, text);
	} else if (link && str_starts(str_ltrim(str_from(text, link)),
	    STR(",")) && str_ends(text, STR("]]"))) {
		add_list(m, f, text);
	} else if (!link && s.ptr[0] == '[') {
		if (str_ends(text, STR("]")))
			text.len--;
		add_list(m, f, str_from(text, 1));
	} else if (!front_is_null(text)) {
		add(m, f, bare(s), s);
	}
}

/* "top.key" for a key that stands indented below top. */
static struct str
dotted_key(struct mend *m, struct str key)
{
	struct str top = m->front->fields.v[m->top].key, dotted;
	struct buf out = { 0 };

	buf_add(&out, top);
	buf_addc(&out, '.');
	buf_add(&out, key);
	dotted = arena_str(m->a, buf_str(&out));
	buf_release(&out);
	return dotted;
}

static void
read_key(struct mend *m, struct str s, size_t colon, bool indented)
{
	struct str key = bare(str_trim(str_upto(s, colon)));
	struct front_field *f;

	if (indented) {
		if (m->top == SIZE_MAX || m->front->fields.v[m->top].n ||
		    m->front->fields.v[m->top].key.len + colon > DOTTED_MAX)
			return;
		key = dotted_key(m, key);
	} else
		m->top = m->front->fields.n;
	f = front_add_field(m->front, key, m->number, column_of(m, s));
	add_value(m, f, str_from(s, colon + 1));
}

/*
 * Offset of the colon behind a key with or without quotes, or SIZE_MAX. A
 * blank may lack behind it where the key is known: "email:ana@example.org".
 */
static size_t
key_end(struct str s)
{
	size_t colon = str_chr(s, ':'), end;

	if (colon != SIZE_MAX && colon > 2 && in_quotes(str_upto(s, colon)))
		return colon;
	end = front_key_end(s);
	return end == SIZE_MAX && colon != SIZE_MAX &&
	    key_of(str_upto(s, colon)) != KEY_OTHER ? colon : end;
}

static void
read_line(struct mend *m)
{
	struct str s = str_trim(m->line);
	struct front_field *top = m->top == SIZE_MAX ? NULL :
	    &m->front->fields.v[m->top];
	size_t colon = key_end(s);

	if (str_starts(s, STR("- "))) {
		if (!top || (top->n && !top->list))
			return;
		top->list = true;
		add_value(m, top, str_from(s, 2));
	} else if (colon != SIZE_MAX) {
		read_key(m, s, colon, s.ptr != m->line.ptr);
	}
}

void
mend_read(struct front *front, struct str block, uint32_t line,
    struct arena *a)
{
	struct mend m = { .front = front, .a = a, .number = line,
		.top = SIZE_MAX };

	for (; str_line(&block, &m.line); m.number++)
		read_line(&m);
}

/* Moves the last field to where its line belongs. */
static void
sort_in(struct front *front)
{
	struct front_field *v = front->fields.v, moved;
	size_t i = front->fields.n - 1;

	moved = v[i];
	for (; i && v[i - 1].line > moved.line; i--)
		v[i] = v[i - 1];
	v[i] = moved;
}

/* The same of the last value of a field. */
static void
sort_in_value(struct front_field *f)
{
	struct front_value moved = f->values[f->n - 1];
	uint32_t i = f->n - 1;

	for (; i && f->values[i - 1].line > moved.line; i--)
		f->values[i] = f->values[i - 1];
	f->values[i] = moved;
}

/* One line that was left out of what libyaml has read. */
static void
mend_line(struct front *front, struct str line, uint32_t number,
    struct arena *a)
{
	struct mend m = { .front = front, .a = a, .line = line,
		.number = number, .top = SIZE_MAX };
	size_t n = front->fields.n, i;
	struct front_field *top;
	uint32_t values;

	for (i = 0; i < n && front->fields.v[i].line < number; i++)
		m.top = i;
	top = m.top == SIZE_MAX ? NULL : &front->fields.v[m.top];
	values = top ? top->n : 0;
	read_line(&m);
	if (front->fields.n > n)
		sort_in(front);
	else if (top && top->n > values)
		sort_in_value(top);
}

static size_t
indent_of(struct str line)
{
	return line.len - str_ltrim(line).len;
}

/*
 * Makes a line blank, and those that are further indented below it, which are
 * its value. False when it is blank already, or is none.
 */
static bool
blank_lines(char *block, size_t len, uint32_t number)
{
	struct str rest = { block, len }, line = STR_NONE;
	size_t indent = 0;
	uint32_t i;

	for (i = 0; str_line(&rest, &line); i++) {
		if (i < number)
			continue;
		if (i == number ? !str_trim(line).len :
		    str_trim(line).len && indent_of(line) <= indent)
			return i > number;
		if (i == number)
			indent = indent_of(line);
		memset(block + (line.ptr - block), ' ', line.len);
	}
	return i > number;
}

static void
warn(struct diags *diags, struct str path, const struct yaml_trouble *trouble)
{
	diag_warn(diags, "front-matter", path, trouble->line, trouble->column,
	    "the front matter is no YAML (%s) and was read line by line; "
	    "mend it, or put the value in quotes", trouble->what);
}

/*
 * What libyaml makes of the block without the lines that it can't read, which
 * are blank in *read. It is in a, as values may be slices of it.
 */
static bool
read_around(struct front *front, struct str *read, uint32_t line,
    struct arena *a, struct yaml_trouble troubles[BROKEN_LINES], size_t *n)
{
	char *copy = NULL;

	for (*n = 0; *n < BROKEN_LINES; ++*n) {
		vec_clear(&front->fields);
		if (yaml_read(front, *read, line, a, &troubles[*n]) == 0)
			return true;
		if (!copy)
			copy = arena_copy(a, read->ptr, read->len, 1);
		if (troubles[*n].line < line || !copy || !blank_lines(copy,
		    read->len, troubles[*n].line - line))
			return false;
		read->ptr = copy;
	}
	return false;
}

/* The lines that were made blank, each by itself. */
static void
mend_lines(struct front *front, struct str block, struct str read,
    uint32_t line, struct arena *a)
{
	struct str raw, left;

	for (; str_line(&block, &raw) && str_line(&read, &left); line++)
		if (!str_eq(raw, left))
			mend_line(front, raw, line, a);
}

int
mend_yaml(struct front *front, struct str block, uint32_t line,
    struct str path, struct arena *a, struct diags *diags)
{
	struct yaml_trouble troubles[BROKEN_LINES] = { { 0, 0, NULL } };
	struct str read = block;
	size_t n, i;

	if (read_around(front, &read, line, a, troubles, &n)) {
		if (n)
			mend_lines(front, block, read, line, a);
	} else {
		vec_clear(&front->fields);
		mend_read(front, block, line, a);
		n = 1;
	}
	if (!front->fields.n && n)
		return -1;
	for (i = 0; i < n; i++)
		warn(diags, path, &troubles[i]);
	return 0;
}
