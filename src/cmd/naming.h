#ifndef CMD_NAMING_H
#define CMD_NAMING_H

#include "cmd/session.h"

/* A line of a note whose follow-ups are meant. */
struct named_line {
	struct str path; /* of a source, from the root of the notes */
	uint32_t line;
};

/* What the operands of done and snooze name. */
struct naming {
	VEC(struct named_line) lines; /* each once, in the order named */
	VEC(uint32_t) people;         /* each once; only if they are wanted */
};

/*
 * Takes each operand as path:line, a line that due prints, or a PERSON, who is
 * meant alone if people are wanted, and otherwise with the one follow-up that
 * is open; "-" reads such from standard input, one a line. Wants the notes
 * read. -1 with errors.
 */
int naming_read(struct naming *n, struct session *s, char **typed, int count,
    bool people);
void naming_release(struct naming *n);

#endif
