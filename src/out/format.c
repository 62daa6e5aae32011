#include "out/format.h"

#include <stdint.h>

#include "out/forms.h"
#include "out/tsv.h"
#include "out/value.h"

struct format_part {
	struct str text; /* where there is no column */
	size_t column;   /* or SIZE_MAX */
};

/* What stands for one character; the longest that fits is never ambiguous. */
static const struct {
	struct str escape, text;
} escapes[] = {
	{ { "%%", 2 }, { "%", 1 } },
	{ { "\\t", 2 }, { "\t", 1 } },
	{ { "\\n", 2 }, { "\n", 1 } },
	{ { "\\\\", 2 }, { "\\", 1 } },
};

enum { SHOWN = 40 }; /* bytes of a wrong template that a message repeats */

static int
wrong(struct buf *error, const struct columns *columns, struct str what,
    const char *why)
{
	size_t i;

	buf_puts(error, "format: \"");
	out_safe(error, str_upto(what, SHOWN));
	buf_printf(error, "\" %s; columns are", why);
	for (i = 0; i < columns->n; i++)
		buf_printf(error, " %s", columns->v[i].name);
	return -1;
}

/* A % at the start of *rest that is no %%. */
static int
parse_column(struct format *format, struct str *rest,
    const struct columns *columns, struct buf *error)
{
	struct format_part part = { .column = 0 };
	size_t end = str_chr(*rest, '}');
	struct str name;

	if (!str_starts(*rest, STR("%{")))
		return wrong(error, columns, str_upto(*rest, 2),
		    "means nothing: write %% for a percent sign, %{name} for "
		    "a column");
	if (end == SIZE_MAX)
		return wrong(error, columns, *rest, "has no }");
	name = str_from(str_upto(*rest, end), 2);
	while (part.column < columns->n &&
	    !str_eq(name, str_of(columns->v[part.column].name)))
		part.column++;
	if (part.column == columns->n)
		return wrong(error, columns, name, "is no column");
	vec_push(&format->parts, part);
	*rest = str_from(*rest, end + 1);
	return 0;
}

/* An escape, or the text up to the next thing that could be one. */
static struct str
take_text(struct str *rest)
{
	struct str text;
	size_t i;

	for (i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		if (!str_starts(*rest, escapes[i].escape))
			continue;
		*rest = str_from(*rest, escapes[i].escape.len);
		return escapes[i].text;
	}
	for (i = 1; i < rest->len; i++)
		if (rest->ptr[i] == '%' || rest->ptr[i] == '\\')
			break;
	text = str_upto(*rest, i);
	*rest = str_from(*rest, i);
	return text;
}

int
format_parse(struct format *format, const char *text,
    const struct columns *columns, struct buf *error)
{
	struct str rest = str_of(text);
	struct format_part part = { .column = SIZE_MAX };

	while (rest.len) {
		if (rest.ptr[0] == '%' && !str_starts(rest, STR("%%"))) {
			if (parse_column(format, &rest, columns, error))
				return -1;
			continue;
		}
		part.text = take_text(&rest);
		vec_push(&format->parts, part);
	}
	return 0;
}

void
format_put(struct buf *out, const struct format *format,
    const struct columns *columns, const struct cell *cells,
    const char *joint, void (*add)(struct buf *out, struct str s))
{
	const struct format_part *part = format->parts.v;
	size_t i, before = out->len;

	for (i = 0; i < format->parts.n; i++, part++) {
		if (part->column == SIZE_MAX) {
			buf_add(out, part->text);
			continue;
		}
		if (format->elide && cells[part->column].missing)
			out->len = before;
		else
			value_put(out, &columns->v[part->column],
			    &cells[part->column], joint, add);
		before = out->len;
	}
}

void
format_release(struct format *format)
{
	vec_release(&format->parts);
}

struct format_out {
	struct form form;
	struct format format;
};

static int
format_init(struct form *form, struct buf *error)
{
	struct format_out *out = (struct format_out *)form;

	return format_parse(&out->format, form->options.format, &form->columns,
	    error);
}

/*
 * What tsv_escape gives, made safe: on a terminal a value reads as it does in
 * a pipe, so the backslashes of the notes are doubled here too.
 */
static void
escape_safe(struct buf *out, struct str s)
{
	struct str part;

	while (str_cut(&s, '\\', &part)) {
		out_safe(out, part);
		if (s.ptr)
			buf_puts(out, "\\\\");
	}
}

static void
format_row(struct sink *sink, const struct cell *cells)
{
	struct format_out *out = (struct format_out *)sink;
	struct form *form = &out->form;

	format_put(&form->line, &out->format, &form->columns, cells, ",",
	    form->options.terminal ? escape_safe : tsv_escape);
	buf_addc(&form->line, '\n');
	form_write(form);
}

static void
format_done(struct form *form)
{
	format_release(&((struct format_out *)form)->format);
}

const struct form_type format_form = {
	.size = sizeof(struct format_out),
	.init = format_init,
	.row = format_row,
	.release = format_done,
};
