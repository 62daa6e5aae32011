#ifndef OUT_JSON_H
#define OUT_JSON_H

#include "base/buf.h"

/*
 * Appends s as a JSON string, with its quotes: valid UTF-8, and nothing in it
 * that a terminal could take for an order, as --json writes them. s must not
 * lie in out.
 */
void json_quote(struct buf *out, struct str s);

#endif
