#include "report/links.h"

#include <stdlib.h>

/* A use of every link between a record and a person that the book has. */
typedef void link_use(struct links *links, size_t record, uint32_t person);

static void
each_link(const struct book *book, struct links *links, link_use *use)
{
	const size_t *base = links->record_base;
	const struct interaction *in = book->interactions.v;
	const struct followup *f = book->followups.v;
	const struct about *a = book->abouts.v;
	size_t i;

	for (i = 0; i < book->interactions.n; i++)
		use(links, base[in[i].at.source] + in[i].at.record,
		    in[i].person);
	for (i = 0; i < book->followups.n; i++)
		use(links, base[f[i].at.source] + f[i].at.record, f[i].person);
	for (i = 0; i < book->abouts.n; i++)
		use(links, base[a[i].at.source] + a[i].at.record, a[i].person);
}

static void
count_link(struct links *links, size_t record, uint32_t person)
{
	if (person != PERSON_NONE)
		links->first[record]++;
}

/* Fills from the back: first ends where it should begin. */
static void
fill_link(struct links *links, size_t record, uint32_t person)
{
	if (person != PERSON_NONE)
		links->people[--links->first[record]] = person;
}

static int
id_compare(const void *x, const void *y)
{
	const uint32_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

static void
link_records(const struct book *book, struct links *links, size_t n,
    struct arena *arena)
{
	size_t i, sum = 0, length;

	links->first = arena_alloc(arena, (n + 1) * sizeof(*links->first));
	each_link(book, links, count_link);
	for (i = 0; i <= n; i++)
		links->first[i] = sum += links->first[i];
	links->people = arena_alloc(arena, sum * sizeof(*links->people));
	each_link(book, links, fill_link);
	for (i = 0; i < n; i++) {
		length = links->first[i + 1] - links->first[i];
		if (length > 1)
			qsort(links->people + links->first[i], length,
			    sizeof(*links->people), id_compare);
	}
}

static void
link_profiles(const struct book *book, struct links *links, size_t n,
    struct arena *arena)
{
	const struct person *p;
	size_t i;
	uint32_t person, part;

	links->profiles = arena_alloc(arena, n * sizeof(*links->profiles));
	for (i = 0; i < n; i++)
		links->profiles[i] = PERSON_NONE;
	for (person = 0; person < book->people.n; person++) {
		p = &book->people.v[person];
		for (part = 0; part < p->parts_n; part++)
			links->profiles[links->profile_base[
			    p->parts[part].source] + p->parts[part].profile] =
			    person;
	}
}

void
links_make(struct links *links, const struct book *book, struct arena *arena)
{
	size_t *records = arena_alloc(arena, book->sources_n * sizeof(size_t));
	size_t *profiles = arena_alloc(arena, book->sources_n * sizeof(size_t));
	size_t i, records_n = 0, profiles_n = 0;

	for (i = 0; i < book->sources_n; i++) {
		records[i] = records_n;
		profiles[i] = profiles_n;
		records_n += book->sources[i].records_n;
		profiles_n += book->sources[i].profiles_n;
	}
	links->record_base = records;
	links->profile_base = profiles;
	link_records(book, links, records_n, arena);
	link_profiles(book, links, profiles_n, arena);
}
