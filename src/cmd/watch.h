#ifndef CMD_WATCH_H
#define CMD_WATCH_H

#include "cmd/session.h"

/* Commits what is written in editors, again and again. */
int cmd_watch(struct session *session);

#endif
