#include "note/yaml.h"

#include <yaml.h>

#include "base/buf.h"

enum {
	BLOCK_MAX = 64 * 1024, /* bytes of front matter */
	DEPTH_MAX = 32,        /* lists and mappings in each other */
	KEY_MAX = 1024,        /* bytes of a dotted key */
	LOOK_BACK = 64,        /* keys of the mappings in one list */
	LINE_ENDS = 4,
};

/*
 * libyaml ends lines at these too, which no editor and no other part of
 * netgrep does. They are hidden from it behind code points that are no
 * characters; each stays one code point, so that marks stay right.
 */
static const struct {
	const char *found, *hidden;
} line_ends[LINE_ENDS] = {
	{ "\r", "\xf0\x9f\xbf\xbe" },
	{ "\xc2\x85", "\xf0\x9f\xbf\xbf" },
	{ "\xe2\x80\xa8", "\xf0\xaf\xbf\xbe" },
	{ "\xe2\x80\xa9", "\xf0\xaf\xbf\xbf" },
};

struct walk {
	yaml_parser_t parser;
	yaml_event_t event; /* the one that is being read */
	struct front *front;
	struct arena *a;
	struct yaml_trouble *trouble;
	struct str block;
	uint32_t first; /* number of the block's first line */
	bool hidden;    /* some line ends are */
	unsigned depth;
	/* how far marks, which count code points, were turned into bytes */
	size_t mark, at, line_at;
	uint32_t line;
};

/* A key whose values are being read. */
struct place {
	struct str key;
	uint32_t line, column;
	size_t from;  /* the fields of the list around it begin there, or
	                 SIZE_MAX: it is in no list */
	size_t field; /* SIZE_MAX until there is one */
	uint32_t item;  /* of the mapping that it stands in; 0: in no list */
	uint32_t count; /* of items in the list that is its value */
};

static int read_value(struct walk *w, struct place *p, size_t from, bool list);

/* One more value of the place's field, at the mark that was gone to. */
static void
add_value(struct walk *w, const struct place *p, struct front_field *f,
    struct str text)
{
	uint32_t n = f->n, column = (uint32_t)(w->at - w->line_at) + 1;

	front_add_value(f, text, w->line, column, w->a);
	if (f->n > n)
		f->values[n].item = p->item;
}

static bool
replace_line_end(struct buf *out, struct str *s, bool hide)
{
	struct str from, to;
	size_t i;

	for (i = 0; i < LINE_ENDS; i++) {
		from = str_of(hide ? line_ends[i].found : line_ends[i].hidden);
		to = str_of(hide ? line_ends[i].hidden : line_ends[i].found);
		if (!str_starts(*s, from) ||
		    (hide && str_starts(*s, STR("\r\n"))))
			continue;
		buf_add(out, to);
		*s = str_from(*s, from.len);
		return true;
	}
	return false;
}

/* True when there was any. */
static bool
replace_line_ends(struct buf *out, struct str s, bool hide)
{
	bool any = false;

	while (s.len) {
		if (replace_line_end(out, &s, hide)) {
			any = true;
			continue;
		}
		buf_addc(out, s.ptr[0]);
		s = str_from(s, 1);
	}
	return any;
}

/* What hides line ends stands in s itself: it could not be told apart. */
static bool
holds_hiding(struct str s)
{
	size_t i;

	for (i = 0; i < LINE_ENDS; i++)
		if (str_find(s, str_of(line_ends[i].hidden)) != SIZE_MAX)
			return true;
	return false;
}

/* Goes on, never back, to the code point that a mark means. */
static void
go_to(struct walk *w, const yaml_mark_t *mark)
{
	for (; w->mark < mark->index && w->at < w->block.len; w->mark++) {
		if (w->block.ptr[w->at++] == '\n') {
			w->line++;
			w->line_at = w->at;
		}
		while (w->at < w->block.len &&
		    (w->block.ptr[w->at] & 0xc0) == 0x80)
			w->at++;
	}
}

static uint32_t
column_of(const struct walk *w)
{
	return (uint32_t)(w->at - w->line_at) + 1;
}

/* The event is something that front matter must not hold. */
static int
fail(struct walk *w, const char *what)
{
	go_to(w, &w->event.start_mark);
	*w->trouble = (struct yaml_trouble){ w->line, column_of(w), what };
	return -1;
}

/* A quote, key or [ without an end is to be mended where it begins. */
static bool
began_earlier(const yaml_parser_t *p)
{
	return p->context && (p->error == YAML_SCANNER_ERROR ||
	    strstr(p->context, " flow "));
}

/* What libyaml itself refuses. */
static int
fail_parser(struct walk *w)
{
	const yaml_parser_t *p = &w->parser;
	struct yaml_trouble *t = w->trouble;
	size_t i;

	*t = (struct yaml_trouble){ w->first, 0, p->problem };
	if (!t->what)
		t->what = "not enough memory";
	if (p->error == YAML_READER_ERROR) {
		/* no mark, but an offset; hiding kept the order of lines */
		for (i = 0; i < p->problem_offset && i < w->block.len; i++)
			t->line += w->block.ptr[i] == '\n';
		return -1;
	}
	w->mark = w->at = w->line_at = 0;
	w->line = w->first;
	go_to(w, began_earlier(p) ? &p->context_mark : &p->problem_mark);
	t->line = w->line;
	t->column = column_of(w);
	if (w->at == w->block.len && t->line > w->first) {
		/* found out at the mark behind the block, on no line of it */
		t->line--;
		t->column = 0;
	}
	return -1;
}

static bool
has_anchor(const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_ALIAS_EVENT:
		return true;
	case YAML_SCALAR_EVENT:
		return e->data.scalar.anchor != NULL;
	case YAML_SEQUENCE_START_EVENT:
		return e->data.sequence_start.anchor != NULL;
	case YAML_MAPPING_START_EVENT:
		return e->data.mapping_start.anchor != NULL;
	default:
		return false;
	}
}

/* The next event; -1 for one that is refused. */
static int
next(struct walk *w)
{
	yaml_event_t *e = &w->event;

	yaml_event_delete(e);
	if (!yaml_parser_parse(&w->parser, e))
		return fail_parser(w);
	if (has_anchor(e))
		return fail(w, "anchors and aliases are refused");
	if (e->type == YAML_SEQUENCE_END_EVENT ||
	    e->type == YAML_MAPPING_END_EVENT)
		w->depth--;
	else if ((e->type == YAML_SEQUENCE_START_EVENT ||
	    e->type == YAML_MAPPING_START_EVENT) && ++w->depth > DEPTH_MAX)
		return fail(w, "it is nested too deep");
	return 0;
}

/* The text of a scalar. */
static struct str
text_of(struct walk *w)
{
	struct str text = { (const char *)w->event.data.scalar.value,
		w->event.data.scalar.length };
	struct buf shown = { 0 };

	if (!w->hidden)
		return arena_str(w->a, text);
	replace_line_ends(&shown, text, false);
	text = arena_str(w->a, buf_str(&shown));
	buf_release(&shown);
	return text;
}

/*
 * The place's field: of the mappings in one list, that of the one before it
 * with the same key. A list of more than LOOK_BACK keys is no person's, and
 * need not be looked through.
 */
static struct front_field *
field_of(struct walk *w, struct place *p)
{
	struct front_field *v = w->front->fields.v;
	size_t i = w->front->fields.n, k;

	if (p->field == SIZE_MAX && p->from != SIZE_MAX)
		for (k = 0; k < LOOK_BACK && i > p->from; k++)
			if (str_eq(v[--i].key, p->key)) {
				p->field = i;
				break;
			}
	if (p->field == SIZE_MAX) {
		p->field = w->front->fields.n;
		front_add_field(w->front, p->key, p->line, p->column);
	}
	return &w->front->fields.v[p->field];
}

static void
read_scalar(struct walk *w, struct place *p, bool list)
{
	struct front_field *f = field_of(w, p);
	struct str text = str_trim(text_of(w));

	f->list |= list;
	go_to(w, &w->event.start_mark);
	if (w->event.data.scalar.style != YAML_PLAIN_SCALAR_STYLE ||
	    !w->event.data.scalar.plain_implicit || !front_is_null(text))
		add_value(w, p, f, text);
}

/* "[[…]]" at the event, a list in a list; its bytes in the file. */
static bool
at_link(struct walk *w, struct str *link)
{
	size_t end;

	go_to(w, &w->event.start_mark);
	*link = str_from(w->block, w->at);
	if (!str_starts(*link, STR("[[")))
		return false;
	for (end = 2; end < link->len && !strchr("[]\n", link->ptr[end]);)
		end++;
	*link = str_upto(*link, end + 2);
	return str_ends(*link, STR("]]"));
}

static int
read_link(struct walk *w, struct place *p, struct str link, bool list)
{
	struct front_field *f = field_of(w, p);
	unsigned depth = w->depth;
	size_t end = w->at + link.len;
	struct str inside = str_from(str_upto(link, link.len - 2), 2);

	f->list |= list;
	if (str_trim(inside).len)
		add_value(w, p, f, link);
	while (w->depth >= depth)
		if (next(w) == -1)
			return -1;
	go_to(w, &w->event.end_mark);
	/* a quote or a comment in it hid its end from one of us */
	return w->at == end ? 0 : fail(w, "brackets in a link");
}

/* from: where the fields of the outermost list begin. */
static int
read_list(struct walk *w, struct place *p, size_t from)
{
	size_t n = w->front->fields.n;
	bool outermost = from == SIZE_MAX;

	if (outermost)
		from = n;
	for (;;) {
		if (next(w) == -1)
			return -1;
		if (w->event.type == YAML_SEQUENCE_END_EVENT)
			break;
		p->count += outermost;
		if (read_value(w, p, from, true) == -1)
			return -1;
	}
	if (w->front->fields.n == n)
		field_of(w, p)->list = true;
	return 0;
}

/* The key at the event, behind those of the mappings around it. */
static int
read_key(struct walk *w, struct str prefix, struct place *p)
{
	struct buf dotted = { 0 };
	struct str key;

	if (w->event.type != YAML_SCALAR_EVENT)
		return fail(w, "a key that is no text");
	go_to(w, &w->event.start_mark);
	p->line = w->line;
	p->column = column_of(w);
	key = str_trim(text_of(w));
	if (prefix.len && prefix.len + key.len >= KEY_MAX)
		return fail(w, "a key is too long");
	if (prefix.len) {
		buf_add(&dotted, prefix);
		buf_addc(&dotted, '.');
		buf_add(&dotted, key);
		key = arena_str(w->a, buf_str(&dotted));
		buf_release(&dotted);
	}
	p->key = key;
	return 0;
}

static int
read_mapping(struct walk *w, struct str prefix, size_t from, uint32_t item)
{
	struct place p;

	for (;;) {
		p = (struct place){ .from = from, .field = SIZE_MAX,
			.item = item };
		if (next(w) == -1)
			return -1;
		if (w->event.type == YAML_MAPPING_END_EVENT)
			return 0;
		if (read_key(w, prefix, &p) == -1 || next(w) == -1 ||
		    read_value(w, &p, from, from != SIZE_MAX) == -1)
			return -1;
	}
}

/* The value of a key, or one of its list. At most DEPTH_MAX deep. */
static int
read_value(struct walk *w, struct place *p, size_t from, bool list)
{
	struct str link;

	switch (w->event.type) {
	case YAML_SCALAR_EVENT:
		read_scalar(w, p, list);
		return 0;
	case YAML_MAPPING_START_EVENT:
		return read_mapping(w, p->key, from,
		    p->count ? p->count : p->item);
	case YAML_SEQUENCE_START_EVENT:
		if (at_link(w, &link))
			return read_link(w, p, link, list);
		return read_list(w, p, from);
	default:
		return fail(w, "not a value");
	}
}

/* Goes on to the second event from here. */
static int
next_but_one(struct walk *w)
{
	return next(w) == -1 ? -1 : next(w);
}

static int
read_stream(struct walk *w)
{
	/* the stream's start, and the document's unless there is nothing */
	if (next_but_one(w) == -1)
		return -1;
	if (w->event.type == YAML_STREAM_END_EVENT)
		return 0;
	if (next(w) == -1)
		return -1;
	if (w->event.type != YAML_MAPPING_START_EVENT)
		return fail(w, "it is no list of keys");
	if (read_mapping(w, STR_NONE, SIZE_MAX, 0) == -1)
		return -1;
	/* the document's end, and the stream's */
	if (next_but_one(w) == -1)
		return -1;
	return w->event.type == YAML_STREAM_END_EVENT ? 0 :
	    fail(w, "a second document");
}

int
yaml_read(struct front *front, struct str block, uint32_t line,
    struct arena *a, struct yaml_trouble *trouble)
{
	struct walk w = { .front = front, .a = a, .trouble = trouble,
		.block = block, .first = line, .line = line };
	struct buf input = { 0 };
	int status = -1;

	*trouble = (struct yaml_trouble){ line, 0, "it is too long" };
	if (block.len > BLOCK_MAX)
		return -1;
	w.hidden = replace_line_ends(&input, block, true);
	if (w.hidden && holds_hiding(block)) {
		trouble->what = "code points that are no characters";
		goto out;
	}
	if (!yaml_parser_initialize(&w.parser)) {
		trouble->what = "not enough memory";
		goto out;
	}
	yaml_parser_set_encoding(&w.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&w.parser,
	    (const unsigned char *)(input.ptr ? input.ptr : ""), input.len);
	status = read_stream(&w);
	yaml_event_delete(&w.event);
	yaml_parser_delete(&w.parser);
out:
	buf_release(&input);
	return status;
}
