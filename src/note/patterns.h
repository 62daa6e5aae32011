#ifndef NOTE_PATTERNS_H
#define NOTE_PATTERNS_H

/*
 * The insides of pattern.h's types, for pattern.c, patterns.c, matcher.c and
 * regex.c.
 */

#include "note/builtin.h"

#include <stdatomic.h>

enum { REGEX_MAX = 4096 }; /* bytes of a regex */

struct pattern_error {
	size_t offset;  /* in the regex, bytes */
	char text[256]; /* PCRE2's words */
};

/*
 * One compiled regex, which threads can share. Compiled to machine code where
 * the system lets us, else interpreted, with the same results. Of one that is
 * anchored, as only built-in ones are, the machine code is made when there
 * have been matches enough for it; users' may need it on their first line.
 */
struct pattern_code;
/*
 * NULL, and why in *error, for what does not compile. anchored: only a match
 * that begins where the search does counts.
 */
struct pattern_code *pattern_compile(struct str text, bool anchored,
    struct pattern_error *error);
void pattern_discard(struct pattern_code *p);
/* The number of its groups, the match as a whole counted. */
uint32_t pattern_groups(const struct pattern_code *p);
/* A byte that every match holds, or -1 where none is known. */
int pattern_need(const struct pattern_code *p);

/* One thread's room for matching; groups: of the regex that has most. */
struct pattern_room;
struct pattern_room *pattern_room_new(uint32_t groups);
void pattern_room_free(struct pattern_room *room);

enum pattern_result {
	MATCH_NONE,
	MATCH_FOUND,
	MATCH_GAVE_UP, /* on its match limit: whether it matches is unknown */
};

/* The first match at or after from (at most text.len, between characters). */
enum pattern_result pattern_match(struct pattern_code *p,
    struct pattern_room *room, struct str text, size_t from);
/* Of the last match in that room: where it starts … */
size_t pattern_start(const struct pattern_room *room);
/* … and all of it. p and text: what was matched. */
void pattern_fill(const struct pattern_code *p,
    const struct pattern_room *room, struct str text, struct match *match);

/* One pattern of a set. */
struct pattern {
	/*
	 * A built-in one is compiled when it is first tried: all of them take
	 * longer than a hundred notes. NULL until then; whichever thread is
	 * first publishes it.
	 */
	_Atomic(struct pattern_code *) code;
	const struct builtin *builtin; /* or NULL */
	struct str text, source;
	uint32_t line;
	size_t id; /* a matcher's memory of it */
	int need;  /* a byte that every match holds, or -1 */
	uint32_t wants; /* signs of which a line that matches has one */
};

struct patterns {
	VEC(struct pattern) kinds[PATTERN_KINDS];
	struct arena texts;
	size_t ids;
	size_t added; /* by users' files */
};

#endif
