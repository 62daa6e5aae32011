#ifndef CMD_COMMIT_H
#define CMD_COMMIT_H

#include "cmd/session.h"

/* Commits what was written in an editor. */
int cmd_commit(struct session *session);

#endif
