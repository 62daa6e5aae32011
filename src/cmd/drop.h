#ifndef CMD_DROP_H
#define CMD_DROP_H

#include "cmd/session.h"

int cmd_drop(struct session *s);

#endif
