#ifndef BOOK_INDEX_H
#define BOOK_INDEX_H

#include "base/buf.h"
#include "book/book.h"

/*
 * What people are found by. Profiles have one number over all sources, in the
 * order of the sources; every key of a profile (its names, emails, path …) is
 * in a table. Private to src/book/.
 */
enum index_key {
	INDEX_NAME,  /* full name */
	INDEX_ALIAS,
	INDEX_EMAIL,
	INDEX_ID,
	INDEX_HANDLE, /* without @ */
	INDEX_URL,    /* as index_url makes it */
	INDEX_PATH,   /* what a path without extension ends in after a slash */
	INDEX_ANCHOR, /* source and heading in a file of many people */
	INDEX_KEYS,
};

/* Who a key means, once people are known; also PERSON_NONE. */
#define PERSON_MANY (UINT32_MAX - 1)
#define INDEX_END UINT32_MAX
/* Bytes of a name in a message. */
#define SHOWN_MAX 80

/* What a key leads to that one profile has, as nearly all: its number and */
#define INDEX_ONE (UINT32_C(1) << 31)

/* One of several that have a key; they are chained in the order of profiles. */
struct bearer {
	uint32_t profile;
	uint32_t next; /* in the table's bearers, or INDEX_END */
};

struct index_slot {
	uint32_t first, last; /* in the table's bearers */
	uint32_t person;      /* of all of them together */
};

struct index_table {
	struct map map; /* folded key -> a profile and INDEX_ONE, or slots */
	VEC(struct index_slot) slots; /* of keys that several have */
	VEC(struct bearer) bearers;
};

/* A walk over the profiles that have a key. */
struct index_walk {
	const struct index_table *table;
	uint32_t next;    /* INDEX_END: there are no more */
	uint32_t profile; /* once index_next was true */
};

struct book_index {
	const struct source *sources;
	size_t sources_n;
	uint32_t profiles_n;
	uint32_t *base;     /* number of each source's first profile */
	uint32_t *source;   /* by number: the source */
	uint32_t *whole;    /* by source: the table, see vdir_tables */
	uint32_t *person;   /* by number: the person, or PERSON_NONE */
	struct str *folded; /* by number: the full name, folded */
	struct index_table tables[INDEX_KEYS];
	struct map me;      /* folded names and emails of the owner */
	/* #tags of people outside entries, of person p from tag_first[p] on */
	uint32_t *tag_first; /* one more than people */
	struct origin *tags;
	struct arena *arena; /* the book's */
	struct buf scratch;
};

/* Reads all profiles. The owner's own are in no table. */
struct book_index *index_new(const struct source *sources, size_t n,
    const struct book_options *options, struct arena *arena);
void index_free(struct book_index *ix);
/* Says of each key whom it means, once person is filled in. */
void index_settle(struct book_index *ix);

const struct profile *index_profile(const struct book_index *ix,
    uint32_t number);
/* The table that it stands in, which may be many files. */
static inline uint32_t
index_whole(const struct book_index *ix, uint32_t number)
{
	return ix->whole[ix->source[number]];
}

static inline enum source_kind
index_kind(const struct book_index *ix, uint32_t number)
{
	return ix->sources[ix->source[number]].kind;
}

/* Its source is Markdown, no table and no cards. */
bool index_markdown(const struct book_index *ix, uint32_t number);
bool index_is_me(const struct book_index *ix, struct str folded);

/* Before the first of those who have a key that is folded already. */
struct index_walk index_find(const struct book_index *ix, enum index_key key,
    struct str folded);
bool index_next(struct index_walk *walk);
/* The slot of the table's n-th key, or NULL where one profile has it. */
const struct index_slot *index_shared(const struct index_table *t, size_t n);
/* Whom it means: PERSON_NONE, PERSON_MANY or a person. */
uint32_t index_who(const struct book_index *ix, enum index_key key,
    struct str folded);
/* The source with exactly this path, or UINT32_MAX. */
uint32_t index_source(const struct book_index *ix, struct str path);

/* Appends the key of a heading in a source. */
void index_anchor(struct buf *out, uint32_t source, struct str heading);
/*
 * Appends a URL as it is compared: without scheme, "www." and the slash at
 * the end, the host folded.
 */
void index_url(struct buf *out, struct str url);
/* Has a scheme or begins with "www.". */
bool index_is_url(struct str s);
/* Without .md or .markdown (any case). */
struct str index_stem(struct str path);

#endif
