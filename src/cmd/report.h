#ifndef CMD_REPORT_H
#define CMD_REPORT_H

#include "cmd/session.h"

/* Runs the report that has the command's name. */
int cmd_report(struct session *session);
/* What its --kind can be; ends with NULL. */
const char *const *report_kinds(const struct command *command);

#endif
