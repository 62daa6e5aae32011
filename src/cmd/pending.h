#ifndef CMD_PENDING_H
#define CMD_PENDING_H

#include "cmd/session.h"

/*
 * An entry that has been taken out of the work tree, since it stood there
 * twice, and not out of HEAD yet: by a run that was cut off, or by hand.
 */
struct pending {
	struct str path, key; /* key: as in struct double_entry */
	uint32_t nth;         /* as there, in HEAD */
	struct str text;      /* its first line */
	uint32_t line;        /* in the work tree, of the one that is left */
};

/* Zero-initialised it can be released. */
struct pendings {
	VEC(struct pending) list;
	struct arena texts;
};

/*
 * Looks through the notes that are not as HEAD has them, and adds a finding at
 * the line of each to found. options: all texts. -1 with an error.
 */
int pending_read(struct pendings *p, struct session *s,
    const struct read_options *options, struct diags *found);
void pending_release(struct pendings *p);

#endif
