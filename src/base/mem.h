#ifndef BASE_MEM_H
#define BASE_MEM_H

#include "base/str.h"

/*
 * Allocation that does not fail: out of memory ends the program here, with a
 * message and exit status 2, and nowhere else.
 */
void *mem_alloc(size_t size);
void *mem_zalloc(size_t size);
/* n * size bytes, checked against overflow; ptr may be NULL. */
void *mem_resize(void *ptr, size_t n, size_t size);
/* A NUL-terminated copy for functions that want one; the caller frees it. */
char *mem_cstr(struct str s);
/*
 * From now on malloc takes 4 MiB at a time from the system, where the C library
 * (glibc) lets it be told. For libraries that take much in small pieces.
 */
void mem_in_bulk(void);

/*
 * An arena: many small allocations that are given back together. One belongs
 * to one thread at a time. Zero-initialised it is empty and ready.
 */
struct arena {
	struct arena_block *head;
	struct arena_taken *taken;
	size_t bytes; /* held from the system */
};

/* size bytes, aligned for any type, zeroed; valid until arena_release. */
void *arena_alloc(struct arena *a, size_t size);
/*
 * A copy of n items of that size, or NULL of none; aligned for pointers and
 * numbers of 64 bits, which is as much as any item asks for.
 */
void *arena_copy(struct arena *a, const void *items, size_t n, size_t size);
/*
 * The n items of that size, which mem_resize gave room for and which are the
 * arena's from now on; or NULL of none, ptr being freed.
 */
void *arena_take(struct arena *a, void *ptr, size_t n, size_t size);
/* A copy, with a NUL behind it that len does not count. */
struct str arena_str(struct arena *a, struct str s);
/* Moves all that from holds into a; from is empty then. */
void arena_join(struct arena *a, struct arena *from);
void arena_release(struct arena *a);

#endif
