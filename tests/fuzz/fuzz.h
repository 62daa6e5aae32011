#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"

/*
 * What a fuzz target defines: it takes any bytes, and ends the program where
 * something does not hold of them. "make fuzz" looks for such bytes with
 * libFuzzer; "make check" replays what was found (tests/replay.c).
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOLDS(condition)                                                   \
	((condition) ? (void)0 :                                           \
	    (fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__,       \
		 __LINE__, #condition), abort()))

static inline struct str
fuzz_str(const uint8_t *data, size_t size)
{
	return (struct str){ (const char *)data, size };
}

#endif
