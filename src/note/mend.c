#include "note/mend.h"

#include "base/buf.h"

/* A longer key below a key is no key. */
enum { DOTTED_MAX = 256 };

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

/* Without comment, and without quotes if they stand at both ends. */
static struct str
bare(struct str s)
{
	struct str short_of = without_comment(s);

	/* a # in quotes begins no comment */
	if (!in_quotes(short_of) && in_quotes(s))
		short_of = s;
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

/* Offset of the colon behind a key with or without quotes, or SIZE_MAX. */
static size_t
key_end(struct str s)
{
	size_t colon = str_chr(s, ':');

	if (colon != SIZE_MAX && colon > 2 && in_quotes(str_upto(s, colon)))
		return colon;
	return front_key_end(s);
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
