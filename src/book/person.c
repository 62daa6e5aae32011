#include "book/index.h"

#include "base/unicode.h"
#include "book/rhythm.h"
#include "book/sort.h"

enum {
	/* As many values are compared fastest one by one. */
	FEW = 16,
};

/* Values without those that are the same when folded. */
struct unique {
	struct arena *arena;
	struct str *values, *folded; /* n of them, in the arena */
	size_t n;
	struct map seen; /* once there are many */
	struct buf scratch;
};

static void
unique_init(struct unique *u, struct arena *a, size_t most)
{
	*u = (struct unique){ .arena = a };
	u->values = arena_alloc(a, most * sizeof(*u->values));
	u->folded = arena_alloc(a, most * sizeof(*u->folded));
}

static bool
unique_has(struct unique *u, struct str folded)
{
	size_t i;

	if (u->n > FEW) {
		for (i = u->seen.n; i < u->n; i++)
			map_put(&u->seen, u->folded[i], 0, NULL);
		return map_get(&u->seen, folded);
	}
	for (i = 0; i < u->n; i++)
		if (str_eq(u->folded[i], folded))
			return true;
	return false;
}

/* False when it is there already, or nothing. */
static bool
unique_add(struct unique *u, struct str value)
{
	buf_clear(&u->scratch);
	unicode_fold(&u->scratch, value);
	if (!u->scratch.len || unique_has(u, buf_str(&u->scratch)))
		return false;
	u->values[u->n] = value;
	u->folded[u->n++] = arena_str(u->arena, buf_str(&u->scratch));
	return true;
}

static size_t
unique_end(struct unique *u, const struct str **values)
{
	*values = u->values;
	map_release(&u->seen);
	buf_release(&u->scratch);
	return u->n;
}

static int64_t
hundredths(int64_t days, int64_t of)
{
	return (days * 200 + of) / (of * 2);
}

int64_t
person_ratio(const struct person *p, day_t today)
{
	if (p->last == DAY_NONE || p->due == DAY_NONE || p->due <= p->last)
		return -1;
	return hundredths((int64_t)today - p->last, (int64_t)p->due - p->last);
}

int64_t
person_silence(const struct person *p, day_t today)
{
	return p->gap ? hundredths((int64_t)today - p->last, p->gap) : -1;
}

bool
person_drifts(const struct person *p, day_t today)
{
	return p->state < STATE_SNOOZED && p->last != DAY_NONE &&
	    rhythm_drifts(p->gap, today - p->last);
}

size_t
person_days(const struct book *b, const struct person *p, struct arena *a,
    const day_t **days)
{
	struct older_days found = { 0 };

	sort_days(b, p, &found);
	*days = arena_take(a, found.v, found.n, sizeof(*found.v));
	return found.n;
}

const struct source *
person_source(const struct book *b, const struct person *p)
{
	return &b->sources[p->parts[0].source];
}

static const struct profile *
part_profile(const struct book *b, struct part part)
{
	return &b->sources[part.source].profiles[part.profile];
}

const struct profile *
person_profile(const struct book *b, const struct person *p)
{
	return part_profile(b, p->parts[0]);
}

struct str
person_path(const struct book *b, const struct person *p, struct arena *a)
{
	const struct source *s = person_source(b, p);
	const struct profile *f = person_profile(b, p);
	struct str anchor = f->name.len ? f->name : p->name;
	struct buf path = { 0 };
	struct str kept;

	if (s->kind == SOURCE_PERSON)
		return s->path;
	buf_add(&path, s->path);
	buf_addc(&path, '#');
	buf_add(&path, anchor);
	kept = arena_str(a, buf_str(&path));
	buf_release(&path);
	return kept;
}

/* How many facts the person's parts have. */
static size_t
count_facts(const struct book *b, const struct person *p)
{
	size_t n = 0;
	uint32_t i;

	for (i = 0; i < p->parts_n; i++)
		n += part_profile(b, p->parts[i])->facts_n;
	return n;
}

/* Facts of a person, each once, as they are found. */
struct found {
	const struct book *b;
	struct unique unique;
	struct person_fact *facts; /* unique.n of them */
};

static void
found_init(struct found *f, const struct book *b, struct arena *a, size_t most)
{
	f->b = b;
	unique_init(&f->unique, a, most);
	f->facts = arena_alloc(a, most * sizeof(*f->facts));
}

static void
found_add(struct found *f, struct str value, uint32_t source, uint32_t line)
{
	size_t n = f->unique.n;

	if (unique_add(&f->unique, value))
		f->facts[n] = (struct person_fact){ value, source, line };
}

static void
find_facts(struct found *found, const struct person *p, enum key key)
{
	const struct profile *f;
	uint32_t i, k;

	for (i = 0; i < p->parts_n; i++) {
		f = part_profile(found->b, p->parts[i]);
		for (k = 0; k < f->facts_n; k++)
			if (f->facts[k].key == key)
				found_add(found, f->facts[k].value,
				    p->parts[i].source, f->facts[k].line);
	}
}

static size_t
found_end(struct found *f, const struct person_fact **facts)
{
	const struct str *values;

	*facts = f->facts;
	return unique_end(&f->unique, &values);
}

size_t
person_facts_at(const struct book *b, const struct person *p, enum key key,
    struct arena *a, const struct person_fact **facts)
{
	struct found found;

	found_init(&found, b, a, count_facts(b, p));
	find_facts(&found, p, key);
	return found_end(&found, facts);
}

size_t
person_facts(const struct book *b, const struct person *p, enum key key,
    struct arena *a, const struct str **values)
{
	struct found found;

	found_init(&found, b, a, count_facts(b, p));
	find_facts(&found, p, key);
	return unique_end(&found.unique, values);
}

size_t
person_names_at(const struct book *b, const struct person *p, struct arena *a,
    const struct person_fact **names)
{
	const struct profile *f;
	struct found found;
	uint32_t i;

	found_init(&found, b, a, count_facts(b, p) + p->parts_n + 1);
	found_add(&found, p->name, p->parts[0].source,
	    person_profile(b, p)->line);
	for (i = 0; i < p->parts_n; i++) {
		f = part_profile(b, p->parts[i]);
		found_add(&found, f->name, p->parts[i].source, f->line);
	}
	find_facts(&found, p, KEY_ALIASES);
	return found_end(&found, names);
}

static struct str
bare_tag(struct str tag)
{
	return tag.len && tag.ptr[0] == '#' ? str_from(tag, 1) : tag;
}

/* The text of a tag in the body of a person's note. */
static struct str
note_tag(const struct book *b, uint32_t at)
{
	struct origin o = b->index->tags[at];

	return b->sources[o.source].records[o.record].text;
}

size_t
person_tags(const struct book *b, const struct person *p, struct arena *a,
    const struct str **tags)
{
	const uint32_t *first = b->index->tag_first + (p - b->people.v);
	const struct profile *f;
	struct unique u;
	uint32_t i, k;

	unique_init(&u, a, count_facts(b, p) + (first[1] - first[0]));
	for (i = 0; i < p->parts_n; i++) {
		f = part_profile(b, p->parts[i]);
		for (k = 0; k < f->facts_n; k++)
			if (f->facts[k].key == KEY_TAGS)
				unique_add(&u, bare_tag(f->facts[k].value));
	}
	for (i = first[0]; i < first[1]; i++)
		unique_add(&u, bare_tag(note_tag(b, i)));
	return unique_end(&u, tags);
}

static bool
plain(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80)
			return false;
	return true;
}

/* tag is wanted, or wanted/…; both without #. */
static bool
tag_fits(struct str tag, struct str wanted)
{
	return str_istarts(tag, wanted) &&
	    (tag.len == wanted.len || tag.ptr[wanted.len] == '/');
}

/* The same for tags of other letters than ASCII's. */
static bool
tag_fits_folded(struct str tag, struct str wanted)
{
	struct buf a = { 0 }, b = { 0 };
	bool fits;

	unicode_fold(&a, tag);
	unicode_fold(&b, wanted);
	fits = tag_fits(buf_str(&a), buf_str(&b));
	buf_release(&a);
	buf_release(&b);
	return fits;
}

bool
person_tagged(const struct book *b, const struct person *p, struct str tag)
{
	const uint32_t *first = b->index->tag_first + (p - b->people.v);
	struct str wanted = bare_tag(tag);
	bool (*fits)(struct str, struct str) = plain(wanted) ? tag_fits :
	    tag_fits_folded;
	const struct profile *f;
	uint32_t i, k;

	if (!wanted.len)
		return false;
	for (i = 0; i < p->parts_n; i++) {
		f = part_profile(b, p->parts[i]);
		for (k = 0; k < f->facts_n; k++)
			if (f->facts[k].key == KEY_TAGS &&
			    fits(bare_tag(f->facts[k].value), wanted))
				return true;
	}
	for (i = first[0]; i < first[1]; i++)
		if (fits(bare_tag(note_tag(b, i)), wanted))
			return true;
	return false;
}

bool
person_under(const struct book *b, const struct person *p, struct str dir)
{
	struct str path;
	uint32_t i;

	while (str_starts(dir, STR("./")))
		dir = str_from(dir, 2);
	while (dir.len && dir.ptr[dir.len - 1] == '/')
		dir.len--;
	if (!dir.len || str_eq(dir, STR(".")))
		return true;
	for (i = 0; i < p->parts_n; i++) {
		path = b->sources[p->parts[i].source].path;
		if (str_starts(path, dir) &&
		    (path.len == dir.len || path.ptr[dir.len] == '/'))
			return true;
	}
	return false;
}
