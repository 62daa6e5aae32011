#ifndef CMD_LOG_H
#define CMD_LOG_H

#include "cmd/session.h"

/* Records what happened with people: one line in each note, one commit. */
int cmd_log(struct session *session);

#endif
