#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "git/ignore.h"
#include "git/revision.h"
#include "git/tracked.h"

/*
 * A walk with readdir: libgit2's status costs three times as much. Names and
 * their kinds come from the folders; no file is looked at. What is tracked
 * matters only where rules of git's may ignore something, and whether they do
 * is asked of the files that are not tracked, after the walk, since asking
 * takes longer than reading a note.
 */

struct folder {
	struct str path;
	const struct ignore *own; /* .netgrepignore from the root to here */
	const struct ignore *git; /* .gitignore, where libgit2 can't say */
	bool ruled;               /* rules of git's may ignore what is in it */
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
	VEC(struct folder) todo;
	VEC(size_t) doubts; /* places in paths of what may be ignored */
	/* the folder that is being read */
	VEC(struct entry) entries;
	struct buf names, path;
	int fd;
	int rc;
};

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
		    REPO_NO_RULES, strerror(errno));
	if (fd >= 0)
		close(fd);
	buf_release(&rules);
	buf_release(&path);
	return up;
}

/* Asks libgit2; the path of a folder ends in a slash. */
static bool
git_ignores(const struct walk *walk, const char *path)
{
	int ignored = 0;

	return walk->notes->repo && !git_ignore_path_is_ignored(&ignored,
	    walk->notes->repo, path) && ignored;
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

static bool
is_ignored_folder(struct walk *walk, const struct folder *in, struct str path)
{
	bool ignored;

	if (in->git)
		return ignore_match(in->git, path, true);
	if (!in->ruled)
		return false;
	buf_addc(&walk->path, '/');
	ignored = git_ignores(walk, buf_cstr(&walk->path));
	walk->path.len--;
	return ignored && tracked_as(walk->tracked, buf_str(&walk->path)) !=
	    TRACKED_FOLDER;
}

static void
see_folder(struct walk *walk, const struct folder *in, struct str path)
{
	struct folder folder = *in;

	if (ignore_match(in->own, path, true) ||
	    is_ignored_folder(walk, in, path))
		return;
	folder.path = arena_str(&walk->texts, buf_str(&walk->path));
	vec_push(&walk->todo, folder);
}

static void
see_file(struct walk *walk, const struct folder *in, struct str path)
{
	if (!walk->wants(path) || ignore_match(in->own, path, false) ||
	    (in->git && ignore_match(in->git, path, false)))
		return;
	if (in->ruled) {
		tracked_start(walk->tracked);
		vec_push(&walk->doubts, walk->paths->n);
	}
	vec_push(walk->paths, arena_str(&walk->notes->texts, path));
}

static bool
is_ignored(struct walk *walk, struct str path)
{
	buf_clear(&walk->path);
	buf_add(&walk->path, path);
	return tracked_as(walk->tracked, path) == TRACKED_NOT &&
	    git_ignores(walk, buf_cstr(&walk->path));
}

/* Takes the doubtful paths out that git ignores. */
static void
settle_doubts(struct walk *walk, size_t first)
{
	size_t i, doubt = 0, kept = first;

	if (!walk->doubts.n)
		return;
	for (i = first; i < walk->paths->n; i++) {
		if (doubt < walk->doubts.n && walk->doubts.v[doubt] == i) {
			doubt++;
			if (is_ignored(walk, walk->paths->v[i]))
				continue;
		}
		walk->paths->v[kept++] = walk->paths->v[i];
	}
	walk->paths->n = kept;
}

static void
see_link(struct walk *walk, const struct folder *in, struct str path,
    const char *name)
{
	struct stat st;

	if (!walk->wants(path) && (fstatat(walk->fd, name, &st, 0) ||
	    !S_ISDIR(st.st_mode)))
		return;
	if (ignore_match(in->own, path, false) || (in->git ?
	    ignore_match(in->git, path, false) :
	    in->ruled && is_ignored(walk, arena_str(&walk->texts, path))))
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
	folder->ruled |= git && walk->notes->is_git;
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

/* Whether a file of rules says more than comments, as far as can be told. */
static bool
has_rules(const char *path)
{
	struct buf text = { 0 };
	struct str rest, line;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	bool yes = fd >= 0 && repo_slurp(fd, &text);

	rest = buf_str(&text);
	while (!yes && str_line(&rest, &line))
		yes = str_trim(line).len && !str_starts(line, STR("#"));
	if (fd >= 0)
		close(fd);
	buf_release(&text);
	return yes;
}

/* Rules of git's that hold for the whole repository. */
static bool
is_ruled(struct notes *notes)
{
	const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	struct buf path = { 0 };
	bool yes;

	if (!notes->repo)
		return false;
	if (repo_config_value(notes, "core.excludesfile"))
		return true;
	buf_puts(&path, git_repository_commondir(notes->repo));
	buf_puts(&path, "info/exclude");
	yes = has_rules(buf_cstr(&path));
	buf_clear(&path);
	buf_puts(&path, xdg && *xdg ? xdg : home ? home : "");
	buf_puts(&path, xdg && *xdg ? "/git/ignore" : "/.config/git/ignore");
	yes = yes || has_rules(buf_cstr(&path));
	buf_release(&path);
	return yes;
}

/* The rules of a folder above the first. */
static void
add_above(struct walk *walk, struct folder *folder, struct str above)
{
	struct buf path = { 0 };

	folder->own = add_rules(walk, folder->own, above, ".netgrepignore");
	if (walk->notes->refused) {
		folder->git = add_rules(walk, folder->git, above,
		    ".gitignore");
		return;
	}
	buf_add(&path, above);
	buf_puts(&path, above.len ? "/.gitignore" : ".gitignore");
	folder->ruled |= walk->notes->is_git &&
	    notes_has(walk->notes, buf_str(&path));
	buf_release(&path);
}

/* The first folder, with the rules of those above it. */
static struct folder
first_folder(struct walk *walk)
{
	struct folder folder = { .path = walk->notes->narrow };
	struct str rest = folder.path, part, above = { folder.path.ptr, 0 };

	folder.ruled = is_ruled(walk->notes);
	if (walk->notes->refused)
		folder.git = add_rules(walk, NULL, STR_NONE,
		    ".git/info/exclude");
	folder.ruled |= folder.git != NULL;
	while (rest.len && str_cut(&rest, '/', &part)) {
		add_above(walk, &folder, above);
		above.len = (size_t)(part.ptr + part.len - above.ptr);
	}
	return folder;
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
		qsort(v, n, sizeof(*v), compare);
}

static int
list_tree(struct notes *notes, bool (*wants)(struct str path),
    struct strs *paths, struct diags *diags)
{
	struct walk walk = { .notes = notes, .wants = wants, .paths = paths,
		.diags = diags, .tracked = tracked_new(notes) };
	size_t before = paths->n;

	vec_push(&walk.todo, first_folder(&walk));
	while (walk.todo.n)
		visit(&walk, walk.todo.v[--walk.todo.n]);
	settle_doubts(&walk, before);
	warn_untold(&walk);
	vec_release(&walk.todo);
	vec_release(&walk.entries);
	buf_release(&walk.names);
	buf_release(&walk.path);
	vec_release(&walk.doubts);
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
