#include "cmd/units.h"

#include "cmd/told.h"

/* The note in the book, which was read a moment later. */
static int
find_source(struct changes *c, struct changed_note *note)
{
	const struct book *book = &c->s->book;
	const struct source *source = book_source(book, note->path);

	note->source = source ? (size_t)(source - book->sources) :
	    book->sources_n;
	if (source && source->kind == note->now.source.kind &&
	    source->records_n == note->now.source.records_n &&
	    source->profiles_n == note->now.source.profiles_n)
		return 0;
	diag_error(&c->s->diags, "changed", note->path, 0, 0,
	    "was changed meanwhile; run the same command again");
	return -1;
}

static void
add_person(struct change_unit *u, uint32_t person)
{
	size_t i;

	for (i = 0; i < u->people.n; i++)
		if (u->people.v[i] == person)
			return;
	if (person != PERSON_NONE)
		vec_push(&u->people, person);
}

static void
add_people(const struct changes *c, struct change_unit *u,
    const struct item *item)
{
	const struct links *l = &c->links;
	size_t i, number;

	if (item->record == ITEM_NONE) {
		add_person(u, l->profiles[l->profile_base[u->note->source] +
		    item->profile]);
		return;
	}
	number = l->record_base[u->note->source] + item->record;
	for (i = l->first[number]; i < l->first[number + 1]; i++)
		add_person(u, l->people[i]);
}

/* A link to nobody, and a task of nobody's, says nothing of people. */
static bool
says_something(const struct changes *c, struct changed_note *note,
    const struct item *item)
{
	const struct record *record = edition_record(&note->now, item);
	struct change_unit u = { .note = note };
	bool people;

	add_people(c, &u, item);
	people = u.people.n > 0;
	vec_release(&u.people);
	return people || (record && (record->kind == RECORD_FOLLOWUP ||
	    (record->kind == RECORD_WAITING &&
	    !(record->flags & RECORD_TASK))));
}

static bool
is_wanted(const struct changes *c, const struct change_unit *u)
{
	size_t i, k;

	if (changes_under(c, u->note->path))
		return true;
	for (i = 0; i < u->people.n; i++)
		for (k = 0; k < c->people.n; k++)
			if (u->people.v[i] == c->people.v[k])
				return true;
	return false;
}

static void
add_unit(struct changes *c, struct change_unit *u)
{
	told_unit(c, u);
	if (is_wanted(c, u)) {
		vec_push(&c->units, *u);
		return;
	}
	vec_release(&u->items);
	vec_release(&u->people);
}

/* The keys of one person that stand alone, from the item first on. */
static void
add_keys(struct changes *c, struct changed_note *note, uint32_t first,
    bool *done)
{
	const struct item *items = note->now.items.v;
	struct change_unit u = { .note = note, .main = first };
	uint32_t i;

	for (i = first; i < note->now.items.n; i++) {
		if (done[i] || items[i].kind != ITEM_KEY ||
		    items[i].profile != items[first].profile)
			continue;
		vec_push(&u.items, i);
		add_people(c, &u, &items[i]);
		done[i] = true;
	}
	add_unit(c, &u);
}

/* What an item names best, of those on one line. */
static int
weight(const struct edition *e, const struct item *item)
{
	const struct record *record = edition_record(e, item);

	return record ? (int)record->kind + 2 : item->kind == ITEM_PERSON ?
	    0 : 1;
}

/* What begins with the item first, and all that stands in it. */
static void
add_block(struct changes *c, struct changed_note *note, uint32_t first,
    bool *done)
{
	const struct edition *e = &note->now;
	const struct item *items = e->items.v;
	struct change_unit u = { .note = note, .main = first };
	uint32_t i, end = compare_end(&note->compare, first);

	for (i = first; i < e->items.n && items[i].line <= end; i++) {
		if (items[i].line == items[first].line &&
		    compare_end(&note->compare, i) > end)
			end = compare_end(&note->compare, i);
		if (done[i])
			continue;
		vec_push(&u.items, i);
		add_people(c, &u, &items[i]);
		done[i] = true;
		if (items[i].line == items[first].line &&
		    weight(e, &items[i]) < weight(e, &items[u.main]))
			u.main = i;
	}
	add_unit(c, &u);
}

/* done is true of all that is no change, and then of what is in a unit. */
static void
find_units(struct changes *c, struct changed_note *note)
{
	const struct edition *e = &note->now;
	bool *done = mem_zalloc(e->items.n + 1);
	size_t before = c->units.n;
	uint32_t i;

	for (i = 0; i < e->items.n; i++)
		done[i] = !compare_is_new(&note->compare, i) ||
		    !says_something(c, note, &e->items.v[i]);
	for (i = 0; i < e->items.n; i++)
		if (!done[i] && e->items.v[i].kind != ITEM_KEY)
			add_block(c, note, i, done);
	for (i = 0; i < e->items.n; i++)
		if (!done[i])
			add_keys(c, note, i, done);
	free(done);
	for (i = 0; c->s->options.all && c->units.n == before &&
	    i < note->was.items.n; i++) {
		struct change_unit u = { .note = note, .main = ITEM_NONE };

		if (!compare_is_gone(&note->compare, i))
			continue;
		told_gone(c, &u, i);
		if (is_wanted(c, &u))
			vec_push(&c->units, u);
		else
			vec_release(&u.people);
		break;
	}
}

int
units_find(struct changes *c)
{
	size_t i;

	for (i = 0; i < c->notes.n; i++) {
		if (find_source(c, c->notes.v[i]) == -1)
			return -1;
		find_units(c, c->notes.v[i]);
	}
	return 0;
}
