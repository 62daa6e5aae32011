#ifndef NOTE_REGEX_H
#define NOTE_REGEX_H

#include "base/buf.h"

/*
 * A regular expression as a user types it to search with: the syntax of
 * pattern.h's. Without case, unless there is a capital letter in it (smart
 * case); (?i) and (?-i) say it outright. It matches anywhere in a text, of
 * which the first 16 KiB are looked at.
 */
struct regex;

enum regex_result {
	REGEX_NO,
	REGEX_YES,
	REGEX_GAVE_UP, /* it takes too long: whether it matches is unknown */
};

/* NULL, and what is wrong and where appended to error, if it is no regex. */
struct regex *regex_new(struct str text, struct buf *error);
void regex_free(struct regex *r);
/* One thread at a time. */
enum regex_result regex_match(struct regex *r, struct str text);

#endif
