#ifndef CMD_FOUND_H
#define CMD_FOUND_H

#include "cmd/session.h"

/* What the notes say of how they are kept, for netgrep init. */
struct found {
	struct buf config;  /* a .netgrep/config that says so */
	struct strs unions; /* lines of .gitattributes, without their ends: for
	                       folders and files of one-line entries, and the
	                       notes in these that have other ones */
	struct strs mixed;  /* folders and files of entries with headings */
	struct arena texts;
};

/* Looks at the sources of the session, all texts of which are read. */
void found_look(struct found *found, struct session *s);
void found_release(struct found *found);

#endif
