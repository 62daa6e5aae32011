#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdint.h>

#include "base/str.h"

/* 16 bytes: there are millions. No key is as long as 4 GiB. */
struct map_item {
	const char *key;
	uint32_t len, value;
};

/*
 * A hash table from byte strings to numbers. Keys are borrowed: they must
 * outlive the map. Zero-initialised it is empty.
 */
struct map {
	struct map_item *items; /* in the order in which they were put */
	size_t n, items_cap;
	uint32_t *slots; /* numbers of items, from 1; 0: a free one */
	size_t cap;      /* of slots, a power of 2 */
	uint64_t seed; /* hostile keys must not be able to collide at will */
};

/* Makes room for n keys, so that adding as many moves none of them. */
void map_reserve(struct map *m, size_t n);
/* The value's place, or NULL when key is not in the map. */
uint32_t *map_get(const struct map *m, struct str key);
/*
 * The value's place, made with value when key was not there; *added (may be
 * NULL) says which. Valid until the next map_put.
 */
uint32_t *map_put(struct map *m, struct str key, uint32_t value, bool *added);
void map_release(struct map *m);

#endif
