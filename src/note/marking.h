#ifndef NOTE_MARKING_H
#define NOTE_MARKING_H

#include "base/mem.h"
#include "note/mark.h"

/* For the files of note/mark.h: the follow-ups of one line being marked. */

/* One run of bytes of the text, and what stands in its place. */
struct change {
	size_t at, len;
	struct str text;
};

struct marking {
	const struct mark_text *t;
	const struct mark *mark;
	struct matcher *matcher;
	const struct md_line *line;
	uint32_t index;      /* of the line … */
	uint32_t last;       /* … and of the last one that is changed */
	char date[DAY_TEXT]; /* mark->day */
	VEC(struct change) changes; /* in any order, none over another */
	struct arena texts;
	bool found;          /* it holds a follow-up */
};

/* Replaces len bytes at an offset of a line. */
void marking_put(struct marking *k, const struct md_line *line, size_t at,
    size_t len, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* The next match of that kind from *from on, which goes behind it. */
bool marking_next(const struct marking *k, enum pattern_kind kind,
    size_t *from, struct match *match);
/* Where a line's text ends: before a block's name ("^note-1") and blanks. */
size_t marking_end(struct str raw);

/* A tag that a pattern has found: where it stands, and its name ends. */
struct marking_tag {
	size_t at, end, name_end;
	bool is_tag;   /* #… or @…, and not words */
	bool built_in; /* of those of DESIGN 6 */
};

struct marking_tag marking_tag(const struct marking *k,
    const struct match *match);
/* " (maya)": an argument that is neither a date nor a duration; or empty. */
struct str marking_words(struct marking *k, const struct match *match);

/* What each action does with the line. */
void mark_done(struct marking *k);
void mark_snooze(struct marking *k);

#endif
