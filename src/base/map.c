#include "base/map.h"

#include <stdlib.h>
#include <sys/random.h>

#include "base/vec.h"

enum { SLOTS_LEAST = 16 };

/* FNV-1a over a random start, with a finisher for the low bits. */
static uint32_t
hash_bytes(uint64_t seed, struct str s)
{
	uint64_t h = seed ^ UINT64_C(0xcbf29ce484222325);
	size_t i;

	for (i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * UINT64_C(0x100000001b3);
	h ^= h >> 32;
	h *= UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)(h ^ (h >> 29));
}

static struct str
item_key(const struct map_item *item)
{
	return (struct str){ item->key, item->len };
}

/*
 * The slot of a key, or the free one where it goes. There are fewer items than
 * slots, so the bits of a slot that tell the slots apart are room enough for
 * the number of an item, from 1; the rest of it is the rest of the item's
 * hash, so that hardly ever a key is looked at that is not the one.
 */
static uint32_t *
find(const struct map *m, struct str key, uint32_t hash)
{
	uint32_t mask = (uint32_t)(m->cap - 1), i = hash & mask, slot;

	for (; (slot = m->slots[i]); i = (i + 1) & mask)
		if (!((slot ^ hash) & ~mask) &&
		    str_eq(item_key(&m->items[(slot & mask) - 1]), key))
			break;
	return &m->slots[i];
}

/* The first free slot from where a hash belongs takes the item. */
static void
place(struct map *m, uint32_t hash, size_t item)
{
	uint32_t mask = (uint32_t)(m->cap - 1), i = hash & mask;

	while (m->slots[i])
		i = (i + 1) & mask;
	m->slots[i] = (hash & ~mask) | (uint32_t)(item + 1);
}

static void
set_cap(struct map *m, size_t cap)
{
	size_t i;

	if (!m->cap && getentropy(&m->seed, sizeof(m->seed)) == -1)
		m->seed = (uint64_t)(uintptr_t)m;
	free(m->slots);
	m->cap = cap;
	m->slots = mem_zalloc(cap * sizeof(*m->slots));
	for (i = 0; i < m->n; i++)
		place(m, hash_bytes(m->seed, item_key(&m->items[i])), i);
}

static bool
is_full(size_t keys, size_t cap)
{
	return keys * 4 > cap * 3;
}

void
map_reserve(struct map *m, size_t n)
{
	size_t cap = m->cap ? m->cap : SLOTS_LEAST;

	while (is_full(n, cap))
		cap *= 2;
	if (cap > m->cap)
		set_cap(m, cap);
	if (n > m->items_cap) {
		m->items = mem_resize(m->items, n, sizeof(*m->items));
		m->items_cap = n;
	}
}

uint32_t *
map_get(const struct map *m, struct str key)
{
	uint32_t slot;

	if (!m->cap)
		return NULL;
	slot = *find(m, key, hash_bytes(m->seed, key));
	return slot ? &m->items[(slot & (m->cap - 1)) - 1].value : NULL;
}

uint32_t *
map_put(struct map *m, struct str key, uint32_t value, bool *added)
{
	uint32_t hash, *slot, mask;

	if (is_full(m->n + 1, m->cap))
		set_cap(m, m->cap ? m->cap * 2 : SLOTS_LEAST);
	mask = (uint32_t)(m->cap - 1);
	hash = hash_bytes(m->seed, key);
	slot = find(m, key, hash);
	if (added)
		*added = !*slot;
	if (!*slot) {
		if (m->n == m->items_cap)
			m->items = vec_more(m->items, &m->items_cap,
			    sizeof(*m->items));
		m->items[m->n++] = (struct map_item){ key.ptr,
			(uint32_t)key.len, value };
		*slot = (hash & ~mask) | (uint32_t)m->n;
	}
	return &m->items[(*slot & mask) - 1].value;
}

void
map_release(struct map *m)
{
	free(m->items);
	free(m->slots);
	*m = (struct map){ 0 };
}
