#ifndef NOTE_PATTERN_H
#define NOTE_PATTERN_H

#include "base/diag.h"

/*
 * The regular expressions that follow-ups and everything else in a line are
 * found by: PCRE2 (UTF, UCP, DUPNAMES, MATCH_INVALID_UTF, NEVER_BACKSLASH_C,
 * JIT), newline LF. The built-in ones can be added to and replaced, see
 * netgrep-patterns(5).
 */
enum pattern_kind {
	PATTERN_ENTRY,    /* anchored to a line: date, channel, what */
	PATTERN_CONTACT,  /* a word that makes a line an interaction: channel */
	PATTERN_OUT,      /* says of an entry that its owner reached out … */
	PATTERN_IN,       /* … or the other … */
	PATTERN_BOTH,     /* … or that they were together */
	PATTERN_FOLLOWUP, /* date, in, who, what (an argument not understood) */
	PATTERN_TASK,     /* anchored to a line: status, what */
	PATTERN_DUE,      /* date, what (a due mark that is no date) */
	PATTERN_DONE,     /* date; status where it was cancelled */
	PATTERN_WAITING,  /* what: an item's text, or what follows tag/ */
	PATTERN_GAVE,     /* what follows tag/, and so the next three */
	PATTERN_GOT,
	PATTERN_INTRO,
	PATTERN_OPPORTUNITY, /* what: won, lost … */
	PATTERN_MENTION,     /* who */
	PATTERN_TAG,         /* what: the tag without # */
	PATTERN_KINDS,
};

enum pattern_group {
	GROUP_DATE,
	GROUP_IN,
	GROUP_WHO,
	GROUP_WHAT,
	GROUP_CHANNEL,
	GROUP_STATUS, /* built-in task: the box's character or the keyword;
	                 built-in done: the cross of a cancelled one;
	                 built-in due: what is only a day to begin;
	                 built-in waiting: the keyword */
	GROUP_COUNT,
};

const char *pattern_kind_name(enum pattern_kind kind);

/* A set of patterns in force. Shared by threads once it is complete. */
struct patterns;
struct patterns *patterns_new(void); /* the built-in ones */
/*
 * Adds what a patterns file says: "KIND REGEX" or "reset KIND" a line, '#'
 * comments at line start, empty lines. A bad line is an error in diags
 * ("unknown-kind", "bad-pattern") whose column is where in the line it is bad;
 * the other lines are taken. They come before the built-in ones; reset drops
 * those of its kind, wherever it stands. Not while a matcher is in use.
 */
void patterns_add(struct patterns *p, struct str text, struct str path,
    struct diags *diags);
/*
 * What is in force, in the order it is tried: index from 0 until false. The
 * slices live as long as p. source is "built-in" or the file's path.
 */
bool patterns_get(const struct patterns *p, size_t index,
    enum pattern_kind *kind, struct str *regex, struct str *source,
    uint32_t *line);
void patterns_free(struct patterns *p);

/* One thread's place to match in. */
struct matcher;
struct matcher *matcher_new(const struct patterns *p);
void matcher_free(struct matcher *m);

struct match {
	size_t start, end;             /* bytes in the subject */
	struct str group[GROUP_COUNT]; /* null where unset */
};

/*
 * The leftmost match of that kind at or after from in the line (of two at one
 * place the earlier pattern's). Progress is guaranteed by the caller going on
 * at match.end, or one further where the match was empty. Cheap where the line
 * can't match (a literal that must be there is looked for first). Only the
 * first 16 KiB of a line are looked at; the text of an entry or a task goes on
 * to the line's end nevertheless.
 */
bool matcher_find(struct matcher *m, enum pattern_kind kind, struct str line,
    size_t from, struct match *match);
/* As matcher_find from 0, for a match that begins there and nowhere else. */
bool matcher_at(struct matcher *m, enum pattern_kind kind, struct str line,
    struct match *match);
/*
 * Looks at a line once, so that the searches in it (or in a part of it) that
 * follow are cheap. It must stay as it is until the next call; an empty line
 * ends that.
 */
void matcher_begin(struct matcher *m, struct str line);
/* The same of an entry's text, for PATTERN_OUT and PATTERN_IN alone. */
void matcher_begin_text(struct matcher *m, struct str text);
/* False: no pattern of kinds (1 << PATTERN_…, added up) matches the line. */
bool matcher_may(const struct matcher *m, unsigned kinds, struct str line);
/*
 * The pattern that gave up on its match limit since the last call, or a null
 * slice: an error, since "no match" would be a lie.
 */
struct str matcher_gave_up(struct matcher *m);

/*
 * A tag (without #) that was probably meant to be a follow-up but is misspelt
 * (#folowup, #followups): sets *meant to what was meant. For check.
 */
bool pattern_near_miss(struct str tag, const char **meant);

#endif
