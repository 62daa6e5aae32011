#include "git/repo.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/pool.h"
#include "git/stage.h"

const char *
repo_error(void)
{
	const git_error *error = git_error_last();

	return error && error->message ? error->message : "unknown error";
}

enum {
	RACES = 100, /* tries at a path that others rename meanwhile */
	READING = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW,
};

/* A kernel, or a sandbox, that does not know openat2. */
static bool
lacks_openat2(int number)
{
	return number == ENOSYS || number == EPERM || number == E2BIG;
}

/* A name without a slash, never one that leads up or through a link. */
static int
open_part(int fd, struct str name, int flags)
{
	char text[NAME_MAX + 1];
	struct stat st;
	int opened;

	errno = name.len > NAME_MAX ? ENAMETOOLONG : EXDEV;
	if (!name.len || name.len > NAME_MAX || str_eq(name, STR("..")))
		return -1;
	memcpy(text, name.ptr, name.len);
	text[name.len] = '\0';
	opened = openat(fd, text, READING | flags);
	/* of a link that should be a folder, whatever it leads to */
	if (opened < 0 && errno == ENOTDIR)
		errno = !fstatat(fd, text, &st, AT_SYMLINK_NOFOLLOW) &&
		    S_ISLNK(st.st_mode) ? ELOOP : ENOTDIR;
	return opened;
}

int
repo_within(int fd, struct str name, int flags)
{
	errno = EXDEV;
	if (str_eq(name, STR(".")) || str_chr(name, '/') != SIZE_MAX)
		return -1;
	errno = ENOENT;
	if (str_chr(name, '\0') != SIZE_MAX)
		return -1;
	return open_part(fd, name, flags);
}

/*
 * The same by hand: each component is opened where the one before it led to,
 * and none may be a link or lead up.
 */
static int
open_by_steps(int root, struct str path, int flags)
{
	struct str part;
	int next, fd = root;

	while (str_cut(&path, '/', &part)) {
		next = open_part(fd, part, path.ptr ? O_DIRECTORY : flags);
		if (fd != root)
			close(fd);
		if (next < 0)
			return -1;
		fd = next;
	}
	return fd;
}

int
repo_beneath(int fd, struct str path, int flags)
{
	struct open_how how = { 0 };
	char text[PATH_MAX];
	int opened, tries = 0;

	if (!path.len)
		path = STR(".");
	if (path.len >= sizeof(text) || str_chr(path, '\0') != SIZE_MAX) {
		errno = path.len >= sizeof(text) ? ENAMETOOLONG : ENOENT;
		return -1;
	}
	memcpy(text, path.ptr, path.len);
	text[path.len] = '\0';
	how.flags = (unsigned)(READING | flags);
	how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
	do
		opened = (int)syscall(SYS_openat2, fd, text, &how,
		    sizeof(how));
	while (opened < 0 && (errno == EINTR || errno == EAGAIN) &&
	    ++tries < RACES);
	if (opened < 0 && lacks_openat2(errno))
		opened = open_by_steps(fd, path, flags);
	return opened;
}

int
repo_slurp(int fd, struct buf *out)
{
	struct stat st;
	size_t begin = out->len, room;
	ssize_t n;

	if (fstat(fd, &st))
		return -1;
	if (!S_ISREG(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		return -1;
	}
	/* one byte more shows the end without a second read */
	room = (size_t)st.st_size < REPO_FILE_MAX ?
	    (size_t)st.st_size + 1 : 0;
	for (;;) {
		if (!room || out->len - begin > REPO_FILE_MAX) {
			errno = EFBIG;
			return -1;
		}
		n = read(fd, buf_reserve(out, room), room);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		out->len += (size_t)n;
		if (!n || ((size_t)n < room &&
		    out->len - begin == (size_t)st.st_size))
			return 0;
		room = (size_t)n < room ? room - (size_t)n : 65536;
	}
}

int
repo_spill(int fd, struct str s)
{
	ssize_t n;

	while (s.len) {
		n = write(fd, s.ptr, s.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		s = str_from(s, (size_t)n);
	}
	return 0;
}

int
repo_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc = fd >= 0 ? fsync(fd) : -1, number = errno;

	if (fd >= 0)
		close(fd);
	errno = number;
	return rc;
}

static int
open_index(struct notes *notes)
{
	int code = git_index_open(&notes->index, notes->index_copy ?
	    notes->index_copy : notes->index_path);

	if (code) {
		git_index_free(notes->index);
		notes->index = NULL;
	}
	return code;
}

/* One that can't be read is read again, by who wants to know why. */
static void
read_index(void *notes)
{
	(void)open_index(notes);
}

void
repo_index_start(struct notes *notes)
{
	if (notes->lock_fd < 0 || notes->index || notes->reading)
		return;
	mem_in_bulk(); /* an index of 10,000 notes is as many pieces */
	stage_begin(notes);
	notes->reading = pool_start(read_index, notes);
}

static void
wait_for_index(struct notes *notes)
{
	pool_wait(notes->reading);
	notes->reading = NULL;
}

int
repo_index(struct notes *notes, git_index **index)
{
	int code;

	wait_for_index(notes);
	if (notes->lock_fd >= 0)
		stage_begin(notes);
	code = notes->index ? git_index_read(notes->index, 0) :
	    open_index(notes);
	if (code)
		repo_index_release(notes);
	else if (notes->index_copy)
		repo_index_lend(notes, notes->index);
	*index = notes->index;
	return code;
}

void
repo_index_lend(struct notes *notes, git_index *index)
{
	if (notes->repo)
		git_repository_set_index(notes->repo, index);
}

void
repo_index_release(struct notes *notes)
{
	wait_for_index(notes);
	if (notes->index)
		repo_index_lend(notes, NULL);
	git_index_free(notes->index);
	notes->index = NULL;
}

int
repo_head(const struct notes *notes, char **branch, git_oid *id,
    struct diags *diags)
{
	git_reference *head = NULL, *target = NULL;
	int code, rc = -1;

	*branch = NULL;
	memset(id, 0, sizeof(*id));
	if (git_reference_lookup(&head, notes->repo, "HEAD")) {
		diag_error(diags, "head", STR_NONE, 0, 0,
		    "HEAD can't be read: %s; git fsck says more", repo_error());
		return -1;
	}
	if (git_reference_type(head) != GIT_REFERENCE_SYMBOLIC) {
		diag_error(diags, "detached", STR_NONE, 0, 0,
		    "HEAD is detached, so the commit would be on no branch; "
		    "git switch -c NAME makes one%s",
		    repo_way(notes, ", --no-commit only writes"));
		goto out;
	}
	*branch = mem_cstr(str_of(git_reference_symbolic_target(head)));
	code = git_reference_lookup(&target, notes->repo, *branch);
	if (!code && git_reference_type(target) == GIT_REFERENCE_DIRECT)
		git_oid_cpy(id, git_reference_target(target));
	else if (code != GIT_ENOTFOUND) {
		diag_error(diags, "head", STR_NONE, 0, 0,
		    "the branch %s can't be read: %s; git fsck says more",
		    *branch, code ? repo_error() : "it leads to another");
		goto out;
	}
	rc = 0;
out:
	git_reference_free(head);
	git_reference_free(target);
	if (rc) {
		free(*branch);
		*branch = NULL;
	}
	return rc;
}

uint32_t
repo_mode(struct notes *notes, struct str path)
{
	const char *trusted = repo_config_value(notes, "core.filemode");
	struct stat st;
	int fd = repo_beneath(notes->fd, path, 0), yes = 1;
	bool executable = fd >= 0 && !fstat(fd, &st) &&
	    st.st_mode & S_IXUSR;

	if (fd >= 0)
		close(fd);
	if (trusted && !git_config_parse_bool(&yes, trusted) && !yes)
		executable = false;
	return executable ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
}

int
repo_tree(const struct notes *notes, const git_oid *id, git_tree **tree)
{
	git_commit *commit = NULL;
	int rc = 0;

	*tree = NULL;
	if (git_oid_is_zero(id))
		return 0;
	if (git_commit_lookup(&commit, notes->repo, id) ||
	    git_commit_tree(tree, commit))
		rc = -1;
	git_commit_free(commit);
	return rc;
}

int
repo_entry(const git_tree *tree, const char *path, git_tree_entry **entry)
{
	int code;

	*entry = NULL;
	if (!tree)
		return 0;
	code = git_tree_entry_bypath(entry, tree, path);
	return code && code != GIT_ENOTFOUND ? -1 : 0;
}

int
repo_blob(git_odb *odb, const git_oid *id, size_t max, struct buf *out)
{
	git_odb_object *object = NULL;
	git_object_t type;
	size_t size;
	int code = git_odb_read_header(&size, &type, odb, id);

	if (code)
		return code;
	if (type != GIT_OBJECT_BLOB) {
		git_error_set_str(GIT_ERROR_ODB, "it is no file");
		return GIT_EINVALID;
	}
	if (size > max) {
		git_error_set(GIT_ERROR_ODB, "it is larger than %zu MiB",
		    max >> 20);
		return GIT_EBUFS;
	}
	code = git_odb_read(&object, odb, id);
	if (!code)
		buf_add(out, (struct str){ git_odb_object_data(object),
		    git_odb_object_size(object) });
	git_odb_object_free(object);
	return code;
}
