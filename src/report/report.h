#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/buf.h"
#include "book/intro.h"
#include "report/rows.h"

/* A commit that touched what the notes say of somebody. */
struct query_commit {
	day_t day;          /* or DAY_NONE */
	struct str name;    /* short, as git takes it */
	struct str author, subject;
	struct str path;    /* of a file in which it did; may be empty */
};

/* Which rows are wanted; one query for all reports. Borrowed throughout. */
struct query {
	const uint32_t *people; /* sorted; only these … */
	size_t people_n;
	bool everybody;         /* … or all */
	struct str tag;         /* empty: any */
	struct str under;       /* a folder from the root; empty: any */
	uint32_t states;        /* bits 1 << enum person_state; 0: the
	                           report's own */
	uint32_t own_states;    /* bits 1 << index in the report's states; 0:
	                           any */
	size_t sort;            /* a column; SIZE_MAX: the report's own order */
	uint32_t from, to;      /* path: between these two */
	uint32_t around;        /* graph: this person, or PERSON_NONE, … */
	size_t depth;           /* … and who is at most so many steps away */
	bool by_person;         /* opportunities --by person */
	size_t limit;           /* rows (show: of each person); 0: all */
	bool all;               /* stale --all */
	bool done;              /* due --done: these instead of the open */
	day_t within;           /* due --within as the last day; or DAY_NONE */
	struct strs kinds;      /* due, scan --kind; none: all */
	day_t since, until;     /* or DAY_NONE */
	struct strs channels;   /* timeline --channel */
	bool ascii;             /* stats --ascii */
	size_t width;           /* columns that a drawing may take; 0: 80 */
	const struct diags *diags; /* check: everything found, sorted */
	/* find: does this text, of that line, match? NULL: all do */
	bool (*matches)(void *context, struct str text, struct str path,
	    uint32_t line);
	/* history: the next of its commits; false after the last */
	bool (*next)(void *context, struct query_commit *commit);
	void *context;
};

/* What a report is given on the command line. */
enum operands {
	OPERANDS_PEOPLE, /* PERSON …, or none for everybody */
	OPERANDS_REGEX,  /* a REGEX before them */
	OPERANDS_PERSON, /* one PERSON or more */
	OPERANDS_PAIR,   /* two different ones */
};

/*
 * A report: pure, from the book to rows. Adding one is a file with one of
 * these, and its name in REPORTS.
 */
struct report {
	const char *name;
	struct columns columns;
	/*
	 * Returns the number of rows that there are; at most query->limit of
	 * them reach the sink.
	 */
	size_t (*run)(const struct book *book, const struct query *query,
	    struct sink *sink);
	enum operands operands;
	/* query->limit where no -n says so; 0: netgrep.limit does … */
	size_t limit;
	size_t few; /* … and this where that is not set; 0: all */
	/* --explain: what the same rows were made of; NULL: there is none. */
	size_t (*explain)(const struct book *book, const struct query *query,
	    struct sink *sink);
	/* What a table for people shows instead of rows; NULL: the rows. */
	size_t (*draw)(const struct book *book, const struct query *query,
	    struct sink *sink);
	const struct columns *drawing; /* the columns of that */
	/* --by: the same rows, counted; other columns than its own. */
	const struct columns *by;
	const char *const *states; /* of its rows, for --state; or NULL */
	size_t sorts; /* --sort takes so many of the first columns */
	bool graph;   /* each row joins two people: they are drawn, as
	                 out/dot.c does */
};

/* stale.c has stale_report … */
#define REPORTS(X) \
	X(stale) \
	X(due) \
	X(people) \
	X(timeline) \
	X(show) \
	X(find) \
	X(tags) \
	X(history) \
	X(scan) \
	X(check) \
	X(choose) \
	X(today) \
	X(balance) \
	X(drift) \
	X(stats) \
	X(via) \
	X(path) \
	X(graph) \
	X(opportunities)

#define REPORT_DECLARE(name) extern const struct report name##_report;
REPORTS(REPORT_DECLARE)
#undef REPORT_DECLARE

/* NULL when there is none of that name. */
const struct report *report_find(const char *name);

/* For the reports. */

/* The columns of a report: an array and its length. */
#define REPORT_COLUMNS(array) (array), sizeof(array) / sizeof((array)[0])

const struct record *report_record(const struct book *book, struct origin at);

/*
 * Does that follow-up still ask for something? Whom one has let go asks for
 * nothing more, but a promise to them is still one, and so is what they owe.
 */
bool report_asks(const struct book *book, const struct followup *f);
/*
 * What an entry says, channel: text. Its text is what stands behind channel and
 * colon. Written to scratch where the two must be joined.
 */
struct str report_said(const struct record *record, struct buf *scratch);

/*
 * Appends "3 out, nothing in since 2026-05-02" where nobody has answered what
 * was sent; false, and nothing appended, where there is no such thing.
 */
bool report_unanswered(struct buf *out, const struct person *p);

/*
 * May somebody be reminded of? Not of those whom a table alone knows, who wait
 * in choose, nor while an open follow-up is due later.
 */
bool report_reminds(const struct person *p, day_t today);
/*
 * Appends "turns 40 in 3d", or "in 3d" where no age is known: 0, or told: of
 * the dead.
 */
void report_birthday(struct buf *out, const struct person *p, day_t days,
    int age);
/* Appends "usually every 9d, silent for 40d", of one who has a rhythm. */
void report_rhythm(struct buf *out, const struct person *p, day_t today);
/*
 * Who introduced a person, each once, and where it says so: links as the people
 * they lead to, and other words as they are; where no key names anybody, who
 * did by a line. Allocated in a.
 */
size_t report_via(const struct book *book, const struct intros *intros,
    const struct person *p, struct arena *a, const struct person_fact **via);

/*
 * Is this person wanted by people, tag, under and (when set) states? What is
 * of PERSON_NONE is wanted when none of these is set.
 */
bool query_wants(const struct query *query, const struct book *book,
    uint32_t person);
/* The same of all people, asked once: one flag each, allocated in a. */
const bool *query_people(const struct query *query, const struct book *book,
    struct arena *a);
/* What query_people says of a person, or of PERSON_NONE. */
bool query_among(const struct query *query, const bool *wanted,
    uint32_t person);
/* Is that record's or row's kind among query->kinds (none: yes)? */
bool query_kind(const struct query *query, const char *kind);
/* How many of n rows the limit lets through. */
static inline size_t
query_limit(const struct query *query, size_t n)
{
	return query->limit && query->limit < n ? query->limit : n;
}

struct cell cell_text(struct str s);   /* missing when empty */
struct cell cell_day(day_t day);       /* missing when DAY_NONE */
struct cell cell_number(int64_t n);
struct cell cell_line(uint32_t line);  /* or a column; missing when 0 */
struct cell cell_list(const struct str *v, size_t n); /* may be empty */
struct cell cell_none(void);
/* to − from in days; missing when one of them is DAY_NONE. */
struct cell cell_days(day_t from, day_t to);
/*
 * A person's cadence, formatted in text: "none" for one who is paused, missing
 * for an encounter, which none but the default could apply to.
 */
struct cell cell_cadence(const struct person *p, char text[SPAN_TEXT]);

#endif
