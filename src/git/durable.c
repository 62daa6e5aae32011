#include "git/durable.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Seconds by which the clock of a file server may be behind ours. */
enum { BEHIND = 10 };

static bool
is_gone(int number)
{
	return number == ENOENT || number == ENOTDIR;
}

/* A folder of the repository, where there is one. */
static int
sync_folder(const struct notes *notes, struct str name)
{
	struct buf path = { 0 };
	int rc;

	buf_puts(&path, notes->commondir);
	buf_add(&path, name);
	rc = repo_sync(buf_cstr(&path)) && !is_gone(errno) ? -1 : 0;
	buf_release(&path);
	return rc;
}

static int
sync_within(int folder, const char *name, time_t since)
{
	struct stat st;
	int fd, rc;

	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW))
		return is_gone(errno) ? 0 : -1; /* git gc is at work */
	if (!S_ISDIR(st.st_mode) || st.st_mtim.tv_sec < since)
		return 0;
	fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	if (fd < 0)
		return is_gone(errno) ? 0 : -1;
	rc = fsync(fd);
	close(fd);
	return rc;
}

/* Those of objects that have got something, and the one that they are in. */
static int
sync_objects(const struct notes *notes, time_t since)
{
	struct buf path = { 0 };
	const struct dirent *entry;
	DIR *dir;
	int rc = -1;

	buf_puts(&path, notes->commondir);
	buf_puts(&path, "objects");
	dir = opendir(buf_cstr(&path));
	if (dir) {
		rc = fsync(dirfd(dir));
		while (!rc && (entry = readdir(dir)))
			if (entry->d_name[0] != '.')
				rc = sync_within(dirfd(dir), entry->d_name,
				    since);
		closedir(dir);
	}
	buf_release(&path);
	return rc;
}

/* The folders above refs/heads/notes/ana. */
static int
sync_above(const struct notes *notes, struct str name)
{
	size_t slash;
	int rc = 0;

	while (!rc && (slash = str_rchr(name, '/')) != SIZE_MAX) {
		name = str_upto(name, slash);
		rc = sync_folder(notes, name);
	}
	return rc;
}

static int
fail(struct diags *diags)
{
	diag_error(diags, "unwritable", STR_NONE, 0, 0,
	    "the commit is made, but it can't be brought to the disk: %s",
	    strerror(errno));
	return -1;
}

int
durable_commit(const struct notes *notes, struct str branch, time_t since,
    struct diags *diags)
{
	return sync_objects(notes, since - BEHIND) ||
	    sync_above(notes, branch) || sync_folder(notes, STR("reftable")) ?
	    fail(diags) : 0;
}

int
durable_branch(const struct notes *notes, struct str branch,
    struct diags *diags)
{
	return sync_above(notes, str_upto(branch, str_rchr(branch, '/'))) ?
	    fail(diags) : 0;
}
