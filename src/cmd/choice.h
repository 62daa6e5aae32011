#ifndef CMD_CHOICE_H
#define CMD_CHOICE_H

#include "cmd/assign.h"
#include "cmd/marker.h"

/* A choice about people, as it is written into their notes. */
struct choice {
	struct session *s;
	const char *verb;
	bool dropped;
	struct assign assign;   /* the keys of everybody … */
	struct assign again;    /* … and of those let go or paused before */
	day_t next;             /* a follow-up, or DAY_NONE */
	struct buf tag;         /* "#followup/2026-12-13" */
	struct targets targets;
	struct marker marker;
	struct buf said;
};

/*
 * Sets a key, to be written as it stands; an empty value takes it out. In
 * c->assign or c->again.
 */
void choice_set(struct assign *a, const char *key, struct str value);
/*
 * Reads the notes, writes the choice into those of the PERSON operands, and
 * commits it. Somebody known from tables only gets a note. Returns an exit
 * status.
 */
int choice_write(struct choice *c);
void choice_release(struct choice *c);

#endif
