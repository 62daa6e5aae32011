#include "git/renames.h"

#include <git2/sys/hashsig.h>

#include "git/repo.h"

enum {
	MOST = 1000, /* files that are compared: diff.renameLimit of git */
	ALIKE = 50,  /* per cent */
};

static git_hashsig *
sign(struct str text)
{
	git_hashsig *signature = NULL;

	if (!text.len || git_hashsig_create(&signature, text.ptr, text.len,
		GIT_HASHSIG_SMART_WHITESPACE | GIT_HASHSIG_ALLOW_SMALL_FILES))
		return NULL;
	return signature;
}

static void
look(struct renames *r, struct notes *notes, bool (*wants)(struct str path))
{
	struct strs paths = { 0 };
	struct diags unread = { 0 };
	struct versions held;
	size_t i;

	r->looked = true;
	(void)notes_gone(notes, wants, &paths, &unread);
	for (i = 0; i < paths.n && i < MOST; i++) {
		struct renames_gone gone = { .path = paths.v[i] };

		if (!versions_read(notes, gone.path, true, &held, &unread))
			gone.signature = sign(buf_str(&held.head));
		vec_push(&r->gone, gone);
		versions_release(&held);
	}
	vec_release(&paths);
	diag_release(&unread);
}

struct str
renames_find(struct renames *r, struct notes *notes,
    bool (*wants)(struct str path), struct str text)
{
	git_hashsig *signature = sign(text);
	struct str found = STR_NONE;
	int best = ALIKE - 1, alike;
	size_t i;

	if (!r->looked)
		look(r, notes, wants);
	for (i = 0; signature && i < r->gone.n; i++) {
		const struct renames_gone *gone = &r->gone.v[i];

		alike = gone->signature ? git_hashsig_compare(signature,
		    gone->signature) : 0;
		if (alike > best) {
			best = alike;
			found = gone->path;
		}
	}
	git_hashsig_free(signature);
	return found;
}

void
renames_release(struct renames *r)
{
	size_t i;

	for (i = 0; i < r->gone.n; i++)
		git_hashsig_free(r->gone.v[i].signature);
	vec_release(&r->gone);
}
