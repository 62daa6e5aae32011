#include "cmd/editor.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *
chosen(void)
{
	const char *editor = getenv("VISUAL");

	if (!editor || !*editor)
		editor = getenv("EDITOR");
	return editor && *editor ? editor : "vi";
}

/* What is typed in an editor may send signals, which are not for us. */
static int
run(const char *path)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt, quit;
	struct buf command = { 0 };
	pid_t child;
	int status = -1;

	/* as git has it: the shell splits the editor's words, not the path */
	buf_printf(&command, "%s \"$1\"", chosen());
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	child = fork();
	if (child == 0) {
		sigaction(SIGINT, &interrupt, NULL);
		sigaction(SIGQUIT, &quit, NULL);
		execl("/bin/sh", "sh", "-c", buf_cstr(&command), "sh", path,
		    (char *)NULL);
		_exit(127);
	}
	if (child > 0 && waitpid(child, &status, 0) != child)
		status = -1;
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &quit, NULL);
	buf_release(&command);
	return status;
}

int
editor_open(const char *path)
{
	return run(path) == 0 ? 0 : -1;
}

static int
read_back(const char *path, struct buf *text)
{
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	if (!f)
		return -1;
	while ((n = getline(&line, &cap, f)) > 0)
		if (line[0] != '#' || (n > 1 && !ch_space(line[1])))
			buf_add(text, (struct str){ line, (size_t)n });
	free(line);
	fclose(f);
	return 0;
}

/* The text without our hint, as `netgrep log PERSON -` takes it. */
static void
keep(const char *path, struct str text)
{
	FILE *f = fopen(path, "we");

	if (!f)
		return;
	fwrite(text.ptr, 1, text.len, f);
	fclose(f);
}

int
editor_ask(struct session *s, struct buf *text, struct buf *path)
{
	static const char hint[] = "\n# What happened? The first line is the "
	    "entry, further lines stand below it.\n# Lines that begin with "
	    "\"# \" are left out; an empty text ends without a change.\n";
	const char *folder = getenv("TMPDIR");
	int fd, status = -1;

	buf_printf(path, "%s/netgrep-XXXXXX.md",
	    folder && *folder ? folder : "/tmp");
	buf_cstr(path);
	fd = mkostemps(path->ptr, 3, O_CLOEXEC);
	if (fd == -1 || write(fd, hint, sizeof(hint) - 1) !=
	    (ssize_t)sizeof(hint) - 1)
		session_error(s, "%s: %s; set TMPDIR to a folder that can be "
		    "written", path->ptr, strerror(errno));
	else if (run(path->ptr) != 0)
		session_error(s, "the editor failed; nothing was written");
	else if (read_back(path->ptr, text) == -1)
		session_error(s, "%s: %s", path->ptr, strerror(errno));
	else
		status = 0;
	if (fd != -1)
		close(fd);
	if (status == 0 && str_trim(buf_str(text)).len) {
		keep(path->ptr, buf_str(text));
	} else {
		if (fd != -1)
			unlink(path->ptr);
		buf_release(path);
	}
	return status;
}

void
editor_done(struct session *s, struct buf *path, bool recorded)
{
	if (path->len && recorded)
		unlink(buf_cstr(path));
	else if (path->len)
		session_error(s, "what you wrote is in %s; netgrep log "
		    "PERSON ... - reads it from standard input",
		    buf_cstr(path));
	buf_release(path);
}
