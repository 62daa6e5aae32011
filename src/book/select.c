#include "book/select.h"

#include "base/unicode.h"
#include "book/target.h"

/* Those who fit, each once, in the order in which they were found. */
struct picked {
	const struct book *b;
	bool *has; /* by person */
	VEC(uint32_t) people;
	struct buf folded, other;
};

static void
pick(struct picked *p, uint32_t person)
{
	if (person == PERSON_NONE || p->has[person])
		return;
	p->has[person] = true;
	vec_push(&p->people, person);
}

/* All who bear a key that is folded already. */
static void
pick_bearers(struct picked *p, enum index_key key, struct str folded)
{
	const struct book_index *ix = p->b->index;
	struct index_walk walk = index_find(ix, key, folded);

	while (index_next(&walk))
		if (key != INDEX_PATH || ix->sources[
		    ix->source[walk.profile]].kind == SOURCE_PERSON)
			pick(p, ix->person[walk.profile]);
}

/* Is name what p->folded is, when it is folded too? */
static bool
is_folded(struct picked *p, struct str name)
{
	buf_clear(&p->other);
	unicode_fold(&p->other, name);
	return str_eq(buf_str(&p->other), buf_str(&p->folded));
}

/*
 * Those of one file: a person note's own, or the one of that heading, whether
 * it is written as it stands or as the name it says.
 */
static void
pick_source(struct picked *p, const struct source *s, struct str anchor)
{
	const struct book_index *ix = p->b->index;
	uint32_t first = ix->base[s - p->b->sources], i;
	const struct profile *f;

	buf_clear(&p->folded);
	unicode_fold(&p->folded, anchor);
	for (i = 0; i < s->profiles_n; i++) {
		f = &s->profiles[i];
		if (s->kind == SOURCE_PERSON ||
		    (anchor.len && (is_folded(p, f->name) ||
		    (f->anchor.len && is_folded(p, f->anchor)))))
			pick(p, ix->person[first + i]);
	}
}

/* people/ana.md, people/ana, contacts.md#Ana Ruiz */
static void
pick_path(struct picked *p, struct str typed)
{
	static const char *const ends[] = { "", ".md", ".markdown" };
	size_t hash = str_chr(typed, '#'), i, len;
	struct str anchor = hash == SIZE_MAX ? STR_NONE :
	    str_from(typed, hash + 1);
	struct buf path = { 0 };
	uint32_t source;

	if (target_path(&path, STR_NONE, str_upto(typed, hash))) {
		len = path.len;
		for (i = 0; i < 3; i++) {
			path.len = len;
			buf_puts(&path, ends[i]);
			source = index_source(p->b->index, buf_str(&path));
			if (source != UINT32_MAX)
				pick_source(p, &p->b->sources[source], anchor);
		}
	}
	buf_release(&path);
}

static void
pick_exact(struct picked *p, struct str typed)
{
	struct str folded;

	pick_path(p, typed);
	buf_clear(&p->folded);
	index_url(&p->folded, typed);
	pick_bearers(p, INDEX_URL, buf_str(&p->folded));
	buf_clear(&p->folded);
	unicode_fold(&p->folded, typed);
	folded = buf_str(&p->folded);
	pick_bearers(p, INDEX_EMAIL, folded);
	pick_bearers(p, INDEX_ID, folded);
	pick_bearers(p, INDEX_HANDLE, typed.ptr[0] == '@' ?
	    str_from(folded, 1) : folded);
	pick_bearers(p, INDEX_NAME, folded);
	pick_bearers(p, INDEX_ALIAS, folded);
}

static bool
letter(int32_t cp)
{
	return cp >= 0 && (unicode_letter(cp) || unicode_digit(cp));
}

/* Does a word end or begin at this offset of s, that is, is it no middle? */
static bool
is_edge(struct str s, size_t at)
{
	size_t start = at;
	int32_t before, behind;

	if (!at || at == s.len)
		return true;
	do
		start--;
	while (start && ((unsigned char)s.ptr[start] & 0xc0) == 0x80);
	unicode_next(str_from(s, start), &before);
	unicode_next(str_from(s, at), &behind);
	return !letter(before) || !letter(behind);
}

/* Is part in name, as a whole word or anyhow? Both are folded. */
static bool
contains(struct str name, struct str part, bool word)
{
	size_t at, from = 0;

	while ((at = str_find(str_from(name, from), part)) != SIZE_MAX) {
		at += from;
		if (!word || (is_edge(name, at) &&
		    is_edge(name, at + part.len)))
			return true;
		from = at + 1;
	}
	return false;
}

static bool
profile_contains(struct picked *p, uint32_t number, bool word)
{
	const struct profile *f = index_profile(p->b->index, number);
	struct str part = buf_str(&p->folded);
	uint32_t i;

	if (contains(p->b->index->folded[number], part, word))
		return true;
	for (i = 0; i < f->facts_n; i++) {
		if (f->facts[i].key != KEY_ALIASES)
			continue;
		buf_clear(&p->other);
		unicode_fold(&p->other, f->facts[i].value);
		if (contains(buf_str(&p->other), part, word))
			return true;
	}
	return false;
}

/* All of whose names typed is a part, in the order of people. */
static void
pick_part(struct picked *p, struct str typed, bool word)
{
	const struct book_index *ix = p->b->index;
	const struct person *person;
	size_t i;
	uint32_t k;

	buf_clear(&p->folded);
	unicode_fold(&p->folded, typed);
	for (i = 0; i < p->b->people.n; i++) {
		person = &p->b->people.v[i];
		for (k = 0; k < person->parts_n; k++)
			if (profile_contains(p,
			    ix->base[person->parts[k].source] +
			    person->parts[k].profile, word))
				pick(p, (uint32_t)i);
	}
}

/* Those with a Markdown source, if there are any, else all. */
static size_t
deciding(const struct picked *p, uint32_t *people, size_t room)
{
	bool markdown = false;
	size_t i, n = 0;

	for (i = 0; i < p->people.n; i++)
		markdown |= p->b->people.v[p->people.v[i]].markdown;
	for (i = 0; i < p->people.n; i++) {
		if (markdown && !p->b->people.v[p->people.v[i]].markdown)
			continue;
		if (n < room)
			people[n] = p->people.v[i];
		n++;
	}
	return n;
}

/* The end of a path: ana-ruiz, or ana-ruiz.md. */
static void
pick_base(struct picked *p, struct str typed)
{
	buf_clear(&p->folded);
	unicode_fold(&p->folded, index_stem(typed));
	pick_bearers(p, INDEX_PATH, buf_str(&p->folded));
}

size_t
select_people(const struct book *b, struct str typed, uint32_t *people,
    size_t room, int *tier)
{
	struct picked p = { .b = b };
	size_t n = 0;

	*tier = 0;
	typed = str_trim(typed);
	if (!typed.len)
		return 0;
	p.has = mem_zalloc(b->people.n * sizeof(*p.has));
	for (*tier = 1; *tier <= 4 && !n; ++*tier) {
		if (*tier == 1)
			pick_exact(&p, typed);
		else if (*tier < 4)
			pick_part(&p, typed, *tier == 2);
		else
			pick_base(&p, typed);
		n = deciding(&p, people, room);
	}
	/* one too far; and a base name is a path */
	--*tier;
	*tier = !n ? 0 : *tier == 4 ? 1 : *tier;
	free(p.has);
	vec_release(&p.people);
	buf_release(&p.folded);
	buf_release(&p.other);
	return n;
}

/* Those who bear a folded key, behind those that are there. */
static void
add_bearers(const struct book *b, enum index_key key, struct str folded,
    uint32_t *people, size_t room, size_t *n)
{
	struct index_walk walk = index_find(b->index, key, folded);
	uint32_t person;
	size_t i;

	while (folded.len && *n < room && index_next(&walk)) {
		person = b->index->person[walk.profile];
		for (i = 0; i < *n && people[i] != person; i++)
			;
		if (i == *n && person != PERSON_NONE)
			people[(*n)++] = person;
	}
}

void
select_bearers(const struct book *b, enum key key, struct str value,
    uint32_t *people, size_t room, size_t *n)
{
	static const uint8_t tables[KEY_END] = {
		[KEY_NAME] = INDEX_NAME,
		[KEY_ID] = INDEX_ID,
		[KEY_HANDLE] = INDEX_HANDLE,
		[KEY_URL] = INDEX_URL,
		[KEY_EMAIL] = INDEX_EMAIL,
	};
	enum index_key table = (enum index_key)tables[key];
	struct buf folded = { 0 };

	value = str_trim(value);
	if (key != KEY_NAME && index_is_url(value))
		table = INDEX_URL;
	if (table == INDEX_HANDLE && str_starts(value, STR("@")))
		value = str_from(value, 1);
	if (table == INDEX_URL)
		index_url(&folded, value);
	else
		unicode_fold(&folded, value);
	add_bearers(b, table, buf_str(&folded), people, room, n);
	if (key == KEY_NAME)
		add_bearers(b, INDEX_ALIAS, buf_str(&folded), people, room, n);
	buf_release(&folded);
}
