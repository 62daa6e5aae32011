#ifndef CMD_HELP_H
#define CMD_HELP_H

#include "cmd/session.h"

int cmd_help(struct session *session);
/* "usage: netgrep stale …" and what a command is for. */
void help_command(FILE *f, const struct command *command);
/* All commands, a line each. */
void help_all(FILE *f, const struct command *commands);
/* The command of that name, or NULL; commands ends with a null name. */
const struct command *help_find(const struct command *commands,
    const char *name);
/*
 * The message that there is none of that name, with those nearest to it.
 * Allocated; NULL without memory.
 */
char *help_unknown(const struct command *commands, const char *name);

#endif
