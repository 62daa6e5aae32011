#ifndef BOOK_TARGET_H
#define BOOK_TARGET_H

#include "book/index.h"

#define TARGET_ROOT UINT32_MAX

/*
 * Whom a link's target means (DESIGN 5): PERSON_NONE, PERSON_MANY or a
 * person. from is the source that it stands in, or TARGET_ROOT.
 */
uint32_t target_find(const struct book_index *ix, struct str target,
    uint32_t from);
/* What it means depends on where it stands. */
bool target_local(struct str target);
/*
 * Appends path as seen from the folder of the file base, without "." and ".."
 * in it. False when that is outside of the root.
 */
bool target_path(struct buf *out, struct str base, struct str path);

#endif
