#include "note/contentline.h"

#include "base/unicode.h"

enum {
	LINE_MAX_LEN = 1 << 20, /* bytes of a line, unfolded */
	DATA_URI = 5,           /* bytes of "data:" */
};

/* How the head of a line is looked at while its value still comes. */
struct head {
	size_t at;     /* as far as it was looked at; at ':' when found */
	bool quoted;   /* in a quote there; when found: quotes mean nothing */
	bool found;
	bool soft;     /* quoted-printable: '=' at the end of a line joins it */
	bool base64;
	bool media;    /* a data: URI is data, and no text that begins so */
	bool binary;   /* base64, or a data: URI */
};

static struct str
text_of(const struct contentlines *c)
{
	return buf_str(&c->text);
}

/* Looks on for the ':' before the value; literal: quotes mean nothing. */
static void
find_value(struct head *head, struct str text, bool literal)
{
	for (; !head->found && head->at < text.len; head->at++) {
		if (text.ptr[head->at] == '"' && !literal)
			head->quoted = !head->quoted;
		head->found = text.ptr[head->at] == ':' && !head->quoted;
		if (head->found)
			return;
	}
}

/* Takes the part before the first sep outside of quotes off *rest. */
static bool
cut_unquoted(struct str *rest, char sep, bool literal, struct str *part)
{
	bool quoted = false;
	size_t i;

	if (!rest->ptr)
		return false;
	for (i = 0; i < rest->len; i++) {
		if (rest->ptr[i] == '"' && !literal)
			quoted = !quoted;
		if (rest->ptr[i] == sep && !quoted)
			break;
	}
	*part = str_upto(*rest, i);
	*rest = i < rest->len ? str_from(*rest, i + 1) : STR_NONE;
	return true;
}

static struct str
unquote(struct str s)
{
	if (s.len < 2 || s.ptr[0] != '"' || s.ptr[s.len - 1] != '"')
		return s;
	return str_upto(str_from(s, 1), s.len - 2);
}

static void
add_params(struct contentlines *c, struct str s, bool literal)
{
	struct contentline_param param = { 0 };
	size_t equals = str_chr(s, '=');
	struct str value;

	if (equals != SIZE_MAX) {
		param.name = str_trim(str_upto(s, equals));
		s = str_from(s, equals + 1);
	}
	while (cut_unquoted(&s, ',', literal, &value)) {
		param.value = str_trim(value);
		if (!literal)
			param.value = unquote(param.value);
		vec_push(&c->params, param);
	}
}

/* Letters, digits and '-'; KDE writes X-messaging/xmpp-All. */
static bool
is_name(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!ch_alpha(s.ptr[i]) && !ch_digit(s.ptr[i]) &&
		    (!s.ptr[i] || !strchr("-_/", s.ptr[i])))
			return false;
	return s.len > 0;
}

/*
 * Takes the head of the text apart, as slices of it. Where there is none the
 * line gets no name.
 */
static void
parse_head(struct contentlines *c, const struct head *head,
    struct contentline *line)
{
	struct str rest = str_upto(text_of(c), head->at), part;
	bool literal = head->quoted;
	size_t dot;

	vec_clear(&c->params);
	*line = (struct contentline){ .value = text_of(c), .column = 1 };
	if (!head->found || !cut_unquoted(&rest, ';', literal, &part))
		return;
	dot = str_chr(part, '.');
	if (dot != SIZE_MAX) {
		line->group = str_trim(str_upto(part, dot));
		part = str_from(part, dot + 1);
	}
	part = str_trim(part);
	if (!is_name(part) || (dot != SIZE_MAX && !is_name(line->group))) {
		line->group = STR_NONE;
		return;
	}
	line->name = part;
	while (cut_unquoted(&rest, ';', literal, &part))
		add_params(c, part, literal);
	line->params = c->params.v;
	line->params_n = c->params.n;
	line->value = str_from(text_of(c), head->at + 1);
}

/* Names whose values are pictures and the like: RFC 6350, 5545 and 7986. */
static bool
is_media(struct str name)
{
	static const char *const names[] = { "PHOTO", "LOGO", "SOUND", "KEY",
		"ATTACH", "IMAGE" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_ieq(name, str_of(names[i])))
			return true;
	return false;
}

/* What the head says of the lines to come. */
static void
look_ahead(struct contentlines *c, struct head *head)
{
	bool found = head->found;
	struct contentline line;
	struct str value;

	find_value(head, text_of(c), false);
	if (!head->found)
		return;
	if (!found) {
		parse_head(c, head, &line);
		head->soft = contentline_is(&line, STR("ENCODING"),
		    STR("QUOTED-PRINTABLE"));
		head->base64 = contentline_is(&line, STR("ENCODING"),
		    STR("BASE64")) ||
		    contentline_is(&line, STR("ENCODING"), STR("B"));
		head->media = is_media(line.name);
	}
	value = str_from(text_of(c), head->at + 1);
	head->binary = head->base64 ||
	    (head->media && str_istarts(value, STR("data:")));
}

/* As much of a physical line as there is room for. */
static void
append(struct contentlines *c, struct head *head, struct str s)
{
	size_t room = LINE_MAX_LEN - c->text.len;
	bool short_value = !head->found ||
	    c->text.len - head->at <= DATA_URI;

	if (head->binary)
		return;
	c->too_long = c->too_long || s.len > room;
	buf_add(&c->text, str_upto(s, room));
	if (short_value)
		look_ahead(c, head);
}

static bool
is_base64(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!ch_alpha(s.ptr[i]) && !ch_digit(s.ptr[i]) &&
		    s.ptr[i] != '+' && s.ptr[i] != '/' && s.ptr[i] != '=')
			return false;
	return s.len > 0;
}

/* Gets the next physical line ahead. */
static void
advance(struct contentlines *c)
{
	struct str line;

	c->pending = lines_next(&c->lines, &line);
	if (!c->pending)
		return;
	c->cut = !c->lines.begins;
	if (!c->cut)
		c->number++;
	if (c->lines.ends) {
		if (str_ends(line, STR("\n")))
			line.len--;
		if (str_ends(line, STR("\r")))
			line.len--;
	}
	c->ahead = line;
}

/* A soft line break before the end of an object is a mistake. */
static bool
ends_object(struct str line)
{
	return str_istarts(line, STR("END:"));
}

/* Appends the line ahead when it goes on with the one before. */
static bool
go_on(struct contentlines *c, struct head *head)
{
	struct str line = c->ahead;

	if (c->cut) {
		append(c, head, line);
	} else if (head->soft && str_ends(text_of(c), STR("="))) {
		if (ends_object(line))
			return false;
		c->text.len--;
		/* Outlook indents these with a tab */
		append(c, head, str_from(line, str_starts(line, STR("\t"))));
	} else if (line.len && ch_blank(line.ptr[0])) {
		append(c, head, str_from(line, 1));
	} else {
		return head->base64 && is_base64(line);
	}
	return true;
}

/* Decodes quoted-printable in place. */
static struct str
decode_soft(char *p, size_t len)
{
	size_t i, n = 0;
	int high, low;

	for (i = 0; i < len; i++) {
		high = p[i] == '=' && i + 2 < len ? ch_hex(p[i + 1]) : -1;
		low = high >= 0 ? ch_hex(p[i + 2]) : -1;
		if (low >= 0) {
			p[n++] = (char)(high * 16 + low);
			i += 2;
		} else {
			p[n++] = p[i];
		}
	}
	return (struct str){ p, n };
}

/* Decodes the carets of RFC 6868 in place. */
static struct str
decode_carets(char *p, size_t len)
{
	size_t i, n = 0;
	char next;

	for (i = 0; i < len; i++) {
		next = i + 1 < len ? p[i + 1] : '\0';
		if (p[i] == '^' && (next == 'n' || next == '^' ||
		    next == '\'')) {
			p[n++] = next == 'n' ? '\n' : next == '^' ? '^' : '"';
			i++;
		} else {
			p[n++] = p[i];
		}
	}
	return (struct str){ p, n };
}

static bool
is_latin1(struct str charset)
{
	static const char *const names[] = { "iso-8859-1", "iso8859-1",
		"iso-8859-15", "latin1", "latin-1", "windows-1252", "cp1252" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_ieq(charset, str_of(names[i])))
			return true;
	return false;
}

/* Says, once, that the text was taken for Latin-1 without being called so. */
static void
say_latin1(struct contentlines *c, struct str charset, uint32_t line)
{
	bool known = !charset.len || str_ieq(charset, STR("utf-8")) ||
	    str_ieq(charset, STR("utf8"));

	if (is_latin1(charset))
		return;
	if (known && !c->latin1)
		diag_warn(c->diags, "latin-1", c->path, line, 0,
		    "the file is not UTF-8 and was read as Latin-1; save it as "
		    "UTF-8");
	if (!known && !c->charset)
		diag_warn(c->diags, "unknown-charset", c->path, line, 0,
		    "CHARSET=%.*s is not known, and was read as Latin-1; save "
		    "the file as UTF-8", STR_ARG(str_upto(charset, 40)));
	c->latin1 = c->latin1 || known;
	c->charset = c->charset || !known;
}

static void
swap_text(struct contentlines *c)
{
	struct buf text = c->text;

	c->text = c->wide;
	c->wide = text;
}

/* Takes the text for Latin-1, and its head apart again. */
static void
widen(struct contentlines *c, struct head *head, struct contentline *line,
    uint32_t number)
{
	struct str charset = contentline_param(line, STR("CHARSET"));
	bool literal = head->quoted;

	say_latin1(c, charset, number);
	buf_clear(&c->wide);
	charset_latin1(&c->wide, text_of(c));
	swap_text(c);
	head->at = 0;
	head->found = head->quoted = false;
	find_value(head, text_of(c), literal);
	head->quoted = literal;
	parse_head(c, head, line);
}

/*
 * Decodes what the line holds, once it is whole: in place, its slices being of
 * the text.
 */
static void
decode(struct contentlines *c, const struct head *head,
    struct contentline *line, uint32_t number)
{
	size_t i;

	for (i = 0; i < c->params.n; i++)
		c->params.v[i].value = decode_carets(
		    (char *)c->params.v[i].value.ptr,
		    c->params.v[i].value.len);
	if (!head->soft || !line->name.len)
		return;
	line->value = decode_soft((char *)line->value.ptr, line->value.len);
	if (unicode_valid(line->value))
		return;
	say_latin1(c, contentline_param(line, STR("CHARSET")), number);
	buf_clear(&c->wide);
	charset_latin1(&c->wide, line->value);
	line->value = buf_str(&c->wide);
}

static void
finish(struct contentlines *c, struct head *head, struct contentline *line,
    uint32_t number, size_t first)
{
	size_t column;

	if (!head->found) {
		/* a quote that doesn't close, or no content line */
		*head = (struct head){ 0 };
		find_value(head, text_of(c), true);
		head->quoted = head->found;
	}
	column = head->at < first ? head->at + 2 : 1;
	parse_head(c, head, line);
	if (!unicode_valid(text_of(c)))
		widen(c, head, line, number);
	decode(c, head, line, number);
	line->line = number;
	line->binary = head->binary;
	if (head->binary)
		line->value = STR_NONE;
	if (line->name.len)
		line->column = (uint32_t)column;
}

static void
say_too_long(struct contentlines *c, uint32_t number)
{
	diag_error(c->diags, "line-too-long", c->path, number, 0,
	    "the line is longer than 1 MiB and was not read; break it");
	c->failed = true;
}

void
contentlines_begin(struct contentlines *c, const struct input *input,
    struct str path, struct diags *diags)
{
	*c = (struct contentlines){ .path = path, .diags = diags };
	lines_begin(&c->lines, input);
	advance(c);
}

bool
contentlines_next(struct contentlines *c, struct contentline *line)
{
	struct head head;
	uint32_t number;
	size_t first;

	while (c->pending) {
		if (!str_trim(c->ahead).len) {
			advance(c);
			continue;
		}
		head = (struct head){ 0 };
		number = c->number;
		buf_clear(&c->text);
		c->too_long = false;
		append(c, &head, str_ltrim(c->ahead));
		first = c->text.len;
		advance(c);
		while (c->pending && go_on(c, &head))
			advance(c);
		/* half of it may be missing */
		if (!c->pending && c->lines.failed)
			return false;
		if (c->too_long && !head.binary) {
			say_too_long(c, number);
			continue;
		}
		finish(c, &head, line, number, first);
		return true;
	}
	return false;
}

int
contentlines_end(struct contentlines *c)
{
	bool failed = c->failed || c->lines.failed;

	lines_release(&c->lines);
	buf_release(&c->text);
	buf_release(&c->wide);
	vec_release(&c->params);
	return failed ? -1 : 0;
}
