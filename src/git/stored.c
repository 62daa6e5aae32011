#include "git/stored.h"

#include <stdlib.h>

#include "git/ask.h"
#include "git/program.h"

/* The name under which git would store bytes, through the filters of path. */
static int
name_of(struct notes *notes, const char *path, struct str bytes,
    struct buf *name)
{
	const char *args[] = { "hash-object", "--stdin", "--no-filters", NULL };
	struct program p = { .input = bytes };
	struct buf at = { 0 };
	struct diags none = { 0 };
	int rc;

	buf_printf(&at, "--path=%s", path ? path : "");
	if (path)
		args[2] = buf_cstr(&at);
	rc = program_must(&p, notes, args, "filter", &none);
	buf_clear(name);
	buf_add(name, buf_str(&p.out));
	program_release(&p);
	buf_release(&at);
	diag_release(&none);
	return rc;
}

static void
add_without_returns(struct buf *out, struct str bytes)
{
	size_t i;

	for (i = 0; i < bytes.len; i++)
		if (bytes.ptr[i] != '\r' || i + 1 == bytes.len ||
		    bytes.ptr[i + 1] != '\n')
			buf_addc(out, bytes.ptr[i]);
}

/*
 * Git filters no bytes for others without storing them; but it tells the name
 * of what it would store, and so which of these it is.
 */
static int
ask_stored(struct notes *notes, const char *path, struct str bytes,
    struct buf *out)
{
	struct buf wanted = { 0 }, name = { 0 }, plain = { 0 };
	int rc = name_of(notes, path, bytes, &wanted) ||
	    name_of(notes, NULL, bytes, &name);
	bool same = !rc && str_eq(buf_str(&wanted), buf_str(&name));

	if (same)
		buf_add(out, bytes);
	if (!rc && !same) {
		add_without_returns(&plain, bytes);
		rc = name_of(notes, NULL, buf_str(&plain), &name) ||
		    !str_eq(buf_str(&wanted), buf_str(&name));
		buf_add(out, rc ? STR_NONE : buf_str(&plain));
	}
	buf_release(&wanted);
	buf_release(&name);
	buf_release(&plain);
	return rc ? -1 : 0;
}

/* What a filter of the user's is on is compared as the work tree has it. */
static int
by_git(struct notes *notes, const char *path, struct str bytes,
    struct buf *out)
{
	struct diags none = { 0 };
	int filtered = ask_filtered(notes, str_of(path), NULL, NULL, &none);

	diag_release(&none);
	if (filtered > 0)
		buf_add(out, bytes);
	return filtered ? -(filtered < 0) :
	    ask_stored(notes, path, bytes, out);
}

int
stored_bytes(struct notes *notes, const char *path, struct str bytes,
    struct buf *out)
{
	git_filter_list *filters = NULL;
	git_buf stored = { 0 };
	int rc;

	if (notes->asked)
		return by_git(notes, path, bytes, out);
	rc = git_filter_list_load(&filters, notes->repo, NULL, path,
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
