#ifndef CMD_DONE_H
#define CMD_DONE_H

#include "cmd/session.h"

/* Marks follow-ups as done; see netgrep-done(1). Returns an exit status. */
int cmd_done(struct session *s);

#endif
