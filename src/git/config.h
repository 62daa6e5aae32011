#ifndef GIT_CONFIG_H
#define GIT_CONFIG_H

#include "git/notes.h"

/* One netgrep.* setting as read, in the order in which later ones win. */
struct setting {
	struct str key;    /* lower case, without "netgrep." */
	struct str value;
	struct str origin; /* the file, or "-c" */
	uint32_t line;     /* in it, where that is known, or 0 */
	bool from_notes;   /* from .netgrep/config, which is not trusted */
};

struct settings {
	VEC(struct setting) list;
	struct arena texts;
};

/*
 * Reads netgrep.* of: system, user (XDG and ~/.gitconfig; GIT_CONFIG_GLOBAL,
 * GIT_CONFIG_SYSTEM, GIT_CONFIG_NOSYSTEM and GIT_CONFIG_COUNT count as git
 * has them), .netgrep/config in the notes, the repository's, each with its
 * includes but for the notes' own (an include there is an error). -c values
 * are appended by the caller. notes may be a plain folder. -1 with an error
 * that names file and line where one can't be parsed; the others are read.
 */
int settings_read(struct settings *settings, struct notes *notes,
    struct diags *diags);
void settings_release(struct settings *settings);

/*
 * A value of git's configuration as the system, the user or the environment
 * has it, NULL where it is not set: never the repository's or the notes' own,
 * which may be somebody else's, so it may name a program. Lives as long as
 * notes.
 */
const char *settings_user(struct notes *notes, const char *key);

/*
 * user.name and user.email as a commit here would have them, empty where not
 * set: GIT_AUTHOR_NAME/EMAIL, then config, then EMAIL. Slices live as long as
 * notes.
 */
void settings_identity(struct notes *notes, struct str *name,
    struct str *email);

#endif
