#include "base/vec.h"

void *
vec_more(void *v, size_t *cap, size_t size)
{
	*cap = *cap ? *cap * 2 : 8;
	return mem_resize(v, *cap, size);
}
