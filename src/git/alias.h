#ifndef GIT_ALIAS_H
#define GIT_ALIAS_H

#include "git/notes.h"

/* Is there an alias of git's of that name, in any of its configuration? */
bool alias_is_set(struct notes *notes, const char *name);
/*
 * Sets one in the configuration of the repository, so that "git NAME" runs
 * the command, as "netgrep stale". -1 with an error.
 */
int alias_set(struct notes *notes, const char *name, const char *command,
    struct diags *diags);

#endif
