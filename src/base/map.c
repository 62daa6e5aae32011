#include "base/map.h"

#include <stdlib.h>
#include <sys/random.h>

#include "base/mem.h"

/* 24 bytes: there are millions. No key is as long as 4 GiB. */
struct map_slot {
	const char *key; /* a null pointer marks a free slot */
	uint32_t len, hash, value;
};

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
slot_key(const struct map_slot *slot)
{
	return (struct str){ slot->key, slot->len };
}

static struct map_slot *
find(const struct map *m, struct str key, uint32_t hash)
{
	size_t i = hash & (m->cap - 1);

	while (m->slots[i].key && !(m->slots[i].hash == hash &&
	    str_eq(slot_key(&m->slots[i]), key)))
		i = (i + 1) & (m->cap - 1);
	return &m->slots[i];
}

static void
set_cap(struct map *m, size_t cap)
{
	struct map old = *m;
	size_t i;

	if (!old.cap && getentropy(&m->seed, sizeof(m->seed)) == -1)
		m->seed = (uint64_t)(uintptr_t)m;
	m->cap = cap;
	m->slots = mem_zalloc(m->cap * sizeof(*m->slots));
	for (i = 0; i < old.cap; i++)
		if (old.slots[i].key)
			*find(m, slot_key(&old.slots[i]), old.slots[i].hash) =
			    old.slots[i];
	free(old.slots);
}

static bool
is_full(size_t keys, size_t cap)
{
	return keys * 4 > cap * 3;
}

void
map_reserve(struct map *m, size_t n)
{
	size_t cap = m->cap ? m->cap : 16;

	while (is_full(n, cap))
		cap *= 2;
	if (cap > m->cap)
		set_cap(m, cap);
}

uint32_t *
map_get(const struct map *m, struct str key)
{
	struct map_slot *slot;

	if (!m->cap)
		return NULL;
	slot = find(m, key, hash_bytes(m->seed, key));
	return slot->key ? &slot->value : NULL;
}

uint32_t *
map_put(struct map *m, struct str key, uint32_t value, bool *added)
{
	struct map_slot *slot;
	uint32_t hash;
	bool fresh;

	if (is_full(m->n + 1, m->cap))
		set_cap(m, m->cap ? m->cap * 2 : 16);
	if (!key.ptr)
		key.ptr = "";
	hash = hash_bytes(m->seed, key);
	slot = find(m, key, hash);
	fresh = !slot->key;
	if (fresh) {
		*slot = (struct map_slot){ key.ptr, (uint32_t)key.len, hash,
			value };
		m->n++;
	}
	if (added)
		*added = fresh;
	return &slot->value;
}

void
map_release(struct map *m)
{
	free(m->slots);
	*m = (struct map){ 0 };
}
