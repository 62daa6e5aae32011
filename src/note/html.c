#include "note/html.h"

#include <stdint.h>

static const struct {
	const char *open, *close;
} fixed[] = {
	[HTML_COMMENT] = { "<!--", "-->" },
	[HTML_INSTRUCTION] = { "<?", "?>" },
	[HTML_DECLARATION] = { "<!", ">" },
	[HTML_CDATA] = { "<![CDATA[", "]]>" },
};

static const char *const verbatim[] = { "pre", "script", "style", "textarea" };

static const char *const block_level[] = { "address", "article", "aside",
	"base", "basefont", "blockquote", "body", "caption", "center", "col",
	"colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt",
	"fieldset", "figcaption", "figure", "footer", "form", "frame",
	"frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
	"html", "iframe", "legend", "li", "link", "main", "menu", "menuitem",
	"nav", "noframes", "ol", "optgroup", "option", "p", "param", "search",
	"section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
	"title", "tr", "track", "ul" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool
one_of(const char *const *names, size_t n, struct str name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_ieq(name, str_of(names[i])))
			return true;
	return false;
}

static size_t
skip_space(struct str s, size_t i)
{
	while (i < s.len && ch_space(s.ptr[i]))
		i++;
	return i;
}

static size_t
skip_name(struct str s, size_t i)
{
	if (i >= s.len || !ch_alpha(s.ptr[i]))
		return i;
	while (i < s.len &&
	    (ch_alpha(s.ptr[i]) || ch_digit(s.ptr[i]) || s.ptr[i] == '-'))
		i++;
	return i;
}

static bool
in_attribute_name(char c, bool first)
{
	return ch_alpha(c) || c == '_' || c == ':' ||
	    (!first && (ch_digit(c) || c == '.' || c == '-'));
}

/* Behind the value of an attribute at i; i when there is none. */
static size_t
skip_value(struct str s, size_t i)
{
	char quote = i < s.len ? s.ptr[i] : '\0';
	size_t at;

	if (quote == '"' || quote == '\'') {
		at = str_chr(str_from(s, i + 1), quote);
		return at == SIZE_MAX ? i : i + at + 2;
	}
	while (i < s.len && !ch_space(s.ptr[i]) && s.ptr[i] &&
	    !strchr("\"'=<>`", s.ptr[i]))
		i++;
	return i;
}

/* Behind the attribute at i; SIZE_MAX when its value is missing. */
static size_t
skip_attribute(struct str s, size_t i, size_t *looked)
{
	size_t value, end;

	while (i < s.len && in_attribute_name(s.ptr[i], false))
		i++;
	value = skip_space(s, i);
	if (value >= s.len || s.ptr[value] != '=')
		return i;
	value = skip_space(s, value + 1);
	end = skip_value(s, value);
	if (end != value)
		return end;
	/* a quote that is never closed was looked for to the end */
	*looked = value < s.len && strchr("\"'", s.ptr[value]) ? s.len : value;
	return SIZE_MAX;
}

size_t
html_tag(struct str s, size_t *looked)
{
	bool closing = s.len > 1 && s.ptr[1] == '/';
	size_t name = closing ? 2 : 1, i, at;

	*looked = 1;
	i = skip_name(s, name);
	if (i == name)
		return 0;
	for (;;) {
		at = skip_space(s, i);
		if (closing || at == i || at == s.len ||
		    !in_attribute_name(s.ptr[at], true))
			break;
		i = skip_attribute(s, at, looked);
		if (i == SIZE_MAX)
			return 0;
	}
	*looked = at;
	if (!closing && at < s.len && s.ptr[at] == '/')
		at++;
	return at < s.len && s.ptr[at] == '>' ? at + 1 : 0;
}

size_t
html_autolink(struct str s)
{
	bool scheme = s.len > 1 && ch_alpha(s.ptr[1]);
	bool link = false;
	size_t i;

	for (i = 1; i < s.len && (unsigned char)s.ptr[i] > ' ' &&
	     s.ptr[i] != '<' && s.ptr[i] != '>';
	     i++) {
		if (s.ptr[i] == '@' && i > 1)
			link = true;
		else if (s.ptr[i] == ':' && scheme && i > 2 && i <= 33)
			link = true;
		else if (!ch_alpha(s.ptr[i]) && !ch_digit(s.ptr[i]) &&
		    !strchr("+.-", s.ptr[i]))
			scheme = false;
	}
	return link && i < s.len && s.ptr[i] == '>' ? i + 1 : 0;
}

static enum html_kind
fixed_kind(struct str line)
{
	static const enum html_kind order[] = { HTML_COMMENT, HTML_INSTRUCTION,
		HTML_CDATA };
	size_t i;

	for (i = 0; i < COUNT(order); i++)
		if (str_starts(line, str_of(fixed[order[i]].open)))
			return order[i];
	if (line.len > 2 && line.ptr[1] == '!' && ch_alpha(line.ptr[2]))
		return HTML_DECLARATION;
	return HTML_NONE;
}

enum html_kind
html_block(struct str line)
{
	enum html_kind kind = fixed_kind(line);
	bool closing = line.len > 1 && line.ptr[1] == '/';
	size_t name = closing ? 2 : 1, end, looked;
	struct str rest;

	if (kind != HTML_NONE)
		return kind;
	end = skip_name(line, name);
	if (end == name)
		return HTML_NONE;
	rest = str_from(line, end);
	if (one_of(verbatim, COUNT(verbatim),
		(struct str){ line.ptr + name, end - name })) {
		return !closing &&
			(!rest.len || ch_space(rest.ptr[0]) ||
			    rest.ptr[0] == '>') ?
		    HTML_VERBATIM :
		    HTML_NONE;
	}
	if ((!rest.len || ch_space(rest.ptr[0]) || rest.ptr[0] == '>' ||
		str_starts(rest, STR("/>"))) &&
	    one_of(block_level, COUNT(block_level),
		(struct str){ line.ptr + name, end - name }))
		return HTML_BLOCK;
	end = html_tag(line, &looked);
	return end && skip_space(line, end) == line.len ? HTML_TAG : HTML_NONE;
}

static bool
has_verbatim_end(struct str line)
{
	size_t at, end;

	while ((at = str_find(line, STR("</"))) != SIZE_MAX) {
		line = str_from(line, at + 2);
		end = skip_name(line, 0);
		if (end < line.len && line.ptr[end] == '>' &&
		    one_of(verbatim, COUNT(verbatim), str_upto(line, end)))
			return true;
	}
	return false;
}

bool
html_block_ends(enum html_kind kind, struct str line)
{
	if (kind == HTML_VERBATIM)
		return has_verbatim_end(line);
	if (kind > HTML_VERBATIM && kind < HTML_BLOCK)
		return str_find(line, str_of(fixed[kind].close)) != SIZE_MAX;
	return false;
}
