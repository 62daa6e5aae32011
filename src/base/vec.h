#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stdlib.h>

#include "base/mem.h"

/*
 * Typed arrays that grow: VEC(struct line) lines = { 0 };
 * vec_push(&lines, line); lines.v[0]; lines.n; vec_release(&lines).
 */
#define VEC(type)       \
	struct {        \
		type *v; \
		size_t n, cap; \
	}

#define vec_grow(vec)                             \
	((vec)->n < (vec)->cap ? (void)0 :        \
	    (void)((vec)->v = vec_more((vec)->v,  \
		&(vec)->cap, sizeof(*(vec)->v))))

/* The item is copied; items may move when the array grows. */
#define vec_push(vec, ...) (vec_grow(vec), (vec)->v[(vec)->n++] = __VA_ARGS__)
#define vec_clear(vec) ((vec)->n = 0)
#define vec_release(vec) \
	(free((vec)->v), (vec)->v = NULL, (vec)->n = (vec)->cap = 0)

/* For vec_grow: v, of items of that size, with room for more; sets *cap. */
void *vec_more(void *v, size_t *cap, size_t size);

/* A list of slices, the commonest of them. */
struct strs {
	struct str *v;
	size_t n, cap;
};

#endif
