#include "out/pager.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* As a shell says it of what it can't run. */
enum { CANNOT_RUN = 126, NOT_FOUND = 127 };

/* True once there is something to read, false when there will be nothing. */
static bool
wait_for_input(void)
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };

	while (poll(&in, 1, -1) == -1)
		if (errno != EINTR)
			return false;
	return in.revents & POLLIN;
}

/* less: quit if it fits, let colours through, leave the screen. */
static void
run(const char *command)
{
	static const char *const defaults[] = { "less", "more", "cat" };
	size_t i;

	if (!wait_for_input())
		_exit(0);
	setenv("LESS", "FRX", 0);
	setenv("LV", "-c", 0);
	if (command)
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	else
		for (i = 0; i < sizeof(defaults) / sizeof(*defaults); i++)
			execlp(defaults[i], defaults[i], (char *)NULL);
	_exit(NOT_FOUND);
}

pid_t
pager_start(const char *command)
{
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) == -1)
		return -1;
	pid = fork();
	if (pid == 0 && dup2(ends[0], STDIN_FILENO) != -1) {
		close(ends[0]);
		close(ends[1]);
		run(command);
	}
	if (pid == 0)
		_exit(NOT_FOUND);
	if (pid > 0) {
		signal(SIGPIPE, SIG_IGN);
		dup2(ends[1], STDOUT_FILENO);
	}
	close(ends[0]);
	close(ends[1]);
	return pid;
}

void
pager_yield(void)
{
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
}

int
pager_wait(pid_t pager)
{
	int status;

	while (waitpid(pager, &status, 0) == -1)
		if (errno != EINTR)
			return 0;
	return WIFEXITED(status) && (WEXITSTATUS(status) == CANNOT_RUN ||
	    WEXITSTATUS(status) == NOT_FOUND) ? -1 : 0;
}
