#include "base/monitor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

struct monitor {
	char *root;
	int step;
	int fd;        /* inotify's, or -1 while it polls */
	uint64_t seen; /* while it polls: what was there */
	struct buf path; /* of the walk */
};

/*
 * What happens in a folder is told by name; what happens to folders makes all
 * watches be set anew, so that nobody has to know which watch is which.
 */
#define HAPPENS (IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | \
	IN_MOVED_FROM | IN_MOVED_TO)
#define TO_FOLDER (IN_DELETE_SELF | IN_MOVE_SELF)

int64_t
monitor_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool
is_passed_over(const char *name)
{
	return !strcmp(name, "node_modules") ||
	    (name[0] == '.' && strcmp(name, ".netgrep") != 0);
}

static void
mix(uint64_t *sum, uint64_t value)
{
	*sum = (*sum ^ value) * 0x100000001b3u;
	*sum ^= *sum >> 29;
}

/* A number that is another when the file is. */
static uint64_t
print_of(const char *name, const struct stat *st)
{
	uint64_t sum = 0xcbf29ce484222325u;

	for (; *name; name++)
		mix(&sum, (unsigned char)*name);
	mix(&sum, (uint64_t)st->st_ino);
	if (S_ISDIR(st->st_mode))
		return sum;
	mix(&sum, (uint64_t)st->st_size);
	mix(&sum, (uint64_t)st->st_mtim.tv_sec);
	mix(&sum, (uint64_t)st->st_mtim.tv_nsec);
	mix(&sum, (uint64_t)st->st_ctim.tv_sec);
	mix(&sum, (uint64_t)st->st_ctim.tv_nsec);
	return sum;
}

static int walk(struct monitor *m);

/* One name in the folder m->path; -1: no watch is left. */
static int
visit(struct monitor *m, int folder, const struct dirent *entry)
{
	size_t len = m->path.len;
	struct stat st;
	int rc = 0;

	if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
		return 0;
	/* inotify wants to know of folders only */
	if (m->fd >= 0 && entry->d_type != DT_DIR &&
	    entry->d_type != DT_UNKNOWN)
		return 0;
	if (fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW))
		return 0;
	if (!S_ISDIR(st.st_mode) || !is_passed_over(entry->d_name))
		m->seen += print_of(entry->d_name, &st);
	if (!S_ISDIR(st.st_mode) || is_passed_over(entry->d_name))
		return 0;
	buf_addc(&m->path, '/');
	buf_puts(&m->path, entry->d_name);
	if (m->path.len < PATH_MAX)
		rc = walk(m);
	m->path.len = len;
	return rc;
}

/* The folder m->path and those in it. */
static int
walk(struct monitor *m)
{
	const char *path = buf_cstr(&m->path);
	const struct dirent *entry;
	DIR *dir;
	int fd, rc = 0;

	if (m->fd >= 0 && inotify_add_watch(m->fd, path, HAPPENS | TO_FOLDER |
	    IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK) < 0)
		return errno == ENOSPC || errno == ENOMEM ? -1 : 0;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir) {
		if (fd >= 0)
			close(fd);
		return 0;
	}
	while (!rc && (entry = readdir(dir)))
		rc = visit(m, fd, entry);
	closedir(dir);
	return rc;
}

static int
look(struct monitor *m)
{
	buf_clear(&m->path);
	buf_puts(&m->path, m->root);
	m->seen = 0;
	return walk(m);
}

/* All watches anew; where there are not enough of them it polls from now on. */
static void
begin(struct monitor *m)
{
	if (m->fd >= 0)
		close(m->fd);
	m->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (m->fd >= 0 && look(m) == 0)
		return;
	if (m->fd >= 0)
		close(m->fd);
	m->fd = -1;
	look(m);
}

struct monitor *
monitor_new(const char *root, bool polls, int step)
{
	struct monitor *m = mem_zalloc(sizeof(*m));

	m->root = mem_cstr(str_of(root));
	m->step = step > 0 ? step : 1;
	m->fd = -1;
	if (polls)
		look(m);
	else
		begin(m);
	return m;
}

bool
monitor_polls(const struct monitor *m)
{
	return m->fd < 0;
}

/* Takes all that inotify has told; true where something happened. */
static bool
drain(struct monitor *m)
{
	union {
		struct inotify_event event; /* aligns the bytes */
		char bytes[16384];
	} told;
	const struct inotify_event *event;
	bool any = false, anew = false;
	ssize_t n, at;

	while ((n = read(m->fd, told.bytes, sizeof(told.bytes))) > 0)
		for (at = 0; at < n; at += (ssize_t)(sizeof(*event) +
		    event->len)) {
			event = (const void *)(told.bytes + at);
			any = any || !(event->mask & IN_IGNORED);
			anew = anew || event->mask & (IN_ISDIR | IN_Q_OVERFLOW |
			    TO_FOLDER);
		}
	if (anew)
		begin(m);
	return any;
}

static bool
has_changed(struct monitor *m)
{
	uint64_t before = m->seen;

	look(m);
	return m->seen != before;
}

enum monitor_saw
monitor_wait(struct monitor *m, int64_t timeout, int stop)
{
	int64_t end = monitor_now() + timeout, left = timeout;
	struct pollfd fds[2];

	for (;;) {
		fds[0] = (struct pollfd){ .fd = stop, .events = POLLIN };
		fds[1] = (struct pollfd){ .fd = m->fd, .events = POLLIN };
		if (m->fd < 0 && (left < 0 || left > m->step))
			left = m->step;
		/* poll passes over a descriptor below zero */
		(void)poll(fds, 2, left > INT_MAX ? INT_MAX : (int)left);
		if (fds[0].revents)
			return MONITOR_STOP;
		if (m->fd >= 0 ? fds[1].revents && drain(m) : has_changed(m))
			return MONITOR_CHANGE;
		left = timeout < 0 ? -1 : end - monitor_now();
		if (timeout >= 0 && left <= 0)
			return MONITOR_NOTHING;
	}
}

void
monitor_free(struct monitor *m)
{
	if (!m)
		return;
	if (m->fd >= 0)
		close(m->fd);
	buf_release(&m->path);
	free(m->root);
	free(m);
}
