#include "git/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/pool.h"
#include "git/desk.h"

/* The name that is ours. libgit2 makes a .lock of its own beside it. */
#define COPY ".netgrep"

struct staging {
	struct notes *notes;
	const struct stage *stages;
	size_t n;
	struct pool_task *task; /* that makes the new index, or NULL */
	struct diags diags;     /* what it had to say */
	bool made;      /* from the index as it was then, or tried to be */
	int rc;         /* of that */
	int old;        /* that index, open so that its inode stays its own */
	struct stat st; /* of old */
	bool was_there;
	git_index *index;
};

static int
fail(struct staging *s, const char *what, const char *why)
{
	diag_error(&s->diags, "index", STR_NONE, 0, 0,
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

/*
 * A hard link: whoever writes an index, git or libgit2, writes a new file and
 * renames it, so that both names go on to lead to what they led to. A copy,
 * where there are no links. Without an index there is neither: -1 with errno.
 */
static int
make_copy(struct notes *notes)
{
	sweep(notes->index_copy);
	if (!link(notes->index_path, notes->index_copy) || errno == ENOENT)
		return 0;
	return desk_copy(notes->index_path, notes->index_copy) < 0 ? -1 : 0;
}

void
stage_begin(struct notes *notes)
{
	if (notes->index_copy)
		return;
	repo_index_release(notes); /* it has the other name */
	notes->index_copy = join(notes->index_path, COPY);
	if (make_copy(notes)) {
		sweep(notes->index_copy);
		free(notes->index_copy);
		notes->index_copy = NULL;
	}
}

void
stage_end(struct notes *notes)
{
	if (!notes->index_copy)
		return;
	repo_index_release(notes);
	sweep(notes->index_copy);
	free(notes->index_copy);
	notes->index_copy = NULL;
}

/* What the new index is to be made from. */
static int
open_copy(struct staging *s)
{
	struct notes *notes = s->notes;

	stage_begin(notes);
	if (notes->index_copy)
		s->old = open(notes->index_copy, O_RDONLY | O_CLOEXEC);
	s->was_there = s->old >= 0;
	if (s->was_there ? fstat(s->old, &s->st) :
	    !notes->index_copy || errno != ENOENT)
		return fail(s, "git's index can't be copied",
		    strerror(errno));
	if (repo_index(notes, &s->index))
		return fail(s, "git's index can't be read", repo_error());
	repo_index_lend(notes, NULL);
	return 0;
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
		diag_error(&s->diags, "changed", str_of(stage->path), 0, 0,
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

/* What has been written to the copy, to the disk. */
static int
settle(struct staging *s)
{
	int fd = open(s->notes->index_copy, O_RDONLY | O_CLOEXEC), rc = 0;

	if (fd < 0)
		return fail(s, "git's index can't be read", strerror(errno));
	sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
	repo_index_release(s->notes); /* many entries: while the disk works */
	if ((s->was_there && fchmod(fd, s->st.st_mode & 07777)) || fsync(fd))
		rc = fail(s, "git's index can't be written", strerror(errno));
	close(fd);
	return rc;
}

/* The copy becomes what the index is to be. */
static void
make(void *context)
{
	struct staging *s = context;
	int rc = open_copy(s);
	size_t i;

	if (!rc)
		smudge(s);
	for (i = 0; !rc && i < s->n; i++)
		if (!s->stages[i].skip)
			rc = set_entry(s, &s->stages[i]);
	if (!rc && git_index_write(s->index))
		rc = fail(s, "git's index can't be written", repo_error());
	if (!rc)
		rc = settle(s);
	repo_index_release(s->notes);
	s->index = NULL;
	s->rc = rc;
	s->made = true;
}

static void
drop(struct staging *s)
{
	stage_end(s->notes); /* what was changed in it is no index now */
	if (s->old >= 0)
		close(s->old);
	s->old = -1;
	s->made = false;
	diag_release(&s->diags);
}

/* Whether the index has been replaced since; where there are no links, yes. */
static bool
is_other(const struct staging *s)
{
	struct stat now;

	if (stat(s->notes->index_path, &now))
		return s->was_there || errno != ENOENT;
	return !s->was_there || now.st_ino != s->st.st_ino ||
	    now.st_dev != s->st.st_dev;
}

static int
install(struct staging *s)
{
	if (rename(s->notes->index_copy, s->notes->index_path) ||
	    repo_sync(git_repository_path(s->notes->repo)))
		return fail(s, "git's index can't be written",
		    strerror(errno));
	return 0;
}

struct staging *
stage_start(struct notes *notes, const struct stage *stages, size_t n)
{
	struct staging *s = mem_zalloc(sizeof(*s));

	*s = (struct staging){ .notes = notes, .stages = stages, .n = n,
		.old = -1 };
	s->task = pool_start(make, s);
	return s;
}

int
stage_finish(struct staging *s, struct diags *diags)
{
	int rc;

	pool_wait(s->task);
	s->task = NULL;
	if (!s->made || is_other(s)) {
		drop(s);
		make(s);
	}
	rc = s->rc || install(s) ? -1 : 0;
	diag_join(diags, &s->diags);
	drop(s);
	return rc;
}

void
stage_free(struct staging *s)
{
	if (!s)
		return;
	pool_wait(s->task);
	drop(s);
	free(s);
}
