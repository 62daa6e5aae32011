#include "note/values.h"

#include <stdint.h>

#include "note/link.h"

struct str
values_url(struct str value)
{
	size_t at = str_find(value, STR("]("));

	return at != SIZE_MAX && str_starts(value, STR("[")) &&
	    str_ends(value, STR(")")) ?
	    str_from(str_upto(value, value.len - 1), at + 2) : value;
}

bool
values_are_links(struct str s)
{
	size_t end;

	while (str_starts(s, STR("[["))) {
		end = str_find(s, STR("]]"));
		if (end == SIZE_MAX)
			return false;
		s = str_trim(str_from(s, end + 2));
		if (!s.len)
			return true;
		if (s.ptr[0] != ',')
			return false;
		s = str_ltrim(str_from(s, 1));
	}
	return false;
}

bool
values_cut(struct str *rest, const char *separators, struct str *part)
{
	size_t i;

	if (!rest->len)
		return false;
	for (i = 0; i < rest->len; i++)
		if (rest->ptr[i] && strchr(separators, rest->ptr[i]))
			break;
	*part = str_upto(*rest, i);
	*rest = str_from(*rest, i + 1);
	return true;
}

struct str
values_tag(struct str tag)
{
	tag = str_trim(tag);
	return link_target(str_starts(tag, STR("#")) ? str_from(tag, 1) : tag);
}

bool
values_cut_tag(struct str *rest, struct str *tag)
{
	size_t from, end;

	*rest = str_ltrim(*rest);
	from = str_starts(*rest, STR("#")) ? 1 : 0;
	end = str_starts(str_from(*rest, from), STR("[[")) ?
	    str_find(*rest, STR("]]")) : SIZE_MAX;
	if (end == SIZE_MAX)
		return values_cut(rest, ", \t\n", tag);
	*tag = str_upto(*rest, end + 2);
	*rest = str_from(*rest, end + 2);
	return true;
}

bool
values_address(struct str *s)
{
	size_t at;

	if (str_starts(*s, STR("["))) {
		*s = str_from(*s, 1);
		*s = str_upto(*s, str_chr(*s, ']'));
	}
	if (str_istarts(*s, STR("mailto:"))) {
		*s = str_from(*s, 7);
		*s = str_upto(*s, str_chr(*s, '?'));
	}
	at = str_chr(*s, '@');
	return at != SIZE_MAX && at > 0 && at + 1 < s->len;
}
