#include "cmd/run.h"

#include <unistd.h>

#include "cmd/help.h"
#include "cmd/terminal.h"

/* "netgrep-stale" is "netgrep stale"; "git-netgrep" is "netgrep". */
static const struct command *
called_as(const struct command *commands, const char *path)
{
	const char *name = strrchr(path, '/');

	name = name ? name + 1 : path;
	return strncmp(name, "netgrep-", 8) ? NULL :
	    help_find(commands, name + 8);
}

static int
run_command(struct session *s)
{
	enum needs needs = s->command->needs;
	int status;

	if (session_open(s) == -1)
		return STATUS_TROUBLE;
	if (needs != NEEDS_NOTHING && !session_writes(s))
		terminal_page(s);
	session_begin(s);
	s->read_options.people_only = needs == NEEDS_PEOPLE;
	if (needs >= NEEDS_PEOPLE && needs != NEEDS_WRITER)
		session_read(s, needs >= NEEDS_TEXTS || s->options.explain);
	status = s->command->run(s);
	return s->diags.errors ? STATUS_TROUBLE : status;
}

/*
 * A command that is not ours may be a program of somebody else's on the PATH,
 * as git has it. Does not return when there is one.
 */
static void
run_foreign(char *name, char **argv)
{
	char *program;

	if (strchr(name, '/') || asprintf(&program, "netgrep-%s", name) < 0)
		return;
	argv[0] = program;
	execvp(program, argv);
	argv[0] = name;
	free(program);
}

/* Options before the command, and which command it is; none: it stays NULL. */
static int
find_command(struct session *s, int *argc, char ***argv, char **error)
{
	char *name;

	s->command = called_as(s->commands, (*argv)[0]);
	if (s->command)
		return 0;
	if (options_parse(&s->options, OPTIONS_GLOBAL, true, *argc, *argv,
	    error) == -1)
		return -1;
	*argc = s->options.operands_n;
	*argv = s->options.operands;
	if (!*argc || s->options.help || s->options.version)
		return 0;
	name = **argv;
	s->command = help_find(s->commands, name);
	if (s->command)
		return 0;
	run_foreign(name, *argv);
	*error = help_unknown(s->commands, name);
	return -1;
}

static int
start(struct session *s, int argc, char **argv, char **error)
{
	if (find_command(s, &argc, &argv, error) == -1)
		return STATUS_TROUBLE;
	if (s->command && options_parse(&s->options, s->command->options |
	    OPTIONS_GLOBAL, false, argc, argv, error) == -1)
		return STATUS_TROUBLE;
	if (s->options.version) {
		fputs("netgrep " NETGREP_VERSION "\n", s->out);
		return STATUS_ROWS;
	}
	if (!s->command) {
		help_all(s->options.help ? s->out : s->err, s->commands);
		return s->options.help ? STATUS_ROWS : STATUS_TROUBLE;
	}
	if (s->options.help) {
		help_command(s->out, s->command);
		return STATUS_ROWS;
	}
	return run_command(s);
}

/* What was found is said, and becomes the exit status. */
static int
finish(struct session *s, int status, char *error)
{
	if (error)
		session_error(s, "%s", error);
	session_print_diags(s);
	if (s->diags.errors)
		status = STATUS_TROUBLE;
	free(error);
	session_close(s);
	return status;
}

int
run_main(const struct command *commands, int argc, char **argv)
{
	struct session s = { .commands = commands, .in = stdin, .out = stdout,
		.err = stderr };
	char *error = NULL;
	int status;

	terminal_look(&s);
	status = start(&s, argc, argv, &error);
	session_close_output(&s);
	terminal_end(&s);
	return finish(&s, status, error);
}

int
run_within(const struct session *outer, int argc, char **argv)
{
	struct session s = { .commands = outer->commands, .in = outer->in,
		.out = outer->out, .err = outer->err, .warnings_shown = true };
	char *error = NULL;
	int status;

	terminal_look(&s);
	status = start(&s, argc, argv, &error);
	fflush(s.out);
	return finish(&s, status, error);
}
