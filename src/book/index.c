#include "book/index.h"

#include "base/pool.h"
#include "base/unicode.h"
#include "book/vdir.h"
#include "note/page.h"

enum {
	/* More folders than this are no shorthand that anybody writes. */
	PATH_ENDS = 8,
	/* Sources that are worth another thread. */
	SOURCES_WORTH = 256,
};

/* What one thread fills the index with. */
struct filler {
	struct book_index *ix;
	struct arena arena; /* of the keys, the book's in the end */
	struct buf scratch;
	char apart[POOL_APART];
};

/* s folded, in the arena; s itself where it is that, as addresses are. */
static struct str
fold(struct filler *f, struct str s)
{
	buf_clear(&f->scratch);
	unicode_fold(&f->scratch, s);
	return str_eq(buf_str(&f->scratch), s) ? s :
	    arena_str(&f->arena, buf_str(&f->scratch));
}

static void
add_bearer(struct index_table *t, struct index_slot *slot, uint32_t profile)
{
	t->bearers.v[slot->last].next = (uint32_t)t->bearers.n;
	slot->last = (uint32_t)t->bearers.n;
	vec_push(&t->bearers, (struct bearer){ profile, INDEX_END });
}

/* key is borrowed. The profiles come in order. */
static void
table_add(struct index_table *t, struct str key, uint32_t profile)
{
	uint32_t *value, first;
	bool added;

	if (!key.len)
		return;
	value = map_put(&t->map, key, INDEX_ONE | profile, &added);
	if (added || *value == (INDEX_ONE | profile))
		return;
	if (*value & INDEX_ONE) {
		first = (uint32_t)t->bearers.n;
		vec_push(&t->bearers, (struct bearer){ *value & ~INDEX_ONE,
		    INDEX_END });
		*value = (uint32_t)t->slots.n;
		vec_push(&t->slots, (struct index_slot){ first, first,
		    PERSON_NONE });
	}
	if (t->bearers.v[t->slots.v[*value].last].profile != profile)
		add_bearer(t, &t->slots.v[*value], profile);
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
add_value(struct filler *f, const struct fact *fact, uint32_t number)
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
		buf_clear(&f->scratch);
		index_url(&f->scratch, value);
		value = arena_str(&f->arena, buf_str(&f->scratch));
	} else {
		if (table == INDEX_HANDLE && value.ptr[0] == '@')
			value = str_from(value, 1);
		value = fold(f, value);
	}
	table_add(&f->ix->tables[table], value, number);
}

/* Is the profile the owner's, by name or email? */
static bool
is_me(struct filler *f, const struct profile *p, struct str folded)
{
	const struct book_index *ix = f->ix;
	uint32_t i;

	if (!ix->me.n)
		return false;
	if (index_is_me(ix, folded))
		return true;
	for (i = 0; i < p->facts_n; i++) {
		if (p->facts[i].key != KEY_EMAIL)
			continue;
		buf_clear(&f->scratch);
		unicode_fold(&f->scratch, p->facts[i].value);
		if (index_is_me(ix, buf_str(&f->scratch)))
			return true;
	}
	return false;
}

/* Folds the names of a source's people, and passes over the owner's. */
static void
name_source(void *context, size_t thread, size_t source)
{
	struct filler *f = &((struct filler *)context)[thread];
	struct book_index *ix = f->ix;
	const struct source *s = &ix->sources[source];
	uint32_t i, number = ix->base[source];

	for (i = 0; i < s->profiles_n; i++, number++) {
		ix->source[number] = (uint32_t)source;
		ix->folded[number] = fold(f, s->profiles[i].name);
		/* anybody: not decided yet */
		ix->person[number] = is_me(f, &s->profiles[i],
		    ix->folded[number]) ? PERSON_NONE : PERSON_MANY;
	}
}

static bool
holds_many(const struct source *s)
{
	return s->kind == SOURCE_PEOPLE || s->kind == SOURCE_FRIENDS;
}

static void
add_names(struct filler *f)
{
	struct book_index *ix = f->ix;
	uint32_t i;

	map_reserve(&ix->tables[INDEX_NAME].map, ix->profiles_n);
	for (i = 0; i < ix->profiles_n; i++)
		if (ix->person[i] != PERSON_NONE)
			table_add(&ix->tables[INDEX_NAME], ix->folded[i], i);
}

static void
add_facts(struct filler *f)
{
	const struct profile *p;
	uint32_t i, k;

	for (i = 0; i < f->ix->profiles_n; i++) {
		p = index_profile(f->ix, i);
		for (k = 0; f->ix->person[i] != PERSON_NONE &&
		    k < p->facts_n; k++)
			add_value(f, &p->facts[k], i);
	}
}

/*
 * What a path ends in: b/c and c of a/b/c. The whole of it is not worth a key,
 * as index_source finds it; unless it is its own base name.
 */
static void
add_path(struct filler *f, uint32_t source, struct str path)
{
	struct index_table *t = &f->ix->tables[INDEX_PATH];
	uint32_t number = f->ix->base[source];
	size_t slash = str_rchr(path, '/');
	int n;

	if (slash == SIZE_MAX)
		table_add(t, path, number);
	for (n = 0; n < PATH_ENDS && slash != SIZE_MAX; n++) {
		table_add(t, str_from(path, slash + 1), number);
		slash = str_rchr(str_upto(path, slash), '/');
	}
	buf_clear(&f->scratch);
	if (page_path(&f->scratch, path))
		add_path(f, source, arena_str(&f->arena,
		    buf_str(&f->scratch)));
}

static void
add_anchor(struct filler *f, uint32_t source, struct str heading,
    uint32_t number)
{
	buf_clear(&f->scratch);
	index_anchor(&f->scratch, source, heading);
	table_add(&f->ix->tables[INDEX_ANCHOR],
	    arena_str(&f->arena, buf_str(&f->scratch)), number);
}

static void
add_anchors(struct filler *f, uint32_t source)
{
	const struct book_index *ix = f->ix;
	const struct profile *p = ix->sources[source].profiles;
	uint32_t i;

	for (i = ix->base[source]; i < ix->base[source + 1]; i++, p++) {
		if (ix->person[i] == PERSON_NONE)
			continue;
		/* "Ana Ruiz #porto" and "[[Bob Chen]]" are headings too */
		add_anchor(f, source, p->name, i);
		if (p->anchor.len && !str_eq(p->anchor, p->name))
			add_anchor(f, source, p->anchor, i);
	}
}

static void
add_places(struct filler *f)
{
	struct book_index *ix = f->ix;
	uint32_t i;

	map_reserve(&ix->tables[INDEX_PATH].map, ix->sources_n);
	for (i = 0; i < ix->sources_n; i++) {
		if (!ix->sources[i].profiles_n)
			continue;
		if (holds_many(&ix->sources[i]))
			add_anchors(f, i);
		else if (ix->sources[i].kind != SOURCE_PERSON ||
		    ix->person[ix->base[i]] == PERSON_NONE)
			continue;
		add_path(f, i, fold(f, index_stem(ix->sources[i].path)));
	}
}

/* Each adds to tables that no other touches. */
static void (*const parts[])(struct filler *f) = {
	add_facts, add_places, add_names,
};
enum { PARTS = sizeof(parts) / sizeof(*parts) };

static void
fill_part(void *context, size_t thread, size_t part)
{
	parts[part](&((struct filler *)context)[thread]);
}

static void
fill(struct book_index *ix, const struct book_options *options)
{
	struct filler *fillers;
	size_t threads = pool_threads(), i;

	fillers = mem_zalloc(threads * sizeof(*fillers));
	for (i = 0; i < threads; i++)
		fillers[i].ix = ix;
	for (i = 0; i < options->me_n; i++)
		map_put(&ix->me, fold(&fillers[0], options->me[i]), 0, NULL);
	pool_run(ix->sources_n, SOURCES_WORTH, name_source, fillers);
	pool_run(PARTS, ix->profiles_n < SOURCES_WORTH ? PARTS + 1 : 1,
	    fill_part, fillers);
	for (i = 0; i < threads; i++) {
		arena_join(ix->arena, &fillers[i].arena);
		buf_release(&fillers[i].scratch);
	}
	free(fillers);
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
	ix->whole = vdir_tables(sources, n, arena);
	ix->profiles_n = total;
	ix->source = arena_alloc(arena, total * sizeof(*ix->source));
	ix->person = arena_alloc(arena, total * sizeof(*ix->person));
	ix->folded = arena_alloc(arena, total * sizeof(*ix->folded));
	fill(ix, options);
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

/* Whom it is for who bears a key: a file of many people is none of them. */
static uint32_t
bearer_who(const struct book_index *ix, const struct index_table *t,
    uint32_t profile)
{
	return t == &ix->tables[INDEX_PATH] &&
	    ix->sources[ix->source[profile]].kind != SOURCE_PERSON ?
	    PERSON_NONE : ix->person[profile];
}

/* Whom all who bear a key are together. */
static uint32_t
settled(const struct book_index *ix, const struct index_table *t,
    const struct index_slot *slot)
{
	uint32_t at, who, found = PERSON_NONE;

	for (at = slot->first; at != INDEX_END; at = t->bearers.v[at].next) {
		who = bearer_who(ix, t, t->bearers.v[at].profile);
		if (who == PERSON_NONE || who == found)
			continue;
		if (found != PERSON_NONE)
			return PERSON_MANY;
		found = who;
	}
	return found;
}

static void
settle_table(void *context, size_t thread, size_t key)
{
	struct book_index *ix = context;
	struct index_table *t = &ix->tables[key];
	size_t i;

	(void)thread;
	for (i = 0; i < t->slots.n; i++)
		t->slots.v[i].person = settled(ix, t, &t->slots.v[i]);
}

void
index_settle(struct book_index *ix)
{
	pool_run(INDEX_KEYS, ix->profiles_n < SOURCES_WORTH ?
	    INDEX_KEYS + 1 : 1, settle_table, ix);
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
	return !source_kind_rows(index_kind(ix, number));
}

bool
index_is_me(const struct book_index *ix, struct str folded)
{
	return folded.len && map_get(&ix->me, folded);
}

/* What a key leads to, or INDEX_END. */
static uint32_t
value_of(const struct index_table *t, struct str folded)
{
	const uint32_t *value = folded.len ? map_get(&t->map, folded) : NULL;

	return value ? *value : INDEX_END;
}

struct index_walk
index_find(const struct book_index *ix, enum index_key key, struct str folded)
{
	struct index_walk walk = { .table = &ix->tables[key] };

	walk.next = value_of(walk.table, folded);
	if (!(walk.next & INDEX_ONE))
		walk.next = walk.table->slots.v[walk.next].first;
	return walk;
}

bool
index_next(struct index_walk *walk)
{
	const struct bearer *bearer;

	if (walk->next == INDEX_END)
		return false;
	if (walk->next & INDEX_ONE) {
		walk->profile = walk->next & ~INDEX_ONE;
		walk->next = INDEX_END;
	} else {
		bearer = &walk->table->bearers.v[walk->next];
		walk->profile = bearer->profile;
		walk->next = bearer->next;
	}
	return true;
}

const struct index_slot *
index_shared(const struct index_table *t, size_t n)
{
	uint32_t value = t->map.items[n].value;

	return value & INDEX_ONE ? NULL : &t->slots.v[value];
}

uint32_t
index_who(const struct book_index *ix, enum index_key key, struct str folded)
{
	const struct index_table *t = &ix->tables[key];
	uint32_t value = value_of(t, folded);

	if (value == INDEX_END)
		return PERSON_NONE;
	return value & INDEX_ONE ? bearer_who(ix, t, value & ~INDEX_ONE) :
	    t->slots.v[value].person;
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
