#ifndef CMD_CHANGES_H
#define CMD_CHANGES_H

#include "cmd/compare.h"
#include "cmd/session.h"
#include "git/commit.h"
#include "git/renames.h"
#include "report/links.h"

/*
 * What the work tree says of people that HEAD does not: found a note at a
 * time, by comparing facts, and told apart into changes, each of which is a
 * commit of its own as if a command had made it.
 */

/* A note in which there is something. */
struct changed_note {
	struct str path;
	struct versions held;
	struct buf stored;      /* the work tree's, as git stores it */
	struct edition was, now; /* HEAD's and the work tree's */
	struct compare compare;
	size_t source;          /* in the book */
	bool left;              /* it can't be committed; that was said */
	size_t last;            /* the commit that ends it, in order */
};

/* Facts that stand together: an entry with what is below it. */
struct change_unit {
	struct changed_note *note;
	VEC(uint32_t) items; /* of the note's now; none: something is gone */
	uint32_t main;       /* the one that names it, or ITEM_NONE */
	VEC(uint32_t) people; /* in the book, each once; may be none */
	const char *verb;
	struct str what;     /* "call" */
	day_t day;           /* or DAY_NONE */
	struct str text, body;
	int rank;            /* the order of commits: lower first */
};

struct changes {
	struct session *s;
	struct read_options options;
	struct reader reader;
	struct strs under;         /* only these notes and folders … */
	struct strs typed;         /* … and what is about these people … */
	VEC(uint32_t) people;      /* … once it is known who they are */
	VEC(struct changed_note *) notes;
	VEC(struct change_unit) units;
	struct links links;
	struct renames renames;
	struct arena texts;
};

void changes_init(struct changes *c, struct session *s);
/*
 * Finds everything. The session's errors say what could not be looked at; -1
 * when nothing at all can be committed for one of them.
 */
int changes_find(struct changes *c);
/* Is the note one that was asked for by its path, or is nothing asked for? */
bool changes_under(const struct changes *c, struct str path);
void changes_release(struct changes *c);

#endif
