#ifndef CMD_SAID_H
#define CMD_SAID_H

#include "cmd/session.h"
#include "note/edit.h"

/* What the user says happened: TEXT and the options about it, as an entry. */
struct said {
	struct entry entry;  /* as it is written */
	struct str channel;  /* for the message: a first word counts too */
	struct str told;     /* the entry's text without what is before it: */
	struct str mark;     /* of the direction, or empty … */
	struct str before;   /* … and the channel, where a colon follows it */
	struct buf text, body, word; /* own what entry points to */
};

/*
 * Works out the entry from TEXT, -d, -c and --next: its channel taken off the
 * front, follow-up tags with a duration made dates (they count from the
 * entry's day), the lines behind the first made its body. -1 with an error in
 * the session's diags.
 */
int said_read(struct said *said, struct session *s, struct reader *r,
    struct str text);
void said_release(struct said *said);

#endif
