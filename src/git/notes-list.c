#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/pool.h"
#include "git/revision.h"
#include "git/rules.h"
#include "git/tracked.h"

/*
 * A walk with readdir: libgit2's status costs three times as much. Names and
 * their kinds come from the folders; no file is looked at. What is tracked
 * matters only where a rule of git's ignores something: that is put aside, and
 * asked for when the walk is done, while a thread reads the index.
 */

struct folder {
	struct str path;
	const struct ignore *own; /* .netgrepignore from the root to here */
	const struct ignore *git; /* .gitignore, and what stands above all */
	bool ignored;             /* of what is in it only what is tracked */
};

struct entry {
	size_t name, len; /* in walk.names */
	unsigned char type;
};

struct walk {
	struct notes *notes;
	bool (*wants)(struct str path);
	struct strs *paths;
	struct diags *diags;
	struct arena texts;
	struct tracked *tracked;
	VEC(struct folder) todo, ignored;
	struct strs ignored_files;
	/* the folder that is being read */
	VEC(struct entry) entries;
	struct buf names, path;
	int fd;
	int rc;
};

/* The path of an entry, in walk->path and the return value alike. */
static struct str
path_of(struct walk *walk, const struct folder *folder,
    const struct entry *entry)
{
	buf_clear(&walk->path);
	buf_add(&walk->path, folder->path);
	if (folder->path.len)
		buf_addc(&walk->path, '/');
	buf_add(&walk->path, (struct str){ walk->names.ptr + entry->name,
	    entry->len });
	return buf_str(&walk->path);
}

/* Of what is in a folder: whether git ignores it if it does not track it. */
static bool
is_ignored(struct walk *walk, const struct folder *in, struct str path,
    bool is_folder)
{
	if (!in->ignored && !ignore_match(in->git, path, is_folder))
		return false;
	tracked_start(walk->tracked);
	return true;
}

static void
see_folder(struct walk *walk, const struct folder *in, struct str path)
{
	struct folder folder = *in;

	if (ignore_match(in->own, path, true))
		return;
	folder.ignored = is_ignored(walk, in, path, true);
	folder.path = arena_str(&walk->texts, path);
	if (folder.ignored)
		vec_push(&walk->ignored, folder);
	else
		vec_push(&walk->todo, folder);
}

static void
see_file(struct walk *walk, const struct folder *in, struct str path)
{
	if (!walk->wants(path) || ignore_match(in->own, path, false))
		return;
	if (is_ignored(walk, in, path, false))
		vec_push(&walk->ignored_files, arena_str(&walk->texts, path));
	else
		vec_push(walk->paths, arena_str(&walk->notes->texts, path));
}

static void
see_link(struct walk *walk, const struct folder *in, struct str path,
    const char *name)
{
	struct stat st;

	if (!walk->wants(path) && (fstatat(walk->fd, name, &st, 0) ||
	    !S_ISDIR(st.st_mode)))
		return;
	if (ignore_match(in->own, path, false) ||
	    (is_ignored(walk, in, path, false) &&
	    tracked_as(walk->tracked, path) == TRACKED_NOT))
		return;
	diag_warn(walk->diags, "symlink", path, 0, 0, REPO_SYMLINK);
}

static void
see(struct walk *walk, const struct folder *in, const struct entry *entry)
{
	const char *name = walk->names.ptr + entry->name;
	struct str path = path_of(walk, in, entry);
	unsigned char type = entry->type;
	struct stat st;

	if (type == DT_UNKNOWN) {
		if (fstatat(walk->fd, name, &st, AT_SYMLINK_NOFOLLOW))
			return;
		type = (unsigned char)IFTODT(st.st_mode);
	}
	if (type == DT_DIR)
		see_folder(walk, in, path);
	else if (type == DT_REG)
		see_file(walk, in, path);
	else if (type == DT_LNK)
		see_link(walk, in, path, name);
}

/* All names first: one of them can say that the folder is not ours. */
static int
read_names(struct walk *walk, struct folder *folder, DIR *dir)
{
	struct dirent *entry;
	bool own = false, git = false, repository = false;

	vec_clear(&walk->entries);
	buf_clear(&walk->names);
	while (errno = 0, (entry = readdir(dir))) {
		struct str name = str_of(entry->d_name);

		if (str_eq(name, STR(".")) || str_eq(name, STR("..")))
			continue;
		if (str_eq(name, STR(".git"))) {
			repository = true;
			continue;
		}
		own |= str_eq(name, STR(".netgrepignore"));
		git |= str_eq(name, STR(".gitignore"));
		vec_push(&walk->entries, (struct entry){ walk->names.len,
		    name.len, entry->d_type });
		buf_add(&walk->names, (struct str){ name.ptr, name.len + 1 });
	}
	if (errno)
		return -1;
	if (repository && folder->path.len > walk->notes->narrow.len &&
	    tracked_as(walk->tracked, folder->path) != TRACKED_FOLDER)
		vec_clear(&walk->entries);
	if (own && walk->entries.n)
		folder->own = rules_own(folder->own, walk->notes, &walk->texts,
		    folder->path, walk->diags);
	if (git && walk->notes->is_git && walk->entries.n && !folder->ignored)
		folder->git = rules_git(folder->git, walk->notes, &walk->texts,
		    folder->path, walk->diags);
	return 0;
}

/*
 * Also one that is empty as far as git is concerned, without a .git: whatever
 * somebody has put there git neither tracks nor lists.
 */
static bool
is_submodule(struct walk *walk, const struct folder *folder)
{
	return folder->path.len > walk->notes->narrow.len &&
	    tracked_is_submodule(walk->tracked, folder->path);
}

static void
visit(struct walk *walk, struct folder folder)
{
	DIR *dir = NULL;
	size_t i;

	if (is_submodule(walk, &folder))
		return;
	walk->fd = repo_beneath(walk->notes->fd, folder.path, O_DIRECTORY);
	if (walk->fd >= 0)
		dir = fdopendir(walk->fd);
	if (dir && !read_names(walk, &folder, dir)) {
		for (i = 0; i < walk->entries.n; i++)
			see(walk, &folder, &walk->entries.v[i]);
	} else if (errno != ENOENT && errno != ENOTDIR) {
		diag_error(walk->diags, "unreadable", folder.path, 0, 0,
		    "the folder can't be read: %s", strerror(errno));
		walk->rc = -1;
	}
	if (dir)
		closedir(dir);
	else if (walk->fd >= 0)
		close(walk->fd);
}

/* The first folder, with the rules of those above it. */
static struct folder
first_folder(struct walk *walk)
{
	struct notes *notes = walk->notes;
	struct folder folder = { .path = notes->narrow };
	struct str rest = folder.path, part, above = { folder.path.ptr, 0 };

	folder.git = rules_common(notes, &walk->texts, walk->diags);
	while (rest.len && str_cut(&rest, '/', &part)) {
		folder.own = rules_own(folder.own, notes, &walk->texts, above,
		    walk->diags);
		if (notes->is_git)
			folder.git = rules_git(folder.git, notes, &walk->texts,
			    above, walk->diags);
		above.len = (size_t)(part.ptr + part.len - above.ptr);
		folder.ignored = is_ignored(walk, &folder, above, true);
	}
	return folder;
}

/* What git tracks of what its rules ignore. */
static void
add_tracked(struct walk *walk)
{
	size_t i;

	while (walk->ignored.n) {
		struct folder folder = walk->ignored.v[--walk->ignored.n];

		if (tracked_as(walk->tracked, folder.path) == TRACKED_FOLDER)
			visit(walk, folder);
	}
	for (i = 0; i < walk->ignored_files.n; i++) {
		struct str path = walk->ignored_files.v[i];

		if (tracked_as(walk->tracked, path) == TRACKED_FILE)
			vec_push(walk->paths, arena_str(&walk->notes->texts,
			    path));
	}
}

static void
warn_untold(struct walk *walk)
{
	const char *why = tracked_problem(walk->tracked);

	if (why)
		diag_warn(walk->diags, "index", STR_NONE, 0, 0,
		    "what git tracks can't be read: %s; files that git "
		    "tracks though it ignores them are not read", why);
}

static int
compare(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* A folder of many is in order already where they were made in order. */
static void
sort_paths(struct str *v, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (str_cmp(v[i - 1], v[i]) > 0)
			break;
	if (i < n)
		pool_sort(v, n, sizeof(*v), compare);
}

static int
list_tree(struct notes *notes, bool (*wants)(struct str path),
    struct strs *paths, struct diags *diags)
{
	struct walk walk = { .notes = notes, .wants = wants, .paths = paths,
		.diags = diags, .tracked = tracked_new(notes) };

	vec_push(&walk.todo, first_folder(&walk));
	while (walk.todo.n)
		visit(&walk, walk.todo.v[--walk.todo.n]);
	add_tracked(&walk);
	warn_untold(&walk);
	vec_release(&walk.todo);
	vec_release(&walk.entries);
	buf_release(&walk.names);
	buf_release(&walk.path);
	vec_release(&walk.ignored);
	vec_release(&walk.ignored_files);
	tracked_free(walk.tracked);
	arena_release(&walk.texts);
	return walk.rc;
}

int
notes_list(struct notes *notes, bool (*wants)(struct str path),
    struct strs *paths, struct diags *diags)
{
	size_t before = paths->n;
	int rc = notes->revision ?
	    revision_list(notes, wants, paths, diags) :
	    list_tree(notes, wants, paths, diags);

	sort_paths(paths->v + before, paths->n - before);
	return rc;
}
