#ifndef CMD_TOLD_H
#define CMD_TOLD_H

#include "cmd/changes.h"

/* How a change is told: as the command that could have made it would. */

/*
 * Sets the verb and the words of a unit, whose note, items, main and people
 * are known.
 */
void told_unit(struct changes *c, struct change_unit *u);
/* The same, and the people, of a fact that HEAD has and the note no more. */
void told_gone(struct changes *c, struct change_unit *u, uint32_t was);
/* Would one command have made both: one entry in two people's notes? */
bool told_alike(const struct change_unit *a, const struct change_unit *b);
/* Appends the message of the commit of these. */
void told_message(struct changes *c, struct change_unit *const *units,
    size_t n, struct buf *out);

#endif
