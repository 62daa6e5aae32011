#ifndef REPORT_SPARK_H
#define REPORT_SPARK_H

#include <stdint.h>

#include "base/buf.h"

/* Numbers as blocks, one a character: ▁ for none, then ▂▃▅▇, up to the most. */
struct spark {
	bool ascii;    /* .:-=# */
	uint32_t most; /* the least number that is drawn as the highest block */
};

enum {
	SPARK_LEVELS = 4, /* besides none */
};

/*
 * A scale for n numbers. It is made for SPARK_LEVELS at the least, so that one
 * of one is not drawn as much.
 */
struct spark spark_scale(const uint32_t *v, size_t n, bool ascii);
void spark_put(struct buf *out, struct spark spark, const uint32_t *v,
    size_t n);
/* A field of a calendar, as shades: · for none, then ░▒▓█. */
void spark_shade(struct buf *out, struct spark spark, uint32_t n);

#endif
