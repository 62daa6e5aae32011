#ifndef NOTE_HEADER_H
#define NOTE_HEADER_H

#include "note/record.h"

/* What a column of a table says. Columns that say nothing are left out. */
enum header_role {
	HEADER_NONE,
	HEADER_FACT,   /* a value of key */
	HEADER_FULL,   /* the whole name */
	HEADER_FIRST,  /* given name */
	HEADER_LAST,   /* family name */
	HEADER_SITE,   /* some web page, maybe of the employer: no identity */
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

struct header_column {
	uint32_t index; /* in the record, from 0 */
	uint8_t role;   /* enum header_role */
	uint8_t key;    /* enum key, of HEADER_FACT */
};

/* Owns columns. Zero-initialised it is empty. */
struct header {
	VEC(struct header_column) columns; /* in the order of the record */
	bool has[HEADER_ROLES]; /* whether there is a column of that role */
	size_t n;            /* columns of the header, named or not */
	enum source_kind kind; /* SOURCE_INTERACTIONS or SOURCE_CONTACTS */
	const char *reason;  /* a literal */
	struct str channel;  /* of rows that name none; a literal */
};

/*
 * Takes a record for the header of a table (DESIGN 3; spellings of Google,
 * Outlook, Thunderbird and LinkedIn, and those of note/keys.h). path says
 * whether the file or its folder is named for people. False where it is no
 * header, or none of people or interactions.
 */
bool header_read(struct header *header, const struct str *cells, size_t n,
    struct str path);
/*
 * The name that two columns of the header have of which only one can count, or
 * empty: a slice of its cells.
 */
struct str header_twice(const struct header *header, const struct str *cells);
void header_release(struct header *header);

#endif
