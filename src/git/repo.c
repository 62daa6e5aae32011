#include "git/repo.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Above this a note is refused: origins are 32 bits wide, and a sparse file
 * of a terabyte costs its author nothing.
 */
#define FILE_MAX ((size_t)1 << 30)

const char *
repo_error(void)
{
	const git_error *error = git_error_last();

	return error && error->message ? error->message : "unknown error";
}

/* How often a path is tried that others rename meanwhile. */
enum { RACES = 100 };

/* A kernel, or a sandbox, that does not know openat2. */
static bool
lacks_openat2(int number)
{
	return number == ENOSYS || number == EPERM || number == E2BIG;
}

/*
 * The same by hand: each component is opened where the one before it led to,
 * and none may be a link or lead up.
 */
static int
open_by_steps(int root, struct str path, int flags)
{
	char name[NAME_MAX + 1];
	struct str part;
	int next, fd = root, last;

	while (str_cut(&path, '/', &part)) {
		last = !path.ptr;
		if (!part.len || str_eq(part, STR("..")) ||
		    part.len > NAME_MAX) {
			errno = part.len > NAME_MAX ? ENAMETOOLONG : EXDEV;
			next = -1;
		} else {
			memcpy(name, part.ptr, part.len);
			name[part.len] = '\0';
			next = openat(fd, name, O_NOFOLLOW | (last ? flags :
			    O_RDONLY | O_DIRECTORY | O_CLOEXEC));
		}
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

	flags |= O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW;
	if (path.len >= sizeof(text) || (path.len &&
	    memchr(path.ptr, '\0', path.len))) {
		errno = path.len >= sizeof(text) ? ENAMETOOLONG : ENOENT;
		return -1;
	}
	if (path.len)
		memcpy(text, path.ptr, path.len);
	else
		text[path.len++] = '.';
	text[path.len] = '\0';
	how.flags = (unsigned)flags;
	how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
	do
		opened = (int)syscall(SYS_openat2, fd, text, &how,
		    sizeof(how));
	while (opened < 0 && (errno == EINTR || errno == EAGAIN) &&
	    ++tries < RACES);
	if (opened < 0 && lacks_openat2(errno))
		opened = open_by_steps(fd,
		    (struct str){ text, path.len }, flags);
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
	room = (size_t)st.st_size < FILE_MAX ? (size_t)st.st_size + 1 : 0;
	for (;;) {
		if (!room || out->len - begin > FILE_MAX) {
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
repo_index(const struct notes *notes, git_index **index)
{
	*index = NULL;
	return git_index_open(index, notes->index_path);
}
