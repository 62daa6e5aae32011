#include "git/quarantine.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2/sys/odb_backend.h>

#include "git/loose.h"
#include "git/repo.h"

/* git prune takes folders of this name for what they are. */
#define FOLDER "objects/tmp_objdir-netgrep"
/* So many are open while they are synced; more of them in several goes. */
enum { AT_ONCE = 64 };

/* Before all others of the repository: what is new is stored here. */
enum { PRIORITY = 100 };

struct object {
	git_oid id;
	git_object_t type;
	struct str bytes; /* its own */
	bool ahead;       /* nobody has stored it in earnest */
};

/* Files that are written, and not yet on the disk. */
struct syncing {
	int fds[AT_ONCE + 1];
	size_t n;
	int failed; /* errno */
};

struct quarantine {
	git_odb_backend parent; /* what libgit2 knows of it */
	char *objects, *folder; /* where they go, and where they are written */
	VEC(struct object) list; /* what it holds, the oldest first */
	size_t written;         /* of the list, in files of the folder */
	struct syncing files;   /* the last of these */
};

static struct quarantine *
of(git_odb_backend *backend)
{
	return (struct quarantine *)backend;
}

static struct object *
find(git_odb_backend *backend, const git_oid *id)
{
	const struct quarantine *q = of(backend);
	size_t i;

	for (i = 0; i < q->list.n; i++)
		if (git_oid_equal(&q->list.v[i].id, id))
			return &q->list.v[i];
	return NULL;
}

static int
read_header(size_t *len, git_object_t *type, git_odb_backend *backend,
    const git_oid *id)
{
	const struct object *object = find(backend, id);

	if (!object)
		return GIT_ENOTFOUND;
	*len = object->bytes.len;
	*type = object->type;
	return 0;
}

static int
read_object(void **data, size_t *len, git_object_t *type,
    git_odb_backend *backend, const git_oid *id)
{
	const struct object *object = find(backend, id);

	if (!object)
		return GIT_ENOTFOUND;
	*data = git_odb_backend_data_alloc(backend, object->bytes.len + 1);
	if (!*data)
		return -1;
	memcpy(*data, object->bytes.ptr, object->bytes.len + 1);
	*len = object->bytes.len;
	*type = object->type;
	return 0;
}

static int
exists(git_odb_backend *backend, const git_oid *id)
{
	return find(backend, id) != NULL;
}

/* libgit2 asks this of what is to be stored, and then has it stored already. */
static int
freshen(git_odb_backend *backend, const git_oid *id)
{
	struct object *object = find(backend, id);

	if (!object)
		return GIT_ENOTFOUND;
	object->ahead = false;
	return 0;
}

static int
failed(const char *path)
{
	git_error_set(GIT_ERROR_OS, "%s: %s", path, strerror(errno));
	return -1;
}

static int
hold_object(git_odb_backend *backend, const git_oid *id, const void *data,
    size_t len, git_object_t type)
{
	struct str bytes = { len ? data : "", len };
	struct object object = { .type = type, .bytes = { mem_cstr(bytes),
		len } };

	git_oid_cpy(&object.id, id);
	vec_push(&of(backend)->list, object);
	return 0;
}

static void
forget(struct quarantine *q)
{
	size_t i;

	for (i = 0; i < q->list.n; i++)
		free((char *)(uintptr_t)q->list.v[i].bytes.ptr);
	vec_clear(&q->list);
	q->written = 0;
	while (q->files.n)
		close(q->files.fds[--q->files.n]);
	q->files.failed = 0;
}

static void
free_backend(git_odb_backend *backend)
{
	struct quarantine *q = of(backend);

	forget(q);
	vec_release(&q->list);
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
	q->parent.freshen = freshen;
	q->parent.write = hold_object;
	q->parent.free = free_backend;
	q->objects = below(notes, "objects");
	q->folder = below(notes, FOLDER);
	rc = git_repository_odb(&odb, notes->repo) ||
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
place(struct buf *out, const struct quarantine *q, const git_oid *id,
    bool whole)
{
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof(hex), id);
	buf_clear(out);
	buf_printf(out, "%s/%.2s", q->objects, hex);
	if (whole)
		buf_printf(out, "/%s", hex + 2);
	return buf_cstr(out);
}

static const char *
waiting(struct buf *out, const struct quarantine *q, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];

	buf_clear(out);
	buf_printf(out, "%s/%s", q->folder, git_oid_tostr(hex, sizeof(hex),
	    id));
	return buf_cstr(out);
}

/*
 * The newest first: mostly the disk has the others then, too. Threads that wait
 * for all at once come to nothing: they get a core when nobody needs one.
 */
static int
sync_open(struct syncing *s)
{
	while (s->n) {
		int fd = s->fds[--s->n];

		if (!s->failed && fsync(fd))
			s->failed = errno;
		close(fd);
	}
	errno = s->failed;
	return s->failed ? -1 : 0;
}

static void
take(struct syncing *s, int fd)
{
	if (fd < 0)
		s->failed = errno;
	else
		s->fds[s->n++] = fd;
}

static int
write_object(const char *path, const struct object *object)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0444), number;

	if (fd >= 0 && loose_write(fd, object->type, object->bytes)) {
		number = errno;
		close(fd);
		unlink(path);
		errno = number;
		return -1;
	}
	if (fd >= 0)
		sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
	return fd;
}

static int
write_next(struct quarantine *q, struct buf *path)
{
	const struct object *object = &q->list.v[q->written];
	int fd = write_object(waiting(path, q, &object->id), object);

	if (fd < 0)
		return -1;
	q->files.fds[q->files.n++] = fd;
	q->written++;
	return 0;
}

/* What is in no file yet; the last of these wait for sync_open. */
static int
write_all(struct quarantine *q)
{
	struct buf path = { 0 };
	int rc = mkdir(q->folder, 0777) && errno != EEXIST ? -1 : 0;

	while (!rc && q->written < q->list.n)
		rc = q->files.n < AT_ONCE ? write_next(q, &path) :
		    sync_open(&q->files);
	buf_release(&path);
	return rc;
}

/* In their order, so that nothing is ever there without what it names. */
static int
move_all(struct quarantine *q)
{
	struct buf from = { 0 }, to = { 0 };
	int rc = 0;
	size_t i;

	for (i = 0; !rc && i < q->list.n; i++) {
		const git_oid *id = &q->list.v[i].id;

		if (mkdir(place(&to, q, id, false), 0777) && errno != EEXIST)
			rc = -1;
		else if (rename(waiting(&from, q, id),
		    place(&to, q, id, true)))
			rc = -1;
	}
	buf_release(&from);
	buf_release(&to);
	return rc;
}

/* The folders that have got something, and the one that they are in. */
static int
sync_folders(struct quarantine *q)
{
	enum { FLAGS = O_RDONLY | O_DIRECTORY | O_CLOEXEC };
	struct syncing s = { .failed = 0 };
	struct buf path = { 0 };
	bool seen[UCHAR_MAX + 1] = { false };
	size_t i;
	int rc = 0;

	take(&s, open(q->objects, FLAGS));
	for (i = 0; !rc && i < q->list.n; i++) {
		const git_oid *id = &q->list.v[i].id;

		if (!seen[id->id[0]])
			take(&s, open(place(&path, q, id, false), FLAGS));
		seen[id->id[0]] = true;
		if (s.failed || i + 1 == q->list.n || s.n >= AT_ONCE)
			rc = sync_open(&s);
	}
	buf_release(&path);
	return rc;
}

/* What nobody has asked for in earnest stays where it is swept away. */
static void
drop_guesses(struct quarantine *q)
{
	size_t i, kept = 0, written = q->written;

	for (i = 0; i < q->list.n; i++) {
		if (!q->list.v[i].ahead) {
			q->list.v[kept++] = q->list.v[i];
			continue;
		}
		free((char *)(uintptr_t)q->list.v[i].bytes.ptr);
		q->written -= i < written;
	}
	q->list.n = kept;
}

void
quarantine_ahead(struct notes *notes)
{
	struct quarantine *q = notes->quarantine;
	size_t i;

	for (i = 0; i < q->list.n; i++)
		q->list.v[i].ahead = true;
	(void)write_all(q); /* what fails is tried again, and told of then */
}

int
quarantine_settle(struct notes *notes, int also)
{
	struct quarantine *q = notes->quarantine;

	drop_guesses(q);
	if (!q->list.n)
		return also >= 0 && fsync(also) ? failed("fsync") : 0;
	if (also >= 0)
		take(&q->files, fcntl(also, F_DUPFD_CLOEXEC, 0));
	if (write_all(q) || sync_open(&q->files) || move_all(q) ||
	    sync_folders(q))
		return failed(q->objects);
	quarantine_sweep(notes);
	return 0;
}

void
quarantine_sweep(struct notes *notes)
{
	char *folder = below(notes, FOLDER);
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir) {
		closedir(dir);
		rmdir(folder);
	}
	free(folder);
	if (notes->quarantine)
		forget(notes->quarantine);
}
