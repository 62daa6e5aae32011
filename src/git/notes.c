#include "git/notes.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "git/gitdir.h"
#include "git/lock.h"
#include "git/revision.h"
#include "git/start.h"

#define WAY_OUT "name the folder with -C or NETGREP_DIR"

/*
 * libgit2 looks for the user's configuration under HOME only. While it opens
 * a repository (and asks for safe.directory) it is to see what git would; a
 * file of another name it can't take, see repo-config.c.
 */
static void
search_paths(bool reset)
{
	const char *global = getenv("GIT_CONFIG_GLOBAL");
	const char *slash = global ? strrchr(global, '/') : NULL;
	const char *system = getenv("GIT_CONFIG_NOSYSTEM");
	char *folder = NULL;
	int off = 0;

	git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL,
	    NULL);
	git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG, NULL);
	git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_SYSTEM,
	    NULL);
	if (reset)
		return;
	if (system && !git_config_parse_bool(&off, system) && off)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH,
		    GIT_CONFIG_LEVEL_SYSTEM, "");
	if (!global)
		return;
	if (slash && !strcmp(slash, "/.gitconfig"))
		folder = mem_cstr((struct str){ global,
		    (size_t)(slash - global) });
	git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG, "");
	git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL,
	    folder ? folder : "");
	free(folder);
}

static bool
same_file(const char *a, const char *b)
{
	struct stat x, y;

	return !stat(a, &x) && !stat(b, &y) && x.st_dev == y.st_dev &&
	    x.st_ino == y.st_ino;
}

/*
 * Whether the root's own .git is this repository. With core.worktree, or with
 * a bare repository that lies among the files, whoever made the files could
 * else choose what folder is read and written (H21).
 */
static bool
belongs(struct str root, git_repository *repo)
{
	struct buf path = { 0 };
	bool yes = gitdir_of(root, &path) &&
	    same_file(buf_cstr(&path), git_repository_path(repo));

	buf_release(&path);
	return yes;
}

/* What libgit2 refuses though the repository is sound: 1; else -1. */
static int
failed_open(struct notes *notes, const char *start, int code,
    struct diags *diags)
{
	const git_error *error = git_error_last();
	int klass = error ? error->klass : GIT_ERROR_NONE;

	if (code == GIT_EOWNER ||
	    (code == GIT_ENOTFOUND && klass == GIT_ERROR_CONFIG)) {
		diag_error(diags, "owner", STR_NONE, 0, 0,
		    "the repository around %s has another owner, whose "
		    "configuration is not to be trusted blindly; if you do, "
		    "git config --global --add safe.directory FOLDER", start);
		return -1;
	}
	if (str_starts(str_of(repo_error()), STR("unsupported "))) {
		notes->refused = mem_cstr(str_of(repo_error()));
		return 1;
	}
	diag_error(diags, klass == GIT_ERROR_CONFIG ? "config" : "repository",
	    STR_NONE, 0, 0, "the repository around %s can't be opened: %s",
	    start, repo_error());
	return -1;
}

/* 0: repo is open; 1: there is none, or none that libgit2 takes; -1 error. */
static int
open_repository(struct notes *notes, const char *dir, const char *start,
    struct diags *diags)
{
	const char *gitdir = dir ? NULL : getenv("GIT_DIR");
	const char *tree = dir ? NULL : getenv("GIT_WORK_TREE");
	const char *across = getenv("GIT_DISCOVERY_ACROSS_FILESYSTEM");
	unsigned flags = gitdir ?
	    GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT : 0;
	int code, yes = 0;

	if (across && !git_config_parse_bool(&yes, across) && yes)
		flags |= GIT_REPOSITORY_OPEN_CROSS_FS;
	search_paths(false);
	code = git_repository_open_ext(&notes->repo, gitdir ? gitdir : start,
	    flags, getenv("GIT_CEILING_DIRECTORIES"));
	search_paths(true);
	if (code == GIT_ENOTFOUND && git_error_last() &&
	    git_error_last()->klass == GIT_ERROR_REPOSITORY && !gitdir)
		return 1;
	if (code)
		return failed_open(notes, gitdir ? gitdir : start, code,
		    diags);
	if (tree && git_repository_set_workdir(notes->repo, tree, 0)) {
		diag_error(diags, "repository", STR_NONE, 0, 0,
		    "GIT_WORK_TREE=%s: %s", tree, repo_error());
		return -1;
	}
	notes->bare = git_repository_is_bare(notes->repo);
	if (notes->bare && !notes->at) {
		diag_error(diags, "bare", STR_NONE, 0, 0,
		    "%s is a bare repository, in which no files lie; --at HEAD "
		    "reads its newest commit, or go to a clone of it",
		    git_repository_path(notes->repo));
		return -1;
	}
	return 0;
}

/* The nearest folder upwards that has a .git, where libgit2 gave up. */
static int
find_refused(struct notes *notes, const char *start, struct diags *diags)
{
	struct buf path = { 0 };
	struct str root = str_of(start);
	struct stat st;
	bool foreign;
	int rc = -1;

	for (;;) {
		buf_clear(&path);
		buf_add(&path, root);
		buf_puts(&path, "/.git");
		rc = lstat(buf_cstr(&path), &st);
		if (!rc || !root.len)
			break;
		root = str_upto(root, str_rchr(root, '/'));
	}
	buf_release(&path);
	foreign = !rc && st.st_uid != geteuid();
	if (!rc && !foreign && !notes->at) {
		notes->is_git = true;
		notes->root = arena_str(&notes->texts, root);
		return 0;
	}
	diag_error(diags, foreign ? "owner" : "repository", STR_NONE, 0, 0,
	    "the repository around %s %s: %s", start,
	    foreign ? "has another owner" : "can't be opened", notes->refused);
	return -1;
}

static int
adopt_repository(struct notes *notes, bool named, const char *start,
    struct diags *diags)
{
	const char *workdir = git_repository_workdir(notes->repo);
	char *root = realpath(workdir, NULL);
	int rc = -1;

	notes->is_git = true;
	notes->root = arena_str(&notes->texts, str_of(root));
	if (str_eq(notes->root, STR("/")))
		notes->root.len = 0;
	if (!root || (!named && !belongs(notes->root, notes->repo)))
		diag_error(diags, "worktree", STR_NONE, 0, 0,
		    "the repository %s has its work tree elsewhere, in %s; go "
		    "there, or set GIT_DIR and GIT_WORK_TREE if you mean it",
		    git_repository_path(notes->repo), workdir);
	else if (str_starts(str_of(start), notes->root) &&
	    (start[notes->root.len] == '/' || !start[notes->root.len]))
		rc = 0;
	else
		diag_error(diags, "worktree", STR_NONE, 0, 0,
		    "%s is not in the work tree %s; go there", start, workdir);
	free(root);
	return rc;
}

/* A repository alone: what is in a revision of it has its root there. */
static int
adopt_bare(struct notes *notes, struct diags *diags)
{
	const char *path = git_repository_path(notes->repo);
	char *root = realpath(path, NULL);

	if (!root)
		diag_error(diags, "unreadable", STR_NONE, 0, 0,
		    "%s can't be read: %s", path, strerror(errno));
	notes->is_git = true;
	notes->root = arena_str(&notes->texts, str_of(root));
	free(root);
	return notes->root.len ? 0 : -1;
}

/* Which folder is the root; the resolved start stands in or below it. */
static int
find_root(struct notes *notes, const char *dir, bool plain_allowed,
    const char *start, struct diags *diags)
{
	bool named = !dir && getenv("GIT_DIR") && getenv("GIT_WORK_TREE");
	int rc = open_repository(notes, dir, start, diags);

	if (rc < 0)
		return -1;
	if (!rc && notes->bare)
		return adopt_bare(notes, diags);
	if (!rc)
		return adopt_repository(notes, named, start, diags);
	if (notes->refused)
		return find_refused(notes, start, diags);
	if (notes->at) {
		diag_error(diags, "no-notes", STR_NONE, 0, 0,
		    "there is no git repository around %s, so --at has nothing "
		    "to look in; leave it out, or go to the repository",
		    start);
		return -1;
	}
	if (!plain_allowed) {
		diag_error(diags, "no-notes", STR_NONE, 0, 0,
		    "there is no git repository around %s; a folder without "
		    "git is read only when it is named: " WAY_OUT, start);
		return -1;
	}
	notes->root = arena_str(&notes->texts, str_of(start));
	if (str_eq(notes->root, STR("/")))
		notes->root.len = 0;
	return 0;
}

/* The repository's own folders, also of one that libgit2 can't open. */
static void
find_gitdir(struct notes *notes)
{
	struct buf path = { 0 }, common = { 0 };

	if (notes->repo) {
		buf_puts(&path, git_repository_path(notes->repo));
		buf_puts(&common, git_repository_commondir(notes->repo));
	} else if (notes->is_git && gitdir_of(notes->root, &path)) {
		gitdir_common(buf_str(&path), &common);
	}
	if (path.len) {
		notes->gitdir = mem_cstr(buf_str(&path));
		notes->commondir = mem_cstr(buf_str(&common));
	}
	buf_release(&path);
	buf_release(&common);
}

/* The index that this process is meant to use: hooks are run with another. */
static void
find_index(struct notes *notes, bool named)
{
	const char *env = named ? NULL : getenv("GIT_INDEX_FILE");
	struct buf path = { 0 };

	if (!notes->gitdir)
		return;
	if (env && *env && *env != '/') {
		buf_add(&path, notes->root);
		buf_addc(&path, '/');
	}
	if (env && *env) {
		buf_puts(&path, env);
	} else {
		buf_puts(&path, notes->gitdir);
		buf_puts(&path, "index");
	}
	notes->index_path = mem_cstr(buf_str(&path));
	buf_release(&path);
}

static int
open_root(struct notes *notes, const char *start, struct diags *diags)
{
	struct str below = notes->bare ? STR_NONE :
	    str_from(str_of(start), notes->root.len);
	const char *root = notes->root.len ? notes->root.ptr : "/";

	if (str_starts(below, STR("/")))
		below = str_from(below, 1);
	notes->prefix = arena_str(&notes->texts, below);
	if (notes->is_git && (str_eq(below, STR(".git")) ||
	    str_starts(below, STR(".git/")))) {
		diag_error(diags, "no-notes", STR_NONE, 0, 0,
		    "%s is inside a repository, not its work tree; go to %s",
		    start, root);
		return -1;
	}
	notes->fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (notes->fd < 0)
		diag_error(diags, "unreadable", STR_NONE, 0, 0,
		    "%s can't be read: %s", root, strerror(errno));
	return notes->fd < 0 ? -1 : 0;
}

static int
open_notes(struct notes **out, const char *dir, bool plain_allowed,
    const char *revision, struct diags *diags)
{
	struct notes *notes;
	char *start = realpath(dir ? dir : ".", NULL);
	struct stat st;
	int rc = -1;

	*out = NULL;
	if (!start || stat(start, &st) || !S_ISDIR(st.st_mode)) {
		diag_error(diags, "no-notes", STR_NONE, 0, 0,
		    "%s is no folder: %s; " WAY_OUT, dir ? dir : ".",
		    strerror(start ? ENOTDIR : errno));
		free(start);
		return -1;
	}
	if (start_libgit2(diags)) {
		free(start);
		return -1;
	}
	notes = mem_zalloc(sizeof(*notes));
	notes->fd = notes->config_fd = notes->lock_fd = -1;
	notes->at = revision;
	if (!find_root(notes, dir, plain_allowed, start, diags)) {
		find_gitdir(notes);
		find_index(notes, dir != NULL);
		notes->named = notes->repo && !dir && getenv("GIT_DIR");
		rc = open_root(notes, start, diags) ||
		    repo_config(notes, diags) ||
		    (revision && revision_open(notes, diags)) ? -1 : 0;
	}
	free(start);
	if (rc)
		notes_close(notes);
	else
		*out = notes;
	return rc;
}

int
notes_open(struct notes **out, const char *dir, bool plain_allowed,
    struct diags *diags)
{
	return open_notes(out, dir, plain_allowed, NULL, diags);
}

int
notes_open_at(struct notes **out, const char *dir, const char *revision,
    struct diags *diags)
{
	return open_notes(out, dir, false, revision, diags);
}

void
notes_close(struct notes *notes)
{
	if (!notes)
		return;
	if (notes->fd >= 0)
		close(notes->fd);
	if (notes->config_fd >= 0)
		close(notes->config_fd);
	lock_notes_release(notes);
	repo_index_release(notes);
	revision_free(notes->revision);
	git_config_free(notes->config);
	git_repository_free(notes->repo);
	git_libgit2_shutdown();
	free(notes->refused);
	free(notes->gitdir);
	free(notes->commondir);
	buf_release(&notes->said);
	free(notes->index_path);
	vec_release(&notes->bases);
	arena_release(&notes->texts);
	free(notes);
}

struct str
notes_root(const struct notes *notes)
{
	return notes->root;
}

struct str
notes_prefix(const struct notes *notes)
{
	return notes->prefix;
}

bool
notes_is_git(const struct notes *notes)
{
	return notes->is_git;
}

bool
notes_is_bare(const struct notes *notes)
{
	return notes->bare;
}

static bool
has_folder(const struct notes *notes, struct str path)
{
	git_oid id;
	int fd;

	if (notes->revision) {
		errno = ENOENT;
		return revision_find(notes, path, &id) == GIT_FILEMODE_TREE;
	}
	fd = repo_beneath(notes->fd, path, O_DIRECTORY);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

int
notes_narrow(struct notes *notes, struct str dir, struct diags *diags)
{
	struct buf path = { 0 };
	bool fits = path_walk(&path, dir);
	int rc = 0;

	errno = EXDEV;
	if (fits && has_folder(notes, buf_str(&path))) {
		notes->narrow = arena_str(&notes->texts, buf_str(&path));
	} else {
		diag_error(diags, "no-notes", dir, 0, 0,
		    "netgrep.dir is no folder in %.*s: %s; correct it",
		    STR_ARG(notes->root), strerror(errno));
		rc = -1;
	}
	buf_release(&path);
	return rc;
}

bool
notes_has(const struct notes *notes, struct str path)
{
	struct stat st;
	int fd = repo_beneath(notes->fd, path, 0);
	bool yes = fd >= 0 && !fstat(fd, &st) && S_ISREG(st.st_mode);

	if (fd >= 0)
		close(fd);
	return yes;
}
