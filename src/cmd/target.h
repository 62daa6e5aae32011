#ifndef CMD_TARGET_H
#define CMD_TARGET_H

#include "cmd/custom.h"
#include "note/edit.h"

/* One note that an entry is written to, for one person. */
struct target {
	struct str path;         /* from the root of the notes */
	struct edit_place place;
	struct str name;         /* the person's */
	uint32_t person;         /* in the book, or PERSON_NONE */
	bool friends;            /* of friends.md: the entry must name them */
	struct str trailer;      /* the path that the message names */
	struct str fresh;        /* the text of a note that is yet to be made */
};

struct targets {
	VEC(struct target) list;
	struct custom custom; /* of new notes, once one is made … */
	bool learnt;
	struct map taken;     /* … and the paths, folded, that none can have */
	struct arena texts;
};

/*
 * Adds where the entry for a person of the book goes: their note, their
 * section of a people file, or, for one known from tables only, a note to be
 * made of what is known. Somebody who is there already is not added again.
 */
int target_person(struct targets *targets, struct session *s,
    uint32_t person);
/* Adds a note to be made for somebody of that name. */
int target_new(struct targets *targets, struct session *s, struct str name);
/*
 * The same, with what is known of a person from tables, or PERSON_NONE; or
 * made of a template, unless that is null (cmd/template.h).
 */
int target_add(struct targets *targets, struct session *s, struct str name,
    uint32_t person, struct str template);
/*
 * Adds a note to be made for somebody of that name, one line of UTF-8, with
 * those keys behind it; but of a template, unless that is null, they are left
 * to be set. 1; 0, and nothing added, where it would not be read as a
 * person's; -1 with an error in the template.
 */
int target_make(struct targets *targets, struct session *s, struct str name,
    const struct edit_key *keys, size_t n, struct str template);
/* Learns how new notes look here, once: before any is made. */
void targets_learn(struct targets *targets, struct session *s);
/*
 * The dated note of a day, for netgrep.logTo = journal: appends its path to
 * path.
 */
void target_journal(struct targets *targets, struct session *s, day_t day,
    struct buf *path);
void targets_release(struct targets *targets);

#endif
