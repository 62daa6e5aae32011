#include "git/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The copy that is changed. libgit2 makes a .lock of its own beside it. */
#define COPY ".netgrep"

struct staging {
	struct notes *notes;
	struct diags *diags;
	char *copy;
	struct stat st; /* of the index as it was */
	bool was_there;
	git_index *index;
};

static int
fail(struct staging *s, const char *what, const char *why)
{
	diag_error(s->diags, "index", STR_NONE, 0, 0,
	    "%s: %s; the note is written, run the same command again to "
	    "commit it", what, why);
	return -1;
}

static char *
join(const char *a, const char *b)
{
	struct buf out = { 0 };
	char *joined;

	buf_puts(&out, a);
	buf_puts(&out, b);
	joined = mem_cstr(buf_str(&out));
	buf_release(&out);
	return joined;
}

/* What an earlier one of us left when it was killed. */
static void
sweep(const char *copy)
{
	char *lock = join(copy, ".lock");

	unlink(copy);
	unlink(lock);
	free(lock);
}

static int
write_copy(struct staging *s, struct str bytes)
{
	int fd = open(s->copy, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0600);
	int rc = fd >= 0 ? repo_spill(fd, bytes) : -1;

	return fd >= 0 && close(fd) ? -1 : rc;
}

static int
copy_index(struct staging *s)
{
	struct buf bytes = { 0 };
	int fd = open(s->notes->index_path, O_RDONLY | O_CLOEXEC), rc = -1;

	s->was_there = fd >= 0;
	if (fd < 0)
		return errno == ENOENT ? 0 : -1;
	if (!fstat(fd, &s->st) && !repo_slurp(fd, &bytes))
		rc = write_copy(s, buf_str(&bytes));
	close(fd);
	buf_release(&bytes);
	return rc;
}

/*
 * An entry as young as its index may have been changed without a sign of it;
 * under a younger index it would count as clean. Size 0 makes git look at
 * the file itself (git calls this smudging). git compares seconds.
 */
static void
smudge(struct staging *s)
{
	size_t i, n = git_index_entrycount(s->index);

	if (!s->was_there)
		return;
	for (i = 0; i < n; i++) {
		const git_index_entry *entry = git_index_get_byindex(s->index,
		    i);

		/* the entries are ours: nobody else has this index */
		if (entry->mtime.seconds >= s->st.st_mtim.tv_sec &&
		    entry->mode != GIT_FILEMODE_COMMIT)
			((git_index_entry *)(uintptr_t)entry)->file_size = 0;
	}
}

/*
 * The stat data of the work tree's file, if it still holds what was written
 * and that is what the index is to hold.
 */
static void
add_stat(struct staging *s, const struct stage *stage, git_index_entry *entry)
{
	struct buf now = { 0 };
	struct stat st;
	int fd = stage->same ? repo_beneath(s->notes->fd,
	    str_of(stage->path), 0) : -1;

	if (fd >= 0 && !fstat(fd, &st) && !repo_slurp(fd, &now) &&
	    str_eq(buf_str(&now), stage->tree)) {
		entry->ctime.seconds = (int32_t)st.st_ctim.tv_sec;
		entry->ctime.nanoseconds = (uint32_t)st.st_ctim.tv_nsec;
		entry->mtime.seconds = (int32_t)st.st_mtim.tv_sec;
		entry->mtime.nanoseconds = (uint32_t)st.st_mtim.tv_nsec;
		entry->dev = (uint32_t)st.st_dev;
		entry->ino = (uint32_t)st.st_ino;
		entry->uid = st.st_uid;
		entry->gid = st.st_gid;
		entry->file_size = (uint32_t)st.st_size;
	}
	if (fd >= 0)
		close(fd);
	buf_release(&now);
}

static int
set_entry(struct staging *s, const struct stage *stage)
{
	const git_index_entry *old = git_index_get_bypath(s->index,
	    stage->path, 0);
	git_index_entry entry = { .mode = stage->mode };
	bool promised = old && old->flags_extended &
	    GIT_INDEX_ENTRY_INTENT_TO_ADD;

	if (old && !promised ? git_oid_cmp(&old->id, &stage->base) &&
	    git_oid_cmp(&old->id, &stage->id) :
	    !git_oid_is_zero(&stage->base)) {
		diag_error(s->diags, "changed", str_of(stage->path), 0, 0,
		    "git's index has been changed meanwhile; the note is "
		    "written, run the same command again to commit it");
		return -1;
	}
	if (old) {
		entry.mode = old->mode;
		entry.flags = old->flags & GIT_INDEX_ENTRY_VALID;
	}
	entry.path = stage->path;
	git_oid_cpy(&entry.id, &stage->id);
	add_stat(s, stage, &entry);
	if (git_index_add(s->index, &entry))
		return fail(s, "git's index can't be changed", repo_error());
	return 0;
}

/* The copy, safe on the disk, becomes the index. */
static int
install(struct staging *s)
{
	char *folder = join(git_repository_path(s->notes->repo), ".");
	int fd = open(s->copy, O_RDONLY | O_CLOEXEC), dir = -1, rc = -1;

	if (fd >= 0 && (!s->was_there || !fchmod(fd, s->st.st_mode & 07777)) &&
	    !fsync(fd) && !rename(s->copy, s->notes->index_path)) {
		dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		rc = dir < 0 || fsync(dir) ? -1 : 0;
	}
	if (rc)
		fail(s, "git's index can't be written", strerror(errno));
	if (fd >= 0)
		close(fd);
	if (dir >= 0)
		close(dir);
	free(folder);
	return rc;
}

int
stage_write(struct notes *notes, const struct stage *stages, size_t n,
    struct diags *diags)
{
	struct staging s = { .notes = notes, .diags = diags,
		.copy = join(notes->index_path, COPY) };
	size_t i;
	int rc = 0;

	sweep(s.copy);
	if (copy_index(&s))
		rc = fail(&s, "git's index can't be copied", strerror(errno));
	else if (git_index_open(&s.index, s.copy))
		rc = fail(&s, "git's index can't be read", repo_error());
	if (!rc)
		smudge(&s);
	for (i = 0; !rc && i < n; i++)
		if (!stages[i].skip)
			rc = set_entry(&s, &stages[i]);
	if (!rc && git_index_write(s.index))
		rc = fail(&s, "git's index can't be written", repo_error());
	if (!rc)
		rc = install(&s);
	git_index_free(s.index);
	sweep(s.copy);
	free(s.copy);
	return rc;
}
