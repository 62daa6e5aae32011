#ifndef CMD_ADD_H
#define CMD_ADD_H

#include "cmd/session.h"

/* Makes a person's note: "netgrep add NAME KEY=VALUE ...". */
int cmd_add(struct session *s);

#endif
