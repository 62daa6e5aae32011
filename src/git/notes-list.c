#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "git/ignore.h"
#include "git/repo.h"

/*
 * A walk with readdir beside the set of the index's paths: libgit2's status
 * costs three times as much. Names and their kinds come from the folders; no
 * file is looked at. What git ignores is asked for untracked paths only.
 */

/* What the index knows a path as. */
enum tracked {
	TRACKED_FILE,
	TRACKED_FOLDER,    /* tracked files are below it */
	TRACKED_SUBMODULE,
};

struct folder {
	struct str path;
	const struct ignore *own; /* .netgrepignore from the root to here */
	const struct ignore *git; /* .gitignore, where libgit2 can't say */
	bool tracked;
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
	git_index *index;
	struct map tracked; /* its keys belong to index */
	VEC(struct folder) todo;
	/* the folder that is being read */
	VEC(struct entry) entries;
	struct buf names, path;
	int fd;
	int rc;
};

static void
add_tracked(struct map *tracked, const git_index_entry *entry)
{
	struct str path = str_of(entry->path);
	bool added = true;
	size_t slash;

	map_put(tracked, path, (entry->mode & S_IFMT) ==
	    GIT_FILEMODE_COMMIT ? TRACKED_SUBMODULE : TRACKED_FILE, NULL);
	/* a folder that is there already has its parents there too */
	while (added && (slash = str_rchr(path, '/')) != SIZE_MAX) {
		path = str_upto(path, slash);
		map_put(tracked, path, TRACKED_FOLDER, &added);
	}
}

/* Without an index every file counts as untracked. */
static void
read_index(struct walk *walk)
{
	struct notes *notes = walk->notes;
	const char *why = notes->refused;
	size_t i, n;

	if (!notes->is_git)
		return;
	if (!why && repo_index(notes, &walk->index))
		why = repo_error();
	if (why) {
		diag_warn(walk->diags, "index", STR_NONE, 0, 0,
		    "what git tracks can't be read: %s; files that git "
		    "tracks though it ignores them are not read", why);
		return;
	}
	n = git_index_entrycount(walk->index);
	for (i = 0; i < n; i++)
		add_tracked(&walk->tracked,
		    git_index_get_byindex(walk->index, i));
}

static const struct ignore *
add_rules(struct walk *walk, const struct ignore *up, struct str folder,
    const char *name)
{
	struct buf rules = { 0 }, path = { 0 };
	int fd;

	buf_add(&path, folder);
	if (folder.len)
		buf_addc(&path, '/');
	buf_puts(&path, name);
	fd = repo_beneath(walk->notes->fd, buf_str(&path), 0);
	if (fd >= 0 && !repo_slurp(fd, &rules))
		up = ignore_add(up, &walk->texts, folder, buf_str(&rules));
	else if (errno != ENOENT && errno != ENOTDIR)
		diag_warn(walk->diags, "unreadable", buf_str(&path), 0, 0,
		    "can't be read, so nothing in it is ignored: %s",
		    strerror(errno));
	if (fd >= 0)
		close(fd);
	buf_release(&rules);
	buf_release(&path);
	return up;
}

static bool
git_ignores(struct walk *walk, const struct folder *folder, bool is_folder)
{
	int ignored = 0;

	if (folder->git)
		return ignore_match(folder->git, buf_str(&walk->path),
		    is_folder);
	if (!walk->notes->repo)
		return false;
	if (is_folder)
		buf_addc(&walk->path, '/');
	if (git_ignore_path_is_ignored(&ignored, walk->notes->repo,
	    buf_cstr(&walk->path)))
		ignored = 0;
	walk->path.len -= is_folder;
	return ignored;
}

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

static void
see_folder(struct walk *walk, const struct folder *in, struct str path)
{
	const uint32_t *tracked = map_get(&walk->tracked, path);
	struct folder folder = { .own = in->own, .git = in->git };

	if (tracked && *tracked == TRACKED_SUBMODULE)
		return;
	folder.tracked = tracked && *tracked == TRACKED_FOLDER;
	if (ignore_match(in->own, path, true) ||
	    (!folder.tracked && git_ignores(walk, in, true)))
		return;
	folder.path = arena_str(&walk->texts, path);
	vec_push(&walk->todo, folder);
}

static void
see_file(struct walk *walk, const struct folder *in, struct str path)
{
	if (!walk->wants(path) || ignore_match(in->own, path, false) ||
	    (!map_get(&walk->tracked, path) && git_ignores(walk, in, false)))
		return;
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
	    (!map_get(&walk->tracked, path) && git_ignores(walk, in, false)))
		return;
	diag_warn(walk->diags, "symlink", path, 0, 0,
	    "a symbolic link is not followed; name what it leads to");
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
	if (repository && folder->path.len && !folder->tracked)
		vec_clear(&walk->entries);
	if (own && walk->entries.n)
		folder->own = add_rules(walk, folder->own, folder->path,
		    ".netgrepignore");
	if (git && walk->notes->refused && walk->entries.n)
		folder->git = add_rules(walk, folder->git, folder->path,
		    ".gitignore");
	return 0;
}

static void
visit(struct walk *walk, struct folder folder)
{
	DIR *dir = NULL;
	size_t i;

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
	struct folder folder = { .path = walk->notes->narrow };
	struct str rest = folder.path, part, above = { folder.path.ptr, 0 };

	folder.tracked = true;
	if (walk->notes->refused)
		folder.git = add_rules(walk, NULL, STR_NONE,
		    ".git/info/exclude");
	while (rest.len && str_cut(&rest, '/', &part)) {
		folder.own = add_rules(walk, folder.own, above,
		    ".netgrepignore");
		if (walk->notes->refused)
			folder.git = add_rules(walk, folder.git, above,
			    ".gitignore");
		above.len = (size_t)(part.ptr + part.len - above.ptr);
	}
	return folder;
}

static int
compare(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

int
notes_list(struct notes *notes, bool (*wants)(struct str path),
    struct strs *paths, struct diags *diags)
{
	struct walk walk = { .notes = notes, .wants = wants, .paths = paths,
		.diags = diags };
	size_t before = paths->n;

	read_index(&walk);
	vec_push(&walk.todo, first_folder(&walk));
	while (walk.todo.n)
		visit(&walk, walk.todo.v[--walk.todo.n]);
	if (paths->n > before)
		qsort(paths->v + before, paths->n - before,
		    sizeof(*paths->v), compare);
	vec_release(&walk.todo);
	vec_release(&walk.entries);
	buf_release(&walk.names);
	buf_release(&walk.path);
	map_release(&walk.tracked);
	repo_index_release(notes);
	arena_release(&walk.texts);
	return walk.rc;
}
