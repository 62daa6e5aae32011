#include "book/contact.h"

#include "base/unicode.h"
#include "book/select.h"
#include "book/sort.h"
#include "book/target.h"
#include "book/unknown.h"

struct gather {
	struct book *b;
	struct book_index *ix;
	struct diags *diags;
	struct map known;  /* targets that mean the same everywhere -> person */
	struct map typed;  /* the same of PERSONs as typed */
	struct map told;   /* source and target of ambiguities */
	struct unknown unknown; /* names of the table being read */
	uint32_t source;        /* being read */
	/* of the record being read */
	const struct record *record;
	uint32_t number;        /* its place in its source */
	VEC(uint32_t) people;   /* whom it is about */
	uint32_t senders;       /* so many of them, from the first, sent it */
	bool mine;              /* the owner of the notes sent it */
	uint32_t *stamp;        /* by person: the last round that has it … */
	uint32_t round;
	VEC(struct sort_tag) tags;
};

static struct origin
origin(const struct gather *g)
{
	return (struct origin){ g->source, g->number };
}

static uint32_t
find_target(struct gather *g, struct str target)
{
	uint32_t *known, who;
	bool added;

	if (target_local(target))
		return target_find(g->ix, target, g->source);
	known = map_put(&g->known, target, PERSON_NONE, &added);
	if (!added)
		return *known;
	who = target_find(g->ix, target, g->source);
	*known = who;
	return who;
}

static uint32_t
find_typed(struct gather *g, struct str typed)
{
	uint32_t *known, who;
	bool added;
	int tier;

	known = map_put(&g->typed, typed, PERSON_NONE, &added);
	if (added) {
		switch (select_people(g->b, typed, &who, 1, &tier)) {
		case 0:
			break;
		case 1:
			*known = who;
			break;
		default:
			*known = PERSON_MANY;
		}
	}
	return *known;
}

/* The line of the first of the entries that the record is. */
static uint32_t
first_line(const struct gather *g)
{
	uint32_t older = g->record->older;

	return older ? g->b->sources[g->source].olders[older - 1].line :
	    g->record->line;
}

static void
add_unknown(struct gather *g, const struct who *w)
{
	uint32_t older = g->record->older;
	struct unknown_name name = { w->target, older ?
	    g->b->sources[g->source].olders[older - 1].times : 1 };

	unknown_add(&g->unknown, g->ix, &name, first_line(g), w->column);
}

/* Once for a target in a source. */
static void
warn_ambiguous(struct gather *g, const struct who *w)
{
	const struct source *s = &g->b->sources[g->source];
	struct buf *key = &g->ix->scratch;

	buf_clear(key);
	index_anchor(key, g->source, w->target);
	if (map_get(&g->told, buf_str(key)))
		return;
	map_put(&g->told, arena_str(&g->b->arena, buf_str(key)), 0, NULL);
	diag_warn(g->diags, "ambiguous", s->path, first_line(g),
	    w->tier ? g->record->column : w->column,
	    "\"%.*s\" is more than one person and counts for nobody; write "
	    "the path of the note", STR_ARG(str_upto(w->target, SHOWN_MAX)));
}

/* One who of a record: PERSON_NONE, PERSON_MANY or a person. */
static uint32_t
find_who(struct gather *g, const struct who *w)
{
	const struct source *s = &g->b->sources[g->source];
	uint32_t who;

	if (!w->target.len)
		return w->profile < s->profiles_n ?
		    g->ix->person[g->ix->base[g->source] + w->profile] :
		    PERSON_NONE;
	who = w->typed ? find_typed(g, w->target) :
	    find_target(g, w->target);
	if (who == PERSON_MANY)
		warn_ambiguous(g, w);
	return who;
}

/* Is who sent it, and is nobody, the owner of the notes? */
static bool
is_mine(struct gather *g, const struct who *w)
{
	struct buf *folded = &g->ix->scratch;

	if (!w->sender)
		return false;
	buf_clear(folded);
	unicode_fold(folded, w->target);
	return index_is_me(g->ix, buf_str(folded));
}

/*
 * Fills g->people: those of the lowest tier that names anybody. An ambiguity
 * names somebody, though nobody knows whom: the line is not its parents'.
 */
static void
find_people(struct gather *g)
{
	const struct source *s = &g->b->sources[g->source];
	const struct who *w = s->whos + g->record->who;
	const struct who *end = w + g->record->who_n;
	uint32_t tier = UINT32_MAX, who = PERSON_NONE;

	vec_clear(&g->people);
	g->senders = 0;
	g->mine = false;
	for (; w < end; w++) {
		if (w->tier > tier || (w->otherwise && who != PERSON_NONE))
			continue;
		who = find_who(g, w);
		if (who == PERSON_NONE) {
			g->mine = g->mine || is_mine(g, w);
			if (s->kind == SOURCE_INTERACTIONS &&
			    (w + 1 == end || !w[1].otherwise))
				add_unknown(g, w);
			continue;
		}
		if (w->tier < tier || tier == UINT32_MAX) {
			tier = w->tier;
			vec_clear(&g->people);
			g->round++;
		}
		if (who == PERSON_MANY || g->stamp[who] == g->round)
			continue;
		g->stamp[who] = g->round;
		vec_push(&g->people, who);
		g->senders += w->sender;
	}
}

static void
take_about(struct gather *g, bool keep)
{
	struct about about = { PERSON_NONE, origin(g) };
	size_t i;

	if (!g->people.n && keep)
		vec_push(&g->b->abouts, about);
	for (i = 0; i < g->people.n; i++) {
		about.person = g->people.v[i];
		vec_push(&g->b->abouts, about);
	}
}

/* What the sender makes of a message, for one of the people it is about. */
static uint32_t
sender_of(const struct gather *g, size_t person)
{
	return g->mine ? DIRECTION_OUT :
	    person < g->senders ? DIRECTION_IN : DIRECTION_UNTOLD;
}

/* One in the future is about its people, and no contact with them. */
static void
take_entry(struct gather *g)
{
	const struct source *s = &g->b->sources[g->source];
	const struct record *r = g->record;
	size_t i;

	if (r->day == DAY_NONE || !g->people.n)
		return;
	if (r->day > g->b->options->today) {
		diag_warn(g->diags, "future-entry", s->path, r->line,
		    r->column, "an entry in the future is no interaction yet; "
		    "write what is to come as a task or #followup");
		take_about(g, false);
		return;
	}
	for (i = 0; i < g->people.n; i++)
		vec_push(&g->b->interactions, (struct interaction){
		    g->people.v[i] & PERSON_MASK, sender_of(g, i) & 7,
		    r->day, origin(g) });
}

/* keep: also when it is nobody's. */
static void
take_followup(struct gather *g, bool keep)
{
	struct followup f = { PERSON_NONE, origin(g), DUE_OPEN };
	size_t i;

	if (!g->people.n && keep)
		vec_push(&g->b->followups, f);
	for (i = 0; i < g->people.n; i++) {
		f.person = g->people.v[i];
		vec_push(&g->b->followups, f);
	}
}

/*
 * A tag outside entries in a person's own note is theirs, and what a group of
 * cards is called is its members'.
 */
static void
take_tag(struct gather *g)
{
	bool cards = g->b->sources[g->source].kind == SOURCE_CARDS;
	const struct person *p;
	size_t i;

	take_about(g, true);
	if (g->record->flags & RECORD_IN_ENTRY)
		return;
	for (i = 0; i < g->people.n; i++) {
		p = &g->b->people.v[g->people.v[i]];
		if (cards || (p->markdown && p->parts[0].source == g->source))
			vec_push(&g->tags, (struct sort_tag){
			    g->people.v[i], origin(g) });
	}
}

static void
take_record(struct gather *g)
{
	find_people(g);
	switch (g->record->kind) {
	case RECORD_ENTRY:
		take_entry(g);
		break;
	case RECORD_FOLLOWUP:
	case RECORD_WAITING:
		take_followup(g, !(g->record->flags & RECORD_TASK));
		break;
	case RECORD_PROMISE:
		take_followup(g, false);
		break;
	case RECORD_TAG:
		take_tag(g);
		break;
	default:
		take_about(g, g->record->kind != RECORD_MENTION);
	}
}

static void
take_source(struct gather *g)
{
	const struct source *s = &g->b->sources[g->source];

	for (g->number = 0; g->number < s->records_n; g->number++) {
		g->record = &s->records[g->number];
		take_record(g);
	}
	if (s->kind == SOURCE_INTERACTIONS)
		unknown_tell(&g->unknown, s->path, g->diags);
}

void
contact_gather(struct book *b, struct diags *diags)
{
	struct gather g = { .b = b, .ix = b->index, .diags = diags };
	size_t i;

	g.stamp = mem_zalloc(b->people.n * sizeof(*g.stamp));
	for (i = 0; i < b->sources_n; i++) {
		g.source = (uint32_t)i;
		take_source(&g);
	}
	sort_interactions(b);
	sort_tags(b, g.tags.v, g.tags.n);
	free(g.stamp);
	map_release(&g.known);
	map_release(&g.typed);
	map_release(&g.told);
	vec_release(&g.people);
	vec_release(&g.tags);
}
