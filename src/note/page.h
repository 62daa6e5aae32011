#ifndef NOTE_PAGE_H
#define NOTE_PAGE_H

#include "base/buf.h"

/* What Logseq and Denote put into the names of files. */

/*
 * The last part of a page's name in a namespace, as Logseq writes it into the
 * names of files and titles: "Ana Ruiz" of people___Ana Ruiz, people%2FAna Ruiz
 * and people/Ana Ruiz. name itself where there is none.
 */
struct str page_name(struct str name);
/*
 * Appends the path people/ana that a file people___ana or people%2Fana is to
 * Logseq; false, and nothing appended, when it is none but its own.
 */
bool page_path(struct buf *out, struct str path);
/*
 * Is it a file of Denote's, 20260502T093000==1a--ana-ruiz__contact_friend.md?
 * Its identifier, and its keywords with '_' between.
 */
bool page_denote(struct str path, struct str *id, struct str *keywords);
/*
 * Is the path below a folder of one of those names, up to NULL, or with pages
 * also a page in a namespace of one (people___Ana Ruiz.md)? Without case.
 */
bool page_in_folder(struct str path, const char *const *names, bool pages);

#endif
