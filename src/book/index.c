#include "book/index.h"

#include "base/unicode.h"

enum {
	/* More folders than this are no shorthand that anybody writes. */
	PATH_ENDS = 8,
};

/* s folded, in the arena. */
static struct str
fold(struct book_index *ix, struct str s)
{
	buf_clear(&ix->scratch);
	unicode_fold(&ix->scratch, s);
	return arena_str(ix->arena, buf_str(&ix->scratch));
}

/* key is borrowed. The profiles come in order. */
static void
table_add(struct index_table *t, struct str key, uint32_t profile)
{
	struct bearer bearer = { profile, INDEX_END };
	struct index_slot *slot;
	uint32_t at;
	bool added;

	if (!key.len)
		return;
	at = *map_put(&t->map, key, (uint32_t)t->slots.n, &added);
	if (added) {
		vec_push(&t->slots, (struct index_slot){
		    (uint32_t)t->bearers.n, (uint32_t)t->bearers.n,
		    PERSON_NONE });
	} else {
		slot = &t->slots.v[at];
		if (t->bearers.v[slot->last].profile == profile)
			return;
		t->bearers.v[slot->last].next = (uint32_t)t->bearers.n;
		slot->last = (uint32_t)t->bearers.n;
	}
	vec_push(&t->bearers, bearer);
}

bool
index_is_url(struct str s)
{
	return str_find(s, STR("://")) != SIZE_MAX || str_istarts(s,
	    STR("www."));
}

void
index_url(struct buf *out, struct str url)
{
	size_t scheme, host;

	url = str_trim(url);
	scheme = str_find(url, STR("://"));
	if (scheme != SIZE_MAX)
		url = str_from(url, scheme + 3);
	if (str_istarts(url, STR("www.")))
		url = str_from(url, 4);
	while (url.len && url.ptr[url.len - 1] == '/')
		url.len--;
	host = str_chr(url, '/');
	unicode_fold(out, str_upto(url, host));
	buf_add(out, str_from(url, host));
}

void
index_anchor(struct buf *out, uint32_t source, struct str heading)
{
	char bytes[sizeof(source)];

	memcpy(bytes, &source, sizeof(source));
	buf_add(out, (struct str){ bytes, sizeof(bytes) });
	unicode_fold(out, heading);
}

struct str
index_stem(struct str path)
{
	if (str_iends(path, STR(".md")))
		return str_upto(path, path.len - 3);
	if (str_iends(path, STR(".markdown")))
		return str_upto(path, path.len - 9);
	return path;
}

/* One value of a key that tells people apart. */
static void
add_value(struct book_index *ix, const struct fact *fact, uint32_t number)
{
	static const uint8_t tables[KEY_END] = {
		[KEY_ALIASES] = INDEX_ALIAS,
		[KEY_EMAIL] = INDEX_EMAIL,
		[KEY_ID] = INDEX_ID,
		[KEY_HANDLE] = INDEX_HANDLE,
		[KEY_URL] = INDEX_URL,
	};
	uint8_t table = fact->key < KEY_END ? tables[fact->key] : 0;
	struct str value = fact->value;

	if (!table || !value.len)
		return;
	if (table != INDEX_ALIAS && index_is_url(value))
		table = INDEX_URL;
	if (table == INDEX_URL) {
		buf_clear(&ix->scratch);
		index_url(&ix->scratch, value);
		value = arena_str(ix->arena, buf_str(&ix->scratch));
	} else {
		if (table == INDEX_HANDLE && value.ptr[0] == '@')
			value = str_from(value, 1);
		value = fold(ix, value);
	}
	table_add(&ix->tables[table], value, number);
}

/*
 * What a path ends in: b/c and c of a/b/c. The whole of it is not worth a key,
 * as index_source finds it; unless it is its own base name.
 */
static void
add_path(struct book_index *ix, uint32_t source)
{
	struct index_table *t = &ix->tables[INDEX_PATH];
	struct str path = fold(ix, index_stem(ix->sources[source].path));
	size_t slash = str_rchr(path, '/');
	int n;

	if (slash == SIZE_MAX)
		table_add(t, path, ix->base[source]);
	for (n = 0; n < PATH_ENDS && slash != SIZE_MAX; n++) {
		table_add(t, str_from(path, slash + 1), ix->base[source]);
		slash = str_rchr(str_upto(path, slash), '/');
	}
}

/* Is the profile the owner's, by name or email? */
static bool
is_me(struct book_index *ix, const struct profile *p, struct str folded)
{
	uint32_t i;

	if (!ix->me.n)
		return false;
	if (index_is_me(ix, folded))
		return true;
	for (i = 0; i < p->facts_n; i++) {
		if (p->facts[i].key != KEY_EMAIL)
			continue;
		buf_clear(&ix->scratch);
		unicode_fold(&ix->scratch, p->facts[i].value);
		if (index_is_me(ix, buf_str(&ix->scratch)))
			return true;
	}
	return false;
}

static void
add_anchor(struct book_index *ix, uint32_t source, const struct profile *p,
    uint32_t number)
{
	buf_clear(&ix->scratch);
	index_anchor(&ix->scratch, source, p->anchor.len ? p->anchor : p->name);
	table_add(&ix->tables[INDEX_ANCHOR],
	    arena_str(ix->arena, buf_str(&ix->scratch)), number);
}

static void
add_profile(struct book_index *ix, uint32_t source, uint32_t number)
{
	const struct source *s = &ix->sources[source];
	const struct profile *p = index_profile(ix, number);
	uint32_t i;

	ix->folded[number] = fold(ix, p->name);
	if (is_me(ix, p, ix->folded[number]))
		return;
	table_add(&ix->tables[INDEX_NAME], ix->folded[number], number);
	for (i = 0; i < p->facts_n; i++)
		add_value(ix, &p->facts[i], number);
	if (s->kind == SOURCE_PERSON)
		add_path(ix, source);
	else if (s->kind == SOURCE_PEOPLE || s->kind == SOURCE_FRIENDS)
		add_anchor(ix, source, p, number);
	ix->person[number] = PERSON_MANY; /* anybody: not decided yet */
}

static void
add_source(struct book_index *ix, uint32_t source)
{
	const struct source *s = &ix->sources[source];
	uint32_t i;

	for (i = 0; i < s->profiles_n; i++) {
		ix->source[ix->base[source] + i] = source;
		add_profile(ix, source, ix->base[source] + i);
	}
	if (s->profiles_n && (s->kind == SOURCE_PEOPLE ||
	    s->kind == SOURCE_FRIENDS))
		add_path(ix, source);
}

struct book_index *
index_new(const struct source *sources, size_t n,
    const struct book_options *options, struct arena *arena)
{
	struct book_index *ix = arena_alloc(arena, sizeof(*ix));
	uint32_t total = 0;
	size_t i;

	ix->sources = sources;
	ix->sources_n = n;
	ix->arena = arena;
	ix->base = arena_alloc(arena, (n + 1) * sizeof(*ix->base));
	for (i = 0; i < n; i++) {
		ix->base[i] = total;
		total += sources[i].profiles_n;
	}
	ix->base[n] = total;
	ix->profiles_n = total;
	ix->source = arena_alloc(arena, total * sizeof(*ix->source));
	ix->person = arena_alloc(arena, total * sizeof(*ix->person));
	ix->folded = arena_alloc(arena, total * sizeof(*ix->folded));
	memset(ix->person, 0xff, total * sizeof(*ix->person));
	for (i = 0; i < options->me_n; i++)
		map_put(&ix->me, fold(ix, options->me[i]), 0, NULL);
	for (i = 0; i < n; i++)
		add_source(ix, (uint32_t)i);
	return ix;
}

void
index_free(struct book_index *ix)
{
	int i;

	if (!ix)
		return;
	for (i = 0; i < INDEX_KEYS; i++) {
		map_release(&ix->tables[i].map);
		vec_release(&ix->tables[i].slots);
		vec_release(&ix->tables[i].bearers);
	}
	map_release(&ix->me);
	buf_release(&ix->scratch);
}

/* Whom all who bear a key are together. */
static uint32_t
settled(const struct book_index *ix, const struct index_table *t,
    const struct index_slot *slot)
{
	bool paths = t == &ix->tables[INDEX_PATH];
	uint32_t at, profile, found = PERSON_NONE;

	for (at = slot->first; at != INDEX_END; at = t->bearers.v[at].next) {
		profile = t->bearers.v[at].profile;
		/* a file of many people is none of them */
		if (paths && ix->sources[ix->source[profile]].kind !=
		    SOURCE_PERSON)
			continue;
		if (ix->person[profile] == PERSON_NONE ||
		    ix->person[profile] == found)
			continue;
		if (found != PERSON_NONE)
			return PERSON_MANY;
		found = ix->person[profile];
	}
	return found;
}

void
index_settle(struct book_index *ix)
{
	struct index_table *t;
	size_t i;

	for (t = ix->tables; t < ix->tables + INDEX_KEYS; t++)
		for (i = 0; i < t->slots.n; i++)
			t->slots.v[i].person = settled(ix, t, &t->slots.v[i]);
}

const struct profile *
index_profile(const struct book_index *ix, uint32_t number)
{
	uint32_t source = ix->source[number];

	return &ix->sources[source].profiles[number - ix->base[source]];
}

bool
index_markdown(const struct book_index *ix, uint32_t number)
{
	return ix->sources[ix->source[number]].kind != SOURCE_CONTACTS;
}

bool
index_is_me(const struct book_index *ix, struct str folded)
{
	return folded.len && map_get(&ix->me, folded);
}

const struct index_slot *
index_find(const struct book_index *ix, enum index_key key, struct str folded)
{
	const struct index_table *t = &ix->tables[key];
	const uint32_t *at = folded.len ? map_get(&t->map, folded) : NULL;

	return at ? &t->slots.v[*at] : NULL;
}

uint32_t
index_who(const struct book_index *ix, enum index_key key, struct str folded)
{
	const struct index_slot *slot = index_find(ix, key, folded);

	return slot ? slot->person : PERSON_NONE;
}

uint32_t
index_source(const struct book_index *ix, struct str path)
{
	size_t low = 0, high = ix->sources_n, mid;
	int order;

	while (low < high) {
		mid = low + (high - low) / 2;
		order = str_cmp(ix->sources[mid].path, path);
		if (!order)
			return (uint32_t)mid;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return UINT32_MAX;
}
