#ifndef NOTE_HIDE_H
#define NOTE_HIDE_H

#include "base/str.h"

/*
 * Hides what is no prose inside the lines of a note (md.h says what). The
 * block scanner calls it with one stretch after the other, in the order of the
 * text; a stretch is a paragraph, or one line of anything else.
 */
enum hide_mark {
	HIDE_CODE,     /* ` */
	HIDE_ANGLE,    /* < */
	HIDE_PERCENT,  /* %% */
	HIDE_TEMPLATE, /* {{ */
	HIDE_EMBED,    /* ![[ */
	HIDE_MARKS,
};

enum {
	HIDE_RUNS = 64, /* the longest run of backticks that opens code */
	HIDE_SPANS = 7, /* what has a fixed opening and end */
};

struct hide {
	struct str text;
	char *prose;             /* a copy of text, to be masked */
	size_t next[HIDE_MARKS]; /* where each mark comes next */
	size_t soonest;          /* the least of them */
	/* where the %% comment ends that is open behind a stretch, else 0 */
	size_t comment;

	/* For linear time: what is known not to come any more. */
	size_t eol;                     /* end of the line that was reached */
	size_t no_end[HIDE_SPANS];      /* no such end before here */
	size_t last_run[HIDE_RUNS + 1]; /* of backticks, by their number … */
	bool runs_known;                /* … once the stretch was seen */
	size_t budget; /* bytes of the stretch to spend on what is no tag */
};

/* Begins with text, of which prose is a copy. */
void hide_init(struct hide *h, struct str text, char *prose);
/* Hides these bytes, but for line ends. */
void hide_bytes(struct hide *h, size_t from, size_t to);
/*
 * Hides what is no prose between from and to. A %% that is not closed there
 * sets comment to the end of the next %%, wherever that is; one that is never
 * closed is just text.
 */
void hide_inline(struct hide *h, size_t from, size_t to);
/* The next %% at or after from, or SIZE_MAX; from never goes backwards. */
size_t hide_percent(struct hide *h, size_t from);

#endif
