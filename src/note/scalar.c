#include "note/scalar.h"

#include "base/day.h"
#include "base/unicode.h"

/* Words that YAML 1.1 or 1.2 takes for something other than a string. */
static bool
is_yaml_word(struct str s)
{
	static const char *const words[] = { "y", "n", "yes", "no", "on",
		"off", "true", "false", "null", "~", "=", "<<", ".inf",
		".nan" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_ieq(s, str_of(words[i])))
			return true;
	return false;
}

/* Nothing but what numbers are made of, and no date. */
static bool
is_yaml_number(struct str s)
{
	size_t i = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');
	const char *signs = "._:+-eE";
	day_t day;

	if (i == s.len || (!ch_digit(s.ptr[i]) && s.ptr[i] != '.') ||
	    (day_scan(s, &day) == s.len && s.ptr[4] == '-'))
		return false;
	if (s.ptr[i] == '0' && i + 1 < s.len && strchr("xob", s.ptr[i + 1]))
		signs = "_xobABCDEFabcdef";
	while (i < s.len && (ch_digit(s.ptr[i]) || strchr(signs, s.ptr[i])))
		i++;
	return i == s.len;
}

/* What may stand in YAML, and is no line end to it. */
static bool
is_yaml_char(int32_t cp)
{
	return cp >= ' ' && (cp < 0x7f || cp > 0x9f) && cp != 0x2028 &&
	    cp != 0x2029 && cp != 0xfeff && cp != 0xfffe && cp != 0xffff;
}

bool
scalar_holds(struct str s)
{
	int32_t cp;
	size_t n;

	for (; s.len; s = str_from(s, n)) {
		n = unicode_next(s, &cp);
		if (!is_yaml_char(cp))
			return false;
	}
	return true;
}

/* true and no, but not null and <<. */
static bool
is_boolean(struct str s)
{
	return is_yaml_word(s) && s.len && ch_alpha(s.ptr[0]) &&
	    !str_ieq(s, STR("null"));
}

static bool
needs_quotes(struct str s, bool list)
{
	size_t i;
	char c;

	if (!scalar_holds(s) || strchr("-?:,[]{}#&*!|>'\"%@`.", s.ptr[0]))
		return true;
	for (i = 0; i < s.len; i++) {
		c = s.ptr[i];
		if ((c == ':' && (i + 1 == s.len || ch_space(s.ptr[i + 1]))) ||
		    (c == '#' && ch_space(s.ptr[i - 1])) ||
		    (list && c && strchr(",[]{}:\"'", c)) ||
		    str_starts(str_from(s, i), STR("{{")) ||
		    str_starts(str_from(s, i), STR("<%")))
			return true;
	}
	return false;
}

static void
add_quoted(struct buf *out, struct str s, char quote)
{
	int32_t cp;
	size_t n;

	buf_addc(out, quote);
	for (; s.len; s = str_from(s, n)) {
		n = unicode_next(s, &cp);
		if (quote == '"' && (cp == '"' || cp == '\\'))
			buf_addc(out, '\\');
		else if (quote == '\'' && cp == '\'')
			buf_addc(out, '\'');
		buf_add(out, is_yaml_char(cp) ? str_upto(s, n) : STR(" "));
	}
	buf_addc(out, quote);
}

void
scalar_add(struct buf *out, struct str s, enum scalar_style style, bool list)
{
	bool typed = is_yaml_number(s) || is_boolean(s);

	if (style == SCALAR_SINGLE)
		add_quoted(out, s, '\'');
	else if (style == SCALAR_TYPED && typed)
		buf_add(out, s);
	else if (style == SCALAR_DOUBLE || !s.len || typed ||
	    is_yaml_word(s) || needs_quotes(s, list))
		add_quoted(out, s, '"');
	else
		buf_add(out, s);
}
