#include "book/identity.h"

#include <stdlib.h>

#include "base/birthday.h"
#include "base/pool.h"
#include "base/unicode.h"

enum {
	/* Comparing bigger groups row by row is not worth its time. */
	PAIRS_MAX = 1024,
};

/*
 * Profiles that are one person, as a union-find whose members are also a ring.
 * The root is the one Markdown profile, else the first.
 */
struct join {
	const struct book_index *ix;
	uint32_t *parent;
	uint32_t *next; /* the ring */
	uint32_t *size; /* of a root's group */
	/* By table, the name's that is looked at: see join_name. */
	struct seen {
		uint32_t name;  /* its place, from 1: else it is another's */
		uint32_t first; /* who has it there */
		bool many;      /* others have it there, too */
	} *seen;
};

static uint32_t
root(struct join *j, uint32_t n)
{
	while (j->parent[n] != n) {
		j->parent[n] = j->parent[j->parent[n]];
		n = j->parent[n];
	}
	return n;
}

static bool
differ(struct str a, struct str b)
{
	return a.len && b.len && !str_eq(a, b);
}

/* DAY_NONE when the profile does not say. */
static day_t
born(const struct book_index *ix, uint32_t n)
{
	const struct profile *p = index_profile(ix, n);
	uint32_t k;
	day_t day;

	for (k = 0; k < p->facts_n; k++)
		if (p->facts[k].key == KEY_BIRTHDAY &&
		    birthday_parse(p->facts[k].value, &day))
			return day;
	return DAY_NONE;
}

/* Two birthdays are two people; a year may be missing. */
static bool
born_apart(const struct book_index *ix, uint32_t a, uint32_t b)
{
	int year[2], month[2], mday[2];
	day_t x = born(ix, a), y = x == DAY_NONE ? DAY_NONE : born(ix, b);

	if (y == DAY_NONE)
		return false;
	day_split(x, &year[0], &month[0], &mday[0]);
	day_split(y, &year[1], &month[1], &mday[1]);
	return month[0] != month[1] || mday[0] != mday[1] ||
	    (year[0] != year[1] && year[0] != BIRTHDAY_NO_YEAR &&
	    year[1] != BIRTHDAY_NO_YEAR);
}

/*
 * Are there two rows among them that are not one person? Those of one table
 * with different names are not: a table that tells people apart is believed.
 * Nor are those with different birthdays: a father's name is his son's, and
 * the address of an office its next holder's.
 */
static bool
conflict(struct join *j, uint32_t a, uint32_t b)
{
	const struct book_index *ix = j->ix;
	uint32_t i = a, k = b;

	if ((j->size[a] == 1 && index_markdown(ix, a)) ||
	    (j->size[b] == 1 && index_markdown(ix, b)))
		return false;
	if ((uint64_t)j->size[a] * j->size[b] > PAIRS_MAX)
		return true;
	do {
		do {
			if ((index_whole(ix, i) == index_whole(ix, k) &&
			    differ(ix->folded[i], ix->folded[k])) ||
			    (!index_markdown(ix, i) && !index_markdown(ix, k) &&
			    born_apart(ix, i, k)))
				return true;
			k = j->next[k];
		} while (k != b);
		i = j->next[i];
	} while (i != a);
	return false;
}

static void
unite(struct join *j, uint32_t a, uint32_t b)
{
	uint32_t swap;

	a = root(j, a);
	b = root(j, b);
	if (a == b || (index_markdown(j->ix, a) && index_markdown(j->ix, b)) ||
	    conflict(j, a, b))
		return;
	if (index_markdown(j->ix, b) || (!index_markdown(j->ix, a) && b < a)) {
		swap = a;
		a = b;
		b = swap;
	}
	j->parent[b] = a;
	j->size[a] += j->size[b];
	swap = j->next[a];
	j->next[a] = j->next[b];
	j->next[b] = swap;
}

/*
 * The one who may take in all others that bear a key: its Markdown person,
 * else its first row. False when the key is no proof: two Markdown people have
 * it, or two different names in one source.
 */
static bool
leader(const struct book_index *ix, const struct index_table *t,
    const struct index_slot *slot, uint32_t *who)
{
	uint32_t at, n, run = slot->first, name = INDEX_END, people = 0;

	*who = t->bearers.v[slot->first].profile;
	for (at = slot->first; at != INDEX_END; at = t->bearers.v[at].next) {
		n = t->bearers.v[at].profile;
		if (index_markdown(ix, n)) {
			if (++people > 1)
				return false;
			*who = n;
		}
		if (index_whole(ix, n) !=
		    index_whole(ix, t->bearers.v[run].profile)) {
			run = at;
			name = INDEX_END;
		}
		if (name == INDEX_END)
			name = n;
		else if (differ(ix->folded[n], ix->folded[name]))
			return false;
		else if (!ix->folded[name].len)
			name = n;
	}
	return true;
}

/* Joins those who bear one email, URL, handle or id. */
static void
join_key(struct join *j, enum index_key key, const struct index_slot *slot)
{
	const struct index_table *t = &j->ix->tables[key];
	const struct book_index *ix = j->ix;
	uint32_t at, n, who, before = INDEX_END;
	bool agree;

	if (!leader(ix, t, slot, &who))
		return;
	for (at = slot->first; at != INDEX_END; at = t->bearers.v[at].next) {
		n = t->bearers.v[at].profile;
		/* within a table: the name too, and an id but a UID is none */
		agree = before != INDEX_END &&
		    index_whole(ix, n) == index_whole(ix, before) &&
		    (key == INDEX_EMAIL || key == INDEX_URL ||
		    (key == INDEX_ID && index_kind(ix, n) == SOURCE_CARDS)) &&
		    ix->folded[n].len &&
		    str_eq(ix->folded[n], ix->folded[before]);
		if (agree)
			unite(j, before, n);
		if (index_whole(ix, n) != index_whole(ix, who))
			unite(j, who, n);
		before = n;
	}
}

/*
 * Notes who bears a name first in each table, and whether others do there.
 * Returns the one Markdown person who has it, or INDEX_END.
 */
static uint32_t
see_name(struct join *j, const struct index_table *t,
    const struct index_slot *slot, uint32_t name)
{
	uint32_t at, n, people = 0, one = INDEX_END;
	struct seen *seen;

	for (at = slot->first; at != INDEX_END; at = t->bearers.v[at].next) {
		n = t->bearers.v[at].profile;
		seen = &j->seen[index_whole(j->ix, n)];
		if (index_markdown(j->ix, n))
			one = people++ ? INDEX_END : n;
		if (seen->name != name)
			*seen = (struct seen){ name, n, false };
		else if (root(j, n) != root(j, seen->first))
			seen->many = true;
	}
	return one;
}

/*
 * Joins those of one full name: a name that stands once among the Markdown
 * people and once in a table, or once in each of two tables.
 */
static void
join_name(struct join *j, const struct index_slot *slot, uint32_t name)
{
	const struct index_table *t = &j->ix->tables[INDEX_NAME];
	uint32_t at, n, who = see_name(j, t, slot, name);
	const struct seen *seen;

	for (at = slot->first; at != INDEX_END; at = t->bearers.v[at].next) {
		n = t->bearers.v[at].profile;
		seen = &j->seen[index_whole(j->ix, n)];
		if (index_markdown(j->ix, n) || seen->first != n || seen->many)
			continue;
		if (who != INDEX_END)
			unite(j, who, n);
		else
			who = n;
	}
}

static void
join_all(struct join *j)
{
	static const enum index_key keys[] = {
		INDEX_ID, INDEX_HANDLE, INDEX_URL, INDEX_EMAIL,
	};
	const struct index_slot *slot;
	const struct index_table *t;
	size_t i, k;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		t = &j->ix->tables[keys[i]];
		for (k = 0; k < t->map.n; k++)
			if ((slot = index_shared(t, k)))
				join_key(j, keys[i], slot);
	}
	t = &j->ix->tables[INDEX_NAME];
	for (k = 0; k < t->map.n; k++)
		if ((slot = index_shared(t, k)))
			join_name(j, slot, (uint32_t)k + 1);
}

/* Warns of each Markdown person behind the first that bears the key. */
static void
doubles(const struct book_index *ix, enum index_key key,
    const struct index_slot *slot, bool *told, struct diags *diags)
{
	const struct index_table *t = &ix->tables[key];
	const struct profile *p, *other = NULL;
	uint32_t at, n, other_source = 0;

	for (at = slot->first; at != INDEX_END; at = t->bearers.v[at].next) {
		n = t->bearers.v[at].profile;
		if (!index_markdown(ix, n))
			continue;
		p = index_profile(ix, n);
		if (!other) {
			other = p;
			other_source = ix->source[n];
		} else if (!told[n]) {
			told[n] = true;
			diag_warn(diags, "double-person",
			    ix->sources[ix->source[n]].path, p->line, p->column,
			    "%.*s has the same %s as %.*s:%u; make them one "
			    "note, or tell them apart",
			    STR_ARG(str_upto(p->name, SHOWN_MAX)),
			    key == INDEX_NAME ? "name" : "email",
			    STR_ARG(ix->sources[other_source].path),
			    other->line);
		}
	}
}

static void
find_doubles(const struct book_index *ix, struct diags *diags)
{
	bool *told = mem_zalloc(ix->profiles_n * sizeof(*told));
	static const enum index_key keys[] = { INDEX_NAME, INDEX_EMAIL };
	const struct index_slot *slot;
	const struct index_table *t;
	size_t i, k;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		t = &ix->tables[keys[i]];
		for (k = 0; k < t->map.n; k++)
			if ((slot = index_shared(t, k)))
				doubles(ix, keys[i], slot, told, diags);
	}
	free(told);
}

/* A group on its way to be a person. */
struct named {
	uint64_t prefix; /* first bytes of folded, to compare */
	struct str folded;
	struct str name;
	uint32_t number; /* root */
};

/* What a row without a name is called. */
static struct str
nameless(const struct profile *p)
{
	static const uint8_t keys[] = {
		KEY_EMAIL, KEY_HANDLE, KEY_URL, KEY_ID,
	};
	size_t i;
	uint32_t k;

	for (i = 0; i < sizeof(keys); i++)
		for (k = 0; k < p->facts_n; k++)
			if (p->facts[k].key == keys[i] && p->facts[k].value.len)
				return p->facts[k].value;
	return STR_NONE;
}

static uint64_t
prefix_of(struct str s)
{
	uint64_t prefix = 0;
	size_t i;

	for (i = 0; i < sizeof(prefix); i++)
		prefix = prefix << 8 |
		    (i < s.len ? (unsigned char)s.ptr[i] : 0);
	return prefix;
}

/* The first name in the group that is not empty, the root's if it has one. */
static struct named
name_of(struct book *b, struct join *j, uint32_t number)
{
	struct book_index *ix = b->index;
	struct named named = { .number = number };
	uint32_t n = number, best = number;

	if (!ix->folded[number].len)
		for (n = j->next[number]; n != number; n = j->next[n])
			if (ix->folded[n].len &&
			    (best == number || n < best))
				best = n;
	named.name = index_profile(ix, best)->name;
	named.folded = ix->folded[best];
	for (n = number; !named.folded.len;) {
		named.name = nameless(index_profile(ix, n));
		buf_clear(&ix->scratch);
		unicode_fold(&ix->scratch, named.name);
		named.folded = arena_str(&b->arena, buf_str(&ix->scratch));
		n = j->next[n];
		if (n == number)
			break;
	}
	named.prefix = prefix_of(named.folded);
	return named;
}

/* By name, then by path and place in the file: numbers are in that order. */
static int
compare(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order;

	if (x->prefix != y->prefix)
		return x->prefix < y->prefix ? -1 : 1;
	order = str_cmp(x->folded, y->folded);
	if (order)
		return order;
	return (x->number > y->number) - (x->number < y->number);
}

/* All groups that have any name, in their order. Returns how many. */
static uint32_t
sort_groups(struct book *b, struct join *j, struct named *named)
{
	struct book_index *ix = b->index;
	uint32_t n, found = 0;

	for (n = 0; n < ix->profiles_n; n++) {
		if (ix->person[n] == PERSON_NONE || j->parent[n] != n)
			continue;
		named[found] = name_of(b, j, n);
		if (named[found].folded.len)
			found++;
	}
	pool_sort(named, found, sizeof(*named), compare);
	return found;
}

/* Gives each person its parts: Markdown first, then tables by path. */
static void
make_person(struct book *b, struct join *j, const struct named *named,
    struct part **parts)
{
	struct person p = { .name = named->name, .parts = *parts };
	struct book_index *ix = b->index;
	uint32_t n = named->number;

	p.parts_n = j->size[n];
	p.markdown = index_markdown(ix, n);
	do {
		ix->person[n] = (uint32_t)b->people.n;
		n = j->next[n];
	} while (n != named->number);
	*parts += p.parts_n;
	vec_push(&b->people, p);
}

/*
 * Numbers are in the order of paths, so parts fall into place in one pass.
 * all: where those of all people lie.
 */
static void
fill_parts(struct book *b, struct join *j, struct part *all)
{
	struct book_index *ix = b->index;
	uint32_t *filled = mem_zalloc(b->people.n * sizeof(*filled));
	const struct person *p;
	struct part *part;
	uint32_t n, at;

	for (n = 0; n < ix->profiles_n; n++) {
		if (ix->person[n] == PERSON_NONE)
			continue;
		p = &b->people.v[ix->person[n]];
		/* the root is the one shown */
		at = root(j, n) == n ? 0 : ++filled[ix->person[n]];
		part = all + (p->parts - all) + at;
		part->source = ix->source[n];
		part->profile = n - ix->base[ix->source[n]];
	}
	free(filled);
}

static void
make_people(struct book *b, struct join *j)
{
	struct book_index *ix = b->index;
	struct part *all = arena_alloc(&b->arena,
	    ix->profiles_n * sizeof(*all)), *parts = all;
	struct named *named = mem_resize(NULL, ix->profiles_n, sizeof(*named));
	uint32_t i, n = sort_groups(b, j, named);

	b->people.v = mem_resize(NULL, n, sizeof(*b->people.v));
	b->people.cap = n;
	for (i = 0; i < n; i++)
		make_person(b, j, &named[i], &parts);
	free(named);
	/* rows with nothing that names them */
	for (i = 0; i < ix->profiles_n; i++)
		if (ix->person[i] == PERSON_MANY)
			ix->person[i] = PERSON_NONE;
	fill_parts(b, j, all);
}

void
identity_make(struct book *b, struct diags *diags)
{
	struct book_index *ix = b->index;
	struct join j = { .ix = ix };
	bool tables = false;
	uint32_t n;

	j.parent = mem_resize(NULL, ix->profiles_n, sizeof(*j.parent));
	j.next = mem_resize(NULL, ix->profiles_n, sizeof(*j.next));
	j.size = mem_resize(NULL, ix->profiles_n, sizeof(*j.size));
	j.seen = mem_zalloc(ix->sources_n * sizeof(*j.seen));
	for (n = 0; n < ix->profiles_n; n++) {
		j.parent[n] = j.next[n] = n;
		j.size[n] = 1;
		tables |= !index_markdown(ix, n);
	}
	if (tables)
		join_all(&j);
	find_doubles(ix, diags);
	make_people(b, &j);
	free(j.parent);
	free(j.next);
	free(j.size);
	free(j.seen);
}
