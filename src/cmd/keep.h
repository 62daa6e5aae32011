#ifndef CMD_KEEP_H
#define CMD_KEEP_H

#include "cmd/session.h"

int cmd_keep(struct session *s);

#endif
