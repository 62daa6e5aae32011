#ifndef NOTE_STYLE_H
#define NOTE_STYLE_H

#include "base/buf.h"
#include "note/entries.h"

/* How an entry's line is written: as its neighbour is, or as netgrep does. */
struct style {
	struct buf lead;   /* indent, and list marker or heading marks */
	struct str marks;  /* emphasis around the date: "**" */
	size_t brackets;   /* 2: [[date]], 1: [date](target), 0: none */
	bool angles;       /* <date>, as Org has it */
	struct str target; /* "(target)", the neighbour's … */
	struct str date;   /* … and its date, which is replaced in it too */
	struct str weekday; /* behind the date, with what parts it: " Fri" */
	bool colon;        /* stands before the closing emphasis */
	struct buf behind; /* blanks and separator between date and text */
};

/* "- 2026-11-23 call: sent the deck" */
void style_default(struct style *style);
/*
 * The neighbour's; next: of an entry behind it, which counts in a numbered
 * list. What makes no sense for another entry (a time, a box, a shown text,
 * strike-through) is left out.
 */
void style_of(struct style *style, const struct entries *e,
    const struct entries_item *item, bool next);
/* Sets lead to that of a list item, or of the next one. */
void style_set_lead(struct style *style, const struct md_line *item,
    bool next);
/* Appends lead and date with their marks; with its separator if text. */
void style_add(struct buf *out, const struct style *style, day_t day,
    bool text);
/* Appends blanks (the lead's tabs are kept) up to where the text begins. */
void style_add_indent(struct buf *out, const struct style *style);
/* Bytes of a time of day, with seconds, zone or end, at the start; or 0. */
size_t style_time(struct str s);
void style_release(struct style *style);

#endif
