#ifndef BASE_INPUT_H
#define BASE_INPUT_H

#include "base/buf.h"

/* Bytes that come a piece at a time, so that nobody holds them all. */
struct input {
	/* Appends the next to out: 1; 0 at the end; -1: it told an error. */
	int (*more)(void *context, struct buf *out);
	void *context;
};

#endif
