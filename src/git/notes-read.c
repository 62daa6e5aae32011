#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "git/revision.h"

enum { PIECE = 1 << 18 };

/* What an errno of openat2 or of reading means for the reader. */
static const char *
reason(int number)
{
	switch (number) {
	case ELOOP:
		return REPO_LINK;
	case EXDEV:
		return "it is outside the notes";
	case EINVAL:
	case ENXIO:
		return REPO_NO_FILE;
	case EFBIG:
		return "it is larger than 1 GiB; split it";
	default:
		return strerror(number);
	}
}

static void
unreadable(struct str path, struct diags *diags)
{
	diag_error(diags, "unreadable", path, 0, 0, "can't be read: %s",
	    reason(errno));
}

/* What was opened as fd, which is -1 with errno where that failed. */
static int
read_opened(int fd, struct str path, struct buf *out, bool missing_ok,
    struct diags *diags)
{
	size_t begin = out->len;
	int rc = fd >= 0 ? repo_slurp(fd, out) : -1;

	if (rc) {
		out->len = begin;
		if (missing_ok && fd < 0 &&
		    (errno == ENOENT || errno == ENOTDIR))
			return 1;
		unreadable(path, diags);
	}
	if (fd >= 0)
		close(fd);
	return rc;
}

int
notes_read(const struct notes *notes, struct str path, struct buf *out,
    bool missing_ok, struct diags *diags)
{
	if (notes->revision)
		return revision_read(notes, path, out, missing_ok, diags);
	return read_opened(repo_beneath(notes->fd, path, 0), path, out,
	    missing_ok, diags);
}

/* The folder that path is in: -1 with errno, and none is kept. */
static int
go_to(const struct notes *notes, struct notes_folder *folder, struct str path)
{
	if (folder->fd >= 0 && str_eq(buf_str(&folder->path), path))
		return 0;
	notes_read_in_end(folder);
	folder->fd = repo_beneath(notes->fd, path, O_DIRECTORY);
	if (folder->fd < 0)
		return -1;
	buf_add(&folder->path, path);
	return 0;
}

int
notes_read_in(const struct notes *notes, struct notes_folder *folder,
    struct str path, struct buf *out, struct diags *diags)
{
	size_t slash = str_rchr(path, '/');
	size_t name = slash == SIZE_MAX ? 0 : slash + 1;
	int fd = -1;

	if (notes->revision)
		return revision_read(notes, path, out, false, diags);
	if (!go_to(notes, folder, str_upto(path, name ? slash : 0)))
		fd = repo_within(folder->fd, str_from(path, name), 0);
	return read_opened(fd, path, out, false, diags);
}

void
notes_read_in_end(struct notes_folder *folder)
{
	if (folder->fd >= 0)
		close(folder->fd);
	folder->fd = -1;
	buf_release(&folder->path);
}

int
notes_read_begin(struct notes_reading *reading, const struct notes *notes,
    struct str path, struct diags *diags)
{
	struct stat st;

	*reading = (struct notes_reading){ .fd = -1, .path = path,
		.diags = diags };
	if (notes->revision)
		return revision_read(notes, path, &reading->bytes, false,
		    diags);
	reading->fd = repo_beneath(notes->fd, path, 0);
	if (reading->fd >= 0 && !fstat(reading->fd, &st)) {
		if (S_ISREG(st.st_mode))
			return 0;
		errno = EINVAL;
	}
	unreadable(path, diags);
	notes_read_end(reading);
	return -1;
}

static int
more_of_bytes(struct notes_reading *reading, struct buf *out)
{
	struct str piece = str_upto(str_from(buf_str(&reading->bytes),
	    reading->given), PIECE);

	buf_add(out, piece);
	reading->given += piece.len;
	return piece.len > 0;
}

int
notes_read_more(void *reading, struct buf *out)
{
	struct notes_reading *file = reading;
	ssize_t n;

	if (file->fd < 0)
		return more_of_bytes(file, out);
	do
		n = read(file->fd, buf_reserve(out, PIECE), PIECE);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		unreadable(file->path, file->diags);
	else
		out->len += (size_t)n;
	return n < 0 ? -1 : n > 0;
}

void
notes_read_end(struct notes_reading *reading)
{
	if (reading->fd >= 0)
		close(reading->fd);
	reading->fd = -1;
	buf_release(&reading->bytes);
}
