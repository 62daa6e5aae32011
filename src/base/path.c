#include "base/path.h"

#include <stdint.h>

bool
path_walk(struct buf *path, struct str relative)
{
	struct str part;
	size_t slash;

	while (str_cut(&relative, '/', &part)) {
		if (!part.len || str_eq(part, STR(".")))
			continue;
		if (str_eq(part, STR(".."))) {
			if (!path->len)
				return false;
			slash = str_rchr(buf_str(path), '/');
			path->len = slash == SIZE_MAX ? 0 : slash;
			continue;
		}
		if (path->len)
			buf_addc(path, '/');
		buf_add(path, part);
	}
	return true;
}
