#ifndef REPORT_BRIEF_H
#define REPORT_BRIEF_H

#include "report/report.h"

/* The facts about a person that a brief is made of, section by section. */

/* One fact, with where it stands. */
struct brief_row {
	uint32_t section; /* in brief_sections */
	day_t day;        /* that it is about, or DAY_NONE */
	struct str text;
	uint32_t source, line, column; /* source UINT32_MAX: nowhere */
};

/* What is known of one person. */
struct brief {
	const struct book *book;
	const struct person *person;
	uint32_t id;      /* of the person in the book */
	struct intros intros; /* of the book */
	const struct brief_section *section; /* the one being filled … */
	uint32_t number;                     /* … and which it is */
	struct arena *arena; /* of the texts that are made up */
	struct buf scratch;
	VEC(struct brief_row) rows; /* section by section */
};

/* A section is a function that adds its rows, and a line in the table. */
struct brief_section {
	const char *name;
	/* as many of its rows are shown before another's further ones */
	size_t least;
	void (*add)(struct brief *b);
	enum key key;          /* of a section of facts */
	enum record_kind kind; /* of one of follow-ups */
	bool late;             /* the others are given room before it is */
};

/* In the order in which they are shown. */
enum { BRIEF_SECTIONS = 23 };
extern const struct brief_section brief_sections[BRIEF_SECTIONS];

/* Gathers the rows of a person of b->book, after those of the one before. */
void brief_fill(struct brief *b, uint32_t person);
void brief_release(struct brief *b);

/* Adds the row of a section that has a file of its own. */
void brief_rhythm(struct brief *b);

#endif
