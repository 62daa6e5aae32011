#ifndef NOTE_LINES_H
#define NOTE_LINES_H

#include "base/input.h"
#include "note/charset.h"

/* Longer lines come in pieces, so that none fills the memory. */
enum { LINES_MAX = 2 << 20 };

/*
 * The lines of an input of any length, as UTF-8 where it was UTF-16, and
 * without a byte order mark. They end in LF, CRLF or CR, which stand at their
 * end. Only what is ahead of the reader is in memory.
 */
struct lines {
	const struct input *input;
	struct buf ahead;    /* decoded, from the line before on */
	struct buf raw;      /* of UTF-16, not decoded yet */
	size_t at;           /* in ahead, of the next line */
	size_t lf, cr;       /* none in ahead between at and these */
	enum charset charset;
	bool over;   /* there is no more input */
	bool failed; /* an error was told: what follows is missing */
	bool cut;    /* it ended in half a character of UTF-16 */
	bool begins; /* what was handed out last begins a line … */
	bool ends;   /* … ends one */
};

/* The input must outlive it. */
void lines_begin(struct lines *lines, const struct input *input);
/* What follows, at the begin at least 64 KiB of it or all there is. */
struct str lines_ahead(const struct lines *lines);
/* The next line, until the next call; false at the end. */
bool lines_next(struct lines *lines, struct str *line);
void lines_release(struct lines *lines);

#endif
