#include "git/ini.h"

/* The next character, CRLF as LF; '\n' at the end of the text too. */
static char
take(struct ini *ini)
{
	char c;

	if (!ini->rest.len)
		return '\n';
	if (str_starts(ini->rest, STR("\r\n")))
		ini->rest = str_from(ini->rest, 1);
	c = ini->rest.ptr[0];
	ini->rest = str_from(ini->rest, 1);
	ini->next += c == '\n';
	return c;
}

static bool
at(const struct ini *ini, const char *set)
{
	return ini->rest.len && ini->rest.ptr[0] &&
	    strchr(set, ini->rest.ptr[0]);
}

/* What git takes for one: VT and FF are text. */
static bool
is_space(char c)
{
	return ch_space(c) && c != '\v' && c != '\f';
}

static void
skip_blanks(struct ini *ini)
{
	while (at(ini, " \t") || (at(ini, "\r") &&
	    !str_starts(ini->rest, STR("\r\n"))))
		take(ini);
}

static void
skip_line(struct ini *ini)
{
	while (ini->rest.len && take(ini) != '\n')
		;
}

static bool
is_name(char c)
{
	return ch_alpha(c) || ch_digit(c) || c == '-';
}

/* "subsection"] : any character but a newline, backslash escapes. */
static int
read_subsection(struct ini *ini)
{
	char c;

	skip_blanks(ini);
	if (take(ini) != '"')
		return -1;
	while ((c = take(ini)) != '"') {
		if (c == '\\')
			c = take(ini);
		if (c == '\n')
			return -1;
		buf_addc(&ini->section, c);
	}
	buf_addc(&ini->section, '.');
	return take(ini) == ']' ? 0 : -1;
}

static int
read_section(struct ini *ini)
{
	char c;

	buf_clear(&ini->section);
	while (is_name(c = take(ini)) || c == '.')
		buf_addc(&ini->section, ch_lower(c));
	if (!ini->section.len)
		return -1;
	buf_addc(&ini->section, '.');
	if (c == ' ' || c == '\t')
		return read_subsection(ini);
	return c == ']' ? 0 : -1;
}

/* What a backslash and c mean; NUL for what git does not know. */
static char
escaped(char c)
{
	static const char names[] = "tbn\\\"", meant[] = "\t\b\n\\\"";
	const char *found = c ? strchr(names, c) : NULL;

	return found ? meant[found - names] : '\0';
}

static int
read_value(struct ini *ini)
{
	size_t kept = 0;
	bool quoted = false;
	char c;

	for (;;) {
		c = take(ini);
		if (c == '\n') {
			ini->value.len = kept;
			return quoted ? -1 : 0;
		}
		if (!quoted && (c == '#' || c == ';')) {
			skip_line(ini);
			ini->value.len = kept;
			return 0;
		}
		if (!quoted && is_space(c)) {
			if (kept)
				buf_addc(&ini->value, ' ');
			continue;
		}
		if (c == '"') {
			quoted = !quoted;
			/* blanks before a quote are inside the value */
			kept = ini->value.len;
			continue;
		}
		if (c == '\\') {
			if (!ini->rest.len)
				return -1;
			c = take(ini);
			if (c == '\n')
				continue;
			c = escaped(c);
			if (!c)
				return -1;
		}
		buf_addc(&ini->value, c);
		kept = ini->value.len;
	}
}

static int
read_variable(struct ini *ini)
{
	if (!ini->section.len || !ini->rest.len || !ch_alpha(ini->rest.ptr[0]))
		return -1;
	buf_clear(&ini->key);
	buf_clear(&ini->value);
	buf_add(&ini->key, buf_str(&ini->section));
	while (ini->rest.len && is_name(ini->rest.ptr[0]))
		buf_addc(&ini->key, ch_lower(take(ini)));
	skip_blanks(ini);
	ini->valued = at(ini, "=");
	if (ini->valued) {
		take(ini);
		return read_value(ini) ? -1 : 1;
	}
	if (at(ini, "#;"))
		skip_line(ini);
	else if (take(ini) != '\n')
		return -1;
	return 1;
}

int
ini_next(struct ini *ini)
{
	if (!ini->next && str_starts(ini->rest, STR("\xef\xbb\xbf")))
		ini->rest = str_from(ini->rest, 3);
	while (ini->rest.len) {
		ini->line = ini->next + 1;
		if (is_space(ini->rest.ptr[0])) {
			take(ini);
		} else if (at(ini, "#;")) {
			skip_line(ini);
		} else if (at(ini, "[")) {
			take(ini);
			if (read_section(ini))
				return -1;
		} else {
			return read_variable(ini);
		}
	}
	return 0;
}

void
ini_release(struct ini *ini)
{
	buf_release(&ini->section);
	buf_release(&ini->key);
	buf_release(&ini->value);
}
