#ifndef CMD_COMMITTING_H
#define CMD_COMMITTING_H

#include "cmd/session.h"

/*
 * Commits what the notes say of people that HEAD does not, as the session's
 * options and operands ask for it, or lists it (--dry-run). Returns an exit
 * status; STATUS_NO_ROWS when there is nothing.
 */
int committing_run(struct session *s);

#endif
