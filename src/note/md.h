#ifndef NOTE_MD_H
#define NOTE_MD_H

#include <stdint.h>

#include "base/buf.h"
#include "base/vec.h"

/* Bytes of a line; a longer one is an error, and not read. */
enum { MD_LINE_MAX = 1 << 20 };

/*
 * The block structure of a Markdown note, a line at a time. CommonMark's
 * containers are matched (0.31, with GFM's tables), but notes are not
 * CommonMark:
 *
 *  - There is no indented code: lists, quotes and fences stand at any indent
 *    (tabs or blanks). Headings do not, since "    # remark" is code.
 *  - A lone bullet below an item's line is an empty item, not an underline.
 *  - %% opens a comment that goes to the next %%, whatever is between; one at
 *    the start of a line that is never closed goes to the end, one elsewhere
 *    is just text. Comment lines leave the lists around them open.
 *  - Drawers of Org and Logseq (:LOGBOOK: … :END:) are comments.
 *  - Of a paragraph above a setext underline the last line is the heading.
 *  - One line is one item: "- 1. a" opens two, that are told apart by nobody.
 */
enum md_type {
	MD_BLANK,
	MD_TEXT,    /* paragraph text, also lazy continuation */
	MD_HEADING, /* ATX, or the text line above a setext underline */
	MD_ITEM,    /* the line that opens a list item */
	MD_TABLE,   /* a row of a pipe table, or its rule */
	MD_CODE,    /* fenced: the fences too */
	MD_HTML,    /* of an HTML block; <!-- --> over lines too */
	MD_COMMENT, /* wholly inside %% %%, or of a drawer */
	MD_RULE,    /* thematic break, setext underline */
};

#define MD_NONE UINT32_MAX

/*
 * In prose, bytes that are no prose are replaced by this one: code spans,
 * fenced code, HTML tags and blocks, comments, embeds ![[…]], template
 * expressions {{…}} and <% %>. It is no blank, letter or punctuation, so that
 * no pattern sees a shape that is not there.
 */
enum { MD_HIDDEN = 0x1a };

struct md_line {
	struct str raw;    /* without the line's end */
	struct str prose;  /* the same bytes with what is no prose hidden */
	uint32_t number;   /* in the file, from 1 */
	uint32_t parent;   /* index of the item this line stands in, for an
	                      item the one around it; MD_NONE at top level */
	uint32_t heading;  /* index of the last heading above, or MD_NONE; one
	                      in an item or quote holds only inside of it */
	uint32_t bullet;   /* offset in raw of the list marker (items) */
	uint32_t content;  /* offset in raw of the text behind indent, quote
	                      marks, list marker, box or heading marks */
	uint8_t type;      /* enum md_type */
	uint8_t level;     /* of a heading: 1 to 6; also of an item "- ## A",
	                      which stays an MD_ITEM and is no later line's
	                      heading; else 0 */
	bool quoted;       /* in a block quote */
	char box;          /* status of a task "[ ]": its character (its first
	                      byte), or 0 where there is no box */
};

/* Zero-initialised it is empty, and can be used again without a release. */
struct md {
	VEC(struct md_line) lines;
	struct buf prose; /* the masked copy that the lines' prose points to */
};

/*
 * Scans text, which must outlive the lines; its first line has the number
 * first. What md held before is gone. Linear in text, for any bytes.
 */
void md_scan(struct md *md, struct str text, uint32_t first);
/*
 * The heading's text without closing #s and blanks; an item's or line's text.
 * A slice of raw: at the same offsets prose says what of it is prose.
 */
struct str md_content(const struct md_line *line);
/* "type:: person", as Logseq writes a key; in raw, which may be one of code. */
bool md_property(const struct md_line *line, struct str *key,
    struct str *value);
void md_release(struct md *md);

#endif
