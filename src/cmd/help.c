#include "cmd/help.h"

#include "cmd/nearest.h"

const struct command *
help_find(const struct command *commands, const char *name)
{
	for (; commands->name; commands++)
		if (!strcmp(commands->name, name))
			return commands;
	return NULL;
}

char *
help_unknown(const struct command *commands, const char *name)
{
	const struct command *c;
	struct nearest near;
	char *message;

	nearest_begin(&near, str_of(name));
	for (c = commands; c->name; c++)
		nearest_offer(&near, "", c->name);
	if (asprintf(&message, "there is no command \"%s\"; %s`netgrep help` "
	    "lists them", name, nearest_say(&near)) < 0)
		message = NULL;
	nearest_release(&near);
	return message;
}

/* What stands before the next blank that is in no brackets. */
static struct str
next_part(struct str *rest)
{
	size_t i, depth = 0;
	struct str part;

	for (i = 0; i < rest->len; i++) {
		depth += rest->ptr[i] == '[';
		depth -= rest->ptr[i] == ']';
		if (rest->ptr[i] == ' ' && !depth)
			break;
	}
	part = str_upto(*rest, i);
	*rest = str_trim(str_from(*rest, i));
	return part;
}

/* "usage: netgrep NAME" and what it takes, in lines for 80 columns. */
static void
print_usage(FILE *f, const char *name, const char *takes)
{
	struct str part, rest = str_of(takes);
	size_t column = sizeof("usage: netgrep") - 1 + strlen(name);

	fprintf(f, "usage: netgrep%s", name);
	while (rest.len) {
		part = next_part(&rest);
		if (column + 1 + part.len > 79) {
			fputs("\n       ", f);
			column = 7;
		}
		fprintf(f, " %.*s", STR_ARG(part));
		column += 1 + part.len;
	}
	fputs("\n\n", f);
}

void
help_command(FILE *f, const struct command *command)
{
	char name[32];

	snprintf(name, sizeof(name), " %s", command->name);
	print_usage(f, name, command->usage);
	fprintf(f, "%s;\nsee netgrep-%s(1)\n", command->summary,
	    command->name);
}

void
help_all(FILE *f, const struct command *commands)
{
	const struct command *c;
	int width = 0;

	print_usage(f, "", "[-C DIR] [--at REV] [--today DATE] "
	    "[-c KEY=VALUE] COMMAND [OPTION ...] [PERSON ...]");
	fputs("Whom to get back to, and why: from your notes as they are."
	    "\n\n", f);
	for (c = commands; c->name; c++)
		if ((int)strlen(c->name) > width)
			width = (int)strlen(c->name);
	for (c = commands; c->name; c++)
		fprintf(f, "  %-*s  %s\n", width, c->name, c->summary);
	fputs("\n`netgrep help COMMAND` says what it takes; netgrep(1) has the "
	    "rest,\nand netgrep(7) is a tour.\n", f);
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
