#include "git/stored.h"

#include "git/repo.h"

int
stored_bytes(struct notes *notes, const char *path, struct str bytes,
    struct buf *out)
{
	git_filter_list *filters = NULL;
	git_buf stored = { 0 };
	int rc = git_filter_list_load(&filters, notes->repo, NULL, path,
	    GIT_FILTER_TO_ODB, GIT_FILTER_ALLOW_UNSAFE);

	if (!rc && filters)
		rc = git_filter_list_apply_to_buffer(&stored, filters,
		    bytes.len ? bytes.ptr : "", bytes.len);
	if (!rc)
		buf_add(out, filters ?
		    (struct str){ stored.ptr, stored.size } : bytes);
	git_buf_dispose(&stored);
	git_filter_list_free(filters);
	return rc;
}
