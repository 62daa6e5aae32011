#include "base/str.h"

#include <stdint.h>

struct str
str_of(const char *cstr)
{
	return (struct str){ cstr, cstr ? strlen(cstr) : 0 };
}

bool
str_ieq(struct str a, struct str b)
{
	return a.len == b.len && str_istarts(a, b);
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n ? memcmp(a.ptr, b.ptr, n) : 0;

	return c ? c : (a.len > b.len) - (a.len < b.len);
}

bool
str_istarts(struct str s, struct str prefix)
{
	size_t i;

	if (s.len < prefix.len)
		return false;
	for (i = 0; i < prefix.len; i++)
		if (ch_lower(s.ptr[i]) != ch_lower(prefix.ptr[i]))
			return false;
	return true;
}

bool
str_iends(struct str s, struct str suffix)
{
	return s.len >= suffix.len &&
	    str_ieq(str_from(s, s.len - suffix.len), suffix);
}

size_t
str_rchr(struct str s, char c)
{
	size_t i;

	for (i = s.len; i > 0; i--)
		if (s.ptr[i - 1] == c)
			return i - 1;
	return SIZE_MAX;
}

size_t
str_find(struct str s, struct str needle)
{
	size_t i = 0, at;

	if (!needle.len)
		return 0;
	/* glibc's memmem is slow on short needles: memchr for the first byte */
	while (s.len - i >= needle.len) {
		at = str_chr(str_upto(str_from(s, i),
		    s.len - i - needle.len + 1), needle.ptr[0]);
		if (at == SIZE_MAX)
			break;
		i += at;
		if (!memcmp(s.ptr + i, needle.ptr, needle.len))
			return i;
		i++;
	}
	return SIZE_MAX;
}

bool
str_cut(struct str *rest, char sep, struct str *part)
{
	size_t at;

	if (!rest->ptr)
		return false;
	at = str_chr(*rest, sep);
	if (at == SIZE_MAX) {
		*part = *rest;
		*rest = STR_NONE;
	} else {
		*part = str_upto(*rest, at);
		*rest = str_from(*rest, at + 1);
	}
	return true;
}

bool
str_line(struct str *rest, struct str *line)
{
	size_t at;

	if (!rest->len)
		return false;
	at = str_chr(*rest, '\n');
	*line = str_upto(*rest, at);
	*rest = str_from(*rest, at == SIZE_MAX ? rest->len : at + 1);
	if (line->len && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}

bool
str_has_line(struct str s, struct str wanted)
{
	struct str line;

	while (str_line(&s, &line))
		if (str_eq(line, wanted))
			return true;
	return false;
}
