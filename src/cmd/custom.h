#ifndef CMD_CUSTOM_H
#define CMD_CUSTOM_H

#include "cmd/session.h"

/* How notes of people look here: the folder, the file names, the marker. */
struct custom {
	struct str folder;
	bool slugs;       /* ana-ruiz.md, not "Ana Ruiz.md" */
	struct str key, value; /* of the marker; empty: the folder says it */
};

/* Learns it from the notes that were read. The texts are in a. */
void custom_learn(struct session *s, struct arena *a, struct custom *custom);
/* Below netgrep.dir, outside of which nothing would be read again. */
struct str custom_path(const struct session *s, struct arena *a,
    struct str path);

#endif
