#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "git/ask.h"
#include "git/program.h"
#include "git/stored.h"

/*
 * Which files are not what HEAD holds: what the index says of a file answers
 * for all but those that were touched, and only these are read.
 */
struct changing {
	struct notes *notes;
	git_index *index;
	git_tree *head;    /* NULL before the first commit */
	git_tree *folder;  /* of HEAD, with the path's name in it … */
	struct str above;  /* … and its path */
	bool above_known;
	int64_t written;   /* when the index was, in seconds */
	struct diags *diags;
};

/* The tree of a path's folder, the same as the last one's mostly. */
static void
enter(struct changing *c, struct str above)
{
	git_tree_entry *entry = NULL;
	char *name;

	if (c->above_known && str_eq(above, c->above))
		return;
	if (c->folder != c->head)
		git_tree_free(c->folder);
	c->folder = NULL;
	c->above = above;
	c->above_known = true;
	if (!above.len)
		c->folder = c->head;
	if (!above.len || !c->head)
		return;
	name = mem_cstr(above);
	if (!git_tree_entry_bypath(&entry, c->head, name) &&
	    git_tree_entry_type(entry) == GIT_OBJECT_TREE)
		git_tree_lookup(&c->folder, c->notes->repo,
		    git_tree_entry_id(entry));
	git_tree_entry_free(entry);
	free(name);
}

/* What HEAD holds at a path, or NULL. */
static const git_oid *
in_head(struct changing *c, struct str path, const char *name)
{
	size_t slash = str_rchr(path, '/');
	const git_tree_entry *entry;

	enter(c, slash == SIZE_MAX ? STR_NONE : str_upto(path, slash));
	if (!c->folder)
		return NULL;
	entry = git_tree_entry_byname(c->folder,
	    slash == SIZE_MAX ? name : name + slash + 1);
	return entry ? git_tree_entry_id(entry) : NULL;
}

static bool
same_time(const git_index_time *known, struct timespec now)
{
	return known->seconds == (int32_t)now.tv_sec &&
	    (!known->nanoseconds ||
	    known->nanoseconds == (uint32_t)now.tv_nsec);
}

/*
 * The file is what the index has: as git sees it, who takes one as young as
 * the index itself for changed.
 */
static bool
is_untouched(const struct changing *c, const git_index_entry *entry,
    const struct stat *st)
{
	return entry->file_size == (uint32_t)st->st_size &&
	    entry->ino == (uint32_t)st->st_ino &&
	    same_time(&entry->mtime, st->st_mtim) &&
	    same_time(&entry->ctime, st->st_ctim) &&
	    entry->mtime.seconds < c->written;
}

/* The name of what is in the work tree as git would store it. */
static int
hash(struct changing *c, struct str path, const char *name, git_oid *id)
{
	struct buf bytes = { 0 }, stored = { 0 };
	int rc = notes_read(c->notes, path, &bytes, true, c->diags);

	if (!rc)
		rc = stored_bytes(c->notes, name, buf_str(&bytes), &stored) ||
		    git_odb_hash(id, stored.ptr ? stored.ptr : "",
		    stored.len, GIT_OBJECT_BLOB) ? -1 : 0;
	buf_release(&bytes);
	buf_release(&stored);
	return rc;
}

static bool
is_changed(struct changing *c, struct str path)
{
	char *name = mem_cstr(path);
	const git_oid *head = in_head(c, path, name);
	const git_index_entry *entry =
	    git_index_get_bypath(c->index, name, 0);
	struct stat st;
	git_oid now;
	bool changed = true;

	if (fstatat(c->notes->fd, name, &st, AT_SYMLINK_NOFOLLOW))
		changed = false; /* it has gone meanwhile */
	else if (head && entry && (entry->flags & GIT_INDEX_ENTRY_VALID ||
	    is_untouched(c, entry, &st)))
		changed = git_oid_cmp(head, &entry->id) != 0;
	else if (head)
		changed = !hash(c, path, name, &now) &&
		    git_oid_cmp(head, &now);
	free(name);
	return changed;
}

static int
begin(struct changing *c)
{
	char *branch = NULL;
	struct stat st;
	git_oid id;
	int rc = repo_head(c->notes, &branch, &id, c->diags);

	free(branch);
	if (rc)
		return -1;
	if (repo_tree(c->notes, &id, &c->head) ||
	    repo_index(c->notes, &c->index)) {
		diag_error(c->diags, "index", STR_NONE, 0, 0,
		    "what git holds can't be read: %s", repo_error());
		return -1;
	}
	c->written = !stat(c->notes->index_path, &st) ?
	    (int64_t)st.st_mtim.tv_sec : 0;
	return 0;
}

/* Every path of an answer, behind so many bytes, gets this value. */
static void
take_paths(struct map *known, const struct program *p, size_t behind,
    uint32_t value)
{
	struct str rest = buf_str(&p->out), line;

	while (str_cut(&rest, '\0', &line))
		if (line.len > behind)
			*map_put(known, str_from(line, behind), value, NULL) =
			    value;
}

/*
 * The same by git, where libgit2 can't read HEAD or the index. What is staged
 * otherwise is among them, too: who compares it finds nothing.
 */
static int
ask_changed(struct notes *notes, const struct strs *paths,
    struct strs *changed, struct diags *diags)
{
	enum { AS_IN_HEAD, DIFFERS };
	const char *list[] = { "ls-tree", "-r", "-z", "--name-only",
		"--full-tree", NULL, NULL };
	/* "XY PATH" */
	const char *const differ[] = { "--no-optional-locks", "status",
		"--porcelain", "-z", "--untracked-files=no", "--no-renames",
		"--ignore-submodules=all", NULL };
	struct program head = { 0 }, differing = { 0 };
	struct map known = { 0 };
	struct str branch, id;
	const uint32_t *how;
	size_t i;
	int rc = ask_head(notes, &branch, &id, diags);

	list[5] = id.ptr;
	if (!rc && id.len)
		rc = program_must(&head, notes, list, "head", diags) ||
		    program_must(&differing, notes, differ, "index",
		    diags) ? -1 : 0;
	take_paths(&known, &head, 0, AS_IN_HEAD);
	take_paths(&known, &differing, strlen("XY "), DIFFERS);
	for (i = 0; !rc && i < paths->n; i++) {
		how = map_get(&known, paths->v[i]);
		if (!how || *how == DIFFERS)
			vec_push(changed, paths->v[i]);
	}
	map_release(&known);
	program_release(&head);
	program_release(&differing);
	return rc;
}

int
notes_changed(struct notes *notes, const struct strs *paths,
    struct strs *changed, struct diags *diags)
{
	struct changing c = { .notes = notes, .diags = diags };
	size_t i;
	int rc;

	if (notes->asked)
		return ask_changed(notes, paths, changed, diags);
	rc = begin(&c);

	for (i = 0; !rc && i < paths->n; i++)
		if (is_changed(&c, paths->v[i]))
			vec_push(changed, paths->v[i]);
	if (c.folder != c.head)
		git_tree_free(c.folder);
	git_tree_free(c.head);
	return rc;
}
