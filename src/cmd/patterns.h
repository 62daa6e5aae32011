#ifndef CMD_PATTERNS_H
#define CMD_PATTERNS_H

#include "cmd/session.h"

/* Prints the patterns in force, as a patterns file that gives just these. */
int cmd_patterns(struct session *session);

#endif
