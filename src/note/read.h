#ifndef NOTE_READ_H
#define NOTE_READ_H

#include "base/diag.h"
#include "base/input.h"
#include "base/map.h"
#include "base/pool.h"
#include "note/front.h"
#include "note/md.h"
#include "note/older.h"
#include "note/pattern.h"
#include "note/record.h"

struct mappings;

/* How to read; shared by all readers, and unchanged while they live. */
struct read_options {
	const struct patterns *patterns;
	struct span followup; /* when a follow-up without a date is due */
	bool mentions_all;    /* every mention in a dated note counts */
	bool all_texts;       /* keep every record and its text; else texts of
	                         marks and the newest entries only, and of
	                         older ones with the same people nothing but
	                         days */
	bool people_only;     /* no records: who there is, without their tags
	                         in bodies */
	bool doubles;         /* say which entries stand twice */
	bool tables;          /* say what each table was taken for */
	const struct mappings *mappings; /* what is said of tables, or NULL */
	bool imported;        /* a file from elsewhere, that is to become
	                         notes: a source wherever it is, and of a
	                         table also what nothing is worked out from */
	day_t texts_until;    /* what counts as newest is not after this day,
	                         the book's today; later ones are all kept */
};

/* An entry whose direction is yet to be found, see told.h. */
struct telling {
	uint32_t record;
	uint32_t line, from;   /* where its text begins */
	uint32_t below, above; /* indices of lines, or MD_NONE */
	bool marked;           /* it is known already, but for an answer */
};

/*
 * One thread's reader. What it gives (sources' texts, records, profiles)
 * lives in its arena until the arena is released; scratch space is used again
 * from file to file.
 */
struct reader {
	const struct read_options *options;
	struct matcher *matcher;
	struct arena arena;   /* what sources point to */
	struct arena scratch; /* released after each file */
	struct diags diags;
	struct md md;
	struct front front;
	struct map channels;          /* channel words seen, each kept once */
	struct strs channel_words;
	VEC(struct profile) profiles; /* of the file being read … */
	VEC(struct record) records;
	VEC(struct who) whos;
	VEC(struct older) olders; /* their days are in arena */
	struct older_days days;
	VEC(struct telling) tellings;
	char apart[POOL_APART];
};

void reader_init(struct reader *r, const struct read_options *options);
/* Nothing more will be read: only what was read, and the findings, remain. */
void reader_rest(struct reader *r);
void reader_release(struct reader *r);

/* Files that are read at all, by their names: Markdown, table or cards. */
bool read_wants(struct str path);
/* Tables and cards: what is no note, and is never written to. */
bool read_is_table(struct str path);
bool read_is_cards(struct str path);
/*
 * Reads one file of Markdown. source->path must be set and outlive the reader;
 * everything else of source is filled in. bytes may be thrown away afterwards.
 */
void read_file(struct reader *r, struct str bytes, struct source *source);
/* The same of a table or cards, which are never in memory as a whole. */
void read_table(struct reader *r, const struct input *input,
    struct source *source);
/* The same by the reader of one form, whatever the file is called. */
typedef void read_form(struct reader *r, const struct input *input,
    struct source *source);
void read_by(struct reader *r, const struct input *input,
    struct source *source, read_form *form);

/*
 * For the readers of each kind: r->profiles, r->records and r->whos are empty
 * when they are called, and are sealed into the source when they return.
 * Texts, channels and targets may be slices of the file or of r->scratch; but
 * texts and targets of tables are in r->arena.
 */

/*
 * Keeps of older entries, which were about the same people as record, nothing
 * but the days, all before its own; older says the rest. Nothing is done when
 * record is the only one. days is empty then.
 */
void read_join(struct reader *r, struct record *record,
    struct older_days *days, struct older older);
/* A finding about the source being read. */
#define read_warn(r, source, code, line, column, ...) \
	diag_warn(&(r)->diags, code, (source)->path, line, column, __VA_ARGS__)
/* The last part of a path, without its extension. */
struct str read_base(struct str path);

#endif
