#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdint.h>

#include "base/str.h"

/*
 * A hash table from byte strings to numbers. Keys are borrowed: they must
 * outlive the map. Zero-initialised it is empty. The order of insertion can't
 * be seen in it, so nothing that is printed may depend on a walk over it.
 */
struct map {
	struct map_slot *slots;
	size_t n, cap;
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
