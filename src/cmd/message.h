#ifndef CMD_MESSAGE_H
#define CMD_MESSAGE_H

#include "base/buf.h"
#include "base/day.h"

/*
 * The message of a commit about people (DESIGN 10): a subject, the words as
 * they stand in the note, and trailers that git interpret-trailers(1) reads.
 */
struct message_person {
	struct str name;
	struct str path; /* "people/ana.md", "contacts.md#Ana Ruiz" */
};

struct message {
	const char *verb;  /* "log" */
	const struct message_person *people; /* may be none */
	size_t people_n;
	bool unnamed;      /* too many of them for the subject */
	struct str what;   /* "call", or empty */
	day_t day;         /* or DAY_NONE: without a date */
	struct str text;   /* one line, or empty */
	struct str body;   /* further lines, or empty */
};

/*
 * Appends "log: Ana Ruiz, Bob Chen: call (2026-11-23)", of many people the
 * first and how many more, text and body, a Netgrep-Person for each and the
 * Netgrep-Date. What could act on a terminal in names and paths is escaped;
 * text and body are as in the note.
 */
void message_write(struct buf *out, const struct message *m);
/* The first line of a message. */
struct str message_subject(struct str message);

#endif
