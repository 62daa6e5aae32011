#ifndef BOOK_VDIR_H
#define BOOK_VDIR_H

#include "note/record.h"

/*
 * An address book may be a folder of files of one card each, a vdir
 * (vdirsyncer's "The Vdir Storage Format"): what holds for the rows of a table
 * holds for them. By source, the first of those that are one table with it: in
 * a vdir the folder's first, else itself. In the arena.
 */
uint32_t *vdir_tables(const struct source *sources, size_t n,
    struct arena *arena);

#endif
