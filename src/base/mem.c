#include "base/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { BLOCK_SIZE = 64 * 1024 };

void
mem_in_bulk(void)
{
#ifdef __GLIBC__
	mallopt(M_TOP_PAD, 4 << 20);
#endif
}

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

/* Memory that was allocated elsewhere, and is given back here. */
struct arena_taken {
	struct arena_taken *next;
	void *ptr;
};

static _Noreturn void
out_of_memory(void)
{
	fputs("netgrep: out of memory\n", stderr);
	exit(2);
}

void *
mem_alloc(size_t size)
{
	return mem_resize(NULL, 1, size);
}

void *
mem_zalloc(size_t size)
{
	void *ptr = calloc(1, size ? size : 1);

	if (!ptr)
		out_of_memory();
	return ptr;
}

void *
mem_resize(void *ptr, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		out_of_memory();
	size *= n;
	ptr = realloc(ptr, size ? size : 1);
	if (!ptr)
		out_of_memory();
	return ptr;
}

char *
mem_cstr(struct str s)
{
	char *copy = mem_alloc(s.len + 1);

	if (s.len)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return copy;
}

static struct arena_block *
block_new(struct arena *a, size_t size)
{
	struct arena_block *b = mem_alloc(sizeof(*b) + size);

	b->next = a->head;
	b->used = 0;
	b->size = size;
	a->head = b;
	a->bytes += sizeof(*b) + size;
	return b;
}

/* Returns room for size bytes; blocks are filled from the newest only. */
static void *
arena_room(struct arena *a, size_t size, size_t align)
{
	struct arena_block *b = a->head;
	size_t at = b ? (b->used + align - 1) & ~(align - 1) : 0;

	if (!b || at > b->size || size > b->size - at) {
		b = block_new(a, size > BLOCK_SIZE / 4 ? size : BLOCK_SIZE);
		at = 0;
		if (size > BLOCK_SIZE / 4 && b->next) {
			/* keep filling the block that has room left */
			a->head = b->next;
			b->next = a->head->next;
			a->head->next = b;
		}
	}
	b->used = at + size;
	return b->bytes + at;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	return memset(arena_room(a, size, alignof(max_align_t)), 0, size);
}

void *
arena_copy(struct arena *a, const void *items, size_t n, size_t size)
{
	return n ? memcpy(arena_room(a, n * size, alignof(uint64_t)), items,
	    n * size) : NULL;
}

void *
arena_take(struct arena *a, void *ptr, size_t n, size_t size)
{
	struct arena_taken *taken;

	if (!n) {
		free(ptr);
		return NULL;
	}
	taken = arena_alloc(a, sizeof(*taken));
	taken->ptr = mem_resize(ptr, n, size);
	taken->next = a->taken;
	a->taken = taken;
	a->bytes += n * size;
	return taken->ptr;
}

struct str
arena_str(struct arena *a, struct str s)
{
	char *copy = arena_room(a, s.len + 1, 1);

	if (s.len)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return (struct str){ copy, s.len };
}

void
arena_join(struct arena *a, struct arena *from)
{
	struct arena_block *last = from->head;
	struct arena_taken *taken = from->taken;

	if (!last)
		return;
	while (last->next)
		last = last->next;
	last->next = a->head;
	a->head = from->head;
	while (taken && taken->next)
		taken = taken->next;
	if (taken) {
		taken->next = a->taken;
		a->taken = from->taken;
	}
	a->bytes += from->bytes;
	*from = (struct arena){ 0 };
}

void
arena_release(struct arena *a)
{
	struct arena_taken *taken;
	struct arena_block *b = a->head, *next;

	for (taken = a->taken; taken; taken = taken->next)
		free(taken->ptr);
	for (; b; b = next) {
		next = b->next;
		free(b);
	}
	*a = (struct arena){ 0 };
}
