#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "git/commit.h"
#include "git/lock.h"
#include "git/repo.h"

/* Attributes beyond this are not copied, so the note is refused. */
enum { ATTRIBUTES_MAX = 64 << 10 };

struct writing {
	struct notes *notes;
	const struct change *change;
	struct diags *diags;
	char *name;     /* in folder */
	int folder;     /* the note's, or -1 */
	int old, new;   /* the note and what will be in its place, or -1 */
	struct stat was; /* of old */
	bool keep;       /* the temporary file has somebody's text in it */
	bool look;       /* write nothing, see whether it could be */
};

static int
fail(struct writing *w, const char *what)
{
	diag_error(w->diags, "unwritable", w->change->path, 0, 0, "%s: %s",
	    what, strerror(errno));
	return -1;
}

static int
changed(struct writing *w)
{
	diag_error(w->diags, "changed", w->change->path, 0, 0,
	    "was changed meanwhile by somebody else, so it was left as it "
	    "is; run the same command again");
	return -1;
}

static int
refuse(struct writing *w, const char *why)
{
	diag_error(w->diags, "unwritable", w->change->path, 0, 0,
	    "is left as it is: %s", why);
	return -1;
}

static bool
is_writable(int fd, const char *name)
{
	return !faccessat(fd, name, W_OK, AT_EACCESS);
}

/* The folder below fd, made if need be; fd is closed. */
static int
enter(struct writing *w, int fd, struct str part)
{
	char *name = mem_cstr(part);
	int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
	int next = openat(fd, name, flags), number;

	if (next < 0 && errno == ENOENT && w->look)
		errno = is_writable(fd, ".") ? ENOENT : EACCES;
	else if (next < 0 && errno == ENOENT && !mkdirat(fd, name, 0777) &&
	    !fsync(fd))
		next = openat(fd, name, flags);
	number = errno;
	close(fd);
	free(name);
	errno = number;
	return next;
}

static int
open_folder(struct writing *w)
{
	struct str rest = w->change->path, part;
	int fd = openat(w->notes->fd, ".", O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);

	while (fd >= 0 && str_cut(&rest, '/', &part)) {
		if (!part.len || str_eq(part, STR(".")) ||
		    str_eq(part, STR("..")) || str_ieq(part, STR(".git"))) {
			close(fd);
			return refuse(w, "this can't be a note's path");
		}
		if (!rest.ptr)
			break;
		fd = enter(w, fd, part);
	}
	if (fd < 0)
		return w->look && errno == ENOENT ? 0 :
		    fail(w, "its folder can't be opened or made");
	w->folder = fd;
	w->name = mem_cstr(part);
	return 0;
}

/* What a rename would break, or get around. */
static int
check_old(struct writing *w)
{
	if (w->was.st_nlink > 1)
		return refuse(w, "it has several names (hard links), which "
		    "would part; make a copy of it in its place");
	/* root may write all, but somebody has meant this */
	if (!(w->was.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) ||
	    !is_writable(w->folder, w->name))
		return refuse(w, "it is read-only; chmod u+w allows writing");
	return 0;
}

/* The note if it is there: w->old and w->was. */
static int
open_old(struct writing *w)
{
	w->old = openat(w->folder, w->name, O_RDONLY | O_NOFOLLOW |
	    O_NONBLOCK | O_CLOEXEC);
	if (w->old < 0 && errno == ELOOP)
		return refuse(w, "it is a symbolic link; name what it leads "
		    "to");
	if (w->old < 0 ? errno != ENOENT : fstat(w->old, &w->was))
		return fail(w, "can't be read");
	return w->old < 0 ? 0 : check_old(w);
}

/* Whether the note is what it was when it was read. */
static int
check_unchanged(struct writing *w)
{
	struct buf now = { 0 };
	int rc = 0;

	if (w->change->was_there != (w->old >= 0))
		return changed(w);
	if (w->old >= 0 && repo_slurp(w->old, &now))
		rc = fail(w, "can't be read");
	else if (!str_eq(buf_str(&now), w->change->was))
		rc = changed(w);
	buf_release(&now);
	return rc;
}

/* Access lists and the like, of which the kernel's own may not be ours. */
static int
copy_attributes(struct writing *w)
{
	char *names = mem_alloc(ATTRIBUTES_MAX);
	char *value = mem_alloc(ATTRIBUTES_MAX);
	ssize_t size = flistxattr(w->old, names, ATTRIBUTES_MAX), n;
	const char *name;
	int rc = size < 0 && errno != ENOTSUP ? -1 : 0;

	for (name = names; !rc && size > 0 && name < names + size;
	    name += strlen(name) + 1) {
		n = fgetxattr(w->old, name, value, ATTRIBUTES_MAX);
		if ((n < 0 || fsetxattr(w->new, name, value, (size_t)n, 0)) &&
		    (!strncmp(name, "user.", 5) ||
		    !strncmp(name, "system.", 7)))
			rc = -1;
	}
	free(names);
	free(value);
	return rc;
}

static int
copy_owner(struct writing *w)
{
	struct stat st;

	if (fstat(w->new, &st))
		return -1;
	if ((st.st_uid != w->was.st_uid || st.st_gid != w->was.st_gid) &&
	    fchown(w->new, w->was.st_uid, w->was.st_gid))
		return -1;
	return fchmod(w->new, w->was.st_mode & 07777);
}

static int
write_new(struct writing *w)
{
	int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;

	unlinkat(w->folder, LOCK_TEMPORARY, 0);
	w->new = openat(w->folder, LOCK_TEMPORARY, flags, 0666);
	if (w->new < 0 || repo_spill(w->new, w->change->tree))
		return fail(w, "can't be written");
	if (w->old >= 0 && copy_owner(w))
		return fail(w, "its owner and mode can't be kept");
	if (w->old >= 0 && copy_attributes(w))
		return fail(w, "its extended attributes can't be kept");
	if (fsync(w->new))
		return fail(w, "can't be written");
	return 0;
}

/* The same file with the same content; the name may be another. */
static bool
is_old(struct writing *w, const char *name)
{
	struct stat st;

	return !fstatat(w->folder, name, &st, AT_SYMLINK_NOFOLLOW) &&
	    st.st_dev == w->was.st_dev && st.st_ino == w->was.st_ino &&
	    st.st_size == w->was.st_size &&
	    st.st_mtim.tv_sec == w->was.st_mtim.tv_sec &&
	    st.st_mtim.tv_nsec == w->was.st_mtim.tv_nsec;
}

static int
exchange(struct writing *w, unsigned flags)
{
	return renameat2(w->folder, LOCK_TEMPORARY, w->folder, w->name, flags);
}

/*
 * The new takes the name and the old the temporary one, so that what an
 * editor saved between our last look and now is seen and put back.
 */
static int
replace(struct writing *w)
{
	if (!is_old(w, w->name))
		return changed(w);
	if (exchange(w, RENAME_EXCHANGE)) {
		if (errno != EINVAL && errno != ENOSYS)
			return fail(w, "can't be replaced");
		if (exchange(w, 0))
			return fail(w, "can't be replaced");
		return 0;
	}
	if (!is_old(w, LOCK_TEMPORARY)) {
		w->keep = exchange(w, RENAME_EXCHANGE) != 0;
		return !w->keep ? changed(w) : fail(w, "was changed meanwhile;"
		    " the other text is in " LOCK_TEMPORARY " beside it");
	}
	return 0;
}

static int
create(struct writing *w)
{
	if (!exchange(w, RENAME_NOREPLACE))
		return 0;
	if (errno == EEXIST)
		return changed(w);
	if (errno != EINVAL && errno != ENOSYS)
		return fail(w, "can't be made");
	if (!linkat(w->folder, LOCK_TEMPORARY, w->folder, w->name, 0))
		return 0;
	return errno == EEXIST ? changed(w) : fail(w, "can't be made");
}

static void
writing_release(struct writing *w)
{
	if (w->folder >= 0)
		close(w->folder);
	if (w->old >= 0)
		close(w->old);
	if (w->new >= 0)
		close(w->new);
	free(w->name);
}

int
commit_write_possible(struct notes *notes, struct str path,
    struct diags *diags)
{
	struct change change = { .path = path };
	struct writing w = { .notes = notes, .change = &change,
		.diags = diags, .folder = -1, .old = -1, .new = -1,
		.look = true };
	int rc = open_folder(&w);

	if (!rc && w.folder >= 0 && !is_writable(w.folder, "."))
		rc = fail(&w, "its folder can't be written");
	if (!rc && w.folder >= 0)
		rc = open_old(&w);
	writing_release(&w);
	return rc;
}

int
commit_write(struct notes *notes, const struct change *change,
    struct diags *diags)
{
	struct writing w = { .notes = notes, .change = change,
		.diags = diags, .folder = -1, .old = -1, .new = -1 };
	int rc = lock_notes(notes, diags);

	if (!rc)
		rc = open_folder(&w);
	if (!rc)
		rc = open_old(&w);
	if (!rc)
		rc = check_unchanged(&w);
	if (!rc)
		rc = write_new(&w);
	if (!rc)
		rc = w.old >= 0 ? replace(&w) : create(&w);
	if (w.new >= 0 && !w.keep)
		unlinkat(w.folder, LOCK_TEMPORARY, 0);
	if (!rc && !change->more && fsync(w.folder))
		rc = fail(&w, "its folder can't be written");
	writing_release(&w);
	return rc ? -1 : 0;
}

int
commit_write_settle(struct notes *notes, const struct change *change,
    struct diags *diags)
{
	struct writing w = { .notes = notes, .change = change,
		.diags = diags, .folder = -1, .old = -1, .new = -1,
		.look = true };
	int rc = change->written ? 0 : open_folder(&w);

	if (!rc && w.folder >= 0) {
		w.old = openat(w.folder, w.name, O_RDONLY | O_NOFOLLOW |
		    O_NONBLOCK | O_CLOEXEC);
		if (w.old < 0 ? errno != ENOENT :
		    fsync(w.old) || fsync(w.folder))
			rc = fail(&w, "can't be brought to the disk");
	}
	writing_release(&w);
	return rc;
}
