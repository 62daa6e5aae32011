#include "cmd/assign.h"
#include "cmd/importing.h"
#include "cmd/template.h"

/* Takes the facts of the next key; false at their end. */
static bool
next_key(struct import_draft *d)
{
	const struct import_fact *end = d->facts.v + d->facts.n;
	const struct import_fact *f = d->first ? d->first + d->n :
	    d->facts.v;

	if (f == end || f->key == KEY_REMARK)
		return false;
	d->first = f;
	d->key = f->key;
	while (f < end && f->key == d->key)
		f++;
	d->n = (size_t)(f - d->first);
	importing_hold_key(d);
	return true;
}

/* What is worked out from it is one day, duration or state. */
static bool
is_single(enum key key)
{
	return key == KEY_CADENCE || key == KEY_MET || key == KEY_SNOOZE ||
	    key == KEY_LAST_CONTACT || key == KEY_STATUS ||
	    key == KEY_BIRTHDAY;
}

/* Of a key in a new note that has the first value only. */
static void
tell_others(struct import_draft *d)
{
	struct strs first = { 0 };
	size_t i;

	vec_push(&first, d->first->value);
	for (i = 1; i < d->n; i++)
		if (!importing_same(d->key, d->first->value,
			d->first[i].value))
			importing_differ(d, &first, &d->first[i], 0);
	vec_release(&first);
}

/* Makes the target of a new note; as target_make answers. */
static int
make_target(struct import_draft *d, struct targets *targets, struct str name)
{
	struct importing *im = d->im;
	VEC(struct edit_key) keys = { 0 };
	struct edit_key key;
	struct str *items;
	size_t i;
	int answer;

	for (d->first = NULL; next_key(d);) {
		key = (struct edit_key){ .key = key_name(d->key),
			.list = d->key == KEY_TAGS || d->key == KEY_ALIASES };
		items = arena_alloc(&im->texts, d->n * sizeof(*items));
		for (i = 0; i < d->n && (!i || !is_single(d->key)); i++)
			items[i] = importing_written(im, d->key,
			    d->first[i].value);
		key.items = items;
		key.items_n = i;
		vec_push(&keys, key);
	}
	answer = target_make(targets, im->s, name, keys.v, keys.n,
	    im->templated ? buf_str(&im->template) : STR_NONE);
	vec_release(&keys);
	if (answer == 1)
		d->target = &targets->list.v[targets->list.n - 1];
	return answer;
}

/* Appends the whole text of a new note. -1 with an error. */
static int
write_fresh(struct import_draft *d, bool tell, struct buf *out)
{
	struct importing *im = d->im;
	struct buf now = { 0 }, next = { 0 }, swap;
	int answer;

	buf_add(&now, d->target->fresh);
	for (d->first = NULL; next_key(d);) {
		if (!im->templated && tell && is_single(d->key))
			tell_others(d);
		if (!im->templated)
			continue;
		buf_clear(&next);
		if (importing_put_key(d, WRITING_TREE, buf_str(&now),
			&next) != 1)
			continue;
		swap = now;
		now = next;
		next = swap;
	}
	buf_clear(&next);
	answer = importing_entries(im, d->arrival, &d->facts, d->target,
	    WRITING_TREE, buf_str(&now), &next);
	buf_add(out, buf_str(answer == 1 ? &next : &now));
	buf_release(&now);
	buf_release(&next);
	return answer == -1 ? -1 : 0;
}

/* A whole text that is there, for writing_apply. */
static int
put_text(void *context, enum writing_text which, struct str text,
    struct buf *out)
{
	const struct buf *whole = context;

	(void)which;
	(void)text;
	buf_add(out, buf_str(whole));
	return 1;
}

static void
say(struct import_draft *d, const struct edited *e, bool written_now)
{
	struct importing *im = d->im;
	size_t i;

	/* two in the FILEs may be one, who was said a moment ago */
	for (i = im->people.n; i-- > 0 && d->arrival->known != PERSON_NONE;)
		if (str_eq(im->people.v[i].path, d->target->trailer))
			return;
	assign_say(&im->writing, e, written_now, 0, &im->said);
	vec_push(&im->people, ((struct message_person){ d->target->name,
	    d->target->trailer }));
}

static int
draft_fresh(struct import_draft *d, struct str name)
{
	struct importing *im = d->im;
	struct buf text = { 0 };
	struct edited *e;
	int status = make_target(d, &im->targets, name);

	if (status == 0) {
		importing_leave(im, d->arrival, "%s",
		    im->templated ? TEMPLATE_PATH " makes no note of a person "
		    "of it" : "that can't be the name of a new note: it would "
		    "not be read as a person's");
		return 0;
	}
	if (status == -1 || write_fresh(d, true, &text) == -1)
		goto fail;
	e = writing_note(&im->writing, d->target->path);
	if (!e || writing_apply(&im->writing, e, put_text, &text) == -1)
		goto fail;
	im->fresh++;
	say(d, e, true);
	buf_release(&text);
	return 0;
fail:
	buf_release(&text);
	return -1;
}

/* Git has the note as it is. */
static bool
is_clean(const struct importing *im, const struct edited *e)
{
	return !im->writing.commits || (e->now.in_head && e->now.in_index &&
	    str_eq(buf_str(&e->tree), buf_str(&e->head)) &&
	    str_eq(buf_str(&e->tree), buf_str(&e->index)));
}

/* The notes have all values of the key. */
static bool
has_all(const struct import_draft *d)
{
	bool all = true;
	size_t i;

	for (i = 0; i < d->n && all; i++)
		all = importing_has(&d->held, d->key, d->first[i].value);
	return all;
}

static int
put_entries(void *context, enum writing_text which, struct str text,
    struct buf *out)
{
	struct import_draft *d = context;
	int answer = importing_entries(d->im, d->arrival, &d->facts,
	    d->target, which, text, out);

	d->changed |= answer == 1;
	return answer;
}

/* The name that a FILE has for somebody who is called otherwise here. */
static void
tell_names(struct import_draft *d)
{
	struct importing *im = d->im;
	const struct person *p = &im->book.people.v[d->arrival->person];
	struct str known = d->target->name;
	struct strs values = { &known, 1, 1 };
	struct import_fact fact = { .key = KEY_NAME };
	const struct profile *profile;
	uint32_t found[2], i, k;
	size_t n;

	for (i = 0; i < p->parts_n; i++) {
		profile = &im->sources[p->parts[i].source]
		    .profiles[p->parts[i].profile];
		fact.value = importing_clean(im, profile->name);
		fact.source = p->parts[i].source;
		fact.line = profile->line;
		n = 0;
		book_bearers(&im->s->book, KEY_NAME, fact.value, found, 2, &n);
		for (k = 0; k < n && found[k] != d->arrival->known; k++)
			;
		d->key = KEY_NAME;
		/* an address stands in for a name that there is not */
		if (k == n && !im->known_only[fact.source] &&
		    !importing_same(KEY_NAME, fact.value, STR_NONE) &&
		    str_chr(fact.value, '@') == SIZE_MAX)
			importing_differ(d, &values, &fact, 0);
	}
}

/*
 * A note that HEAD does not have, and that nothing is new for, is committed
 * where an import made it and was cut off; another's is left alone.
 */
static bool
was_made(struct import_draft *d, const struct edited *e)
{
	struct targets probe = { .learnt = true };
	struct import_draft again = *d;
	struct buf text = { 0 };
	bool same = false;

	targets_learn(&d->im->targets, d->im->s);
	probe.custom = d->im->targets.custom;
	if (make_target(&again, &probe, d->target->name) == 1 &&
	    write_fresh(&again, false, &text) == 0)
		same = str_eq(buf_str(&text), buf_str(&e->tree));
	buf_release(&text);
	targets_release(&probe);
	return same;
}

/* Of two in the FILEs who are one in the notes, it is there already. */
static int
find_target(struct import_draft *d)
{
	struct targets *targets = &d->im->targets;
	size_t i;

	if (target_person(targets, d->im->s, d->arrival->known) == -1)
		return -1;
	for (i = targets->list.n; i-- > 0;)
		if (targets->list.v[i].person == d->arrival->known)
			break;
	d->target = &targets->list.v[i];
	return 0;
}

static int
draft_known(struct import_draft *d)
{
	struct importing *im = d->im;
	struct writing *w = &im->writing;
	struct edited *e;
	bool written_before;

	if (find_target(d) == -1)
		return -1;
	e = writing_note(w, d->target->path);
	if (!e)
		return -1;
	written_before = e->written;
	tell_names(d);
	for (d->first = NULL; next_key(d);)
		if ((!is_clean(im, e) || !has_all(d)) &&
		    writing_apply(w, e, importing_put_key, d) == -1)
			return -1;
	if (importing_has_more(im, d->arrival, &d->facts) &&
	    writing_apply(w, e, put_entries, d) == -1)
		return -1;
	if (!d->changed && written_before)
		return 0;
	if (!d->changed) {
		e->to_commit = w->commits && !e->now.in_head && was_made(d, e);
		if (!e->to_commit)
			return 0;
	}
	im->changed++;
	say(d, e, e->written);
	return 0;
}

int
importing_note(struct importing *im, struct arrival *a)
{
	struct import_draft d = { .im = im, .arrival = a };
	const struct person *p = &im->book.people.v[a->person];
	int status;

	importing_facts(im, a->person, &d.facts);
	status = a->known == PERSON_NONE ?
	    draft_fresh(&d, importing_clean(im, p->name)) : draft_known(&d);
	vec_release(&d.facts);
	vec_release(&d.held);
	vec_release(&d.now);
	return status;
}
