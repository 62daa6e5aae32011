#include <stdlib.h>

#include "git/quarantine.h"
#include "git/repo.h"

/* The tree that HEAD becomes with the text in the place of entry. */
static int
make_tree(struct notes *notes, git_tree *head, const git_tree_entry *entry,
    const char *path, struct str text)
{
	git_tree_update update = { .action = GIT_TREE_UPDATE_UPSERT,
		.path = path, .filemode = git_tree_entry_filemode(entry) };
	git_oid made;

	return quarantine_open(notes) ||
	    git_blob_create_from_buffer(&update.id, notes->repo, text.ptr,
	    text.len) || git_tree_create_updated(&made, notes->repo, head, 1,
	    &update) ? -1 : 0;
}

/* Whether git has this text as it is, which it has not where it converts it. */
static bool
is_text(const git_tree_entry *entry, struct str text)
{
	git_oid id;

	return entry && !git_odb_hash(&id, text.ptr, text.len,
	    GIT_OBJECT_BLOB) && git_oid_equal(&id, git_tree_entry_id(entry));
}

void
commit_soon(struct notes *notes, struct str path, struct str was,
    struct str becomes)
{
	git_tree *head = NULL;
	git_tree_entry *entry = NULL;
	struct diags untold = { 0 };
	char *branch = NULL, *name = mem_cstr(path);
	git_oid id;

	/* libgit2 keeps commits and trees, see start_caching */
	if (notes->repo && !notes->by_git && notes->lock_fd >= 0 &&
	    !repo_head(notes, &branch, &id, &untold) &&
	    !repo_tree(notes, &id, &head) && !repo_entry(head, name, &entry) &&
	    becomes.len && is_text(entry, was) &&
	    !make_tree(notes, head, entry, name, becomes))
		quarantine_ahead(notes);
	git_tree_entry_free(entry);
	git_tree_free(head);
	diag_release(&untold);
	free(branch);
	free(name);
}
