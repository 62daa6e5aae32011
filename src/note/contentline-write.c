#include "base/unicode.h"
#include "note/contentline.h"

enum { FOLD = 75 }; /* octets of a line without its end: RFC 6350, 3.2 */

/* Appends what must not be parted by a fold. */
static void
put(struct contentline_writer *w, struct str unit)
{
	if (w->column + unit.len > FOLD) {
		buf_puts(w->out, "\r\n ");
		w->column = 1;
	}
	buf_add(w->out, unit);
	w->column += unit.len;
}

static void
puts_ascii(struct contentline_writer *w, const char *s)
{
	for (; *s; s++)
		put(w, (struct str){ s, 1 });
}

/* What stands for a character of a value, if not the character itself. */
struct escape {
	char c;
	const char *as;
};

static const struct escape text_escapes[] = {
	{ '\n', "\\n" }, { '\\', "\\\\" }, { ',', "\\," }, { ';', "\\;" },
	{ '\0', NULL },
};

static const struct escape param_escapes[] = {
	{ '\n', "^n" }, { '^', "^^" }, { '"', "^'" }, { '\0', NULL },
};

static const struct escape plain_escapes[] = {
	{ '\n', "" }, { '\0', NULL },
};

static const char *
escape_of(const struct escape *escapes, int32_t cp)
{
	for (; escapes->as; escapes++)
		if (cp == escapes->c)
			return escapes->as;
	return NULL;
}

static bool
is_newline(int32_t cp)
{
	return cp == '\n' || cp == '\r' || cp == 0x85 || cp == 0x2028 ||
	    cp == 0x2029;
}

static bool
is_control(int32_t cp)
{
	return (cp >= 0 && cp < ' ' && cp != '\t') || cp == 0x7f;
}

static void
put_value(struct contentline_writer *w, struct str value,
    const struct escape *escapes)
{
	const char *as;
	size_t i, n;
	int32_t cp;

	for (i = 0; i < value.len; i += n) {
		n = unicode_next(str_from(value, i), &cp);
		if (str_starts(str_from(value, i), STR("\r\n")))
			n = 2;
		if (is_newline(cp))
			cp = '\n';
		as = escape_of(escapes, cp);
		if (cp < 0)
			as = "\xef\xbf\xbd";
		if (as)
			put(w, str_of(as));
		else if (!is_control(cp))
			put(w, str_upto(str_from(value, i), n));
	}
}

static void
begin_value(struct contentline_writer *w)
{
	if (!w->value)
		put(w, STR(":"));
	w->value = true;
}

void
contentline_begin(struct contentline_writer *w, const char *name)
{
	w->column = 0;
	w->value = false;
	puts_ascii(w, name);
}

/* Blanks too: readers may take them off the ends. */
static bool
wants_quotes(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((s.ptr[i] > '\0' && s.ptr[i] <= ' ') || s.ptr[i] == ',' ||
		    s.ptr[i] == ';' || s.ptr[i] == ':')
			return true;
	return false;
}

void
contentline_add_param(struct contentline_writer *w, const char *name,
    struct str value)
{
	bool quoted = wants_quotes(value);

	put(w, STR(";"));
	puts_ascii(w, name);
	put(w, STR("="));
	if (quoted)
		put(w, STR("\""));
	put_value(w, value, param_escapes);
	if (quoted)
		put(w, STR("\""));
}

void
contentline_add_text(struct contentline_writer *w, struct str value)
{
	begin_value(w);
	put_value(w, value, text_escapes);
}

void
contentline_add_plain(struct contentline_writer *w, struct str value)
{
	begin_value(w);
	put_value(w, value, plain_escapes);
}

void
contentline_add_mark(struct contentline_writer *w, char mark)
{
	begin_value(w);
	put(w, (struct str){ &mark, 1 });
}

void
contentline_end(struct contentline_writer *w)
{
	begin_value(w);
	buf_puts(w->out, "\r\n");
}

void
contentline_write(struct contentline_writer *w, const char *name,
    struct str text)
{
	contentline_begin(w, name);
	contentline_add_text(w, text);
	contentline_end(w);
}
