#include "book/book.h"

#include "book/contact.h"
#include "book/followup.h"
#include "book/identity.h"
#include "book/near.h"
#include "book/select.h"
#include "book/state.h"
#include "book/target.h"

/*
 * Sources to book: what people are found by (index), which profiles are one
 * person (identity), whom each record is about (contact), and what follows
 * from that: closed follow-ups (followup), then states (state).
 */
void
book_make(struct book *b, const struct source *sources, size_t n,
    const struct book_options *options, struct diags *diags)
{
	*b = (struct book){ .options = options, .sources = sources,
	    .sources_n = n };
	b->index = index_new(sources, n, options, &b->arena);
	identity_make(b, diags);
	index_settle(b->index);
	contact_gather(b, diags);
	followup_decide(b);
	state_decide(b, diags);
}

void
book_release(struct book *b)
{
	index_free(b->index);
	vec_release(&b->people);
	vec_release(&b->interactions);
	vec_release(&b->followups);
	vec_release(&b->abouts);
	arena_release(&b->arena);
	*b = (struct book){ 0 };
}

uint32_t
book_link(const struct book *b, struct str target, const struct source *from,
    bool *ambiguous)
{
	uint32_t who = target_find(b->index, target,
	    from ? (uint32_t)(from - b->sources) : TARGET_ROOT);

	*ambiguous = who == PERSON_MANY;
	return *ambiguous ? PERSON_NONE : who;
}

const struct source *
book_source(const struct book *b, struct str path)
{
	uint32_t source = index_source(b->index, path);

	return source == UINT32_MAX ? NULL : &b->sources[source];
}

size_t
book_select(const struct book *b, struct str typed, uint32_t *people,
    size_t room, int *tier)
{
	return select_people(b, typed, people, room, tier);
}

void
book_bearers(const struct book *b, enum key key, struct str value,
    uint32_t *people, size_t room, size_t *n)
{
	select_bearers(b, key, value, people, room, n);
}

size_t
book_near(const struct book *b, struct str typed, uint32_t *people,
    size_t room)
{
	return near_people(b, typed, people, room);
}
