#include "book/vdir.h"

#include "base/map.h"

static struct str
folder_of(struct str path)
{
	size_t slash = str_rchr(path, '/');

	return slash == SIZE_MAX ? STR_NONE : str_upto(path, slash);
}

uint32_t *
vdir_tables(const struct source *sources, size_t n, struct arena *arena)
{
	uint32_t *tables = arena_alloc(arena, n * sizeof(*tables)), i;
	struct map folders = { 0 };

	for (i = 0; i < n; i++)
		tables[i] = sources[i].kind != SOURCE_CARDS ||
		    sources[i].profiles_n != 1 ? i :
		    *map_put(&folders, folder_of(sources[i].path), i, NULL);
	map_release(&folders);
	return tables;
}
