#include <stdlib.h>

#include "git/ask.h"
#include "git/lock.h"

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
		    "what HEAD holds of it can't be read: %s; git fsck says "
		    "more", repo_error());
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
		base->assumed = entry->flags & GIT_INDEX_ENTRY_VALID;
		v->in_index = true;
		rc = read_blob(notes, &base->index, &v->index);
	}
	if (rc)
		diag_error(diags, "index", base->path, 0, 0,
		    "what git's index holds of it can't be read: %s; git fsck "
		    "says more", repo_error());
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

/* One text as git has it, and whose it is. */
static int
ask_version(struct notes *notes, const struct ask_entry *entry,
    struct repo_base *base, struct buf *text, struct diags *diags)
{
	if (!entry->there || entry->intended)
		return 0;
	return ask_text(notes, entry->id, base->path, base->filtered, text,
	    diags);
}

/* The same by git itself. */
static int
ask_versions(struct notes *notes, struct versions *v, struct repo_base *base,
    struct diags *diags)
{
	struct ask_entry head, index;
	struct str branch, id;

	if (ask_head(notes, &branch, &id, diags) ||
	    ask_tree(notes, id, base->path, &head, diags) ||
	    ask_index(notes, NULL, base->path, &index, diags) ||
	    ask_version(notes, &head, base, &v->head, diags) ||
	    ask_version(notes, &index, base, &v->index, diags))
		return -1;
	v->in_head = head.there;
	v->in_index = index.there && !index.intended;
	base->asked = true;
	base->assumed = index.assumed;
	base->head_name = head.id;
	base->head_mode = head.mode;
	base->index_name = index.intended ? STR_NONE : index.id;
	base->index_mode = index.mode;
	return 0;
}

/* What libgit2 lacks of a partial clone git fetches. */
static int
read_or_ask(struct notes *notes, const char *name, struct versions *v,
    struct repo_base *base, struct diags *diags)
{
	struct diags failed = { 0 };
	int rc = read_head(notes, name, v, base, &failed) ||
	    read_index(notes, name, v, base, &failed) ? -1 : 0;

	if (!rc || notes->backend == COMMIT_LIBGIT2 ||
	    !repo_config_value(notes, "extensions.partialclone")) {
		diag_join(diags, &failed);
		return rc;
	}
	diag_release(&failed);
	notes->by_git = true;
	buf_clear(&v->head);
	buf_clear(&v->index);
	return ask_versions(notes, v, base, diags);
}

/* What HEAD and the index hold of it. */
static int
read_stored(struct notes *notes, const char *name, struct versions *v,
    struct repo_base *base, struct diags *diags)
{
	int filtered = 0;

	if (notes->backend != COMMIT_LIBGIT2)
		filtered = ask_filtered(notes, base->path, NULL, NULL, diags);
	if (filtered < 0)
		return -1;
	base->filtered = filtered;
	notes->by_git = notes->by_git || filtered;
	return notes->asked || filtered ?
	    ask_versions(notes, v, base, diags) :
	    read_or_ask(notes, name, v, base, diags);
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
	if (!rc && notes->is_git && commits)
		rc = read_stored(notes, name, v, &base, diags);
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
