#ifndef NOTE_MARK_H
#define NOTE_MARK_H

#include "note/md.h"
#include "note/pattern.h"

#include "base/day.h"

/*
 * The marks of follow-ups (DESIGN 6) as somebody changes them who does it by
 * hand: a tag, box, keyword or date in a line, and every other byte stays.
 *
 * Done: a tag and its argument become #followed-up/DATE, a box is ticked, a
 * keyword becomes DONE, and where the file has such marks "✅ DATE" or
 * "[completion:: DATE]" stands behind it; something waited for by a tag gets
 * its mark behind that; what only a pattern of the user's own knows keeps its
 * words, and #followed-up/DATE stands behind the line. A key loses its value.
 *
 * Snoozed: the date of the tag, of the due mark that counts, or of the key
 * becomes another, in the form that it has. What has none gets one.
 *
 * Tagged: the date of the tag becomes another, or "#followup/DATE" stands
 * behind the line.
 */
enum mark_action {
	MARK_DONE,
	MARK_SNOOZE,
	MARK_TAG, /* a follow-up tag behind what has none, else snoozed */
};

/* How a file writes its due dates. */
enum mark_style {
	MARK_NO_STYLE,
	MARK_EMOJI,    /* 📅 2026-12-01 ✅ 2026-12-01 */
	MARK_FIELD,    /* [due:: 2026-12-01] [completion:: 2026-12-01] */
	MARK_WORD,     /* due:2026-12-01 */
	MARK_AT_DUE,   /* @due(2026-12-01) */
	MARK_AT_BRACE, /* @{2026-12-01} */
	MARK_ORG,      /* DEADLINE: <2026-12-01 Tue> */
};

struct mark {
	enum mark_action action;
	day_t day;             /* on which it was done, or until when */
	enum mark_style style; /* of a mark where none is yet */
};

/* A text, scanned. Zero-initialised it can be released. */
struct mark_text {
	struct str text;
	struct strs front;  /* the lines before the body's first */
	bool toml;          /* they are TOML */
	struct md md;
};

/* text must outlive t. */
void mark_read(struct mark_text *t, struct str text);
void mark_release(struct mark_text *t);
/* How many lines there are. */
uint32_t mark_lines(const struct mark_text *t);
/* n lines from a number on, without the last one's end: a slice of the text. */
struct str mark_slice(const struct mark_text *t, uint32_t number, uint32_t n);

/*
 * The style of that line, else the first one in the text that the action has a
 * mark in.
 */
enum mark_style mark_style(const struct mark_text *t, uint32_t number,
    enum mark_action action, struct matcher *m);
/* Is it the key of a follow-up, whatever its value? */
bool mark_is_key(const struct mark_text *t, uint32_t number);
/* The date of a line's done mark, or DAY_NONE. */
day_t mark_done_day(const struct mark_text *t, uint32_t number,
    struct matcher *m);

/*
 * Marks the follow-ups of a line. Appends what the lines from there on become,
 * as far as any of them is changed, and returns how many they are: of a
 * follow-up that is marked so already, 1 with the line as it is. 0: the line
 * holds none.
 */
uint32_t mark_line(struct buf *out, const struct mark_text *t,
    uint32_t number, const struct mark *mark, struct matcher *m);
/*
 * The line nearest to number that is, or that the mark makes, what now holds
 * (line ends apart); 0 without one. *lines is how many they are, and *same
 * whether they are it already.
 */
uint32_t mark_find(const struct mark_text *t, uint32_t number,
    struct str now, const struct mark *mark, struct matcher *m,
    uint32_t *lines, bool *same);

#endif
