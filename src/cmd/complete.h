#ifndef CMD_COMPLETE_H
#define CMD_COMPLETE_H

#include "cmd/session.h"

/*
 * Prints what the last WORD may become after those before it, the words behind
 * "netgrep" on a command line: a candidate a line, behind a tab what it is.
 * Notes are read only where somebody or something in them is completed.
 */
int cmd_complete(struct session *session);

#endif
