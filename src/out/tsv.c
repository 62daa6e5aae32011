/* Tab-separated values: one record a line, for awk, cut and sort. */
#include "out/tsv.h"

#include "out/forms.h"
#include "out/value.h"

/* The letter behind the backslash, or NUL where there is no escape. */
static char
letter(char c)
{
	switch (c) {
	case '\t':
		return 't';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\\':
		return '\\';
	default:
		return '\0';
	}
}

void
tsv_escape(struct buf *out, struct str s)
{
	size_t i, done = 0;
	char c;

	for (i = 0; i < s.len; i++) {
		if (!(c = letter(s.ptr[i])))
			continue;
		buf_add(out, str_upto(str_from(s, done), i - done));
		buf_addc(out, '\\');
		buf_addc(out, c);
		done = i + 1;
	}
	buf_add(out, str_from(s, done));
}

/* As tsv_escape, and \0 for the byte that ends a record of -z. */
static void
escape_nul(struct buf *out, struct str s)
{
	struct str part;

	while (str_cut(&s, '\0', &part)) {
		tsv_escape(out, part);
		if (s.ptr)
			buf_puts(out, "\\0");
	}
}

static void
end_record(struct form *form)
{
	buf_addc(&form->line, form->options.nul ? '\0' : '\n');
	form_write(form);
}

static int
tsv_init(struct form *form, struct buf *error)
{
	size_t i;

	(void)error;
	if (!form->options.header)
		return 0;
	for (i = 0; i < form->columns.n; i++) {
		if (i)
			buf_addc(&form->line, '\t');
		buf_puts(&form->line, form->columns.v[i].name);
	}
	end_record(form);
	return 0;
}

static void
tsv_row(struct sink *sink, const struct cell *cells)
{
	struct form *form = (struct form *)sink;
	size_t i;

	for (i = 0; i < form->columns.n; i++) {
		if (i)
			buf_addc(&form->line, '\t');
		value_put(&form->line, &form->columns.v[i], &cells[i], ",",
		    form->options.nul ? escape_nul : tsv_escape);
	}
	end_record(form);
}

const struct form_type tsv_form = {
	.size = sizeof(struct form),
	.init = tsv_init,
	.row = tsv_row,
};
