#include "git/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	TICK = 2,          /* milliseconds, at first … */
	TICK_MAX = 64,     /* … and when it takes long */
	STARTS_NOT = 127,  /* the exit status of a child that is not git */
	LINES_MAX = 200,   /* that are passed on */
	PIECE = 65536,
};

struct run {
	struct program *p;
	const struct notes *notes;
	char *path;         /* of git */
	const char **argv;
	VEC(char *) env;
	size_t env_own;     /* from here on they are ours to free */
	int in;             /* a file without a name */
	int out[2], err[2]; /* pipes: what we read, what the child writes */
	struct sigaction interrupt, quit, pipe;
	pid_t parent, pid;
};

/*
 * What would lead git elsewhere than to these notes, or make it take a path
 * for something else. What the user has set for git itself stays.
 */
static const char *const removed[] = {
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR",
	"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_NAMESPACE", "GIT_PREFIX", "GIT_IMPLICIT_WORK_TREE",
	"GIT_GRAFT_FILE", "GIT_SHALLOW_FILE", "GIT_INTERNAL_SUPER_PREFIX",
	"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS",
	"GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
};

static bool
is_removed(const char *variable)
{
	size_t i, len;

	for (i = 0; i < sizeof(removed) / sizeof(removed[0]); i++) {
		len = strlen(removed[i]);
		if (!strncmp(variable, removed[i], len) &&
		    variable[len] == '=')
			return true;
	}
	return false;
}

static void
set(struct run *r, const char *name, struct str value)
{
	struct buf variable = { 0 };

	buf_printf(&variable, "%s=%.*s", name, STR_ARG(value));
	vec_push(&r->env, mem_cstr(buf_str(&variable)));
	buf_release(&variable);
}

static void
set_environment(struct run *r)
{
	char **variable;

	for (variable = environ; *variable; variable++)
		if (!is_removed(*variable))
			vec_push(&r->env, *variable);
	r->env_own = r->env.n;
	if (r->notes->named) {
		set(r, "GIT_DIR", str_of(r->notes->gitdir));
		set(r, "GIT_WORK_TREE", r->notes->root.len ? r->notes->root :
		    STR("/"));
	}
	if (r->p->index)
		set(r, "GIT_INDEX_FILE", str_of(r->p->index));
	if (r->p->literal)
		set(r, "GIT_LITERAL_PATHSPECS", STR("1"));
	vec_push(&r->env, NULL);
}

/* The folders of the PATH, but for those that lie wherever we are. */
static char *
find_git(void)
{
	struct str rest = str_of(getenv("PATH")), folder;
	struct buf path = { 0 };
	struct stat st;
	char *found = NULL;

	while (!found && str_cut(&rest, ':', &folder)) {
		if (!str_starts(folder, STR("/")))
			continue;
		buf_clear(&path);
		buf_add(&path, folder);
		buf_puts(&path, "/git");
		if (!access(buf_cstr(&path), X_OK) && !stat(path.ptr, &st) &&
		    S_ISREG(st.st_mode))
			found = mem_cstr(buf_str(&path));
	}
	buf_release(&path);
	return found;
}

static void
set_arguments(struct run *r, const char *const *args)
{
	size_t n = 0;

	while (args[n])
		n++;
	r->argv = mem_zalloc((n + 2) * sizeof(*r->argv));
	r->argv[0] = "git";
	memcpy(r->argv + 1, args, n * sizeof(*args));
}

/* A file has no reader that could be gone, or too slow. */
static int
open_input(struct run *r)
{
	r->in = memfd_create("netgrep-input", MFD_CLOEXEC);
	return r->in < 0 || repo_spill(r->in, r->p->input) ||
	    lseek(r->in, 0, SEEK_SET) ? -1 : 0;
}

static void
be_git(struct run *r)
{
	sigset_t none;

	/* git that outlived us would commit what a second run commits, too */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != r->parent)
		_exit(STARTS_NOT);
	sigaction(SIGINT, &r->interrupt, NULL);
	sigaction(SIGQUIT, &r->quit, NULL);
	sigaction(SIGPIPE, &r->pipe, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (dup2(r->in, STDIN_FILENO) >= 0 &&
	    dup2(r->out[1], STDOUT_FILENO) >= 0 &&
	    dup2(r->err[1], STDERR_FILENO) >= 0 && !fchdir(r->notes->fd))
		execve(r->path, (char *const *)(uintptr_t)r->argv, r->env.v);
	_exit(STARTS_NOT);
}

/* What is typed while a hook or a signer runs is for them. */
static void
ignore_signals(struct run *r)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	sigaction(SIGINT, &ignore, &r->interrupt);
	sigaction(SIGQUIT, &ignore, &r->quit);
	sigaction(SIGPIPE, &ignore, &r->pipe);
}

static void
restore_signals(struct run *r)
{
	sigaction(SIGINT, &r->interrupt, NULL);
	sigaction(SIGQUIT, &r->quit, NULL);
	sigaction(SIGPIPE, &r->pipe, NULL);
}

static void
close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* What has come; at the end of it the pipe is closed. */
static void
read_some(int *fd, struct buf *out)
{
	ssize_t n = read(*fd, buf_reserve(out, PIECE), PIECE);

	if (n > 0)
		out->len += (size_t)n;
	else if (!n || (errno != EINTR && errno != EAGAIN))
		close_end(fd);
}

/* Both pipes at once, so that git never waits for us with one of them full. */
static void
read_both(struct run *r, int timeout)
{
	struct pollfd fds[2] = { { r->out[0], POLLIN, 0 },
		{ r->err[0], POLLIN, 0 } };

	if (poll(fds, 2, timeout) <= 0)
		return;
	if (fds[0].revents)
		read_some(&r->out[0], &r->p->out);
	if (fds[1].revents)
		read_some(&r->err[0], &r->p->said);
}

/*
 * What a hook has left running may go on to write: without a reader it would
 * be killed by that, in the middle of a push.
 */
static void
read_on(struct run *r)
{
	int one = r->out[0] >= 0 ? r->out[0] : r->err[0];
	int other = r->err[0] >= 0 ? r->err[0] : r->out[0];

	if (setsid() < 0 || fork())
		_exit(0);
	/* and nothing else is kept: no lock, no terminal */
	if (dup2(one, 0) < 0 || dup2(other, 1) < 0)
		_exit(1);
	close_range(2, ~0U, 0);
	r->out[0] = 0;
	r->err[0] = 1;
	while (r->out[0] >= 0 || r->err[0] >= 0) {
		read_both(r, -1);
		buf_clear(&r->p->out);
		buf_clear(&r->p->said);
	}
	_exit(0);
}

static void
leave_reader(struct run *r)
{
	pid_t pid;

	if (r->out[0] < 0 && r->err[0] < 0)
		return;
	pid = fork();
	if (!pid)
		read_on(r);
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

/* What is in the pipes, and no more is waited for. */
static void
read_rest(struct run *r)
{
	size_t before;
	int open;

	do {
		before = r->p->out.len + r->p->said.len;
		open = (r->out[0] >= 0) + (r->err[0] >= 0);
		read_both(r, 0);
	} while (open && (before != r->p->out.len + r->p->said.len ||
	    open != (r->out[0] >= 0) + (r->err[0] >= 0)));
}

static int
wait_for(struct run *r)
{
	struct program *p = r->p;
	bool ticking = p->tick != NULL, ended;
	int status = 0, pause = TICK;
	pid_t done;

	do {
		/* with both at their end it is about to be at its own */
		ended = r->out[0] < 0 && r->err[0] < 0 && !ticking;
		if (!ended)
			read_both(r, pause);
		if (ticking && p->tick(p->context))
			ticking = false;
		done = waitpid(r->pid, &status, ended ? 0 : WNOHANG);
		if (pause < TICK_MAX)
			pause++;
	} while (!done || (done < 0 && errno == EINTR));
	read_rest(r);
	p->status = WIFEXITED(status) ? WEXITSTATUS(status) :
	    128 + WTERMSIG(status);
	return done < 0 ? -1 : 0;
}

static int
start(struct run *r)
{
	if (open_input(r) || pipe2(r->out, O_CLOEXEC) ||
	    pipe2(r->err, O_CLOEXEC))
		return -1;
	r->parent = getpid();
	r->pid = fork();
	if (!r->pid)
		be_git(r);
	close_end(&r->out[1]);
	close_end(&r->err[1]);
	return r->pid < 0 ? -1 : 0;
}

static void
run_release(struct run *r)
{
	size_t i;

	close_end(&r->in);
	for (i = 0; i < 2; i++) {
		close_end(&r->out[i]);
		close_end(&r->err[i]);
	}
	/* the last is NULL */
	for (i = r->env_own; i < r->env.n; i++)
		free(r->env.v[i]);
	vec_release(&r->env);
	free(r->argv);
	free(r->path);
}

int
program_run(struct program *p, const struct notes *notes,
    const char *const *args, struct diags *diags)
{
	struct run r = { .p = p, .notes = notes, .path = find_git(),
		.in = -1, .out = { -1, -1 }, .err = { -1, -1 } };
	int rc = -1;

	program_release(p);
	if (!r.path) {
		diag_error(diags, "git", STR_NONE, 0, 0,
		    "there is no git on the PATH, and libgit2 alone can't do "
		    "what git would do here; install git");
		return -1;
	}
	set_environment(&r);
	set_arguments(&r, args);
	ignore_signals(&r);
	rc = start(&r);
	if (!rc)
		rc = wait_for(&r);
	if (!rc)
		leave_reader(&r);
	restore_signals(&r);
	if (rc)
		diag_error(diags, "git", STR_NONE, 0, 0,
		    "%s can't be run: %s", r.path, strerror(errno));
	run_release(&r);
	return rc;
}

void
program_say(const struct program *p, const char *code, struct diags *diags)
{
	struct str rest = buf_str(&p->said), line;
	size_t n = 0;

	while (n < LINES_MAX && str_line(&rest, &line)) {
		line = str_rtrim(line);
		if (!line.len)
			continue;
		diag_error(diags, code, STR_NONE, 0, 0, "%s%.*s",
		    str_starts(line, STR("fatal: ")) ||
		    str_starts(line, STR("error: ")) ? "git: " : "",
		    STR_ARG(line));
		n++;
	}
}

int
program_must(struct program *p, const struct notes *notes,
    const char *const *args, const char *code, struct diags *diags)
{
	if (program_run(p, notes, args, diags))
		return -1;
	if (!p->status)
		return 0;
	program_say(p, code, diags);
	if (!str_trim(buf_str(&p->said)).len)
		diag_error(diags, code, STR_NONE, 0, 0,
		    "git has ended with status %d", p->status);
	return -1;
}

void
program_release(struct program *p)
{
	buf_release(&p->out);
	buf_release(&p->said);
	p->status = 0;
}
