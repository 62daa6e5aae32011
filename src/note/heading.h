#ifndef NOTE_HEADING_H
#define NOTE_HEADING_H

#include <stdint.h>

#include "base/str.h"
#include "note/keys.h"

/* What a column of a table says. Columns that say nothing are left out. */
enum header_role {
	HEADER_NONE,
	HEADER_FACT,   /* a value of key */
	HEADER_FULL,   /* the whole name */
	HEADER_FIRST,  /* given name */
	HEADER_LAST,   /* family name */
	HEADER_INFIX,  /* what stands before it: van der */
	HEADER_SITE,   /* some web page, maybe of the employer: no identity */
	HEADER_JOB,    /* what they do there: only of what is imported */
	HEADER_LABELS, /* tags, groups, categories */
	HEADER_BIRTH_YEAR,
	HEADER_BIRTH_MONTH,
	HEADER_BIRTH_DAY,
	HEADER_DATE, /* of an interaction */
	HEADER_FROM,
	HEADER_FROM_URL,
	HEADER_TO, /* to, who, person, with, contact */
	HEADER_TO_URL,
	HEADER_CHANNEL,
	HEADER_TEXT,
	HEADER_CONTENT, /* text too, and a sign of a message */
	HEADER_THREAD,  /* nothing but a sign of a message */
	HEADER_DIRECTION, /* nothing but a sign of an invitation */
	HEADER_CALL,      /* incoming, missed …: a sign of a call */
	HEADER_DURATION,  /* nothing but a sign of what took place */
	HEADER_DRAFT,     /* yes, or a folder of drafts: was not sent */
	HEADER_ROLES,
};

struct heading {
	uint8_t role; /* enum header_role */
	uint8_t key;  /* enum key, of HEADER_FACT */
};

/*
 * Takes each of n cells for the name of a column, in the languages that address
 * books are exported in, whatever its case, accents, marks and digits. What a
 * name means may depend on the others: "Nom" is a family name beside "Prénom".
 * A cell that is no name, or of nothing known, is HEADER_NONE.
 */
void heading_read(const struct str *cells, size_t n, struct heading *headings);
/* The meaning of a name that stands alone. */
struct heading heading_of(struct str name);
/*
 * Whether two names of columns are the same but for case, accents, blanks and
 * marks. Digits count here.
 */
bool heading_eq(struct str a, struct str b);

#endif
