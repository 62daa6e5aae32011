#ifndef NOTE_RECORD_H
#define NOTE_RECORD_H

#include "base/day.h"
#include "base/vec.h"
#include "note/keys.h"

/*
 * What reading one file gives: what the file was taken for, the people it
 * declares (profiles), and dated or undated facts about people (records).
 * Reading knows nothing of other files: whom a link means, and so whom a record
 * is about, is decided by the book. Nor does it know today.
 */
enum source_kind {
	SOURCE_NONE,         /* not a source: nothing is read from it */
	SOURCE_FRIENDS,      /* friends.md */
	SOURCE_PEOPLE,       /* people file */
	SOURCE_PERSON,       /* person note */
	SOURCE_DATED,        /* dated note */
	SOURCE_INTERACTIONS, /* interaction table */
	SOURCE_CONTACTS,     /* contact table */
	SOURCE_CARDS,        /* vCards */
	SOURCE_OTHER,        /* other note, other table */
	SOURCE_KINDS,
};

/* "person note", "contact table" …, as scan prints them */
const char *source_kind_name(enum source_kind kind);
/*
 * Whether its people are rows or cards, which join those of Markdown and are
 * no relationship by themselves.
 */
bool source_kind_rows(enum source_kind kind);

/* One thing known of a person: emails, tags, place … Dates are parsed apart. */
struct fact {
	struct str value; /* as in the file, trimmed; links without [[ ]] */
	uint32_t line;
	uint8_t key; /* enum key */
};

enum person_status {
	STATUS_NONE,
	STATUS_PAUSED, /* cadence none, archived, dormant, paused */
	STATUS_LET_GO, /* let-go, deceased, do_not_contact */
};

/* What one source says of one person. */
struct profile {
	struct str name;   /* never empty but in tables */
	struct str anchor; /* the heading in a people file; else empty */
	const struct fact *facts;
	uint32_t facts_n;
	uint32_t line, column;    /* of the name */
	uint32_t end;             /* last line of the section; UINT32_MAX: of a
	                             note, all are */
	struct span cadence;      /* zero: none of its own */
	uint32_t cadence_line;
	day_t last_contact;       /* the last-contact key, or DAY_NONE */
	uint32_t last_contact_line;
	day_t met;                /* met:, Connected On, or DAY_NONE */
	uint32_t met_line;
	day_t snooze;             /* or DAY_NONE */
	uint8_t status;           /* enum person_status */
};

enum record_kind {
	RECORD_ENTRY,    /* an interaction of all its whos, once it is no task
	                    and not in the future */
	RECORD_MENTION,  /* a link to a person that is no interaction */
	RECORD_FOLLOWUP, /* a tag or key */
	RECORD_PROMISE,  /* a task */
	RECORD_WAITING,
	RECORD_GAVE,
	RECORD_GOT,
	RECORD_INTRO,
	RECORD_OPPORTUNITY,
	RECORD_TAG,      /* any other #tag; text is the tag without # */
	RECORD_KINDS,
};

const char *record_kind_name(enum record_kind kind);

enum followup_state {
	FOLLOWUP_OPEN,
	FOLLOWUP_DONE,      /* by its mark */
	FOLLOWUP_CANCELLED, /* by its mark */
};

/* How an opportunity stands, in the place of a followup_state. */
enum opportunity_state {
	OPPORTUNITY_OPEN,
	OPPORTUNITY_WON,
	OPPORTUNITY_LOST,
};

/* "won", and so on; open for what says neither. */
enum opportunity_state record_opportunity(struct str word);

/*
 * Whom a line names. Only the lowest tier in which at least one target is a
 * person counts (DESIGN 4, inheritance): 0 the line itself, 1 its parent
 * bullets from the inside out, … then headings, then the file.
 */
struct who {
	struct str target; /* as written: a name, path, email, URL, @handle;
	                      STR_NONE: profile says who */
	uint32_t profile;  /* index in the source's profiles */
	uint32_t column;   /* of the target in its line, bytes from 1 */
	uint32_t tier;
	bool otherwise;     /* counts only where the who before it (and the one
	                       that this stands in for) is nobody */
	bool sender;        /* of a message */
	bool typed;         /* found by a pattern's "who" group: a PERSON as
	                       on the command line, not a link */
};

/*
 * Which way a contact went, as a set: what is said of a day or of several
 * people is that of all its entries.
 */
enum direction {
	DIRECTION_OUT = 1, /* the owner of the notes reached out … */
	DIRECTION_IN = 2,  /* … or the other did */
	DIRECTION_BOTH = DIRECTION_OUT | DIRECTION_IN,
	DIRECTION_UNTOLD = 4, /* an entry does not say it */
};

enum record_flags {
	RECORD_INHERITED = 1, /* its date is not its line's own */
	RECORD_IN_ENTRY = 2,  /* the line is in an entry */
	RECORD_KEY = 4,       /* from a key, not a line of the body; or what
	                         a note as a whole is */
	RECORD_TASK = 8,      /* waited for by a keyword, as "- WAITING x": a
	                         task, which is nothing without a person */
};

/*
 * Entries that were joined with a newer one about the same people, see
 * all_texts: nothing but their days was kept.
 */
struct older {
	const day_t *days;  /* in order, each once, before that of the record,
	                       packed with their directions: older_day */
	uint32_t days_n;
	uint32_t times; /* how many entries these and the record were */
	uint32_t line;  /* of the first of them all in the file */
};

/* 64 bytes or fewer: there are millions. */
struct record {
	struct str text;    /* as the reports print it; null when not kept */
	struct str channel; /* lower case; empty: "note" */
	day_t day;          /* of its line, inherited or not; or DAY_NONE */
	day_t due;          /* follow-ups; or DAY_NONE */
	uint32_t line, column; /* column: bytes from 1 */
	uint32_t who;       /* first in the source's whos */
	uint32_t older;     /* from 1, in the source's olders; 0: none */
	uint16_t who_n;
	uint8_t kind, state, flags;
	uint8_t direction;  /* of an entry, and of those of its day that were
	                       joined with it: enum direction; of others 0 */
};

struct source {
	struct str path; /* relative to the root of the notes */
	enum source_kind kind;
	const char *reason; /* why it is of that kind: a literal */
	struct str unused;  /* names of a table's columns that say nothing */
	day_t day;          /* of a dated note, or DAY_NONE */
	struct profile *profiles;
	struct record *records; /* in the order of the file, by the first line
	                           of those that were joined */
	const struct older *olders;
	struct who *whos;
	uint32_t profiles_n, records_n, whos_n;
};

#endif
