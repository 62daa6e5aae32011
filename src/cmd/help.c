#include "cmd/help.h"

const struct command *
help_find(const struct command *commands, const char *name)
{
	for (; commands->name; commands++)
		if (!strcmp(commands->name, name))
			return commands;
	return NULL;
}

void
help_command(FILE *f, const struct command *command)
{
	fprintf(f, "usage: netgrep %s%s%s\n\n%s; see netgrep-%s(1)\n",
	    command->name, *command->usage ? " " : "", command->usage,
	    command->summary, command->name);
}

void
help_all(FILE *f, const struct command *commands)
{
	fputs("usage: netgrep [-C DIR] [--today DATE] [-c KEY=VALUE] "
	    "COMMAND [OPTION ...] [PERSON ...]\n\n"
	    "Whom to get back to, and why: from your notes as they are.\n\n",
	    f);
	for (; commands->name; commands++)
		fprintf(f, "  %-10s%s\n", commands->name, commands->summary);
	fputs("\n`netgrep help COMMAND` says more; netgrep(7) is a tour.\n", f);
}

int
cmd_help(struct session *s)
{
	const struct command *command;

	if (!s->options.operands_n) {
		help_all(s->out, s->commands);
		return STATUS_ROWS;
	}
	command = help_find(s->commands, s->options.operands[0]);
	if (!command) {
		session_error(s, "there is no command \"%s\"; "
		    "`netgrep help` lists them", s->options.operands[0]);
		return STATUS_TROUBLE;
	}
	help_command(s->out, command);
	return STATUS_ROWS;
}
