#include <stdlib.h>

#include "git/commit.h"
#include "git/lock.h"
#include "git/rules.h"

/* A note above this is none; HEAD may hold what nobody could read. */
enum { BLOB_MAX = 16 << 20 };

static int
read_blob(struct notes *notes, const git_oid *id, struct buf *out)
{
	git_odb *odb = NULL;
	int rc = git_repository_odb(&odb, notes->repo) ||
	    repo_blob(odb, id, BLOB_MAX, out) ? -1 : 0;

	git_odb_free(odb);
	return rc;
}

static int
read_head(struct notes *notes, const char *name, struct versions *v,
    struct repo_base *base, struct diags *diags)
{
	git_tree *tree = NULL;
	git_tree_entry *entry = NULL;
	char *branch = NULL;
	git_oid id;
	int rc = repo_head(notes, &branch, &id, diags);

	free(branch);
	if (rc)
		return -1;
	rc = repo_tree(notes, &id, &tree) || repo_entry(tree, name, &entry);
	if (!rc && entry) {
		git_oid_cpy(&base->head, git_tree_entry_id(entry));
		v->in_head = true;
		rc = read_blob(notes, &base->head, &v->head);
	}
	if (rc)
		diag_error(diags, "head", base->path, 0, 0,
		    "what HEAD holds of it can't be read: %s", repo_error());
	git_tree_entry_free(entry);
	git_tree_free(tree);
	return rc ? -1 : 0;
}

static int
read_index(struct notes *notes, const char *name, struct versions *v,
    struct repo_base *base, struct diags *diags)
{
	git_index *index = NULL;
	const git_index_entry *entry = NULL;
	int rc = repo_index(notes, &index);

	if (!rc)
		entry = git_index_get_bypath(index, name, 0);
	/* "git add -N" has promised a file, not what is in it */
	if (entry && !(entry->flags_extended &
	    GIT_INDEX_ENTRY_INTENT_TO_ADD)) {
		git_oid_cpy(&base->index, &entry->id);
		v->in_index = true;
		rc = read_blob(notes, &base->index, &v->index);
	}
	if (rc)
		diag_error(diags, "index", base->path, 0, 0,
		    "what git's index holds of it can't be read: %s",
		    repo_error());
	return rc ? -1 : 0;
}

/* What the commit will be compared with: nobody may have changed it. */
static void
remember(struct notes *notes, const struct repo_base *base)
{
	size_t i;

	for (i = 0; i < notes->bases.n; i++) {
		if (str_eq(notes->bases.v[i].path, base->path)) {
			notes->bases.v[i] = *base;
			return;
		}
	}
	vec_push(&notes->bases, *base);
}

int
versions_read(struct notes *notes, struct str path, bool commits,
    struct versions *v, struct diags *diags)
{
	struct repo_base base = { .path = arena_str(&notes->texts, path) };
	char *name = mem_cstr(path);
	struct diags unlocked = { 0 };
	int rc;

	*v = (struct versions){ 0 };
	/* --dry-run is for everybody; who writes will be told of the lock */
	(void)lock_notes(notes, &unlocked);
	diag_release(&unlocked);
	lock_sweep(notes, path);
	rc = notes_read(notes, path, &v->tree, true, diags);
	v->in_tree = !rc;
	rc = rc < 0 ? -1 : 0;
	if (!rc && notes->repo && commits) {
		rc = read_head(notes, name, v, &base, diags) ||
		    read_index(notes, name, v, &base, diags) ? -1 : 0;
		v->ignored = !rc && !v->in_index && rules_ignore(notes, path);
	}
	if (!rc)
		remember(notes, &base);
	free(name);
	return rc;
}

void
versions_release(struct versions *v)
{
	buf_release(&v->tree);
	buf_release(&v->index);
	buf_release(&v->head);
	*v = (struct versions){ 0 };
}
