#ifndef NOTE_HTML_H
#define NOTE_HTML_H

#include "base/str.h"

/* Raw HTML as CommonMark 0.31 sees it in Markdown (sections 4.6 and 6.6). */
enum html_kind {
	HTML_NONE,
	HTML_VERBATIM,    /* script, pre, style, textarea: to the closing tag */
	HTML_COMMENT,     /* to --> */
	HTML_INSTRUCTION, /* to ?> */
	HTML_DECLARATION, /* to > */
	HTML_CDATA,       /* to ]]> */
	HTML_BLOCK,       /* a tag of block level: to a blank line */
	HTML_TAG,         /* any tag alone on its line: to a blank line; can't
			     interrupt a paragraph */
};

/*
 * An opening or closing tag at the start of s, which may go over line ends:
 * its bytes, or 0. Sets *looked to the bytes that had to be looked at.
 */
size_t html_tag(struct str s, size_t *looked);
/* An autolink <https://…> or <ana@example.org>: its bytes, or 0. */
size_t html_autolink(struct str s);
/* The block that line, which starts with '<', opens. */
enum html_kind html_block(struct str line);
/* A block of that kind ends in this line, which is not blank. */
bool html_block_ends(enum html_kind kind, struct str line);

#endif
