#ifndef NOTE_BUILTIN_H
#define NOTE_BUILTIN_H

#include "note/pattern.h"

/*
 * The built-in patterns (netgrep-patterns(5)): a shape each. Whether a date is
 * one of the calendar is for the reader to find out and to report.
 */
struct builtin {
	/* PCRE2, on one line, so that what is printed can be read again. */
	const char *regex;
	/* What every match begins with, as it stands … */
	struct str lead;
	/* … and the bytes of which one follows it, without case; NULL: any. */
	const char *then;
	/* Instead of lead and then: as builtin_next. */
	size_t (*next)(struct str line, size_t from);
	/*
	 * Bytes of which every match has one, or "::", which it has; NULL: the
	 * first of lead, or not known.
	 */
	const char *has;
	uint32_t signs; /* instead of has: SIGN_…, of which a match has one */
	enum pattern_kind kind;
	bool rest; /* it ends in BUILTIN_REST */
};

/* The rest of the line, which the matcher takes without matching it. */
#define BUILTIN_REST "(?<what>.*+)"

extern const struct builtin builtin_patterns[];
extern const size_t builtin_patterns_n;

/* No byte's sign: it is among those of a pattern that may match any line. */
#define SIGN_ALWAYS (UINT32_C(1) << 31)

/* Those of words that tell a direction: begin_signs. */
#define SIGN_IN (UINT32_C(1) << 17)
#define SIGN_TOGETHER (UINT32_C(1) << 18)
#define SIGN_UNREACHED (UINT32_C(1) << 19)
#define SIGN_MUTUAL (UINT32_C(1) << 20)
#define SIGN_CLAUSE (UINT32_C(1) << 21)
#define SIGN_WORDS (UINT32_C(31) << 17)

/* Which of the bytes that patterns begin with stand in a text: a bit each. */
uint32_t builtin_signs(struct str bytes);
/* The signs of which every match of b has one; all where that is not known. */
uint32_t builtin_wants(const struct builtin *b);
/*
 * The first offset at or after from where b might match, or SIZE_MAX: found
 * without a regular expression, since most lines hold nothing.
 */
size_t builtin_next(const struct builtin *b, struct str line, size_t from);

#endif
