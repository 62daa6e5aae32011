#include "cmd/help.h"

#include "book/near.h"

const struct command *
help_find(const struct command *commands, const char *name)
{
	for (; commands->name; commands++)
		if (!strcmp(commands->name, name))
			return commands;
	return NULL;
}

/* Slips between what was typed and a command; what begins it has none. */
static size_t
slips(const char *typed, const struct command *command, size_t most)
{
	struct str t = str_of(typed), name = str_of(command->name);

	return str_istarts(name, t) ? 0 : near_slips(t, name, most);
}

char *
help_unknown(const struct command *commands, const char *name)
{
	size_t most = (strlen(name) + 1) / 3, best = most, found;
	const struct command *c;
	struct buf near = { 0 };
	char *message;

	for (c = commands; *name && c->name; c++) {
		found = slips(name, c, best);
		if (found > best)
			continue;
		if (found < best)
			buf_clear(&near);
		best = found;
		buf_printf(&near, "%s%s", near.len ? ", " : "", c->name);
	}
	if (asprintf(&message, "there is no command \"%s\"; %s%s%s`netgrep "
	    "help` lists them", name, near.len ? "did you mean " : "",
	    near.len ? buf_cstr(&near) : "", near.len ? "? " : "") < 0)
		message = NULL;
	buf_release(&near);
	return message;
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
	char *message;

	if (!s->options.operands_n) {
		help_all(s->out, s->commands);
		return STATUS_ROWS;
	}
	if (s->options.operands_n > 1) {
		session_error(s, "help takes one COMMAND");
		return STATUS_TROUBLE;
	}
	command = help_find(s->commands, s->options.operands[0]);
	if (!command) {
		message = help_unknown(s->commands, s->options.operands[0]);
		session_error(s, "%s", message ? message : "out of memory");
		free(message);
		return STATUS_TROUBLE;
	}
	help_command(s->out, command);
	return STATUS_ROWS;
}
