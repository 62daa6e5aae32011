#ifndef CMD_INIT_H
#define CMD_INIT_H

#include "cmd/session.h"

/* Writes down what can be found out, and offers the rest: "netgrep init". */
int cmd_init(struct session *s);

#endif
