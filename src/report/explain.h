#ifndef REPORT_EXPLAIN_H
#define REPORT_EXPLAIN_H

#include "report/report.h"

/*
 * --explain: in the place of a report's rows, what each of them was made of.
 * A row a fact, with the line that says it, or a rule, which has none.
 */
extern const struct columns explain_columns;

/* About whom, and where the rows go. Zero-initialise what is not named. */
struct explain {
	const struct book *book;
	struct sink *sink;
	struct str person; /* empty: of nobody */
	bool begun;        /* a row about them is printed */
};

/* The next person's rows are one part of a table. */
void explain_begin(struct explain *e, struct str person);
/* rule: what the fact is for, as "gave", "last", "due". */
void explain_record(struct explain *e, const char *rule, struct origin at);
/* A key or another line of a source: source UINT32_MAX for no line at all. */
void explain_fact(struct explain *e, const char *rule, day_t day,
    struct str text, uint32_t source, uint32_t line);
/* How somebody's state was made: last, cadence, due and what silences. */
void explain_person(struct explain *e, const struct person *p);

#endif
