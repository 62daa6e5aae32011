/* The aligned table that people read. Rows are kept: widths are known last. */
#include <stdint.h>
#include <stdlib.h>

#include "base/unicode.h"
#include "base/vec.h"
#include "out/fit.h"
#include "out/forms.h"
#include "out/value.h"

enum {
	WIDTH = 80, /* of a terminal that doesn't say */
	/*
	 * Off a terminal nothing is cut, but columns are not aligned to cells
	 * wider than this: one long line must not add blanks to all others.
	 */
	ALIGNED = 60,
};

#define BOLD "1"
#define RED "31"
#define YELLOW "33"

/* SGR parameters of values that ask for attention. */
static const struct {
	const char *column, *value, *sgr;
} styles[] = {
	{ "state", "overdue", RED },
	{ "state", "drifting", RED },
	{ "state", "once", YELLOW },
	{ "state", "never", YELLOW },
	{ "severity", "error", RED },
	{ "severity", "warning", YELLOW },
};

/* A cell as it is shown: bytes of the text, one after another, all safe. */
struct part {
	size_t len, width;
	bool apart; /* of a row's first cell: a blank line goes before it */
};

struct grid {
	struct form form;
	size_t n;                /* columns shown, path:line last */
	size_t *shown;           /* which they are */
	struct fit_column *fit;
	size_t line;             /* of the path, or SIZE_MAX */
	size_t parts_by;         /* SHOW_PARTS, or SIZE_MAX */
	struct buf label;        /* the last one shown in this part */
	struct buf text;
	VEC(struct part) parts;  /* n a row */
	struct buf raw;          /* a path, not yet safe */
};

static void
show(struct grid *grid, size_t i, enum fit_role role)
{
	const struct column *column = &grid->form.columns.v[i];

	grid->shown[grid->n] = i;
	grid->fit[grid->n].show = column->show;
	grid->fit[grid->n].role = role;
	grid->n++;
}

static enum fit_role
role_of(const struct grid *grid, size_t i)
{
	const struct column *column = &grid->form.columns.v[i];

	if (value_numeric(column) || column->type == CELL_DAY)
		return FIT_FIXED;
	if (strcmp(column->name, "person") == 0 || (grid->n == 0 &&
	    form_column(&grid->form.columns, "person") == SIZE_MAX))
		return FIT_NAME;
	return column->show == SHOW_FLEX ? FIT_FLEX : FIT_PLAIN;
}

/* Has a column of its own in the table. */
static bool
has_column(enum column_show show)
{
	return show != SHOW_NEVER && show != SHOW_LEAD && show != SHOW_PARTS;
}

static int
grid_init(struct form *form, struct buf *error)
{
	struct grid *grid = (struct grid *)form;
	const struct columns *columns = &form->columns;
	size_t i, path = form_column(columns, "path"), column = SIZE_MAX;

	(void)error;
	grid->line = grid->parts_by = SIZE_MAX;
	if (path != SIZE_MAX && columns->v[path].show == SHOW_NEVER)
		path = SIZE_MAX;
	if (path != SIZE_MAX) {
		grid->line = form_column(columns, "line");
		column = form_column(columns, "column");
	}
	grid->shown = mem_resize(NULL, columns->n, sizeof(*grid->shown));
	grid->fit = mem_zalloc((columns->n + 1) * sizeof(*grid->fit));
	for (i = 0; i < columns->n; i++) {
		if (columns->v[i].show == SHOW_PARTS)
			grid->parts_by = i;
		if (has_column(columns->v[i].show) && i != path &&
		    i != grid->line && i != column)
			show(grid, i, role_of(grid, i));
	}
	if (path != SIZE_MAX)
		show(grid, path, FIT_PLACE);
	return 0;
}

/* path:line, or nothing when there is no path */
static void
put_place(struct grid *grid, const struct cell *cells, size_t path)
{
	const struct columns *columns = &grid->form.columns;

	if (cells[path].missing)
		return;
	buf_clear(&grid->raw);
	out_path(&grid->raw, cells[path].text, &grid->form.options);
	out_safe(&grid->text, buf_str(&grid->raw));
	if (grid->line == SIZE_MAX || cells[grid->line].missing)
		return;
	buf_addc(&grid->text, ':');
	value_put(&grid->text, &columns->v[grid->line], &cells[grid->line],
	    "", out_safe);
}

/* Takes what is behind start in the text as the next cell of column i. */
static struct part
take_part(struct grid *grid, size_t i, size_t start)
{
	struct str s = str_from(buf_str(&grid->text), start);
	struct part part = { 0 };

	/* else lines could end in blanks */
	while (s.len && s.ptr[s.len - 1] == ' ')
		s.len--;
	grid->text.len = start + s.len;
	part.len = s.len;
	part.width = unicode_columns(s);
	if (part.width > grid->fit[i].wanted)
		grid->fit[i].wanted = part.width;
	return part;
}

/* A value, with the one that leads it if there is one. */
static void
put_value(struct grid *grid, const struct cell *cells, size_t column)
{
	const struct column *columns = grid->form.columns.v;

	if (column && columns[column - 1].show == SHOW_LEAD &&
	    !cells[column - 1].missing) {
		value_put(&grid->text, &columns[column - 1],
		    &cells[column - 1], ", ", out_safe);
		buf_addc(&grid->text, ' ');
	}
	if (cells[column].before.len) {
		out_safe(&grid->text, cells[column].before);
		buf_puts(&grid->text, cells[column].missing ? "" : ": ");
	}
	value_put(&grid->text, &columns[column], &cells[column], ", ",
	    out_safe);
}

/* Takes a label back that the rows above have said already. */
static void
say_once(struct grid *grid, size_t start)
{
	struct str label = str_from(buf_str(&grid->text), start);

	if (str_eq(label, buf_str(&grid->label))) {
		grid->text.len = start;
		return;
	}
	buf_clear(&grid->label);
	buf_add(&grid->label, label);
}

static void
grid_row(struct sink *sink, const struct cell *cells)
{
	struct grid *grid = (struct grid *)sink;
	size_t i, column, start, row = grid->parts.n;
	bool first = grid->parts_by != SIZE_MAX && cells[grid->parts_by].first;

	if (first)
		buf_clear(&grid->label);
	for (i = 0; i < grid->n; i++) {
		column = grid->shown[i];
		start = grid->text.len;
		if (grid->fit[i].role == FIT_PLACE)
			put_place(grid, cells, column);
		else
			put_value(grid, cells, column);
		if (grid->fit[i].show == SHOW_LABEL)
			say_once(grid, start);
		vec_push(&grid->parts, take_part(grid, i, start));
	}
	grid->parts.v[row].apart = first && row;
}

/* SGR parameters, or NULL for plain text. */
static const char *
style_of(const struct column *column, struct str text)
{
	size_t i;

	if (column->show == SHOW_LABEL)
		return BOLD;
	for (i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
		if (strcmp(styles[i].column, column->name) == 0 &&
		    str_eq(text, str_of(styles[i].value)))
			return styles[i].sgr;
	return NULL;
}

static void
pad(struct buf *out, size_t n)
{
	if (!n)
		return;
	memset(buf_reserve(out, n), ' ', n);
	out->len += n;
}

/* Appends the text, cut to the column; returns the columns it takes. */
static size_t
put_cut(struct grid *grid, size_t i, struct str text, size_t width)
{
	struct buf *line = &grid->form.line;
	size_t room = grid->fit[i].given;

	if (width <= room || !grid->form.options.terminal) {
		buf_add(line, text);
		return width;
	}
	return grid->fit[i].role == FIT_PLACE ? fit_end(line, text, room) :
	    fit_start(line, text, room);
}

/*
 * Appends a cell. *blanks are owed from the cells before it, and are not paid
 * until one with text comes: lines don't end in blanks.
 */
static void
put_part(struct grid *grid, size_t i, struct str text, size_t width,
    const char *style, size_t *blanks)
{
	const struct column *column =
	    &grid->form.columns.v[grid->shown[i]];
	struct buf *line = &grid->form.line;
	size_t given = grid->fit[i].given, taken;

	if (!text.len) {
		*blanks += given + FIT_GAP;
		return;
	}
	if (value_numeric(column) && width < given) {
		*blanks += given - width;
		given = width;
	}
	pad(line, *blanks);
	if (style)
		buf_printf(line, "\033[%sm", style);
	taken = put_cut(grid, i, text, width);
	if (style)
		buf_puts(line, "\033[m");
	*blanks = (taken < given ? given - taken : 0) + FIT_GAP;
}

static void
put_header(struct grid *grid)
{
	const char *style = grid->form.options.color ? BOLD : NULL;
	size_t i, blanks = 0;
	struct str name;

	for (i = 0; i < grid->n; i++) {
		if (!grid->fit[i].given)
			continue;
		name = str_of(grid->form.columns.v[grid->shown[i]].name);
		put_part(grid, i, name, name.len, style, &blanks);
	}
	buf_addc(&grid->form.line, '\n');
	form_write(&grid->form);
}

/* Writes one row, whose text is at offset; returns where the next one is. */
static size_t
put_row(struct grid *grid, const struct part *parts, size_t offset)
{
	const struct column *columns = grid->form.columns.v;
	bool color = grid->form.options.color;
	size_t i, blanks = 0;
	struct str text;

	if (parts[0].apart)
		buf_addc(&grid->form.line, '\n');
	for (i = 0; i < grid->n; i++) {
		text = str_upto(str_from(buf_str(&grid->text), offset),
		    parts[i].len);
		offset += parts[i].len;
		if (!grid->fit[i].given)
			continue;
		put_part(grid, i, text, parts[i].width,
		    color ? style_of(&columns[grid->shown[i]], text) : NULL,
		    &blanks);
	}
	buf_addc(&grid->form.line, '\n');
	form_write(&grid->form);
	return offset;
}

/* The widths, from those of the cells. */
static void
lay_out(struct grid *grid)
{
	const struct out_options *options = &grid->form.options;
	size_t room = options->width ? options->width : WIDTH, i, len;
	struct fit_column *fit;

	for (i = 0; i < grid->n; i++) {
		fit = &grid->fit[i];
		len = strlen(grid->form.columns.v[grid->shown[i]].name);
		if (options->terminal && grid->parts_by == SIZE_MAX &&
		    fit->wanted && fit->wanted < len)
			fit->wanted = len;
		fit->given = fit->wanted < ALIGNED ? fit->wanted : ALIGNED;
	}
	if (options->terminal)
		fit_columns(grid->fit, grid->n,
		    room < FIT_LEAST ? FIT_LEAST : room);
}

static void
grid_finish(struct form *form)
{
	struct grid *grid = (struct grid *)form;
	size_t i, offset = 0;

	if (!grid->parts.n)
		return;
	lay_out(grid);
	if (form->options.terminal && grid->parts_by == SIZE_MAX)
		put_header(grid);
	for (i = 0; i < grid->parts.n; i += grid->n)
		offset = put_row(grid, &grid->parts.v[i], offset);
}

static void
grid_release(struct form *form)
{
	struct grid *grid = (struct grid *)form;

	free(grid->shown);
	free(grid->fit);
	buf_release(&grid->label);
	buf_release(&grid->text);
	vec_release(&grid->parts);
	buf_release(&grid->raw);
}

const struct form_type grid_form = {
	.size = sizeof(struct grid),
	.init = grid_init,
	.row = grid_row,
	.sum = grid_row,
	.finish = grid_finish,
	.release = grid_release,
};
