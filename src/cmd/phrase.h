#ifndef CMD_PHRASE_H
#define CMD_PHRASE_H

#include "cmd/said.h"
#include "cmd/target.h"

/* How an entry names people where the file it stands in does not. */

/*
 * Appends a dated note's line: "- call [[Ana Ruiz]], [[Bob Chen]]: sent the
 * deck".
 */
void phrase_journal(struct buf *out, struct session *s,
    const struct targets *targets, const struct said *said);
/*
 * Appends the text of an entry in friends.md: "sent the deck with **Ana
 * Ruiz**.", with all the targets of that file that it does not name yet.
 */
void phrase_friends(struct buf *out, const struct targets *targets,
    struct str path, struct str text);

#endif
