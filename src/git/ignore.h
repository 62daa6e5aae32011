#ifndef GIT_IGNORE_H
#define GIT_IGNORE_H

#include "base/mem.h"

/*
 * The syntax of gitignore(5), as git itself takes it, and not as libgit2 does,
 * which drops a "!x" that takes back nothing of its own file. For git's rules
 * and for .netgrepignore (which holds for tracked files too, and in plain
 * folders). Patterns are matched by bytes and in polynomial time.
 */
struct ignore;

/*
 * The rules of one file, before those of the folders above it (up, or NULL);
 * up itself when there is none in it. folder is relative to the root, "" is
 * the root. All is copied into texts. fold: upper and lower case are one, as
 * under core.ignoreCase.
 */
const struct ignore *ignore_add(const struct ignore *up, struct arena *texts,
    struct str folder, struct str rules, bool fold);
/*
 * Whether the rules in force name path, which is relative to the root. As in
 * git nothing can be taken back in below an ignored folder: the caller asks
 * for the folders first.
 */
bool ignore_match(const struct ignore *rules, struct str path, bool is_folder);

#endif
