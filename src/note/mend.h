#ifndef NOTE_MEND_H
#define NOTE_MEND_H

#include "note/front.h"

/*
 * Adds what can be understood, a line at a time, of front matter that is no
 * YAML: "key: value" with anything for a value, "- value" below a key, and
 * keys indented below a key. It says nothing of the lines it can't use. Slices
 * of block; lists and dotted keys live in a.
 */
void mend_read(struct front *front, struct str block, uint32_t line,
    struct arena *a);

#endif
