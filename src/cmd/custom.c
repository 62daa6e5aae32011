#include "cmd/custom.h"

#include "note/kind.h"

static struct str
folder_of(struct str path)
{
	size_t slash = str_rchr(path, '/');

	return slash == SIZE_MAX ? STR_NONE : str_upto(path, slash);
}

/*
 * The folder that holds most person notes, the first of them by path where
 * two hold as many. Sources are sorted by path, but a folder's notes may have
 * those of its subfolders among them. False where there are none.
 */
static bool
fullest_folder(const struct session *s, struct str *best)
{
	struct map counts = { 0 };
	struct str folder;
	uint32_t *count, most = 0;
	size_t i;

	for (i = 0; i < s->sources_n; i++) {
		if (s->sources[i].kind != SOURCE_PERSON)
			continue;
		folder = folder_of(s->sources[i].path);
		count = map_put(&counts, folder, 0, NULL);
		if (++*count > most) {
			most = *count;
			*best = folder;
		}
	}
	map_release(&counts);
	return most > 0;
}

struct str
custom_path(const struct session *s, struct arena *a, struct str path)
{
	struct buf whole = { 0 };
	struct str result;

	if (!s->config.dir.len)
		return path;
	buf_printf(&whole, "%.*s/%.*s", STR_ARG(s->config.dir), STR_ARG(path));
	result = arena_str(a, buf_str(&whole));
	buf_release(&whole);
	return result;
}

/* Do the names of that folder's person notes look like "Ana Ruiz"? */
static bool
full_names(const struct session *s, struct str folder)
{
	size_t full = 0, slugs = 0, i, k;
	struct str base;

	for (i = 0; i < s->sources_n; i++) {
		if (s->sources[i].kind != SOURCE_PERSON ||
		    !str_eq(folder_of(s->sources[i].path), folder))
			continue;
		base = read_base(s->sources[i].path);
		for (k = 0; k < base.len; k++)
			if (base.ptr[k] == ' ' || (base.ptr[k] >= 'A' &&
			    base.ptr[k] <= 'Z'))
				break;
		if (k < base.len)
			full++;
		else
			slugs++;
	}
	return full > slugs;
}

/* The marker that a person note of that folder has in its front matter. */
static bool
neighbour_marker(struct session *s, struct arena *a, struct custom *custom)
{
	struct front front = { 0 };
	struct buf bytes = { 0 };
	struct diags none = { 0 };
	bool found = false;
	size_t i;

	for (i = 0; i < s->sources_n && !found; i++) {
		if (s->sources[i].kind != SOURCE_PERSON ||
		    !str_eq(folder_of(s->sources[i].path), custom->folder))
			continue;
		buf_clear(&bytes);
		if (notes_read(s->notes, s->sources[i].path, &bytes, true,
			&none) != 0)
			continue;
		front_read(&front, buf_str(&bytes), s->sources[i].path, a,
		    &none);
		found = kind_marker(&front, &custom->key, &custom->value);
		custom->key = arena_str(a, custom->key);
		custom->value = arena_str(a, custom->value);
	}
	front_release(&front);
	buf_release(&bytes);
	diag_release(&none);
	return found;
}

void
custom_learn(struct session *s, struct arena *a, struct custom *custom)
{
	struct str probe;
	struct buf path = { 0 };

	*custom = (struct custom){ .folder = s->config.people };
	if (!custom->folder.len && !fullest_folder(s, &custom->folder))
		custom->folder = custom_path(s, a, STR("people"));
	custom->slugs = !full_names(s, custom->folder);
	if (!neighbour_marker(s, a, custom)) {
		buf_printf(&path, "%.*s/x.md", STR_ARG(custom->folder));
		probe = buf_str(&path);
		custom->key = kind_people_folder(probe) ? STR_NONE :
		    STR("type");
		custom->value = STR("person");
	}
	buf_release(&path);
}
