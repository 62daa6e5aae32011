#ifndef NOTE_CHANNEL_H
#define NOTE_CHANNEL_H

#include "note/read.h"

/* What the text of an entry begins with: a mark of the direction, a channel. */

/*
 * The channel that text begins with, in lower case (a slice of text or
 * scratch), or none; *rest is the text behind the channel and its colon, or
 * from a mark of the direction behind it on, or all of it.
 */
struct str channel_find(struct reader *r, struct str text, struct str *rest);

/*
 * Takes mark and channel off the text as it is reported. What the mark says
 * (enum direction), or 0 where there is none.
 */
uint8_t channel_take(struct reader *r, struct str *text, struct str *channel);
/* The text behind asterisks and underscores. */
struct str channel_skip_emphasis(struct str s);
/* A channel is kept in lower case, here in scratch. */
struct str channel_lower(struct reader *r, struct str s);

#endif
