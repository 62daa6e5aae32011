#ifndef CMD_SNOOZE_H
#define CMD_SNOOZE_H

#include "cmd/session.h"

/*
 * Puts follow-ups and people off until another day; see netgrep-snooze(1).
 * Returns an exit status.
 */
int cmd_snooze(struct session *s);

#endif
