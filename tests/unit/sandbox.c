/* What a report gives up before it reads a note: it could not if it wanted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/landlock.h>
#include <linux/openat2.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/sandbox.h"
#include "base/seccomp.h"
#include "git/notes.h"

/* In the folder that the test runs in: what may be read, and what not. */
static const char *const files[] = { "in/note.md", "in/sub/deep.md",
	"out/secret.md" };

static int
setup(void **state)
{
	const char *parent = getenv("TMPDIR");
	char *folder = NULL;
	size_t i;
	int fd;

	if (asprintf(&folder, "%s/netgrep-sandbox-XXXXXX",
	    parent ? parent : "/tmp") < 0 || !mkdtemp(folder) ||
	    chdir(folder) || mkdir("in", 0777) || mkdir("in/sub", 0777) ||
	    mkdir("out", 0777) || symlink("../out/secret.md", "in/link.md") ||
	    symlink("../out", "in/away"))
		return -1;
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		fd = open(files[i], O_WRONLY | O_CREAT, 0666);
		if (fd < 0 || write(fd, "# Ana\n", 6) != 6 || close(fd))
			return -1;
	}
	*state = folder;
	return 0;
}

static int
teardown(void **state)
{
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		unlink(files[i]);
	unlink("in/link.md");
	unlink("in/away");
	rmdir("in/sub");
	rmdir("in");
	rmdir("out");
	i = (size_t)chdir("/");
	i |= (size_t)rmdir(*state);
	free(*state);
	return (int)i;
}

static int
closed(int fd)
{
	if (fd >= 0)
		close(fd);
	return fd < 0 ? -1 : 0;
}

static int
try_exec(void)
{
	return execl("/bin/true", "true", (char *)NULL);
}

static int
try_fork(void)
{
	pid_t pid = fork();

	if (!pid)
		_exit(0);
	return pid < 0 ? -1 : 0;
}

static int
try_raw_fork(void)
{
	long pid = syscall(SYS_clone3, NULL, 0);

	return pid < 0 && errno == ENOSYS ? -1 : 0;
}

static int
try_kill(void)
{
	return kill(getppid(), 0);
}

static int
try_socket(void)
{
	return closed(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int
try_socketpair(void)
{
	int ends[2];

	return socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
}

static int
try_internet(void)
{
	return closed(socket(AF_INET, SOCK_STREAM, 0));
}

static int
try_write(void)
{
	return closed(open("in/note.md", O_WRONLY));
}

static int
try_truncate_by_reading(void)
{
	return closed(open("in/note.md", O_RDONLY | O_TRUNC));
}

/* Past a filter that knows the call by its name in libc alone. */
static int
try_truncate_raw(void)
{
#ifdef SYS_open
	return closed((int)syscall(SYS_open, "in/note.md", O_TRUNC));
#else
	return closed((int)syscall(SYS_openat, AT_FDCWD, "in/note.md",
	    O_TRUNC));
#endif
}

/* What it asks for is in memory, where a filter does not look. */
static int
try_truncate_unseen(void)
{
	struct open_how how = { .flags = O_RDONLY | O_TRUNC };

	return closed((int)syscall(SYS_openat2, AT_FDCWD, "in/note.md", &how,
	    sizeof(how)));
}

static int
try_create(void)
{
	return closed(open("in/new.md", O_WRONLY | O_CREAT, 0666));
}

/* With no O_CREAT among its flags, since it has none. */
static int
try_creat(void)
{
	return closed(creat("in/note.md", 0666));
}

static int
try_unlink(void)
{
	return unlink("in/note.md");
}

static int
try_rename(void)
{
	return rename("in/note.md", "in/moved.md");
}

static int
try_mkdir(void)
{
	return mkdir("in/new", 0777);
}

static int
try_link(void)
{
	return link("in/note.md", "in/second.md");
}

static int
try_symlink(void)
{
	return symlink("note.md", "in/second.md");
}

static int
try_chmod(void)
{
	return chmod("in/note.md", 0600);
}

static int
try_touch(void)
{
	return utimensat(AT_FDCWD, "in/note.md", NULL, 0);
}

static int
try_truncate(void)
{
	return truncate("in/note.md", 0);
}

/* Through what is open to be read; with nothing held it is EINVAL. */
static int
try_truncate_open(void)
{
	int fd = open("in/note.md", O_RDONLY);
	int rc = fd >= 0 ? ftruncate(fd, 0) : 0, number = errno;

	if (fd >= 0)
		close(fd);
	errno = number;
	return rc;
}

static int
try_fallocate(void)
{
	int fd = open("in/note.md", O_RDONLY);
	int rc = fd >= 0 ? fallocate(fd, FALLOC_FL_COLLAPSE_RANGE, 0, 1) : 0;
	int number = errno;

	if (fd >= 0)
		close(fd);
	errno = number;
	return rc;
}

/* "chattr +i" asks for no more than to read. */
static int
try_flags(void)
{
	int fd = open("in/note.md", O_RDONLY), flags = 0, number;
	int rc = fd >= 0 ? ioctl(fd, FS_IOC_SETFLAGS, &flags) : 0;

	number = errno;
	if (fd >= 0)
		close(fd);
	errno = number;
	return rc;
}

static int
try_handle(void)
{
	return closed((int)syscall(SYS_open_by_handle_at, AT_FDCWD, NULL,
	    O_RDONLY | O_TRUNC));
}

static int
try_watch_all(void)
{
	return closed((int)syscall(SYS_fanotify_init, 0, O_RDWR));
}

static int
try_xattr(void)
{
	return setxattr("in/note.md", "user.x", "y", 1, 0);
}

static int
try_type_ahead(void)
{
	return ioctl(STDIN_FILENO, TIOCSTI, "x");
}

static int
try_uring(void)
{
	return closed((int)syscall(SYS_io_uring_setup, 1, NULL));
}

/* A call that this file does not know of, and libc may do without. */
static int
try_later(void)
{
	return syscall(100000) < 0 && errno == ENOSYS ? -1 : 0;
}

static int
try_outside(void)
{
	return closed(open("out/secret.md", O_RDONLY));
}

static int
try_system(void)
{
	return closed(open("/etc/passwd", O_RDONLY));
}

static int
try_link_out(void)
{
	return closed(open("in/link.md", O_RDONLY));
}

static int
try_dots(void)
{
	return closed(open("in/sub/../../out/secret.md", O_RDONLY));
}

static int
try_list_outside(void)
{
	DIR *dir = opendir("out");

	if (dir)
		closedir(dir);
	return dir ? 0 : -1;
}

/* What a sanitizer writes its reports with is left to Landlock. */
#ifdef SECCOMP_SANITIZED
#define OPENS SANDBOX_FILES
#else
#define OPENS (SANDBOX_CALLS | SANDBOX_FILES)
#endif

static const struct attempt {
	const char *name;
	int (*try)(void); /* 0 when it could be done */
	unsigned by;      /* what keeps it from being done: either will do */
} attempts[] = {
	{ "execve", try_exec, SANDBOX_CALLS | SANDBOX_FILES },
#ifndef SECCOMP_SANITIZED
	{ "fork", try_fork, SANDBOX_CALLS },
#endif
	{ "clone3", try_raw_fork, SANDBOX_CALLS },
	{ "kill", try_kill, SANDBOX_CALLS },
	{ "socket", try_socket, SANDBOX_CALLS },
	{ "socketpair", try_socketpair, SANDBOX_CALLS },
	{ "internet", try_internet, SANDBOX_CALLS },
	{ "write", try_write, OPENS },
	{ "create", try_create, OPENS },
	{ "creat", try_creat, OPENS },
	{ "O_TRUNC", try_truncate_by_reading, OPENS },
	{ "O_TRUNC by number", try_truncate_raw, OPENS },
	{ "O_TRUNC of openat2", try_truncate_unseen,
	    SANDBOX_CALLS | SANDBOX_FILES },
	{ "O_TRUNC of a handle", try_handle, SANDBOX_CALLS },
	{ "unlink", try_unlink, SANDBOX_CALLS | SANDBOX_FILES },
	{ "rename", try_rename, SANDBOX_CALLS | SANDBOX_FILES },
	{ "mkdir", try_mkdir, SANDBOX_CALLS | SANDBOX_FILES },
	{ "link", try_link, SANDBOX_CALLS | SANDBOX_FILES },
	{ "symlink", try_symlink, SANDBOX_CALLS | SANDBOX_FILES },
	{ "chmod", try_chmod, SANDBOX_CALLS },
	{ "utimensat", try_touch, SANDBOX_CALLS },
	{ "truncate", try_truncate, SANDBOX_CALLS | SANDBOX_FILES },
	{ "ftruncate", try_truncate_open, SANDBOX_CALLS },
	{ "fallocate", try_fallocate, SANDBOX_CALLS },
	{ "FS_IOC_SETFLAGS", try_flags, SANDBOX_CALLS },
	{ "fanotify", try_watch_all, SANDBOX_CALLS },
	{ "setxattr", try_xattr, SANDBOX_CALLS },
	{ "TIOCSTI", try_type_ahead, SANDBOX_CALLS },
	{ "io_uring", try_uring, SANDBOX_CALLS },
	{ "later call", try_later, SANDBOX_CALLS },
	{ "outside", try_outside, SANDBOX_FILES },
	{ "/etc/passwd", try_system, SANDBOX_FILES },
	{ "through a link", try_link_out, SANDBOX_FILES },
	{ "through ..", try_dots, SANDBOX_FILES },
	{ "opendir", try_list_outside, SANDBOX_FILES },
};

/* How many of them could be done though they are held. */
static int
make_attempts(unsigned held)
{
	int done = 0;
	size_t i;

	for (i = 0; i < sizeof(attempts) / sizeof(attempts[0]); i++) {
		const struct attempt *a = &attempts[i];

		if (!(a->by & held))
			continue;
		errno = 0;
		if (a->try() == -1 && (errno == EPERM || errno == EACCES ||
		    errno == ENOSYS))
			continue;
		fprintf(stderr, "# %s: %s\n", a->name, strerror(errno));
		done++;
	}
	return done;
}

/* What a report still does. */
static int
must_read(void)
{
	struct stat st;
	char byte;
	int fd = open("in/sub/deep.md", O_RDONLY), ok;
	DIR *dir = opendir("in");

	ok = fd >= 0 && read(fd, &byte, 1) == 1 && dir && readdir(dir) &&
	    !stat("out", &st) && write(STDERR_FILENO, "", 0) == 0;
	if (!ok)
		fprintf(stderr, "# can't read: %s\n", strerror(errno));
	if (dir)
		closedir(dir);
	closed(fd);
	return !ok;
}

static void *
in_thread(void *argument)
{
	unsigned *held = argument;
	intptr_t done = make_attempts(*held) + must_read();

	return (void *)done;
}

/* A second thread runs into the same walls. */
static int
from_thread(unsigned held)
{
	pthread_t thread;
	void *done = NULL;

	if (pthread_create(&thread, NULL, in_thread, &held)) {
		fprintf(stderr, "# no thread: %s\n", strerror(errno));
		return 1;
	}
	pthread_join(thread, &done);
	return (int)(intptr_t)done;
}

/* Runs it in a process of its own: its exit status. */
static int
apart(int (*work)(void))
{
	int status = -1;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (!pid)
		_exit(work());
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

enum { NOT_HELD = 100 };

static unsigned
enter(void)
{
	struct str path = STR("in");
	struct strs readable = { &path, 1, 1 };

	return sandbox_enter(&readable);
}

static int
files_alone(void)
{
	unsigned held = enter() & SANDBOX_FILES;

	return held ? make_attempts(held) + must_read() + from_thread(held) :
	    NOT_HELD;
}

static int
calls_alone(void)
{
	unsigned held = enter() & SANDBOX_CALLS;

	return held ? make_attempts(held) + must_read() + from_thread(held) :
	    NOT_HELD;
}

/* A kernel that has Landlock, and knows of truncation, but no seccomp. */
static int
without_seccomp(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		    offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog filter = { sizeof(code) / sizeof(code[0]), code };
	unsigned held;

	if (syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION) < 3 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter))
		return NOT_HELD;
	held = enter();
	return (held != SANDBOX_FILES) + make_attempts(SANDBOX_FILES) +
	    must_read();
}

static void
report(int status, const char *what)
{
	if (status == NOT_HELD) {
		print_message("# this kernel has no %s\n", what);
		skip();
	}
	assert_int_equal(status, 0);
}

static void
test_files(void **state)
{
	(void)state;
	report(apart(files_alone), "Landlock");
}

static void
test_without_seccomp(void **state)
{
	(void)state;
	report(apart(without_seccomp), "Landlock that knows of truncation");
}

static void
test_calls(void **state)
{
	(void)state;
	report(apart(calls_alone), "seccomp");
}

/* Where there is no Landlock openat2 is gone, and notes are read all the same. */
static int
without_landlock(void)
{
	struct notes *notes = NULL;
	struct diags diags = { 0 };
	struct buf text = { 0 };
	int wrong = 0;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    notes_open(&notes, "in", true, &diags))
		return 1;
	if (seccomp_enter())
		return NOT_HELD;
	wrong += notes_read(notes, STR("sub/deep.md"), &text, false, &diags) ||
	    !str_eq(buf_str(&text), STR("# Ana\n"));
	wrong += !notes_read(notes, STR("link.md"), &text, false, &diags);
	wrong += notes_read(notes, STR("away/secret.md"), &text, true,
	    &diags) != -1;
	wrong += !notes_read(notes, STR("sub/../note.md"), &text, false,
	    &diags);
	wrong += notes_has(notes, STR("away/secret.md")) ||
	    notes_has(notes, STR("note.md/deep.md")) ||
	    !notes_has(notes, STR("./sub/./deep.md"));
	wrong += syscall(SYS_openat2, AT_FDCWD, "in/note.md", NULL, 0) != -1 ||
	    errno != ENOSYS;
	return wrong + make_attempts(SANDBOX_CALLS);
}

static void
test_without_landlock(void **state)
{
	(void)state;
	report(apart(without_landlock), "seccomp");
}

/* A thread that was there before is held to the calls too. */
static void *
wait_and_try(void *argument)
{
	pthread_barrier_t *barrier = argument;
	intptr_t done;

	pthread_barrier_wait(barrier);
	done = make_attempts(SANDBOX_CALLS);
	return (void *)done;
}

static int
threads_before(void)
{
	pthread_barrier_t barrier;
	pthread_t thread;
	void *done = NULL;
	unsigned held;

	pthread_barrier_init(&barrier, NULL, 2);
	if (pthread_create(&thread, NULL, wait_and_try, &barrier))
		return 1;
	held = enter();
	if (!(held & SANDBOX_CALLS))
		return NOT_HELD;
	pthread_barrier_wait(&barrier);
	pthread_join(thread, &done);
	return (int)(intptr_t)done;
}

static void
test_threads_before(void **state)
{
	(void)state;
	report(apart(threads_before), "seccomp");
}

/* The end of a program that failed must still be seen. */
static int
abort_inside(void)
{
	enter();
	signal(SIGABRT, SIG_DFL);
	abort();
}

static void
test_abort(void **state)
{
	int status = 0;
	pid_t pid;

	(void)state;
	fflush(NULL);
	pid = fork();
	if (!pid)
		_exit(abort_inside());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_files, setup, teardown),
		cmocka_unit_test_setup_teardown(test_calls, setup, teardown),
		cmocka_unit_test_setup_teardown(test_without_seccomp, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_without_landlock, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_threads_before, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_abort, setup, teardown),
	};

#ifdef COVERAGE
	puts("1..0 # SKIP make cover: a report keeps its rights");
	return 0;
#endif
	return cmocka_run_group_tests(tests, NULL, NULL);
}
