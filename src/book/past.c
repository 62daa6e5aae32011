#include "book/past.h"

#include <stdlib.h>

#include "base/unicode.h"
#include "book/select.h"
#include "book/target.h"

/* A person, or PERSON_NONE where it is several. */
static uint32_t
one(uint32_t who)
{
	return who == PERSON_MANY ? PERSON_NONE : who;
}

void
past_key(struct buf *out, struct str name)
{
	unicode_fold(out, index_stem(name));
}

static struct str
fold(struct past *p, struct str s)
{
	buf_clear(&p->scratch);
	unicode_fold(&p->scratch, s);
	return buf_str(&p->scratch);
}

static uint32_t
once_called(struct past *p, struct str name)
{
	const uint32_t *who;

	buf_clear(&p->scratch);
	past_key(&p->scratch, name);
	who = map_get(p->former, buf_str(&p->scratch));
	return who ? *who : PERSON_NONE;
}

/* Whose a note is by its path alone. */
static uint32_t
by_path(struct past *p, struct str path)
{
	const struct book_index *ix = p->book->index;
	uint32_t source = index_source(ix, path);

	if (source != UINT32_MAX && ix->sources[source].kind == SOURCE_PERSON &&
	    ix->sources[source].profiles_n)
		return one(ix->person[ix->base[source]]);
	return once_called(p, path);
}

static uint32_t
by_name(struct past *p, const struct profile *profile)
{
	const struct book_index *ix = p->book->index;
	struct str folded = fold(p, profile->name);
	uint32_t name, alias;

	if (!folded.len)
		return PERSON_NONE;
	name = index_who(ix, INDEX_NAME, folded);
	alias = index_who(ix, INDEX_ALIAS, folded);
	if (name == PERSON_NONE && alias == PERSON_NONE)
		return once_called(p, profile->name);
	return one(name == PERSON_NONE || name == alias ? alias :
	    alias == PERSON_NONE ? name : PERSON_MANY);
}

static uint32_t
by_email(struct past *p, const struct profile *profile)
{
	uint32_t who = PERSON_NONE, i;

	for (i = 0; i < profile->facts_n && who == PERSON_NONE; i++)
		if (profile->facts[i].key == KEY_EMAIL)
			who = one(index_who(p->book->index, INDEX_EMAIL,
			    fold(p, profile->facts[i].value)));
	return who;
}

static uint32_t
find_profile(struct past *p, const struct profile *profile)
{
	uint32_t who = p->source->kind == SOURCE_PERSON ?
	    by_path(p, p->source->path) : PERSON_NONE;

	if (who == PERSON_NONE)
		who = by_email(p, profile);
	return who == PERSON_NONE ? by_name(p, profile) : who;
}

void
past_begin(struct past *p, const struct book *book,
    const struct source *source, const struct map *former)
{
	uint32_t i;

	*p = (struct past){ .book = book, .source = source,
	    .former = former };
	p->profiles = mem_zalloc((source->profiles_n + 1) *
	    sizeof(*p->profiles));
	for (i = 0; i < source->profiles_n; i++)
		p->profiles[i] = find_profile(p, &source->profiles[i]);
}

/* From the folder of the file: it may be one that is there no more. */
static uint32_t
find_target(struct past *p, struct str target)
{
	const struct book_index *ix = p->book->index;
	uint32_t from = index_source(ix, p->source->path), who;
	struct buf path = { 0 };

	who = target_find(ix, target, from == UINT32_MAX ? TARGET_ROOT : from);
	if (who == PERSON_NONE && target_local(target) &&
	    target_path(&path, p->source->path, target)) {
		who = target_find(ix, buf_str(&path), TARGET_ROOT);
		if (who == PERSON_NONE)
			who = once_called(p, buf_str(&path));
	}
	buf_release(&path);
	return who == PERSON_NONE ? once_called(p, target) : who;
}

static uint32_t
find_who(struct past *p, const struct who *w)
{
	uint32_t who = PERSON_NONE;
	int tier;

	if (!w->target.len)
		return w->profile < p->source->profiles_n ?
		    p->profiles[w->profile] : PERSON_NONE;
	if (!w->typed)
		return find_target(p, w->target);
	return select_people(p->book, w->target, &who, 1, &tier) > 1 ?
	    PERSON_MANY : who;
}

/* As contact.c has it: the lowest tier that names anybody decides. */
bool
past_is_about(struct past *p, const struct record *record, const bool *people)
{
	const struct who *w = p->source->whos + record->who;
	const struct who *end = w + record->who_n;
	uint32_t tier = UINT32_MAX, who = PERSON_NONE;
	bool about = false;

	for (; w < end; w++) {
		if (w->tier > tier || (w->otherwise && who != PERSON_NONE))
			continue;
		who = find_who(p, w);
		if (who == PERSON_NONE)
			continue;
		if (w->tier < tier)
			about = false;
		tier = w->tier;
		about = about || (who != PERSON_MANY && people[who]);
	}
	return about;
}

void
past_release(struct past *p)
{
	free(p->profiles);
	buf_release(&p->scratch);
}
