#include "note/toml.h"

#include "note/escape.h"

enum {
	DEPTH_MAX = 16, /* arrays and tables in each other */
	LOOK_BACK = 64, /* keys of the tables in one array */
};

struct toml {
	struct front *front;
	struct arena *a;
	struct str text;
	size_t at;
	struct str table;  /* whose keys these are: "extra" */
	uint32_t item;     /* of an array of tables, from 1; 0: of none */
	unsigned depth;
	const char *what;  /* is wrong … */
	size_t wrong;      /* … and where */
	/* how far offsets were turned into lines */
	size_t line_at, seen;
	uint32_t line;
};

/* A key whose values are being read. */
struct place {
	struct str key;
	uint32_t line, column;
	uint32_t item; /* of the tables in an array, from 1 */
	bool list;
};

static int read_value(struct toml *t, const struct place *p);

static char
peek(const struct toml *t)
{
	return t->at < t->text.len ? t->text.ptr[t->at] : '\0';
}

static bool
starts(const struct toml *t, struct str with)
{
	return str_starts(str_from(t->text, t->at), with);
}

static int
fail(struct toml *t, size_t at, const char *what)
{
	if (!t->what) {
		t->what = what;
		t->wrong = at;
	}
	return -1;
}

static void
skip_blanks(struct toml *t)
{
	while (t->at < t->text.len && (ch_blank(peek(t)) || peek(t) == '\r'))
		t->at++;
}

static void
skip_line(struct toml *t)
{
	size_t n = str_chr(str_from(t->text, t->at), '\n');

	t->at = n == SIZE_MAX ? t->text.len : t->at + n + 1;
}

/* Line ends and comments too, in an array. */
static void
skip_space(struct toml *t)
{
	for (;;) {
		while (t->at < t->text.len && ch_space(peek(t)))
			t->at++;
		if (peek(t) != '#')
			return;
		skip_line(t);
	}
}

/* The line and column of an offset that is not before the last one asked. */
static uint32_t
column_of(struct toml *t, size_t at)
{
	for (; t->seen < at; t->seen++)
		if (t->text.ptr[t->seen] == '\n') {
			t->line++;
			t->line_at = t->seen + 1;
		}
	return (uint32_t)(at - t->line_at) + 1;
}

/* Of the tables in one array, the field of the one before with that key. */
static struct front_field *
field_of(struct toml *t, const struct place *p)
{
	struct front_field *v = t->front->fields.v, *f;
	size_t i = t->front->fields.n, k;

	for (k = 1; p->item && k <= LOOK_BACK && k <= i; k++)
		if (str_eq(v[i - k].key, p->key))
			return &v[i - k];
	if (!p->item && i && v[i - 1].line == p->line &&
	    v[i - 1].column == p->column)
		return &v[i - 1];
	f = front_add_field(t->front, p->key, p->line, p->column);
	f->list = p->list;
	return f;
}

static void
add(struct toml *t, const struct place *p, struct str text, size_t at)
{
	struct front_field *f = field_of(t, p);
	uint32_t column = column_of(t, at), n = f->n;

	f->list |= p->list;
	front_add_value(f, text, t->line, column, t->a);
	if (f->n > n)
		f->values[n].item = p->item;
}

/* What is between the quotes, in the arena where it has escapes. */
static int
unquote(struct toml *t, struct str *s, bool basic, size_t at)
{
	struct buf out = { 0 };
	bool good;

	if (!basic || str_chr(*s, '\\') == SIZE_MAX)
		return 0;
	good = escape_undo(&out, *s);
	*s = arena_str(t->a, buf_str(&out));
	buf_release(&out);
	return good ? 0 : fail(t, at, "an escape that TOML does not have");
}

static int
read_string(struct toml *t, struct str *text)
{
	size_t from = t->at, i;
	char quote = peek(t);
	const char triple[] = { quote, quote, quote };
	struct str end = { triple, sizeof(triple) };
	bool basic = quote == '"', many = starts(t, end);

	end.len = many ? 3 : 1;
	for (i = from + end.len; i < t->text.len; i++) {
		if (basic && t->text.ptr[i] == '\\')
			i++;
		else if (!many && t->text.ptr[i] == '\n')
			break;
		else if (str_starts(str_from(t->text, i), end))
			goto found;
	}
	return fail(t, from, "a string that does not end");
found:
	*text = str_upto(str_from(t->text, from + end.len),
	    i - from - end.len);
	t->at = i + end.len;
	/* up to two quotes may stand before those that end it */
	for (; many && peek(t) == quote; t->at++)
		text->len++;
	if (many && str_starts(*text, STR("\n")))
		*text = str_from(*text, 1);
	return unquote(t, text, basic, from);
}

static bool
is_bare(char c)
{
	/* not only ASCII: what people write counts */
	return ch_alpha(c) || ch_digit(c) || c == '_' || c == '-' || c & 0x80;
}

/* "a", "b.c", "\"d e\".f", behind the table it stands in. */
static int
read_key(struct toml *t, struct str table, struct str *key)
{
	struct buf dotted = { 0 };
	struct str part = STR_NONE;
	size_t from;
	int status = 0;

	buf_add(&dotted, table);
	do {
		t->at += peek(t) == '.';
		skip_blanks(t);
		from = t->at;
		if (peek(t) == '"' || peek(t) == '\'') {
			status = read_string(t, &part);
		} else {
			while (is_bare(peek(t)))
				t->at++;
			part = str_upto(str_from(t->text, from), t->at - from);
			if (!part.len)
				status = fail(t, from, "a key is missing");
		}
		if (status == -1)
			break;
		if (dotted.len)
			buf_addc(&dotted, '.');
		buf_add(&dotted, str_trim(part));
		skip_blanks(t);
	} while (peek(t) == '.');
	*key = arena_str(t->a, buf_str(&dotted));
	buf_release(&dotted);
	return status;
}

/* A number, a date or a boolean: to what ends it. */
static int
read_bare(struct toml *t, struct str *text)
{
	size_t from = t->at;

	while (t->at < t->text.len && !strchr(",]}#\r\n\"'[{=", peek(t)))
		t->at++;
	*text = str_rtrim(str_upto(str_from(t->text, from), t->at - from));
	return text->len ? 0 : fail(t, from, "a value is missing");
}

static int
read_array(struct toml *t, const struct place *p)
{
	struct place inner = *p;
	uint32_t item = 0;
	size_t from = t->at++;

	inner.list = true;
	for (skip_space(t); peek(t) != ']'; skip_space(t)) {
		item++;
		if (peek(t) == '{')
			inner.item = item;
		if (read_value(t, &inner) == -1)
			return fail(t, from, "an array that does not end");
		skip_space(t);
		if (peek(t) == ',')
			t->at++;
		else if (peek(t) != ']')
			return fail(t, from, "an array that does not end");
	}
	if (!item)
		field_of(t, &inner);
	t->at++;
	return 0;
}

static int
read_pair(struct toml *t, struct str table, const struct place *around)
{
	struct place p = { .item = around->item, .list = around->list };

	p.column = column_of(t, t->at);
	p.line = t->line;
	if (read_key(t, table, &p.key) == -1)
		return -1;
	if (peek(t) != '=')
		return fail(t, t->at, "there is no = behind the key");
	t->at++;
	skip_blanks(t);
	return read_value(t, &p);
}

/* { a = 1, b = "x" } */
static int
read_inline(struct toml *t, const struct place *p)
{
	size_t from = t->at++;

	for (skip_space(t); peek(t) != '}'; skip_space(t)) {
		if (read_pair(t, p->key, p) == -1)
			return -1;
		skip_space(t);
		if (peek(t) == ',')
			t->at++;
		else if (peek(t) != '}')
			return fail(t, from, "a table that does not end");
	}
	t->at++;
	return 0;
}

static int
read_value(struct toml *t, const struct place *p)
{
	size_t from = t->at;
	struct str text = STR_NONE;
	char c = peek(t);
	int status;

	if (c == '[' || c == '{') {
		if (++t->depth > DEPTH_MAX)
			return fail(t, from, "it is nested too deep");
		status = c == '[' ? read_array(t, p) : read_inline(t, p);
		t->depth--;
		return status;
	}
	status = c == '"' || c == '\'' ? read_string(t, &text) :
	    read_bare(t, &text);
	if (status == 0)
		add(t, p, text, from);
	return status;
}

/* [extra] and [[interactions]] */
static int
read_table(struct toml *t)
{
	bool many = starts(t, STR("[["));
	struct str before = t->table;

	t->at += many ? 2 : 1;
	if (read_key(t, STR_NONE, &t->table) == -1)
		return -1;
	t->item = !many ? 0 : str_eq(t->table, before) ? t->item + 1 : 1;
	if (!starts(t, many ? STR("]]") : STR("]")))
		return fail(t, t->at, "a ] is missing");
	t->at += many ? 2 : 1;
	return 0;
}

/* What stands on a line, and nothing but a comment behind it. */
static int
read_line(struct toml *t)
{
	const struct place around = { .item = t->item, .list = t->item > 0 };
	int status;

	status = peek(t) == '[' ? read_table(t) :
	    read_pair(t, t->table, &around);
	if (status == -1)
		return -1;
	skip_blanks(t);
	return t->at == t->text.len || peek(t) == '\n' || peek(t) == '#' ? 0 :
	    fail(t, t->at, "more than one value");
}

void
toml_read(struct front *front, struct str block, uint32_t line,
    struct str path, struct arena *a, struct diags *diags)
{
	struct toml t = { .front = front, .a = a, .text = block,
		.line = line };
	size_t from, n;
	uint32_t column;

	for (; t.at < block.len; skip_line(&t)) {
		skip_blanks(&t);
		if (t.at == block.len || peek(&t) == '\n' || peek(&t) == '#')
			continue;
		from = t.at;
		n = front->fields.n;
		t.what = NULL;
		t.depth = 0;
		if (read_line(&t) == 0)
			continue;
		front->fields.n = n;
		/* the search for its line may have gone on beyond it */
		t.seen = t.line_at = 0;
		t.line = line;
		column = column_of(&t, t.wrong);
		if (diags)
			diag_warn(diags, "front-matter", path, t.line, column,
			    "this line of TOML was left out (%s); mend it",
			    t.what);
		t.at = from;
		t.seen = t.line_at = 0;
		t.line = line;
	}
}

bool
toml_find(struct str text, size_t key, size_t *from, size_t *end)
{
	struct front none = { 0 };
	struct arena arena = { 0 };
	struct toml t = { .front = &none, .a = &arena, .text = text,
		.at = key };
	struct place p = { .line = 0 };
	bool found = false;

	if (read_key(&t, STR_NONE, &p.key) == 0 && peek(&t) == '=') {
		t.at++;
		skip_blanks(&t);
		*from = t.at;
		found = read_value(&t, &p) == 0;
		*end = t.at;
		while (*end > *from && ch_space(text.ptr[*end - 1]))
			--*end;
	}
	front_release(&none);
	arena_release(&arena);
	return found;
}

size_t
toml_top(struct str block)
{
	struct front none = { 0 };
	struct arena arena = { 0 };
	struct toml t = { .front = &none, .a = &arena, .text = block };
	size_t from;

	for (; t.at < block.len; skip_line(&t)) {
		from = t.at;
		skip_blanks(&t);
		if (peek(&t) == '[')
			break;
		if (t.at < block.len && peek(&t) != '\n' && peek(&t) != '#' &&
		    read_line(&t) == -1)
			t.at = from;
	}
	front_release(&none);
	arena_release(&arena);
	return t.at;
}

void
toml_add(struct buf *out, struct str s, bool literal)
{
	size_t i;

	if (literal && str_chr(s, '\'') == SIZE_MAX) {
		buf_addc(out, '\'');
		buf_add(out, s);
		buf_addc(out, '\'');
		return;
	}
	buf_addc(out, '"');
	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"' || s.ptr[i] == '\\')
			buf_addc(out, '\\');
		buf_addc(out, s.ptr[i]);
	}
	buf_addc(out, '"');
}
