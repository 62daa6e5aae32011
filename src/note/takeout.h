#ifndef NOTE_TAKEOUT_H
#define NOTE_TAKEOUT_H

#include "note/read.h"

/* Lines that are taken out of a note, and no other byte with them. */
struct takeout {
	uint32_t line, n; /* from that line on, as many */
};

/* Appends text without these lines: in their order, none twice. */
void takeout_lines(struct buf *out, struct str text, const struct takeout *v,
    size_t n);
/*
 * Is all else read as it was? was is the reader that read source last, now one
 * that reads text, which is that note without the lines. Both keep all texts.
 */
bool takeout_clean(const struct reader *was, const struct source *source,
    struct reader *now, struct str text, const struct takeout *v, size_t n);

#endif
