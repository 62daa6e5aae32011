#include "note/link.h"

#include <stdint.h>

struct str
link_target(struct str value)
{
	struct str s = str_trim(value);

	if (s.len < 5 || !str_starts(s, STR("[[")) || !str_ends(s, STR("]]")))
		return value;
	s = str_from(str_upto(s, s.len - 2), 2);
	if (str_find(s, STR("]]")) != SIZE_MAX)
		return value;
	s = str_upto(s, str_chr(s, '|'));
	/* in a table's cell the bar is escaped */
	if (str_ends(s, STR("\\")))
		s.len--;
	if (str_chr(s, '#') != 0)
		s = str_upto(s, str_chr(s, '#'));
	return str_trim(s);
}

/* Without the emphasis that goes from its start to its end. */
static struct str
without_emphasis(struct str s)
{
	size_t n = 0;

	while (n < 3 && s.len > 2 * n + 2 && s.ptr[n] == s.ptr[0] &&
	    (s.ptr[0] == '*' || s.ptr[0] == '_') &&
	    s.ptr[s.len - 1 - n] == s.ptr[0])
		n++;
	if (!n)
		return s;
	s = str_from(str_upto(s, s.len - n), n);
	return str_chr(s, s.ptr[-1]) == SIZE_MAX ? s :
	    (struct str){ s.ptr - n, s.len + 2 * n };
}

static struct str
shown(struct str s)
{
	struct str link = link_target(s);
	size_t at;

	if (link.ptr != s.ptr) {
		at = str_rchr(s, '|');
		if (at != SIZE_MAX && at + 3 < s.len)
			return str_trim(str_from(str_upto(s, s.len - 2),
			    at + 1));
		at = str_rchr(link, '/');
		return at == SIZE_MAX ? link : str_from(link, at + 1);
	}
	at = str_find(s, STR("]("));
	if (str_starts(s, STR("[")) && str_ends(s, STR(")")) &&
	    at != SIZE_MAX && at > 1)
		return str_trim(str_from(str_upto(s, at), 1));
	return s;
}

struct str
link_shown(struct str value)
{
	struct str s = without_emphasis(str_trim(value)), name = shown(s);

	return name.len ? name : s;
}
