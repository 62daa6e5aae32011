#include "git/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "git/desk.h"
#include "git/journal.h"
#include "git/quarantine.h"
#include "git/stage.h"

#define MARK "netgrep "
#define MARK_NAME ".netgrep.lock.mark"

bool
lock_wait(int *waited)
{
	struct timespec step = { 0, LOCK_STEP * 1000000L };

	if (*waited >= LOCK_WAIT)
		return false;
	nanosleep(&step, NULL);
	*waited += LOCK_STEP;
	return true;
}

static struct buf
lock_path(struct notes *notes)
{
	struct buf path = { 0 };

	buf_puts(&path, git_repository_commondir(notes->repo));
	buf_puts(&path, "netgrep.lock");
	buf_cstr(&path);
	return path;
}

/* A file of the repository, or the plain folder itself. */
static int
open_lock(struct notes *notes)
{
	struct buf path = { 0 };
	int fd;

	if (!notes->repo)
		return openat(notes->fd, ".", O_RDONLY | O_DIRECTORY |
		    O_CLOEXEC);
	path = lock_path(notes);
	fd = open(path.ptr, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC |
	    O_NONBLOCK, 0666);
	buf_release(&path);
	return fd;
}

/* Who had the lock before us has removed the file: another may have made it. */
static bool
is_gone(struct notes *notes, int fd)
{
	struct stat held, named;
	struct buf path = { 0 };
	bool gone;

	if (!notes->repo)
		return false;
	path = lock_path(notes);
	gone = fstat(fd, &held) || stat(path.ptr, &named) ||
	    held.st_dev != named.st_dev || held.st_ino != named.st_ino;
	buf_release(&path);
	return gone;
}

static char *
name_of(const struct notes *notes, const char *suffix)
{
	struct buf path = { 0 };
	char *name;

	buf_puts(&path, notes->index_path);
	buf_puts(&path, suffix);
	name = mem_cstr(buf_str(&path));
	buf_release(&path);
	return name;
}

static bool
is_ours(const char *lock)
{
	char text[sizeof(MARK) - 1];
	int fd = open(lock, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool yes = fd >= 0 &&
	    read(fd, text, sizeof(text)) == (ssize_t)sizeof(text) &&
	    !memcmp(text, MARK, sizeof(text));

	if (fd >= 0)
		close(fd);
	return yes;
}

/* A lock of ours on the index, though nobody else of us is writing. */
static void
sweep_index(struct notes *notes)
{
	char *lock = name_of(notes, ".lock");

	if (is_ours(lock))
		unlink(lock);
	free(lock);
}

/* waited: how much of LOCK_WAIT has been used up. */
static int
lock(struct notes *notes, int waited, struct diags *diags)
{
	int fd = -1;

	if (notes->lock_fd >= 0)
		return 0;
	do {
		if (fd >= 0)
			close(fd);
		fd = open_lock(notes);
		if (fd < 0) {
			diag_error(diags, "unwritable", STR_NONE, 0, 0,
			    "the notes can't be locked for writing: %s",
			    strerror(errno));
			return -1;
		}
		while (flock(fd, LOCK_EX | LOCK_NB)) {
			if (errno == EINTR || lock_wait(&waited))
				continue;
			diag_error(diags, "busy", STR_NONE, 0, 0, "another "
			    "netgrep is writing in these notes; wait for it");
			close(fd);
			return -1;
		}
	} while (is_gone(notes, fd));
	notes->lock_fd = fd;
	if (notes->gitdir) {
		sweep_index(notes);
		desk_sweep(notes);
	}
	if (notes->repo) {
		quarantine_sweep(notes);
		journal_recover(notes);
	}
	return 0;
}

int
lock_notes(struct notes *notes, struct diags *diags)
{
	return lock(notes, 0, diags);
}

bool
lock_notes_now(struct notes *notes)
{
	struct diags none = { 0 };
	bool held = !lock(notes, LOCK_WAIT, &none);

	diag_release(&none);
	return held;
}

void
lock_notes_release(struct notes *notes)
{
	struct buf path = { 0 };

	if (notes->lock_fd < 0)
		return;
	if (notes->repo) {
		stage_end(notes);
		quarantine_sweep(notes);
		path = lock_path(notes);
		unlink(path.ptr);
		buf_release(&path);
	}
	close(notes->lock_fd);
	notes->lock_fd = -1;
}

void
lock_sweep(struct notes *notes, struct str path)
{
	size_t slash = str_rchr(path, '/');
	int fd;

	if (notes->lock_fd < 0)
		return;
	fd = repo_beneath(notes->fd, slash == SIZE_MAX ? STR_NONE :
	    str_upto(path, slash), O_DIRECTORY);
	if (fd >= 0) {
		unlinkat(fd, LOCK_TEMPORARY, 0);
		close(fd);
	}
}

int
lock_index_mark(struct notes *notes)
{
	char *name = name_of(notes, MARK_NAME);
	struct buf text = { 0 };
	int fd, number;

	unlink(name);
	buf_printf(&text, MARK "%ld\n", (long)getpid());
	fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	    0666);
	if (fd >= 0 && repo_spill(fd, buf_str(&text))) {
		number = errno;
		close(fd);
		errno = number;
		fd = -1;
	}
	buf_release(&text);
	free(name);
	return fd;
}

/* link() is what makes the lock both at once: whole, and only ours. */
static int
take(const char *mark, const char *lock)
{
	if (!link(mark, lock))
		return 0;
	if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS &&
	    errno != EMLINK)
		return -1;
	/* no hard links here: as git does it, without a mark in it at first */
	return renameat2(AT_FDCWD, mark, AT_FDCWD, lock, RENAME_NOREPLACE);
}

static void
report(struct diags *diags, const char *lock, int number)
{
	if (number == EEXIST)
		diag_error(diags, "busy", STR_NONE, 0, 0,
		    "index.lock is held: another git is at work in this "
		    "repository; end it (an editor of git commit?), or remove "
		    "%s if none is", lock);
	else
		diag_error(diags, "unwritable", STR_NONE, 0, 0,
		    "%s can't be made: %s", lock, strerror(number));
}

void
lock_index_unmark(struct notes *notes)
{
	char *mark = name_of(notes, MARK_NAME);

	unlink(mark);
	free(mark);
}

/* The mark, safe on the disk before it is the lock. */
static int
settle_mark(struct notes *notes)
{
	int fd = lock_index_mark(notes), rc = fd >= 0 ? fsync(fd) : -1;
	int number = errno;

	if (fd >= 0)
		close(fd);
	errno = number;
	return rc;
}

int
lock_index(struct notes *notes, bool marked, struct diags *diags)
{
	char *lock = name_of(notes, ".lock"), *mark = name_of(notes,
	    MARK_NAME);
	int waited = 0, rc = marked ? 0 : settle_mark(notes);

	while (!rc && (rc = take(mark, lock))) {
		if (errno != EEXIST)
			break;
		/* we hold lock_notes: whoever made it is dead */
		if (is_ours(lock) ? unlink(lock) : !lock_wait(&waited)) {
			errno = EEXIST;
			break;
		}
		rc = 0;
	}
	if (rc)
		report(diags, lock, errno);
	unlink(mark);
	free(mark);
	free(lock);
	return rc ? -1 : 0;
}

void
lock_index_release(struct notes *notes)
{
	char *lock = name_of(notes, ".lock");

	unlink(lock);
	free(lock);
}

int
lock_index_free(struct notes *notes, struct diags *diags)
{
	char *lock = name_of(notes, ".lock");
	int waited = 0, rc = 0;

	while (!rc && !access(lock, F_OK) && !is_ours(lock))
		if (!lock_wait(&waited))
			rc = -1;
	if (rc)
		report(diags, lock, EEXIST);
	free(lock);
	return rc;
}
