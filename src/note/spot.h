#ifndef NOTE_SPOT_H
#define NOTE_SPOT_H

#include "note/entries.h"

/* At which line an entry goes, and what stands around it there. */
struct spot {
	uint32_t at;      /* index of the line it goes before; the number
	                     of lines: to the end */
	/* Whose style it takes, or NULL. */
	const struct entries_item *neighbour;
	bool behind;      /* it goes behind the neighbour, not before it */
	bool into;        /* the neighbour is a heading of its very day: it
	                     goes below it, as a bullet */
	uint32_t item;    /* the list item that it continues; or MD_NONE */
	unsigned log;     /* level of the heading "Log" to be made, or 0 */
	bool blank_before, blank_behind; /* it needs a blank line there */
	bool spaced;      /* headings here have a blank line below them */
};

/*
 * Ways to place an entry, tried in this order until the entry can be read
 * where it stands: in an unclosed code block it could not.
 */
enum spot_way {
	SPOT_STYLED,  /* in order, in the neighbour's style */
	SPOT_PLAIN,   /* in order, in netgrep's own style */
	SPOT_ASIDE,   /* before what may hide it */
	SPOT_WAYS,    /* how many there are of an entry */
	/* What is no entry: at the end of "Log", which may be made. */
	SPOT_LOG = SPOT_WAYS,
};

void spot_find(struct spot *spot, const struct entries *e, day_t day,
    enum spot_way way);

#endif
