#include "base/uuid.h"

#include <stdint.h>
#include <stdio.h>

/* FNV-1a over the bytes, then the last step of MurmurHash3, which mixes it. */
static uint64_t
hash(struct str s, uint64_t basis)
{
	uint64_t h = basis;
	size_t i;

	for (i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * UINT64_C(0x100000001b3);
	h = (h ^ (h >> 33)) * UINT64_C(0xff51afd7ed558ccd);
	h = (h ^ (h >> 33)) * UINT64_C(0xc4ceb9fe1a85ec53);
	return h ^ (h >> 33);
}

void
uuid_of(struct str name, char text[UUID_TEXT])
{
	uint64_t a = hash(name, UINT64_C(0xcbf29ce484222325));
	uint64_t b = hash(name, UINT64_C(0x9e3779b97f4a7c15));

	snprintf(text, UUID_TEXT, "%08x-%04x-8%03x-%04x-%012llx",
	    (unsigned)(a >> 32), (unsigned)(a >> 16) & 0xffff,
	    (unsigned)a & 0xfff, ((unsigned)(b >> 48) & 0x3fff) | 0x8000,
	    (unsigned long long)b & 0xffffffffffff);
}
