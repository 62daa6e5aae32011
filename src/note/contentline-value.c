#include "note/contentline.h"

struct str
contentline_param(const struct contentline *line, struct str name)
{
	size_t i;

	for (i = 0; i < line->params_n; i++)
		if (str_ieq(line->params[i].name, name))
			return line->params[i].value;
	return STR_NONE;
}

bool
contentline_is(const struct contentline *line, struct str name,
    struct str value)
{
	struct str rest, part;
	size_t i;

	for (i = 0; i < line->params_n; i++) {
		if (line->params[i].name.len &&
		    !str_ieq(line->params[i].name, name))
			continue;
		rest = line->params[i].value;
		while (str_cut(&rest, ',', &part))
			if (str_ieq(str_trim(part), value))
				return true;
	}
	return false;
}

bool
contentline_cut(struct str *rest, char sep, struct str *part)
{
	size_t i;

	if (!rest->ptr)
		return false;
	for (i = 0; i < rest->len && rest->ptr[i] != sep; i++)
		i += rest->ptr[i] == '\\';
	i = i < rest->len ? i : rest->len;
	*part = str_upto(*rest, i);
	*rest = i < rest->len ? str_from(*rest, i + 1) : STR_NONE;
	return true;
}

void
contentline_text(struct buf *out, struct str value)
{
	size_t at;
	char c;

	while ((at = str_chr(value, '\\')) != SIZE_MAX) {
		buf_add(out, str_upto(value, at));
		c = at + 1 < value.len ? value.ptr[at + 1] : '\0';
		value = str_from(value, at + 1);
		if (c == 'n' || c == 'N')
			buf_addc(out, '\n');
		else if (c && strchr(",;:\\", c))
			buf_addc(out, c);
		else {
			buf_addc(out, '\\');
			continue;
		}
		value = str_from(value, 1);
	}
	buf_add(out, value);
}
