#ifndef NOTE_TOML_H
#define NOTE_TOML_H

#include "base/buf.h"
#include "note/front.h"

/*
 * Front matter in TOML 1.0, as Hugo and Denote write it, a key at a time: what
 * is broken loses nothing but its own line. Dates and numbers are text as they
 * stand there; a table's keys, and those of a table in a value, are dotted.
 */

/*
 * Adds the fields of a block whose first line is line. Values live in a, or
 * are slices of block. Of a line that is left out a warning "front-matter" at
 * path:line:column, unless diags is NULL.
 */
void toml_read(struct front *front, struct str block, uint32_t line,
    struct str path, struct arena *a, struct diags *diags);
/*
 * The bytes of the value whose key begins at an offset of text: from *from on
 * before *end. False when there is none that is sound.
 */
bool toml_find(struct str text, size_t key, size_t *from, size_t *end);
/* Offset of the first table's head in a block, where its own keys end. */
size_t toml_top(struct str block);
/* Appends s as a string: in '' if literal and it can stand so, else in "". */
void toml_add(struct buf *out, struct str s, bool literal);

#endif
