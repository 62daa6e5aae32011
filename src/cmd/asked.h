#ifndef CMD_ASKED_H
#define CMD_ASKED_H

#include "cmd/session.h"
#include "report/report.h"

/* What the options and operands ask of a report. */
struct asked {
	struct query query;
	uint32_t *people; /* what the query points to … */
	struct buf under;
};

/*
 * Takes it from the session, its people from that operand on. -1 with errors.
 * Release it in any case.
 */
int asked_read(struct asked *a, struct session *s,
    const struct report *report, int first);
void asked_release(struct asked *a);

/* What a command's --kind can be; ends with NULL. */
const char *const *asked_kinds(const struct command *command);

#endif
