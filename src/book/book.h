#ifndef BOOK_BOOK_H
#define BOOK_BOOK_H

#include "base/diag.h"
#include "base/map.h"
#include "note/record.h"

/*
 * The book: people, made of what all sources say, with their interactions,
 * follow-ups and states. Pure: records and options in, no files, no clock.
 */

/* One netgrep.cadence rule. */
struct cadence_rule {
	struct str tag;    /* without #; matches TAG/… too; or empty */
	struct str dir;    /* a folder, without slash at the end; or empty */
	struct span every; /* zero months and days: "none", never remind */
};

struct book_options {
	day_t today;
	struct span default_cadence; /* 3m */
	const struct cadence_rule *rules; /* with a condition; the last wins */
	size_t rules_n;
	struct span followup;       /* 2w: a tag without a date */
	struct span first_followup; /* 2d */
	struct span fresh;          /* 90d */
	struct span lapsed;         /* 365d */
	const struct str *me;       /* names and emails: never a person */
	size_t me_n;
};

enum person_state {
	STATE_OVERDUE,
	STATE_DRIFTING,
	STATE_ONCE,
	STATE_NEVER,
	STATE_LAPSED,
	STATE_COLD,
	STATE_FRESH,
	STATE_UNMET,
	STATE_OK,
	STATE_SNOOZED,
	STATE_PAUSED,
	STATE_LET_GO,
	STATE_COUNT,
};

/* "overdue" … "let-go" */
const char *state_name(enum person_state state);
bool state_parse(struct str name, enum person_state *state);

/* Where a cadence came from (DESIGN 8). */
enum cadence_from {
	CADENCE_DEFAULT,
	CADENCE_RULE,
	CADENCE_OWN,
};

#define PERSON_NONE UINT32_MAX

/* A place that a fact came from. Indices into book->sources[].… */
struct origin {
	uint32_t source;
	uint32_t record;
};

/* Order of sources, and in each of its records: < 0, 0, > 0. */
static inline int
origin_compare(struct origin a, struct origin b)
{
	return a.source != b.source ? (a.source < b.source ? -1 : 1) :
	    (a.record > b.record) - (a.record < b.record);
}

#define PERSON_MASK 0x1fffffffu

/* One dated contact with one person. */
struct interaction {
	uint32_t person : 29; /* PERSON_MASK has its bits */
	uint32_t sender : 3;  /* enum direction: what the sender of a message
	                         makes of it, where it does not say it itself */
	day_t day;
	struct origin at;
};

/* One profile that makes up a person. */
struct part {
	uint32_t source, profile;
};

struct person {
	struct str name;             /* as shown */
	const struct part *parts;    /* the first is the one shown */
	uint32_t parts_n;
	bool markdown;               /* at least one part is from Markdown */
	uint8_t status;              /* enum person_status */
	uint8_t state;               /* enum person_state */
	uint8_t cadence_from;        /* enum cadence_from */
	struct span cadence;         /* the one in force */
	day_t last;                  /* newest contact or DAY_NONE */
	day_t due;                   /* last + cadence of a relationship, or
	                                DAY_NONE */
	bool relationship;           /* not a mere encounter (DESIGN 8) */
	uint16_t gap;                /* usual days between two of contact, at
	                                most 179 years; 0: there is no rhythm */
	day_t held;                  /* an open follow-up keeps out of stale
	                                until then, or DAY_NONE */
	day_t snooze;                /* or DAY_NONE */
	struct part why;             /* whose path it is; no profile
	                                (UINT32_MAX) when it is an entry */
	uint32_t why_line;           /* of the newest entry, of a key when that
	                                is later, else of the name */
	const struct record *newest; /* newest interaction's record, or NULL */
	uint32_t newest_source;
	uint32_t first, interactions_n; /* in book->interactions, in order */
	uint32_t days;               /* number of different days of contact */
	uint8_t direction;           /* enum direction, of the last day; 0 where
	                                it is not told, or a key's */
	uint32_t outs;               /* different days of reaching out since
	                                heard, after which nothing came in */
	day_t heard;                 /* the last day that answered, or DAY_NONE:
	                                a contact that was not out, or a key */
};

enum followup_status {
	DUE_OVERDUE,
	DUE_OPEN,
	DUE_DONE,      /* by its mark */
	DUE_CLOSED,    /* by an interaction that followed */
	DUE_CANCELLED,
};

const char *followup_status_name(enum followup_status status);

/* One follow-up of one person: one of several people is one for each. */
struct followup {
	uint32_t person; /* or PERSON_NONE: a tag without one */
	struct origin at;
	uint8_t status;  /* enum followup_status */
};

static inline bool
followup_pending(const struct followup *f)
{
	return f->status == DUE_OPEN || f->status == DUE_OVERDUE;
}

/*
 * A record about people that is none of the above: mention, gave, got …, an
 * entry in the future. A mention of nobody is none and left out.
 */
struct about {
	uint32_t person; /* or PERSON_NONE */
	struct origin at;
};

struct book {
	const struct book_options *options;
	const struct source *sources; /* sorted by path */
	size_t sources_n;
	VEC(struct person) people;    /* by name (folded), then by path */
	/*
	 * By person, then day, then own note's last, then path and line;
	 * without all_texts none of which nothing but the day was kept.
	 */
	VEC(struct interaction) interactions;
	VEC(struct followup) followups; /* by path and line; promises have a
	                                person, tags and waiting may not */
	VEC(struct about) abouts;       /* by path and line */
	size_t relationships;           /* for the one-line summary */
	/* the rest is private to src/book/ */
	struct book_index *index;
	struct arena arena;
};

/*
 * Works out everything. sources and options must outlive the book. Findings
 * (ambiguous links, likely doubles, names of interaction tables that are
 * nobody, lines in the future) go to diags.
 */
void book_make(struct book *book, const struct source *sources, size_t n,
    const struct book_options *options, struct diags *diags);
void book_release(struct book *book);

/* The last day on which anything but an outreach was, or DAY_NONE. */
static inline day_t
person_answered(const struct person *p)
{
	return p->outs ? p->heard : p->last;
}

/* days since last ÷ (due − last), in hundredths, rounded; -1 without. */
int64_t person_ratio(const struct person *p, day_t today);
/* days since last ÷ the usual gap, in the same way. */
int64_t person_silence(const struct person *p, day_t today);
/* Silent for longer than usual, and neither silenced nor given up (DESIGN 8) */
bool person_drifts(const struct person *p, day_t today);
/*
 * The different days on which there was contact, in order, also of entries of
 * which nothing else was kept. Allocated in a.
 */
size_t person_days(const struct book *b, const struct person *p,
    struct arena *a, const day_t **days);
/* The source and profile that are shown. */
const struct source *person_source(const struct book *b,
    const struct person *p);
const struct profile *person_profile(const struct book *b,
    const struct person *p);
/*
 * "people/ana.md", or "contacts.md#Ana Ruiz" where one file holds many people.
 * Allocated in a where it is made up.
 */
struct str person_path(const struct book *b, const struct person *p,
    struct arena *a);
/*
 * All values of a key over the person's parts, each once (compared folded),
 * the shown part's first. Allocated in a.
 */
size_t person_facts(const struct book *b, const struct person *p,
    enum key key, struct arena *a, const struct str **values);
/* The same, each with where it stands. */
struct person_fact {
	struct str value;
	uint32_t source, line;
};
size_t person_facts_at(const struct book *b, const struct person *p,
    enum key key, struct arena *a, const struct person_fact **facts);
/* The name shown, the other parts' and aliases, in the same way. */
size_t person_names_at(const struct book *b, const struct person *p,
    struct arena *a, const struct person_fact **names);
/* #tags: keys, labels, and those of its notes outside entries; each once. */
size_t person_tags(const struct book *b, const struct person *p,
    struct arena *a, const struct str **tags);
/* tag or tag/…, without case; tag may begin with '#'. */
bool person_tagged(const struct book *b, const struct person *p,
    struct str tag);
/* A part of theirs is in or below dir (relative to the root). */
bool person_under(const struct book *b, const struct person *p,
    struct str dir);

/*
 * The person that a link's target in a source (may be NULL: the root) means
 * (DESIGN 5): PERSON_NONE for nobody; for two or more also, with *ambiguous
 * set. Ranks: path, email, @handle, id, URL; base name; full name or alias.
 * What is a file that is nobody's is nobody, whatever else is named so.
 */
uint32_t book_link(const struct book *b, struct str target,
    const struct source *from, bool *ambiguous);

/* The source with exactly this path, or NULL. */
const struct source *book_source(const struct book *b, struct str path);

/*
 * A PERSON as typed (DESIGN 5, "On the command line"). Returns how many fit
 * in the deciding tier; the first `room` of them are in people. *tier: 1 path
 * … alias, 2 whole word, 3 part; a base name (ana-ruiz) that fits none of
 * them is a path, 1. 0 for nobody.
 */
size_t book_select(const struct book *b, struct str typed,
    uint32_t *people, size_t room, int *tier);
/*
 * Who has exactly that value of a key that tells people apart, as identity
 * compares it (DESIGN 5): KEY_ID, KEY_HANDLE, KEY_URL, KEY_EMAIL, or KEY_NAME,
 * which is a full name or an alias. Each is added to people that is not among
 * the *n there already, up to room; those beyond are none. Tables, too.
 */
void book_bearers(const struct book *b, enum key key, struct str value,
    uint32_t *people, size_t room, size_t *n);
/* The names nearest to what was typed, at most room of them. */
size_t book_near(const struct book *b, struct str typed, uint32_t *people,
    size_t room);
/* Up to this tier an operand of log is a PERSON and no text (DESIGN 10). */
#define BOOK_TIER_WORD 2

#endif
