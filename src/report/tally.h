#ifndef REPORT_TALLY_H
#define REPORT_TALLY_H

#include "base/map.h"
#include "report/report.h"

/*
 * The network in numbers. What is counted of interactions are days with one
 * person: one day counts once for each person, however often it is noted.
 */

/* Somebody who was talked to. */
struct tally_person {
	uint32_t person;
	uint32_t days;
};

struct tally {
	day_t since, until;      /* the days that are looked at, both too */
	uint32_t people;
	uint32_t states[STATE_COUNT]; /* of these people */
	size_t days_n, months_n; /* 0 of a time that ends before it begins */
	uint32_t *days;          /* interactions on each day … */
	uint32_t *months;        /* … and in each month, of which the first */
	int first_month;         /* is this: 12 × year + month from 0 on */
	uint32_t interactions;
	/* channels, the commonest first; a day counts once for each */
	VEC(struct map_item) channels;
	uint32_t kept, late;     /* follow-ups */
	uint32_t gave, got;
	VEC(struct tally_person) talked; /* the most talked to first */
	struct arena arena;
};

/* Counts what a query wants; release it. */
void tally_make(struct tally *t, const struct book *book,
    const struct query *query);
void tally_release(struct tally *t);
/* "2026-05", of the month with that index in months. */
enum { TALLY_MONTH = 16 };
void tally_month(const struct tally *t, size_t month, char text[TALLY_MONTH]);
/* Somebody's days with you in each of the months, allocated in the arena. */
const uint32_t *tally_months(struct tally *t, const struct book *book,
    uint32_t person);

#endif
