#ifndef BASE_WILD_H
#define BASE_WILD_H

#include "base/str.h"

enum {
	WILD_PATH = 1 << 0, /* '/' is matched by itself and by '**' only */
	WILD_FOLD = 1 << 1, /* as under core.ignoreCase: letters of ASCII */
};

/* How many bytes of the pattern stand for themselves, from its start on. */
size_t wild_fixed(struct str pattern);
/*
 * Whether the pattern matches all of text, by bytes, with all that git's own
 * matcher makes of it, its oddities too: a bracket without an end, a class of
 * a name that is none and a backslash at the end match nothing; under
 * WILD_FOLD what stands in brackets or behind a backslash is not folded. '**'
 * that begins the pattern is whole folders, whatever stood before. The
 * pattern holds no NUL. Takes a time of pattern times text, not more.
 */
bool wild_match(struct str pattern, struct str text, unsigned flags);

#endif
