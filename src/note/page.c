#include "note/page.h"

#include "note/read.h"

static bool
one_of(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (str_ieq(s, str_of(*words)))
			return true;
	return false;
}

/* Offset behind the first mark of a namespace in a page's name, or 0. */
static size_t
namespace_end(struct str name, size_t *length)
{
	size_t i, n;

	if (str_chr(name, '/') == SIZE_MAX && str_chr(name, '%') == SIZE_MAX &&
	    str_find(name, STR("___")) == SIZE_MAX)
		return 0;
	for (i = 0; i + 1 < name.len; i++) {
		n = name.ptr[i] == '/' ? 1 : name.ptr[i] != '_' &&
		    name.ptr[i] != '%' ? 0 : str_istarts(str_from(name, i),
		    STR("%2f")) || str_starts(str_from(name, i),
		    STR("___")) ? 3 : 0;
		if (n && i && i + n < name.len) {
			*length = i;
			return i + n;
		}
	}
	return 0;
}

struct str
page_name(struct str name)
{
	size_t length, end;

	while ((end = namespace_end(name, &length)))
		name = str_from(name, end);
	return name;
}

bool
page_path(struct buf *out, struct str path)
{
	size_t length, end, start = out->len;
	bool any = false;

	if (str_chr(path, '%') == SIZE_MAX &&
	    str_find(path, STR("___")) == SIZE_MAX)
		return false;
	end = namespace_end(path, &length);
	for (; end; end = namespace_end(path, &length)) {
		any = any || path.ptr[length] != '/';
		buf_add(out, str_upto(path, length));
		buf_addc(out, '/');
		path = str_from(path, end);
	}
	buf_add(out, path);
	if (!any)
		out->len = start;
	return any;
}

bool
page_in_folder(struct str path, const char *const *names, bool pages)
{
	size_t length, end;
	struct str part;

	while (str_cut(&path, '/', &part)) {
		if (path.ptr && one_of(part, names))
			return true;
		for (; pages && !path.ptr &&
		    (end = namespace_end(part, &length));
		    part = str_from(part, end))
			if (one_of(str_upto(part, length), names))
				return true;
	}
	return false;
}

bool
page_denote(struct str path, struct str *id, struct str *keywords)
{
	struct str base = read_base(path), rest;
	size_t i;

	for (i = 0; i < 15 && i < base.len; i++)
		if (i == 8 ? base.ptr[i] != 'T' : !ch_digit(base.ptr[i]))
			return false;
	rest = str_from(base, 15);
	if (i < 15 || (!str_starts(rest, STR("--")) &&
	    !str_starts(rest, STR("==")) && !str_starts(rest, STR("__"))))
		return false;
	*id = str_upto(base, 15);
	i = str_find(rest, STR("__"));
	*keywords = i == SIZE_MAX ? STR_NONE : str_from(rest, i + 2);
	return true;
}
