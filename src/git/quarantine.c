#include "git/quarantine.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2/sys/odb_backend.h>

#include "base/pool.h"
#include "git/repo.h"

/* git prune takes folders of this name for what they are. */
#define FOLDER "objects/tmp_objdir-netgrep"
/* So many are open while they are synced; more of them in several goes. */
enum { AT_ONCE = 64 };

/* Before all others of the repository: what is new is stored here. */
enum { PRIORITY = 100 };

struct quarantine {
	git_odb_backend parent; /* what libgit2 knows of it */
	git_odb_backend *loose; /* that does the work, in folder */
	char *objects, *folder; /* where they go, and where they are */
	VEC(git_oid) ids;       /* what is in it, the oldest first */
};

static struct quarantine *
of(git_odb_backend *backend)
{
	return (struct quarantine *)backend;
}

static int
read_object(void **data, size_t *len, git_object_t *type,
    git_odb_backend *backend, const git_oid *id)
{
	return of(backend)->loose->read(data, len, type, of(backend)->loose,
	    id);
}

static int
read_header(size_t *len, git_object_t *type, git_odb_backend *backend,
    const git_oid *id)
{
	return of(backend)->loose->read_header(len, type, of(backend)->loose,
	    id);
}

static int
exists(git_odb_backend *backend, const git_oid *id)
{
	return of(backend)->loose->exists(of(backend)->loose, id);
}

static int
failed(const char *path)
{
	git_error_set(GIT_ERROR_OS, "%s: %s", path, strerror(errno));
	return -1;
}

static int
write_object(git_odb_backend *backend, const git_oid *id, const void *data,
    size_t len, git_object_t type)
{
	struct quarantine *q = of(backend);
	int code;

	if (mkdir(q->folder, 0777) && errno != EEXIST)
		return failed(q->folder);
	/* one by one is what quarantine_settle saves */
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 0);
	code = q->loose->write(q->loose, id, data, len, type);
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	if (!code)
		vec_push(&q->ids, *id);
	return code;
}

static void
free_backend(git_odb_backend *backend)
{
	struct quarantine *q = of(backend);

	if (q->loose)
		q->loose->free(q->loose);
	vec_release(&q->ids);
	free(q->objects);
	free(q->folder);
	free(q);
}

static char *
below(const struct notes *notes, const char *name)
{
	struct buf path = { 0 };
	char *joined;

	buf_puts(&path, notes->commondir);
	buf_puts(&path, name);
	joined = mem_cstr(buf_str(&path));
	buf_release(&path);
	return joined;
}

int
quarantine_open(struct notes *notes)
{
	struct quarantine *q;
	git_odb *odb = NULL;
	int rc;

	if (notes->quarantine)
		return 0;
	q = mem_zalloc(sizeof(*q));
	git_odb_init_backend(&q->parent, GIT_ODB_BACKEND_VERSION);
	q->parent.read = read_object;
	q->parent.read_header = read_header;
	q->parent.exists = exists;
	q->parent.write = write_object;
	q->parent.free = free_backend;
	q->objects = below(notes, "objects");
	q->folder = below(notes, FOLDER);
	rc = git_odb_backend_loose(&q->loose, q->folder, -1, 0, 0, 0) ||
	    git_repository_odb(&odb, notes->repo) ||
	    git_odb_add_backend(odb, &q->parent, PRIORITY) ? -1 : 0;
	git_odb_free(odb);
	if (rc)
		free_backend(&q->parent);
	else
		notes->quarantine = q;
	return rc;
}

/* "objects/ab" of an object, and with its whole name "objects/ab/cdef…". */
static const char *
name(struct buf *out, const char *folder, const git_oid *id, bool whole)
{
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof(hex), id);
	buf_clear(out);
	buf_printf(out, "%s/%.2s", folder, hex);
	if (whole)
		buf_printf(out, "/%s", hex + 2);
	return buf_cstr(out);
}

struct syncing {
	int fds[AT_ONCE];
	_Atomic int failed; /* errno */
};

static void
sync_one(void *context, size_t thread, size_t item)
{
	struct syncing *s = context;

	(void)thread;
	if (fsync(s->fds[item]))
		s->failed = errno;
}

/* All at once: the first to be waited for mostly has the others done too. */
static int
sync_some(struct quarantine *q, size_t from, size_t n, bool folders)
{
	struct syncing s = { .failed = 0 };
	struct buf path = { 0 };
	size_t i, opened = 0;

	for (i = 0; i < n && !s.failed; i++) {
		s.fds[i] = open(name(&path, folders ? q->objects : q->folder,
		    &q->ids.v[from + i], !folders), O_RDONLY | O_CLOEXEC);
		if (s.fds[i] < 0) {
			s.failed = errno;
			break;
		}
		opened++;
		if (!folders)
			sync_file_range(s.fds[i], 0, 0, SYNC_FILE_RANGE_WRITE);
	}
	if (!s.failed)
		pool_run(opened, 1, sync_one, &s);
	while (opened)
		close(s.fds[--opened]);
	buf_release(&path);
	errno = s.failed;
	return s.failed ? -1 : 0;
}

static int
sync_all(struct quarantine *q, bool folders)
{
	size_t from, n;

	for (from = 0; from < q->ids.n; from += n) {
		n = q->ids.n - from < AT_ONCE ? q->ids.n - from :
		    AT_ONCE;
		if (sync_some(q, from, n, folders))
			return -1;
	}
	return 0;
}

/* In their order, so that nothing is ever there without what it names. */
static int
move_all(struct quarantine *q)
{
	struct buf from = { 0 }, to = { 0 };
	int rc = 0;
	size_t i;

	for (i = 0; !rc && i < q->ids.n; i++) {
		const git_oid *id = &q->ids.v[i];

		if (mkdir(name(&to, q->objects, id, false), 0777) &&
		    errno != EEXIST)
			rc = -1;
		else if (rename(name(&from, q->folder, id, true),
		    name(&to, q->objects, id, true)))
			rc = -1;
	}
	buf_release(&from);
	buf_release(&to);
	return rc;
}

int
quarantine_settle(struct notes *notes)
{
	struct quarantine *q = notes->quarantine;

	if (!q->ids.n)
		return 0;
	if (sync_all(q, false) || move_all(q) || sync_all(q, true) ||
	    repo_sync(q->objects))
		return failed(q->objects);
	quarantine_sweep(notes);
	return 0;
}

static void
remove_folder(const char *path, bool nested)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;
	struct buf inner = { 0 };

	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		buf_clear(&inner);
		buf_printf(&inner, "%s/%s", path, entry->d_name);
		if (unlink(buf_cstr(&inner)) && nested)
			remove_folder(buf_cstr(&inner), false);
	}
	if (dir) {
		closedir(dir);
		rmdir(path);
	}
	buf_release(&inner);
}

void
quarantine_sweep(struct notes *notes)
{
	char *folder = below(notes, FOLDER);

	remove_folder(folder, true);
	if (notes->quarantine)
		vec_clear(&notes->quarantine->ids);
	free(folder);
}
