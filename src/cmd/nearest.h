#ifndef CMD_NEAREST_H
#define CMD_NEAREST_H

#include "base/buf.h"

/* The names nearest to one that was typed and is none. */
struct nearest {
	struct str typed;
	size_t best; /* slips of the pen of those gathered */
	struct buf names;
};

void nearest_begin(struct nearest *near, struct str typed);
/* A name that it could be; shown with prefix before it. */
void nearest_offer(struct nearest *near, const char *prefix, const char *name);
/* "did you mean stale? ", or "". Valid until nearest_release. */
const char *nearest_say(struct nearest *near);
void nearest_release(struct nearest *near);

#endif
