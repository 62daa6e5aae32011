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

/*
 * Reads a block that may be no YAML: what libyaml makes of it without the few
 * lines that it can't read, and of these what mend_read does; of a block with
 * more of them all that mend_read does. A warning "front-matter" at each line.
 * -1, and no warning, when nothing in it is a key.
 */
int mend_yaml(struct front *front, struct str block, uint32_t line,
    struct str path, struct arena *a, struct diags *diags);

#endif
