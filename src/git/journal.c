#include "git/journal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* A branch's name and a commit's, in one line. */
enum { JOURNAL_MAX = 8192 };

static char *
in_repository(struct notes *notes, struct str name, const char *suffix)
{
	struct buf path = { 0 };
	char *joined;

	buf_puts(&path, git_repository_commondir(notes->repo));
	buf_add(&path, name);
	buf_puts(&path, suffix);
	joined = mem_cstr(buf_str(&path));
	buf_release(&path);
	return joined;
}

static char *
journal(struct notes *notes)
{
	return in_repository(notes, STR("netgrep.ref"), "");
}

int
journal_write(struct notes *notes, const char *branch, const git_oid *id)
{
	char *path = journal(notes), hex[GIT_OID_HEXSZ + 1];
	struct buf text = { 0 };
	int fd, rc = -1;

	buf_printf(&text, "%s %s\n", git_oid_tostr(hex, sizeof(hex), id),
	    branch);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
	    0666);
	if (fd >= 0 && !repo_spill(fd, buf_str(&text)) && !fsync(fd))
		rc = 0;
	if (fd >= 0)
		close(fd);
	buf_release(&text);
	free(path);
	return rc;
}

void
journal_remove(struct notes *notes)
{
	char *path = journal(notes);

	unlink(path);
	free(path);
}

static int
read_small(const char *path, struct buf *out)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int rc = fd >= 0 ? repo_slurp(fd, out) : -1;

	if (fd >= 0)
		close(fd);
	return rc || out->len > JOURNAL_MAX ? -1 : 0;
}

void
journal_recover(struct notes *notes)
{
	char *path = journal(notes), *lock = NULL;
	struct buf text = { 0 }, held = { 0 };
	struct str branch, id;

	if (!read_small(path, &text)) {
		branch = str_rtrim(buf_str(&text));
		if (str_cut(&branch, ' ', &id) &&
		    str_starts(branch, STR("refs/heads/")) &&
		    str_find(branch, STR("..")) == SIZE_MAX)
			lock = in_repository(notes, branch, ".lock");
		if (lock && !read_small(lock, &held) && (!held.len ||
		    str_eq(str_rtrim(buf_str(&held)), id)))
			unlink(lock);
	}
	unlink(path);
	free(lock);
	free(path);
	buf_release(&text);
	buf_release(&held);
}
