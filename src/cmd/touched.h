#ifndef CMD_TOUCHED_H
#define CMD_TOUCHED_H

#include "cmd/facts.h"
#include "cmd/known.h"
#include "git/history.h"
#include "report/report.h"

enum { TOUCHED_KEPT = 16 };

/* What a file said: it is asked again of the commit that made it so. */
struct touched_text {
	struct str key; /* blob and path */
	struct facts facts;
};

/*
 * The commits that touched what the notes say of some people: those with a
 * trailer that names them, and of the others those that changed a fact.
 */
struct touched {
	struct session *session;
	const struct query *query;
	struct history *history; /* NULL: nothing is committed yet */
	struct known known;
	struct history_changes changes;
	struct read_options options;
	struct reader reader;
	struct map mentions; /* blobs -> whether known_in is true of them */
	struct touched_text kept[TOUCHED_KEPT];
	size_t turn;         /* the one of them to be replaced next */
	struct buf bytes, name;
	struct arena arena, blobs;
	bool failed;         /* an error is in the session's diags */
};

/*
 * Lets the query, whose people are known, take its commits from t: -1 with an
 * error. Release t in any case.
 */
int touched_begin(struct touched *t, struct session *s, struct query *q);
/* Says where the history ends before its beginning. */
void touched_tell(struct touched *t);
void touched_release(struct touched *t);

#endif
