#ifndef CMD_SET_H
#define CMD_SET_H

#include "cmd/session.h"

/* Sets keys of people: "netgrep set PERSON ... KEY=VALUE ...". */
int cmd_set(struct session *s);

#endif
