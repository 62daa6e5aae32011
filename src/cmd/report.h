#ifndef CMD_REPORT_H
#define CMD_REPORT_H

#include "cmd/session.h"
#include "report/rows.h"

/* Runs the report that has the command's name. */
int cmd_report(struct session *session);
/*
 * Gives those findings, which need not be the session's, to the sink as check
 * would print them that the options and operands select, but for a limit. -1
 * with an error.
 */
int report_findings(struct session *s, const struct diags *found,
    struct sink *sink);

#endif
