#ifndef CMD_RUN_H
#define CMD_RUN_H

#include "cmd/session.h"

/* A command line, from argv to an exit status. */
int run_main(const struct command *commands, int argc, char **argv);
/*
 * Another command line with the same standard streams, while a session is open
 * that writes: as if it had been typed, so without what that was asked. No
 * pager is wanted in it.
 */
int run_within(const struct session *outer, int argc, char **argv);

#endif
