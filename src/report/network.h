#ifndef REPORT_NETWORK_H
#define REPORT_NETWORK_H

#include "book/intro.h"

/* People, and what joins each two of them. */

enum tie_kind {
	TIE_INTRODUCED, /* from introduced to */
	TIE_MADE,       /* the owner of the notes brought them together */
	TIE_TOGETHER,   /* they took part in the same interactions */
};

/* What joins two people: one tie, of the first kind above that there is. */
struct tie {
	uint32_t from, to; /* of TIE_TOGETHER, in the order of their names */
	uint32_t weight;   /* number of days on which they were together */
	/* the introduction; else the newest interaction */
	uint32_t source, line;
	day_t day; /* or DAY_NONE */
	uint8_t kind;
};

struct network {
	const struct tie *ties; /* by from, then to */
	size_t n;
	/* ties[at[first[p]]] up to, not with, first[p + 1]: those of p */
	const size_t *first;
	const uint32_t *at;
};

/* More people than that in one interaction are an event, and are not joined. */
enum { NETWORK_COMPANY = 50 };

/* Everything is allocated in arena. */
void network_make(struct network *network, const struct book *book,
    const struct intros *intros, struct arena *arena);
/* Who is at the other end. */
static inline uint32_t
network_other(const struct tie *tie, uint32_t person)
{
	return tie->from == person ? tie->to : tie->from;
}
/* "introduced", and so on, as seen from one end. */
const char *network_how(const struct tie *tie, uint32_t from);
/*
 * How many ties are between each person and that one: by person, at most limit,
 * and UINT32_MAX for those farther off. Only those who are wanted are passed
 * through; NULL: all. Allocated in arena.
 */
const uint32_t *network_steps(const struct network *network, size_t people,
    uint32_t from, size_t limit, const bool *wanted, struct arena *arena);

#endif
