#include "git/revision.h"

#include <stdlib.h>

#include "base/slips.h"

#define WAY_OUT "name a branch, a tag or a commit"

/* What the names of branches and tags begin with. */
static const char *const kinds[] = {
	"refs/heads/",
	"refs/tags/",
	"refs/remotes/",
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

struct search {
	struct str typed;
	size_t best; /* slips that the names have */
	struct buf names;
};

static int
see_name(const char *reference, void *context)
{
	struct search *search = context;
	struct str name = str_of(reference);
	size_t found, i;

	for (i = 0; i < KINDS && !str_starts(name, str_of(kinds[i])); i++)
		;
	if (i == KINDS)
		return 0;
	name = str_from(name, strlen(kinds[i]));
	found = slips(search->typed, name, search->best);
	if (found > search->best)
		return 0;
	if (found < search->best)
		buf_clear(&search->names);
	search->best = found;
	if (search->names.len)
		buf_puts(&search->names, ", ");
	buf_add(&search->names, name);
	return 0;
}

static void
missing(struct notes *notes, struct diags *diags)
{
	struct search search = { .typed = str_of(notes->at) };
	const char *hint = WAY_OUT, *end = "";

	search.best = (search.typed.len + 1) / 3;
	git_reference_foreach_name(notes->repo, see_name, &search);
	if (search.names.len && !search.best) {
		hint = "its name is there, its commit is not: git fsck says "
		    "more";
	} else if (search.names.len) {
		hint = buf_cstr(&search.names);
		end = "?";
	} else if (git_repository_head_unborn(notes->repo) == 1) {
		hint = "nothing has been committed yet";
	} else if (git_repository_is_shallow(notes->repo)) {
		hint = "this clone is shallow, git fetch --unshallow brings "
		    "what came before";
	}
	diag_error(diags, "revision", STR_NONE, 0, 0,
	    "there is no revision \"%s\"; %s%s%s", notes->at,
	    *end ? "did you mean " : "", hint, end);
	buf_release(&search.names);
}

static int
unusable(struct notes *notes, const char *why, struct diags *diags)
{
	diag_error(diags, "revision", STR_NONE, 0, 0,
	    "--at \"%s\" %s; " WAY_OUT, notes->at, why);
	return -1;
}

static int
unreadable(struct notes *notes, int code, struct diags *diags)
{
	struct buf why = { 0 };

	revision_reason(notes, code, STR_NONE, &why);
	diag_error(diags, "revision", STR_NONE, 0, 0,
	    "--at \"%s\" can't be read: %s", notes->at, buf_cstr(&why));
	buf_release(&why);
	return -1;
}

/* What git would take for something else than a commit. */
static int
check_typed(struct notes *notes, struct diags *diags)
{
	switch (notes->at[0]) {
	case '\0':
		return unusable(notes, "names nothing", diags);
	case '-':
		return unusable(notes, "begins as an option does", diags);
	case ':':
		return unusable(notes, notes->at[1] == '/' ?
		    "is a search through all commits" :
		    "names what the index holds", diags);
	default:
		return 0;
	}
}

/* The commit that an object is, or that a tag leads to. */
static int
peel(struct notes *notes, const git_object *object, git_object **commit,
    struct diags *diags)
{
	if (git_object_type(object) == GIT_OBJECT_TAG ?
	    git_object_peel(commit, object, GIT_OBJECT_ANY) :
	    git_object_dup(commit, (git_object *)object))
		return unreadable(notes, GIT_ERROR, diags);
	switch (git_object_type(*commit)) {
	case GIT_OBJECT_COMMIT:
		return 0;
	case GIT_OBJECT_TREE:
		return unusable(notes, "is a folder, no commit", diags);
	default:
		return unusable(notes, "is a file, no commit", diags);
	}
}

static int
resolve(struct notes *notes, git_object **commit, struct diags *diags)
{
	git_object *object = NULL;
	int rc = -1;

	switch (git_revparse_single(&object, notes->repo, notes->at)) {
	case 0:
		rc = peel(notes, object, commit, diags);
		break;
	case GIT_EAMBIGUOUS:
		unusable(notes, "fits several; write more of it", diags);
		break;
	case GIT_ENOTFOUND:
	case GIT_EINVALIDSPEC:
		missing(notes, diags);
		break;
	default:
		unreadable(notes, GIT_ERROR, diags);
	}
	git_object_free(object);
	return rc;
}

bool
revision_partial(struct notes *notes)
{
	git_config_iterator *all = NULL;
	git_config_entry *entry;
	bool yes = repo_config_value(notes, "extensions.partialclone");

	if (git_config_iterator_new(&all, notes->config))
		return yes;
	while (!yes && !git_config_next(&entry, all))
		yes = str_starts(str_of(entry->name), STR("remote.")) &&
		    str_ends(str_of(entry->name), STR(".promisor")) &&
		    repo_config_true(notes, entry->name);
	git_config_iterator_free(all);
	return yes;
}

int
revision_open(struct notes *notes, struct diags *diags)
{
	struct revision *r = mem_zalloc(sizeof(*r));
	git_object *commit = NULL;
	int code, rc = -1;

	notes->revision = r;
	r->partial = revision_partial(notes);
	if (!check_typed(notes, diags) && !resolve(notes, &commit, diags)) {
		git_oid_cpy(&r->commit, git_object_id(commit));
		code = git_commit_tree(&r->tree, (git_commit *)commit);
		if (!code)
			code = git_repository_odb(&r->odb, notes->repo);
		rc = code ? unreadable(notes, code, diags) : 0;
	}
	git_object_free(commit);
	return rc;
}

void
revision_free(struct revision *revision)
{
	if (!revision)
		return;
	git_tree_free(revision->tree);
	git_odb_free(revision->odb);
	map_release(&revision->listed);
	vec_release(&revision->ids);
	free(revision);
}

void
revision_reason(const struct notes *notes, int code, struct str path,
    struct buf *out)
{
	if (code == GIT_ENOTFOUND && notes->revision->partial)
		buf_printf(out, "this partial clone does not have it yet; "
		    "`git show '%s:%.*s'` fetches it", notes->at,
		    STR_ARG(path));
	else if (code == GIT_EBUFS)
		buf_printf(out, "%s; split it", repo_error());
	else
		buf_printf(out, "%s; git fsck says more", repo_error());
}

/* As libgit2, with the entry of a path that is not the root. */
static int
lookup(const struct notes *notes, struct str path, git_oid *id,
    git_filemode_t *mode)
{
	git_tree_entry *entry = NULL;
	char *name = mem_cstr(path);
	int code = git_tree_entry_bypath(&entry, notes->revision->tree, name);

	if (!code) {
		git_oid_cpy(id, git_tree_entry_id(entry));
		*mode = git_tree_entry_filemode(entry);
	}
	git_tree_entry_free(entry);
	free(name);
	return code;
}

git_filemode_t
revision_find(const struct notes *notes, struct str path, git_oid *id)
{
	git_filemode_t mode = GIT_FILEMODE_UNREADABLE;

	if (!path.len)
		return GIT_FILEMODE_TREE;
	lookup(notes, path, id, &mode);
	return mode;
}

static const char *
no_file(git_filemode_t mode)
{
	switch (mode) {
	case GIT_FILEMODE_LINK:
		return REPO_LINK;
	case GIT_FILEMODE_TREE:
	case GIT_FILEMODE_COMMIT:
		return REPO_NO_FILE;
	default:
		return NULL;
	}
}

int
revision_read(const struct notes *notes, struct str path, struct buf *out,
    bool missing_ok, struct diags *diags)
{
	const struct revision *r = notes->revision;
	const uint32_t *place = map_get(&r->listed, path);
	git_filemode_t mode = GIT_FILEMODE_BLOB;
	struct buf why = { 0 };
	git_oid id;
	int code = 0;

	if (place)
		git_oid_cpy(&id, &r->ids.v[*place]);
	else
		code = lookup(notes, path, &id, &mode);
	if (code == GIT_ENOTFOUND && missing_ok)
		return 1;
	if (!code && !no_file(mode))
		code = repo_blob(r->odb, &id, REPO_FILE_MAX, out);
	if (!code && !no_file(mode))
		return 0;
	if (code)
		revision_reason(notes, code, path, &why);
	else
		buf_puts(&why, no_file(mode));
	diag_error(diags, "unreadable", path, 0, 0, "can't be read: %s",
	    buf_cstr(&why));
	buf_release(&why);
	return -1;
}
