#ifndef NOTE_YAML_H
#define NOTE_YAML_H

#include "note/front.h"

/* The only room for libyaml. */

struct yaml_trouble {
	uint32_t line, column; /* in the file; column 0: the line as a whole */
	const char *what;      /* a literal */
};

/*
 * Adds the fields of a block of YAML 1.1 whose first line is line, as front.h
 * says what a field is. Keys and values live in a. -1 for what libyaml can't
 * read or a front matter must not hold (anchors and aliases, a second
 * document, more than 64 KiB, depth 32, anything but a mapping at the top):
 * *trouble says what and where, and some fields may have been added.
 */
int yaml_read(struct front *front, struct str block, uint32_t line,
    struct arena *a, struct yaml_trouble *trouble);

#endif
