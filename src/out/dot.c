/*
 * A graph in the DOT language, as dot, neato and sfdp of Graphviz draw it: a
 * row is an edge from one person to another, or a person alone. People come as
 * the rows do, so that the same rows are the same graph.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "out/forms.h"

enum end {
	FROM,
	TO,
	ENDS,
};

struct dot {
	struct form form;
	/* of the columns, or SIZE_MAX */
	size_t name[ENDS], id[ENDS], state[ENDS], how, weight;
	struct map known;   /* ids of those who were written */
	struct arena ids;
	struct buf safe;
};

/* Light enough for black letters on them, and for white paper. */
static const struct {
	const char *state, *color;
} colors[] = {
	{ "overdue", "#f4a3a3" },
	{ "once", "#f9cf9c" },
	{ "never", "#f6e3a1" },
	{ "lapsed", "#d9b8a8" },
	{ "cold", "#c5d3e8" },
	{ "fresh", "#a9dfdb" },
	{ "unmet", "#f2f2f2" },
	{ "ok", "#b7dfae" },
	{ "snoozed", "#d5c8ea" },
	{ "paused", "#dcdcdc" },
	{ "let-go", "#bfbfbf" },
};

static int
dot_init(struct form *form, struct buf *error)
{
	struct dot *out = (struct dot *)form;
	const struct columns *c = &form->columns;

	(void)error;
	out->name[FROM] = form_column(c, "from");
	out->name[TO] = form_column(c, "to");
	out->id[FROM] = form_column(c, "from_id");
	out->id[TO] = form_column(c, "to_id");
	out->state[FROM] = form_column(c, "from_state");
	out->state[TO] = form_column(c, "to_state");
	out->how = form_column(c, "how");
	out->weight = form_column(c, "weight");
	buf_puts(&form->line, "digraph netgrep {\n"
	    "\tcharset=\"UTF-8\";\n"
	    "\toverlap=false;\n"
	    "\tnode [shape=box, style=\"rounded,filled\", "
	    "fillcolor=\"#f2f2f2\", color=\"#666666\", "
	    "fontname=\"sans-serif\"];\n"
	    "\tedge [color=\"#666666\"];\n");
	form_write(form);
	return 0;
}

/* "&amp;" and the like would be read as one character. */
static bool
begins_entity(struct str s)
{
	size_t i = 1;

	if (i < s.len && s.ptr[i] == '#')
		i++;
	while (i < s.len && (ch_alpha(s.ptr[i]) || ch_digit(s.ptr[i])))
		i++;
	return i > 1 && i < s.len && s.ptr[i] == ';';
}

/* A byte that Graphviz would read as more than itself. */
static bool
is_special(struct str s)
{
	return s.ptr[0] == '"' || s.ptr[0] == '\\' ||
	    (s.ptr[0] == '&' && begins_entity(s));
}

/*
 * A quoted string. Graphviz reads escapes and entities in it, and nothing
 * else.
 */
static void
put_string(struct dot *out, struct str s)
{
	struct buf *line = &out->form.line;
	size_t i, done = 0;

	buf_clear(&out->safe);
	out_safe(&out->safe, s);
	s = buf_str(&out->safe);
	buf_addc(line, '"');
	for (i = 0; i < s.len; i++) {
		if (!is_special(str_from(s, i)))
			continue;
		buf_add(line, str_upto(str_from(s, done), i - done));
		buf_puts(line, s.ptr[i] == '&' ? "&amp;" :
		    s.ptr[i] == '"' ? "\\\"" : "\\\\");
		done = i + 1;
	}
	buf_add(line, str_from(s, done));
	buf_addc(line, '"');
}

static struct str
text_of(const struct cell *cells, size_t column)
{
	return column == SIZE_MAX || cells[column].missing ? STR_NONE :
	    cells[column].text;
}

/* Says who stands at an end, once. */
static void
put_person(struct dot *out, const struct cell *cells, enum end end)
{
	struct str id = text_of(cells, out->id[end]);
	struct str state = text_of(cells, out->state[end]);
	struct buf *line = &out->form.line;
	size_t i;

	if (!id.len || map_get(&out->known, id))
		return;
	map_put(&out->known, arena_str(&out->ids, id), 0, NULL);
	buf_addc(line, '\t');
	put_string(out, id);
	buf_puts(line, " [label=");
	put_string(out, text_of(cells, out->name[end]));
	for (i = 0; i < sizeof(colors) / sizeof(*colors); i++)
		if (str_eq(state, str_of(colors[i].state)))
			buf_printf(line, ", fillcolor=\"%s\", tooltip=\"%s\"",
			    colors[i].color, colors[i].state);
	buf_puts(line, "];\n");
}

/*
 * An introduction is an arrow, dashed where the owner of the notes made it; a
 * line gets thicker by a half with each doubling of the weight.
 */
static void
put_edge(struct dot *out, const struct cell *cells)
{
	struct str how = text_of(cells, out->how);
	int64_t weight = cells[out->weight].number, rest;
	struct buf *line = &out->form.line;
	unsigned halves = 2;

	buf_addc(line, '\t');
	put_string(out, text_of(cells, out->id[FROM]));
	buf_puts(line, " -> ");
	put_string(out, text_of(cells, out->id[TO]));
	buf_puts(line, " [tooltip=");
	put_string(out, how);
	if (!str_eq(how, STR("introduced")))
		buf_puts(line, ", dir=none");
	if (str_eq(how, STR("introduced by me")))
		buf_puts(line, ", style=dashed");
	for (rest = weight; rest > 1; rest /= 2)
		halves++;
	if (weight)
		buf_printf(line, ", weight=%lld, penwidth=%u.%u",
		    (long long)weight, halves / 2, halves % 2 * 5);
	buf_puts(line, "];\n");
}

static void
dot_row(struct sink *sink, const struct cell *cells)
{
	struct dot *out = (struct dot *)sink;

	put_person(out, cells, FROM);
	put_person(out, cells, TO);
	if (text_of(cells, out->id[TO]).len)
		put_edge(out, cells);
	form_write(&out->form);
}

static void
dot_finish(struct form *form)
{
	buf_puts(&form->line, "}\n");
	form_write(form);
}

static void
dot_release(struct form *form)
{
	struct dot *out = (struct dot *)form;

	map_release(&out->known);
	arena_release(&out->ids);
	buf_release(&out->safe);
}

const struct form_type dot_form = {
	.size = sizeof(struct dot),
	.init = dot_init,
	.row = dot_row,
	.finish = dot_finish,
	.release = dot_release,
};
