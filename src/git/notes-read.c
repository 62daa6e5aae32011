#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "git/repo.h"

/* What an errno of openat2 or repo_slurp means for the reader. */
static const char *
reason(int number)
{
	switch (number) {
	case ELOOP:
		return "a symbolic link is on the way, which is not followed";
	case EXDEV:
		return "it is outside the notes";
	case EINVAL:
	case ENXIO:
		return "it is no regular file";
	case EFBIG:
		return "it is larger than 1 GiB; split it";
	default:
		return strerror(number);
	}
}

int
notes_read(const struct notes *notes, struct str path, struct buf *out,
    bool missing_ok, struct diags *diags)
{
	size_t begin = out->len;
	int rc = -1, fd = repo_beneath(notes->fd, path, 0);

	if (fd >= 0)
		rc = repo_slurp(fd, out);
	if (rc) {
		out->len = begin;
		if (missing_ok && fd < 0 &&
		    (errno == ENOENT || errno == ENOTDIR))
			return 1;
		diag_error(diags, "unreadable", path, 0, 0,
		    "can't be read: %s", reason(errno));
	}
	if (fd >= 0)
		close(fd);
	return rc;
}
