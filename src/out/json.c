/* One JSON object a line (RFC 8259, UTF-8). The only room for jansson. */
#include "out/json.h"

#include <errno.h>
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/unicode.h"
#include "out/forms.h"

enum { VERSION = 1 };

/* 15 digits: what has two decimals has them, and no more, in a double. */
#define FLAGS (JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15))

struct json_out {
	struct form form;
	json_t *object;   /* all keys, in order; a row sets the values */
	void **places;    /* of the columns in the object */
	struct buf clean; /* text made valid; the line made safe */
};

static int
json_init(struct form *form, struct buf *error)
{
	struct json_out *out = (struct json_out *)form;
	const char *name;
	size_t i;

	(void)error;
	/* from here on nothing of jansson's runs out of memory */
	json_set_alloc_funcs(mem_alloc, free);
	out->object = json_object();
	json_object_set_new_nocheck(out->object, "v", json_integer(VERSION));
	out->places = mem_resize(NULL, form->columns.n, sizeof(*out->places));
	for (i = 0; i < form->columns.n; i++) {
		name = form->columns.v[i].name;
		json_object_set_new_nocheck(out->object, name, json_null());
		out->places[i] = json_object_iter_at(out->object, name);
	}
	return 0;
}

static json_t *
string(struct buf *scratch, struct str s)
{
	int32_t cp;
	size_t n;

	if (unicode_valid(s))
		return json_stringn_nocheck(s.ptr ? s.ptr : "", s.len);
	for (buf_clear(scratch); s.len; s = str_from(s, n)) {
		n = unicode_next(s, &cp);
		buf_add(scratch, cp < 0 ? STR("\xef\xbf\xbd") : str_upto(s, n));
	}
	return json_stringn_nocheck(scratch->ptr, scratch->len);
}

static json_t *
day(day_t value)
{
	char text[DAY_TEXT];

	day_format(value, text);
	return *text ? json_string_nocheck(text) : json_null();
}

static json_t *
value(struct buf *scratch, const struct column *column,
    const struct cell *cell)
{
	json_t *list;
	size_t i;

	if (cell->missing)
		return json_null();
	switch (column->type) {
	case CELL_TEXT:
	case CELL_PATH:
		return string(scratch, cell->text);
	case CELL_DAY:
		return day(cell->day);
	case CELL_NUMBER:
		return json_integer(cell->number);
	case CELL_RATIO:
		return json_real((double)cell->number / 100);
	case CELL_LIST:
		break;
	}
	list = json_array();
	for (i = 0; i < cell->list.n; i++)
		json_array_append_new(list, string(scratch, cell->list.v[i]));
	return list;
}

static void
dump(struct json_out *out)
{
	struct buf *line = &out->form.line;
	size_t n;

	buf_reserve(line, 1);
	n = json_dumpb(out->object, line->ptr, line->cap, FLAGS);
	if (n > line->cap)
		n = json_dumpb(out->object, buf_reserve(line, n), n, FLAGS);
	line->len = n;
	if (!n && !out->form.error)
		out->form.error = EILSEQ;
}

/* Bytes at the start of s that need no look at their code points. */
static size_t
plain_span(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x7f)
			break;
	return i;
}

static void
put_escape(struct buf *out, int32_t cp)
{
	if (cp < 0x10000)
		buf_printf(out, "\\u%04x", (unsigned)cp);
	else
		buf_printf(out, "\\u%04x\\u%04x",
		    0xd7c0 + ((unsigned)cp >> 10),
		    0xdc00 + ((unsigned)cp & 0x3ff));
}

/* Bytes at the start of s that stand for themselves in a string. */
static size_t
quoted_span(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' ||
		    (unsigned char)s.ptr[i] >= 0x7f || s.ptr[i] == '"' ||
		    s.ptr[i] == '\\')
			break;
	return i;
}

void
json_quote(struct buf *out, struct str s)
{
	int32_t cp;
	size_t n;

	buf_addc(out, '"');
	for (;; s = str_from(s, n)) {
		n = quoted_span(s);
		buf_add(out, str_upto(s, n));
		s = str_from(s, n);
		if (!s.len)
			break;
		n = unicode_next(s, &cp);
		if (cp < 0)
			buf_puts(out, "\xef\xbf\xbd");
		else if (cp == '"' || cp == '\\')
			buf_printf(out, "\\%c", (char)cp);
		else if (cp == '\n')
			buf_puts(out, "\\n");
		else if (cp == '\t')
			buf_puts(out, "\\t");
		else if (cp == 0x7f || unicode_unsafe(cp))
			put_escape(out, cp);
		else
			buf_add(out, str_upto(s, n));
	}
	buf_addc(out, '"');
}

/*
 * jansson escapes C0 only. DEL, C1, bidi controls and the like stand in strings
 * alone, so that they can be escaped in the finished line.
 */
static void
make_safe(struct json_out *out)
{
	struct str s = buf_str(&out->form.line);
	struct buf swap;
	int32_t cp;
	size_t n = plain_span(s);

	if (n == s.len)
		return;
	for (buf_clear(&out->clean); s.len; n = plain_span(s)) {
		buf_add(&out->clean, str_upto(s, n));
		s = str_from(s, n);
		if (!s.len)
			break;
		n = unicode_next(s, &cp);
		if (cp != 0x7f && !unicode_unsafe(cp))
			buf_add(&out->clean, str_upto(s, n));
		else
			put_escape(&out->clean, cp);
		s = str_from(s, n);
	}
	swap = out->form.line;
	out->form.line = out->clean;
	out->clean = swap;
}

static void
json_row(struct sink *sink, const struct cell *cells)
{
	struct json_out *out = (struct json_out *)sink;
	const struct columns *columns = &out->form.columns;
	size_t i;

	for (i = 0; i < columns->n; i++)
		json_object_iter_set_new(out->object, out->places[i],
		    value(&out->clean, &columns->v[i], &cells[i]));
	dump(out);
	make_safe(out);
	buf_addc(&out->form.line, '\n');
	form_write(&out->form);
}

static void
json_release(struct form *form)
{
	struct json_out *out = (struct json_out *)form;

	json_decref(out->object);
	free(out->places);
	buf_release(&out->clean);
}

const struct form_type json_form = {
	.size = sizeof(struct json_out),
	.init = json_init,
	.row = json_row,
	.release = json_release,
};
