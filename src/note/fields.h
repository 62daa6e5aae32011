#ifndef NOTE_FIELDS_H
#define NOTE_FIELDS_H

#include "note/keys.h"
#include "note/md.h"
#include "note/pattern.h"

/* Keys that stand in the body of a person's note, as programs write them. */
enum field_form {
	FIELD_PROPERTY, /* "key:: value" in a line that opens the page: Logseq;
	                   of any key */
	FIELD_LINE,     /* "key:: value", "- **key**:: value": Dataview */
	FIELD_INLINE,   /* "[key:: value]", "(key:: value)": Dataview */
	FIELD_CELL,     /* "| key | value |" of a contact table */
};

struct field {
	struct str key, value; /* slices of the line's raw, trimmed */
	uint32_t index;        /* of the line */
	uint8_t form;          /* enum field_form */
};

/* Zero-initialised it can be released. */
struct fields {
	VEC(struct field) list; /* in the order of the note */
};

/*
 * Adds the fields of a body. Behind the properties of the page only keys of
 * people count (field_says); not in code, quotes, entries, tasks, and below
 * what names somebody else: "- [[Tim]]" has Tim's. "key:: value" in the midst
 * of an item is a property of Logseq's block, which may be anything.
 *
 * A contact table has two columns. It stands between lines "/---contact---/",
 * or begins with key (field, property) and value. An empty cell has no value.
 */
void fields_find(struct fields *f, const struct md *md, struct matcher *m);
/*
 * The next "[key:: value]" of such a key in the line, from that offset of raw
 * on; false when there is none. Go on at the end of its value.
 */
bool fields_inline(const struct md_line *line, size_t from,
    struct field *found);
/* "| key | value |": both cells of a row that has two, whatever the key. */
bool fields_row(const struct md_line *line, struct field *found);
/* The line "/---contact---/", which says that this is a person's note. */
bool fields_is_fence(const struct md_line *line);
void fields_release(struct fields *f);

#endif
