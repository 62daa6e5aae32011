#ifndef GIT_INI_H
#define GIT_INI_H

#include <stdint.h>

#include "base/buf.h"

/*
 * The syntax of git-config(1), from memory: for the file that lies in the
 * notes, whose includes must not be followed. Everything else is read by
 * libgit2.
 */
struct ini {
	struct str rest;   /* what is still to be read; set it before */
	struct buf section; /* lower case, subsections as they are, and a dot */
	struct buf key;    /* whole: section, subsection, name */
	struct buf value;
	bool valued;       /* false: a key alone, which means true */
	uint32_t line;     /* of the variable, or of the mistake */
	uint32_t next;     /* lines behind us */
};

/* The next variable: 1, 0 at the end, -1 where the syntax is broken. */
int ini_next(struct ini *ini);
void ini_release(struct ini *ini);

#endif
