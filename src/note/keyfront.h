#ifndef NOTE_KEYFRONT_H
#define NOTE_KEYFRONT_H

#include "note/keyjob.h"

/* The bytes of one field of front matter. */
enum keyfront_form {
	KEYFRONT_NONE,    /* no value */
	KEYFRONT_PLAIN,   /* without quotes, on one line or more */
	KEYFRONT_QUOTED,
	KEYFRONT_LINK,    /* [[x]], which YAML takes for a list */
	KEYFRONT_FLOW,    /* [a, b] */
	KEYFRONT_BLOCK,   /* | or > and the lines below */
	KEYFRONT_STRANGE, /* mapping, anchor, alias, YAML tag */
	KEYFRONT_ITEMS,   /* "- a" lines below the key */
	KEYFRONT_BELOW,   /* text on the lines below the key */
};

struct keyfront_line {
	struct str raw;   /* without its end */
	size_t at, next;  /* offsets in the text of it, and of the next */
};

struct keyfront {
	struct keyjob *job;
	struct keyfront_line open; /* the first --- */
	VEC(struct keyfront_line) lines; /* between the marks */
	const struct front_field *field; /* found, or NULL; its … */
	size_t first, last; /* lines */
	size_t indent;    /* blanks before its key */
	size_t colon;     /* offset in the text */
	size_t value, end; /* offsets, for forms that begin beside the key */
	enum keyfront_form form;
	bool comment;     /* there is one in the lines below the key */
};

/* Offset of the first byte from at on that is no blank. */
size_t keyfront_blanks(struct str s, size_t at);
/* Blanks before the keys that stand in no other. */
size_t keyfront_indent(const struct keyfront *f);
/* Offset behind the quote that closes the one at the offset, or SIZE_MAX. */
size_t keyfront_quoted_end(struct str text, size_t at, size_t limit);

#endif
