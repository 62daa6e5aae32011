#include <errno.h>
#include <limits.h>
#include <stdint.h>

#include "base/path.h"
#include "git/ignore.h"
#include "git/revision.h"

/*
 * A few folders can stand in each other so often that nothing could hold them
 * all: what is listed is bounded, as a disk would bound it.
 */
enum { FOLDERS_MAX = 1 << 20, ENTRIES_MAX = 1 << 21, LINKS_MAX = 40 };

struct folder {
	struct str path;
	git_oid id;
	const struct ignore *own; /* .netgrepignore from the root to here */
};

struct walk {
	struct notes *notes;
	bool (*wants)(struct str path);
	struct strs *paths;
	struct diags *diags;
	struct arena texts;
	VEC(struct folder) todo;
	struct buf path, bytes;
	size_t folders, entries;
	int rc;
};

/* The path of an entry, in walk->path and the return value alike. */
static struct str
child(struct walk *walk, const struct folder *in, struct str name)
{
	buf_clear(&walk->path);
	buf_add(&walk->path, in->path);
	if (in->path.len)
		buf_addc(&walk->path, '/');
	buf_add(&walk->path, name);
	return buf_str(&walk->path);
}

/* What git checks out nowhere, so that no path of ours means something else. */
static bool
is_name(struct str name)
{
	return name.len && !str_eq(name, STR(".")) &&
	    !str_eq(name, STR("..")) && !str_ieq(name, STR(".git")) &&
	    memchr(name.ptr, '/', name.len) == NULL;
}

static void
see_folder(struct walk *walk, const struct folder *in, struct str path,
    const git_tree_entry *entry)
{
	struct folder folder = { .own = in->own };

	if (ignore_match(in->own, path, true))
		return;
	git_oid_cpy(&folder.id, git_tree_entry_id(entry));
	folder.path = arena_str(&walk->texts, path);
	vec_push(&walk->todo, folder);
}

static void
see_file(struct walk *walk, const struct folder *in, struct str path,
    const git_tree_entry *entry)
{
	struct revision *r = walk->notes->revision;
	bool added;

	if (!walk->wants(path) || ignore_match(in->own, path, false))
		return;
	path = arena_str(&walk->notes->texts, path);
	map_put(&r->listed, path, (uint32_t)r->ids.n, &added);
	if (!added)
		return;
	vec_push(&r->ids, *git_tree_entry_id(entry));
	vec_push(walk->paths, path);
}

/* The next place that a link leads to: false when it is not in the revision. */
static bool
follow(struct walk *walk, struct buf *path, const git_oid *link)
{
	size_t slash = str_rchr(buf_str(path), '/');

	path->len = slash == SIZE_MAX ? 0 : slash;
	buf_clear(&walk->bytes);
	return !repo_blob(walk->notes->revision->odb, link, PATH_MAX,
	    &walk->bytes) && !str_starts(buf_str(&walk->bytes), STR("/")) &&
	    path_walk(path, buf_str(&walk->bytes));
}

/* Whether a link leads to a folder, or out of sight, where one may be. */
static bool
may_be_folder(struct walk *walk, struct str from, const git_tree_entry *entry)
{
	struct buf path = { 0 };
	git_oid link = *git_tree_entry_id(entry);
	git_filemode_t mode = GIT_FILEMODE_LINK;
	int links;

	buf_add(&path, from);
	for (links = 0; links < LINKS_MAX && mode == GIT_FILEMODE_LINK; links++)
		mode = follow(walk, &path, &link) ?
		    revision_find(walk->notes, buf_str(&path), &link) :
		    GIT_FILEMODE_TREE;
	buf_release(&path);
	return mode == GIT_FILEMODE_TREE;
}

static void
see_link(struct walk *walk, const struct folder *in, struct str path,
    const git_tree_entry *entry)
{
	if ((walk->wants(path) || may_be_folder(walk, path, entry)) &&
	    !ignore_match(in->own, path, false))
		diag_warn(walk->diags, "symlink", path, 0, 0, REPO_SYMLINK);
}

static void
see(struct walk *walk, const struct folder *in, const git_tree_entry *entry)
{
	struct str name = str_of(git_tree_entry_name(entry));
	struct str path = child(walk, in, name);

	if (!is_name(name)) {
		diag_error(walk->diags, "unreadable", path, 0, 0,
		    "no file can have this name; git fsck says more");
		walk->rc = -1;
		return;
	}
	switch (git_tree_entry_filemode(entry)) {
	case GIT_FILEMODE_TREE:
		see_folder(walk, in, path, entry);
		break;
	case GIT_FILEMODE_LINK:
		see_link(walk, in, path, entry);
		break;
	case GIT_FILEMODE_COMMIT: /* a submodule: another repository */
		break;
	default:
		see_file(walk, in, path, entry);
	}
}

/* Why an entry can't hold rules, in the system's words, or NULL. */
static const char *
no_file(const git_tree_entry *entry)
{
	if (git_tree_entry_filemode(entry) == GIT_FILEMODE_LINK)
		return strerror(ELOOP);
	return git_tree_entry_type(entry) == GIT_OBJECT_BLOB ? NULL :
	    strerror(EISDIR);
}

/* The rules of the folder's .netgrepignore, before those above it. */
static const struct ignore *
add_rules(struct walk *walk, const git_tree *tree, const struct folder *in)
{
	static const char name[] = ".netgrepignore";
	const git_tree_entry *entry = git_tree_entry_byname(tree, name);
	const char *why = entry ? no_file(entry) : NULL;
	int code = -1;

	if (!entry)
		return in->own;
	buf_clear(&walk->bytes);
	if (!why)
		code = repo_blob(walk->notes->revision->odb,
		    git_tree_entry_id(entry), REPO_FILE_MAX, &walk->bytes);
	if (!code)
		return ignore_add(in->own, &walk->texts, in->path,
		    buf_str(&walk->bytes), false);
	child(walk, in, str_of(name));
	diag_warn(walk->diags, "unreadable", buf_str(&walk->path), 0, 0,
	    REPO_NO_RULES, why ? why : repo_error());
	return in->own;
}

static int
open_folder(struct walk *walk, struct folder *folder, git_tree **tree)
{
	int code = git_tree_lookup(tree, walk->notes->repo, &folder->id);
	struct buf why = { 0 };

	if (code) {
		revision_reason(walk->notes, code, folder->path, &why);
		diag_error(walk->diags, "unreadable", folder->path, 0, 0,
		    "the folder can't be read: %s", buf_cstr(&why));
		buf_release(&why);
		walk->rc = -1;
		return -1;
	}
	folder->own = add_rules(walk, *tree, folder);
	return 0;
}

static void
visit(struct walk *walk, struct folder folder)
{
	git_tree *tree = NULL;
	size_t i, n;

	if (open_folder(walk, &folder, &tree))
		return;
	n = git_tree_entrycount(tree);
	walk->entries += n;
	if (++walk->folders > FOLDERS_MAX || walk->entries > ENTRIES_MAX) {
		diag_error(walk->diags, "unreadable", folder.path, 0, 0,
		    "there are more files than can be; from here on none is "
		    "read; .netgrepignore or netgrep.dir can leave this out");
		walk->rc = -1;
		vec_clear(&walk->todo);
		n = 0;
	}
	for (i = 0; i < n; i++)
		see(walk, &folder, git_tree_entry_byindex(tree, i));
	git_tree_free(tree);
}

/* From the root to the folder that is listed, with the rules on the way. */
static void
begin(struct walk *walk)
{
	struct str narrow = walk->notes->narrow, rest = narrow, part;
	struct folder folder = { .path = { narrow.ptr, 0 } };
	const git_tree_entry *entry;
	git_tree *tree = NULL;

	git_oid_cpy(&folder.id, git_tree_id(walk->notes->revision->tree));
	while (rest.len && str_cut(&rest, '/', &part)) {
		if (open_folder(walk, &folder, &tree))
			return;
		folder.path.len = (size_t)(part.ptr + part.len - narrow.ptr);
		buf_clear(&walk->path);
		buf_add(&walk->path, part);
		entry = git_tree_entry_byname(tree, buf_cstr(&walk->path));
		if (entry)
			git_oid_cpy(&folder.id, git_tree_entry_id(entry));
		git_tree_free(tree);
	}
	vec_push(&walk->todo, folder);
}

int
revision_list(struct notes *notes, bool (*wants)(struct str path),
    struct strs *paths, struct diags *diags)
{
	struct walk walk = { .notes = notes, .wants = wants, .paths = paths,
		.diags = diags };

	begin(&walk);
	while (walk.todo.n)
		visit(&walk, walk.todo.v[--walk.todo.n]);
	vec_release(&walk.todo);
	buf_release(&walk.path);
	buf_release(&walk.bytes);
	arena_release(&walk.texts);
	return walk.rc;
}
