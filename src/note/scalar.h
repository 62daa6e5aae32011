#ifndef NOTE_SCALAR_H
#define NOTE_SCALAR_H

#include "base/buf.h"

/* One value of front matter, as YAML has it. */
enum scalar_style {
	SCALAR_PLAIN,  /* without quotes, where YAML takes it for the same */
	SCALAR_TYPED,  /* so, but what looks like a number or boolean is one */
	SCALAR_SINGLE, /* in '' */
	SCALAR_DOUBLE, /* in "" */
};

/*
 * Appends s in that style; list: between the brackets of [a, b]. What can't
 * stand in YAML, or would end the line, becomes a blank.
 */
void scalar_add(struct buf *out, struct str s, enum scalar_style style,
    bool list);
/* Every character of s can stand in YAML, on one line, as it is. */
bool scalar_holds(struct str s);

#endif
