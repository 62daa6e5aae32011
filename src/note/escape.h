#ifndef NOTE_ESCAPE_H
#define NOTE_ESCAPE_H

#include "base/buf.h"

/*
 * Appends s with the escapes of TOML's basic strings undone. False, and what
 * came before it appended, at one that TOML does not have.
 */
bool escape_undo(struct buf *out, struct str s);

#endif
