#ifndef CMD_EDITION_H
#define CMD_EDITION_H

#include "note/entries.h"
#include "note/read.h"

/*
 * One text of a note, as HEAD, the index or the work tree has it, and the
 * facts about people in it, by which two texts of the note are compared.
 */
enum item_kind {
	ITEM_PERSON, /* a note, a section or a line that is somebody's */
	ITEM_KEY,    /* a key of a person, with its values */
	ITEM_RECORD, /* an entry, task, follow-up, gift … */
};

#define ITEM_NONE UINT32_MAX

struct item {
	struct str key;   /* the same in two texts: the same fact */
	struct str stem;  /* the same but for its marks and dates: that fact,
	                     changed */
	struct str name;  /* of a key, as written; else empty */
	struct str value; /* of a key: its values, joined by ", " */
	uint32_t line;    /* where it stands, from 1 … */
	uint32_t end;     /* … up to this line, with all that belongs to it */
	uint32_t record;  /* in the source, or ITEM_NONE */
	uint32_t profile; /* whose it is, or ITEM_NONE */
	uint8_t kind;     /* enum item_kind */
};

struct edition {
	struct str text;
	struct source source;   /* what it points to is the reader's */
	VEC(struct item) items; /* of one line one behind the other */
	struct strs rows;       /* the text's lines, with their ends */
	struct entries layout;
	struct arena texts;
};

/* path and text must outlive e; the reader is to keep all texts. */
void edition_read(struct edition *e, struct reader *r, struct str path,
    struct str text);
/* The body's line with that number, or NULL in the front matter. */
const struct md_line *edition_line(const struct edition *e, uint32_t number);
/* The record that an item is, or NULL. */
const struct record *edition_record(const struct edition *e,
    const struct item *item);
/*
 * Appends the words of a text but for those that only say when it is due or
 * how far it is, each with a blank behind it.
 */
void edition_words(struct buf *out, struct str text);
void edition_release(struct edition *e);

#endif
