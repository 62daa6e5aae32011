#include "cmd/template.h"

#include "note/scalar.h"

struct filling {
	struct buf *out;
	struct str name;
	day_t today;
	struct diags *diags;
	uint32_t line;
	bool front; /* the line is in the front matter */
};

static int
refuse(const struct filling *f, struct str what)
{
	diag_error(f->diags, "bad-template", STR(TEMPLATE_PATH), f->line, 0,
	    "%.*s is nothing that netgrep fills in; it knows {{name}}, "
	    "{{title}} and {{date}}", STR_ARG(str_upto(what, 60)));
	return -1;
}

/* before and behind: what else stands on the line. */
static int
fill(const struct filling *f, struct str placeholder, struct str before,
    struct str behind)
{
	struct str word = str_trim(str_from(str_upto(placeholder,
	    placeholder.len - 2), 2));
	char date[DAY_TEXT];

	if (str_ieq(word, STR("date")) ||
	    str_ieq(word, STR("date:YYYY-MM-DD"))) {
		day_format(f->today, date);
		buf_puts(f->out, date);
		return 0;
	}
	if (!str_ieq(word, STR("name")) && !str_ieq(word, STR("title")))
		return refuse(f, placeholder);
	if (f->front && str_ends(str_trim(before), STR(":")) &&
	    !str_trim(behind).len)
		scalar_add(f->out, f->name, SCALAR_PLAIN, false);
	else
		buf_add(f->out, f->name);
	return 0;
}

static int
fill_line(const struct filling *f, struct str line)
{
	size_t at = 0, open, close;

	if (str_find(line, STR("<%")) != SIZE_MAX)
		return refuse(f, str_from(line, str_find(line, STR("<%"))));
	while ((open = str_find(str_from(line, at), STR("{{"))) != SIZE_MAX) {
		open += at;
		close = str_find(str_from(line, open), STR("}}"));
		if (close == SIZE_MAX)
			break;
		close += open + 2;
		buf_add(f->out, str_from(str_upto(line, open), at));
		if (fill(f, str_from(str_upto(line, close), open),
			str_upto(line, open), str_from(line, close)) == -1)
			return -1;
		at = close;
	}
	buf_add(f->out, str_from(line, at));
	return 0;
}

int
template_fill(struct buf *out, struct str text, struct str name, day_t today,
    struct diags *diags)
{
	struct filling f = { .out = out, .name = name, .today = today,
		.diags = diags };
	struct str rest = text, line;
	size_t end;

	while (str_line(&rest, &line)) {
		f.line++;
		if (str_eq(str_rtrim(line), STR("---")) &&
		    (f.front || f.line == 1))
			f.front = !f.front;
		if (fill_line(&f, line) == -1)
			return -1;
		/* the line's own end */
		end = (size_t)(line.ptr - text.ptr) + line.len;
		buf_add(out, str_from(str_upto(text, text.len - rest.len),
		    end));
	}
	return 0;
}
