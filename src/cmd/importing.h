#ifndef CMD_IMPORTING_H
#define CMD_IMPORTING_H

#include "cmd/message.h"
#include "cmd/target.h"
#include "cmd/writing.h"

/*
 * What netgrep import shares between its steps. The FILEs are read as sources
 * of a book of their own, so that who is one person in them is decided as it
 * is of tables in the notes (DESIGN 5). Each of its people is looked for among
 * the people of the notes, and then written into their note, or a new one.
 */

/* One person of the FILEs. */
struct arrival {
	uint32_t person; /* in the book of the FILEs */
	uint32_t known;  /* who of the notes has a note, or PERSON_NONE */
	uint32_t same;   /* the same, also of those known from tables only */
	bool proved;     /* there is a key that tells them from others */
	bool by_name;    /* known by nothing but the name */
	bool left;       /* out, and that was told */
};

/* A record of the FILEs that is about somebody. */
struct happening {
	uint32_t person; /* in the book of the FILEs */
	struct origin at;
};

/* One value that the FILEs give for a key of somebody, and where. */
struct import_fact {
	enum key key;
	struct str value; /* one clean line, but of KEY_REMARK */
	uint32_t source, line;
};
struct import_facts {
	struct import_fact *v; /* in the order in which a note has the keys */
	size_t n, cap;
};

struct importing {
	struct session *s;
	struct read_options options; /* as the notes', for FILEs */
	struct reader reader;        /* of the FILEs … */
	struct reader notes;         /* … and of texts of the notes */
	struct source *sources;      /* one a FILE, whose path is as typed */
	size_t sources_n;
	bool *known_only;            /* of each: nobody new is made of it */
	struct book book;            /* of them */
	bool made;
	VEC(struct arrival) arrivals;   /* one a person of the book */
	VEC(struct happening) happenings; /* by person, then place */
	struct map held;  /* importing_key of what the notes say of those who
	                     are known -> its source */
	struct str *uids; /* importing_uid of each, once one is asked for … */
	struct map bearers; /* … and whose it is */
	struct buf template;
	bool templated;
	struct targets targets;
	struct writing writing;
	VEC(struct message_person) people; /* whose notes change */
	struct buf told;             /* what is no part of what was done: safe
	                                lines for the standard error */
	struct buf said;             /* the notes that change, a line each */
	size_t fresh, changed, left, read; /* people */
	struct arena texts;
};

/* One person while their note is drafted. */
struct import_draft {
	struct importing *im;
	struct arrival *arrival;
	const struct target *target;
	struct import_facts facts;
	/* of one key, while it is edited */
	enum key key;
	const struct import_fact *first; /* its values */
	size_t n;
	struct strs held; /* what the notes know of it, wherever */
	struct strs now;  /* those of the values that the work tree's note
	                     has in the end */
	bool changed;  /* some text of the note has changed */
};

/* Reads the FILEs that were typed, and makes their book. -1 with an error. */
int importing_read(struct importing *im);
/* Says of each person of the FILEs whom of the notes they are. */
void importing_match(struct importing *im);
/* What the FILEs say of a person of theirs; values live in im->texts. */
void importing_facts(struct importing *im, uint32_t person,
    struct import_facts *facts);
/* One line without control characters, in im->texts. */
struct str importing_clean(struct importing *im, struct str s);
/* Are two values of a key the same, however they are written? */
bool importing_same(enum key key, struct str a, struct str b);
/* Is a key that may have several values, of which new ones are added? */
bool importing_is_list(enum key key);

/* Appends the values of a key in a profile; what is no slice of it is in a. */
void importing_values(struct arena *a, const struct profile *p, enum key key,
    struct strs *values);
bool importing_has(const struct strs *values, enum key key, struct str value);
/* Gathers what the notes know of d's key, if it is somebody's who is known. */
void importing_hold_key(struct import_draft *d);
/* A value as it stands in a note: who introduced them is linked. */
struct str importing_written(struct importing *im, enum key key,
    struct str value);
/* Tells that a FILE gives another value than the note, at its line or 0. */
void importing_differ(struct import_draft *d, const struct strs *values,
    const struct import_fact *fact, uint32_t line);
/*
 * The edit of d's key, as writing_edit has it with a struct import_draft: what
 * the text lacks is added where that is safe. Of the work tree it is told what
 * is not.
 */
int importing_put_key(void *context, enum writing_text which,
    struct str text, struct buf *out);

/* Drafts a person's note; nothing is written. -1 with an error. */
int importing_note(struct importing *im, struct arrival *a);

/* Lists what the FILEs say has happened, and is to be done. */
void importing_happen(struct importing *im);
/* What export calls a person of the notes, where they have no id. */
struct str importing_uid(struct importing *im, uint32_t person);
/* Who is called so there, or PERSON_NONE. */
uint32_t importing_bearer(struct importing *im, struct str uid);
/* Lists what the notes say of that of those who are known. */
void importing_hold(struct importing *im);
/* Appends what is the same of a record about a person in two places. */
void importing_key(struct buf *out, uint32_t person, const struct record *r);
/* Do the FILEs say more of somebody than facts? */
bool importing_has_more(const struct importing *im, const struct arrival *a,
    const struct import_facts *facts);
/*
 * Appends the text of a note with the entries, tasks and words of the FILEs
 * that it lacks; 1, or 0 where there are none.
 */
int importing_entries(struct importing *im, const struct arrival *a,
    const struct import_facts *facts, const struct target *target,
    enum writing_text which, struct str text, struct buf *out);
/* Would words in the body of a note be more than that: an entry, a task? */
bool importing_counts(struct importing *im, struct str words);

/* "FILE:line: ", for what is told. */
void importing_place(struct importing *im, uint32_t source, uint32_t line);
/* The path of a note, for what is told. */
void importing_note_path(struct importing *im, const struct target *target);
/* Tells a line: "FILE:line: what". */
void importing_tell(struct importing *im, uint32_t source, uint32_t line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Nobody's note is made or changed for them. */
void importing_leave(struct importing *im, struct arrival *a,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

#endif
