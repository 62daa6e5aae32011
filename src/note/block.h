#ifndef NOTE_BLOCK_H
#define NOTE_BLOCK_H

#include "note/hide.h"
#include "note/html.h"
#include "note/md.h"

/*
 * The containers and block starts of the Markdown scanner: what is open, what
 * of it goes on in a line, and what begins there. For md.c only.
 */

/* A container that is open: a block quote or a list item. */
struct block_open {
	uint32_t item;    /* index of the innermost item's line, or MD_NONE */
	uint32_t heading; /* the one in force when it was opened */
	size_t width;     /* of an item: columns that its content is indented
			     by; of a quote: 0 */
	size_t quotes;    /* block quotes, down to and with this one */
};

enum leaf { LEAF_NONE, LEAF_TEXT, LEAF_FENCE, LEAF_HTML, LEAF_TABLE };

enum { BLOCK_FEW = 24 }; /* containers kept on the stack */

struct block_scan {
	struct md *md;
	struct hide hide;
	const char *text;
	struct block_open *open;
	size_t n, cap;
	struct block_open few[BLOCK_FEW];
	uint32_t heading;    /* in force, or MD_NONE */
	enum leaf leaf;      /* what is open in the innermost container */
	size_t from;         /* LEAF_TEXT: where it begins */
	enum html_kind html; /* LEAF_HTML */
	char fence;          /* LEAF_FENCE: ` or ~ … */
	size_t fence_run, fence_indent; /* … how many, and where */
	bool empty_item; /* nothing stood behind the last list marker */
	bool drawer;     /* the line before is one of a drawer */
};

/* The line at hand; offsets are in the text. */
struct block_line {
	struct md_line *line;
	uint32_t index;
	size_t start, end;
	size_t at, column; /* the first byte that is no blank */
	size_t base;       /* column where the container's content begins */
	size_t matched;    /* containers that go on in this line */
	size_t no_rule;    /* no thematic break begins before here */
	bool opened;       /* a container began in this line */
};

static inline size_t
block_indent(const struct block_line *l)
{
	return l->column - l->base;
}

static inline struct str
block_slice(const struct block_scan *s, size_t from, size_t to)
{
	return (struct str){ s->text + from, to - from };
}

/* What is left of the line. */
static inline struct str
block_rest(const struct block_scan *s, const struct block_line *l)
{
	return block_slice(s, l->at, l->end);
}

static inline uint32_t
block_item(const struct block_scan *s, size_t depth)
{
	return depth ? s->open[depth - 1].item : MD_NONE;
}

static inline size_t
block_quotes(const struct block_scan *s, size_t depth)
{
	return depth ? s->open[depth - 1].quotes : 0;
}

/* Passes blanks, counting columns; a tab goes to the next multiple of 4. */
void block_skip_blanks(const struct block_scan *s, struct block_line *l);
/*
 * Finds how many of the open containers go on in the line, and passes what
 * marks them.
 */
void block_match(const struct block_scan *s, struct block_line *l);
/* Opens the blocks that begin in the line; false when text is left. */
bool block_start(struct block_scan *s, struct block_line *l);
/* A new block begins: ends the containers that do not go on, and the leaf. */
void block_begin(struct block_scan *s, struct block_line *l);
/* Ends what is open in the innermost container, before the offset at. */
void block_end_leaf(struct block_scan *s, size_t at);
/* An item is an item whatever it begins with. */
void block_set_type(struct block_line *l, enum md_type type);

#endif
