#ifndef CMD_CHECK_H
#define CMD_CHECK_H

#include "cmd/session.h"

/* Lists findings, or takes out what stands twice (--fix). */
int cmd_check(struct session *session);

#endif
