#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include <stdint.h>

#include "base/day.h"
#include "base/str.h"

/*
 * What leaves for other programs: all that is known of people, as plain data
 * that the forms of out/export.h take. Texts are as the notes have them.
 */

/* What there may be several of; named as the keys of notes are. */
enum export_fact {
	EXPORT_ALIASES, /* and names under which other sources have them */
	EXPORT_EMAIL,
	EXPORT_PHONE,
	EXPORT_HANDLE,
	EXPORT_URL,
	EXPORT_ID,
	EXPORT_ORG,
	EXPORT_PLACE,
	EXPORT_TAGS,
	EXPORT_BIRTHDAY, /* as written */
	EXPORT_MET_AT,
	EXPORT_VIA,
	EXPORT_CARE,
	EXPORT_FACTS,
};

/* "aliases" … */
const char *export_fact_name(enum export_fact fact);

struct export_list {
	const struct str *v;
	size_t n;
};

/* Indices into the entries or follow-ups of a struct export. */
struct export_indices {
	const uint32_t *v;
	size_t n;
};

struct export_person {
	struct str name;
	struct str uid; /* stays the same while the person does */
	struct export_list facts[EXPORT_FACTS];
	struct str cadence; /* of their own, "2w"; or empty */
	struct str status;  /* "paused", "let-go" or empty */
	struct str state;   /* "overdue" … */
	day_t born;         /* of BIRTHDAY_NO_YEAR where the year is not known,
	                       or DAY_NONE; of the let-go too */
	day_t met, last, snooze, due; /* or DAY_NONE; due: as stale has it */
	uint32_t days;      /* number of different days of contact */
	struct export_indices entries;   /* oldest first */
	struct export_indices followups; /* as below */
	struct str path; /* from the root of the notes */
	uint32_t line;
};

/* A dated contact, of all people who took part. */
struct export_entry {
	day_t day;
	struct str channel;   /* empty: none was said */
	struct str text;
	struct str direction; /* "out", "in", "both" or empty */
	struct export_list names;
	struct str path;
	uint32_t line;
};

/* Of all people whom it is about; of none, where it is about nobody. */
struct export_followup {
	day_t due; /* or DAY_NONE */
	day_t day; /* of its line, or DAY_NONE */
	struct str kind;  /* "followup", "promise", "waiting" */
	struct str state; /* "open", "overdue", "done", "closed", "cancelled" */
	bool asks;        /* netgrep due lists it */
	struct str text;
	struct str uid; /* stays the same when the due date moves */
	struct export_list names;
	struct str path;
	uint32_t line;
};

struct export {
	const struct export_person *people; /* by name, as in reports */
	size_t people_n;
	const struct export_entry *entries; /* oldest first */
	size_t entries_n;
	const struct export_entry *mentions; /* dated lines that name them and
	                                        are no contact; oldest first */
	size_t mentions_n;
	const struct export_followup *followups; /* by path and line */
	size_t followups_n;
};

struct book;
struct query;
struct arena;

/*
 * Of the people that the query wants. Entries and mentions only if texts, for
 * which all texts must have been read. Everything is allocated in arena.
 */
void export_make(struct export *x, const struct book *book,
    const struct query *query, bool texts, struct arena *arena);

#endif
