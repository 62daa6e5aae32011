#ifndef NOTE_GROUP_H
#define NOTE_GROUP_H

#include "note/read.h"

/*
 * Rows of a table that name the same people, joined while they are read: the
 * newest is a record, with its text, and of the others the days are kept. So a
 * table takes the memory that its people and their days do, however many rows
 * there are and in whatever order.
 */
struct group {
	struct older_days days; /* all before the record's */
	struct older older;     /* but the days */
	uint32_t record;        /* the newest, the last of its day */
	uint32_t room_n;
	char *room; /* where its text is, in the reader's arena */
};

/* Zero-initialised there are none. */
struct groups {
	struct map known; /* what the rows say of who it is -> list */
	VEC(struct group) list;
};

/* The group of rows with that key, or NULL; until the next begins. */
struct group *group_find(const struct groups *groups, struct str key);
/* Begins one with a record, which is pushed; its text is copied. */
void group_begin(struct groups *groups, struct reader *r, struct str key,
    const struct record *record);
/* Adds a record further down in the table. */
void group_add(struct group *group, struct reader *r,
    const struct record *record);
/* Gives the days to the reader, and forgets the groups. */
void group_end(struct groups *groups, struct reader *r);

#endif
