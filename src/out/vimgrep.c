/* path:line:column:text, as quickfix lists and compilation modes read it. */
#include <stdint.h>

#include "out/format.h"
#include "out/forms.h"
#include "out/value.h"

struct vimgrep {
	struct form form;
	struct format text;
	size_t path, line, column; /* of the columns, or SIZE_MAX */
	struct buf raw;            /* a path, not yet safe */
};

static int
vimgrep_init(struct form *form, struct buf *error)
{
	struct vimgrep *out = (struct vimgrep *)form;

	out->text.elide = true;
	out->path = form_column(&form->columns, "path");
	out->line = form_column(&form->columns, "line");
	out->column = form_column(&form->columns, "column");
	return format_parse(&out->text, form->columns.vimgrep, &form->columns,
	    error);
}

/* A place in a file: 1 where it is not known, since editors count from 1. */
static void
put_place(struct form *form, const struct cell *cells, size_t column)
{
	buf_addc(&form->line, ':');
	if (column == SIZE_MAX || cells[column].missing)
		buf_addc(&form->line, '1');
	else
		value_put(&form->line, &form->columns.v[column],
		    &cells[column], "", out_safe);
}

static void
vimgrep_row(struct sink *sink, const struct cell *cells)
{
	struct vimgrep *out = (struct vimgrep *)sink;
	struct form *form = &out->form;

	if (out->path == SIZE_MAX || cells[out->path].missing)
		return;
	buf_clear(&out->raw);
	out_path(&out->raw, cells[out->path].text, &form->options);
	out_safe(&form->line, buf_str(&out->raw));
	put_place(form, cells, out->line);
	put_place(form, cells, out->column);
	buf_addc(&form->line, ':');
	format_put(&form->line, &out->text, &form->columns, cells, ", ",
	    out_safe);
	buf_addc(&form->line, '\n');
	form_write(form);
}

static void
vimgrep_release(struct form *form)
{
	struct vimgrep *out = (struct vimgrep *)form;

	format_release(&out->text);
	buf_release(&out->raw);
}

const struct form_type vimgrep_form = {
	.size = sizeof(struct vimgrep),
	.init = vimgrep_init,
	.row = vimgrep_row,
	.release = vimgrep_release,
};
