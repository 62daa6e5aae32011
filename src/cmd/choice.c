#include "cmd/choice.h"

void
choice_set(struct assign *a, const char *key, struct str value)
{
	vec_push(&a->list, (struct assigned){ str_of(key),
		arena_str(&a->texts, value) });
}

static int
take_people(struct choice *c)
{
	struct session *s = c->s;
	uint32_t *people = NULL;
	size_t n = 0, i;
	int status;

	if (!s->options.operands_n) {
		session_error(s, "whom? netgrep %s PERSON ...", c->verb);
		return -1;
	}
	if (session_read(s, false) == -1)
		return -1;
	status = session_people(s, s->options.operands, s->options.operands_n,
	    &people, &n);
	for (i = 0; i < n && status == 0; i++)
		status = target_person(&c->targets, s, people[i]);
	free(people);
	return status;
}

/* The newest entry in the person's own note, or NULL. */
static const struct record *
newest_entry(const struct choice *c, const struct target *t)
{
	const struct book *b = &c->s->book;
	const struct person *p = &b->people.v[t->person];
	const struct interaction *v = b->interactions.v + p->first;
	uint32_t i;

	for (i = p->interactions_n; i-- > 0;)
		if (v[i].at.source == p->parts[0].source)
			return &b->sources[v[i].at.source].records[
			    v[i].at.record];
	return NULL;
}

/* Would a tag in that line be done, as one that stands there is? */
static bool
is_done(const struct source *source, uint32_t line)
{
	uint32_t i;

	for (i = 0; i < source->records_n; i++)
		if (source->records[i].line == line &&
		    source->records[i].state != FOLLOWUP_OPEN)
			return true;
	return false;
}

/* The newest entry, if it can carry a tag that is theirs alone. */
static const struct record *
tagged_entry(const struct choice *c, const struct target *t)
{
	const struct book *b = &c->s->book;
	const struct record *newest = newest_entry(c, t);

	return newest && newest->who_n < 2 && !is_done(person_source(b,
	    &b->people.v[t->person]), newest->line) ? newest : NULL;
}

/* One step in the note of one person, and whether it has changed the note. */
struct step {
	struct choice *choice;
	const struct target *target;
	struct edited *note;
	const struct record *entry; /* that carries the tag, or NULL */
	uint32_t line;              /* where it shows */
	bool changed;
};

static int
put_tag(struct step *step)
{
	struct marker *m = &step->choice->marker;
	const struct named_line line = { arena_str(&m->texts,
	    step->target->path), step->entry ? step->entry->line : 0 };

	step->line = line.line;
	return step->entry ? marker_line(m, &line) : 0;
}

static int
add_bullet(void *context, enum writing_text which, struct str text,
    struct buf *out)
{
	struct step *step = context;
	const struct target *t = step->target;
	struct choice *c = step->choice;
	uint32_t line, hidden;
	int answer = edit_bullet(out, text, &t->place, buf_str(&c->tag),
	    c->s->today, c->marker.reader.matcher, &line);

	if (answer == -1)
		diag_error(&c->s->diags, "no-section", t->path, 0, 0,
		    "the section \"%.*s\" is not committed yet; commit the "
		    "note first, or use --no-commit",
		    STR_ARG(t->place.anchor));
	if (which == WRITING_TREE)
		step->line = line;
	hidden = answer == 1 ? edit_disturbs(text, buf_str(out)) : 0;
	if (!hidden)
		return answer;
	diag_error(&c->s->diags, "disturbs", t->path, hidden, 0,
	    "this line would be read otherwise with a follow-up above or "
	    "below it; write it by hand");
	return -1;
}

static int
put_bullet(struct step *step)
{
	struct choice *c = step->choice;

	if (step->entry || c->next == DAY_NONE)
		return 0;
	if (step->target->friends) {
		diag_error(&c->s->diags, "choice", step->target->path, 0, 0,
		    "friends.md has no place for a follow-up of %.*s alone; "
		    "write it by hand", STR_ARG(step->target->name));
		return -1;
	}
	return writing_apply(&c->marker.writing, step->note, add_bullet, step);
}

static int
put_keys(struct step *step)
{
	struct choice *c = step->choice;
	const struct person *p = &c->s->book.people.v[step->target->person];
	struct writing *w = &c->marker.writing;
	uint32_t line = 0, again;

	if (p->status != STATUS_NONE &&
	    assign_edit(&c->again, w, step->target, &again) == -1)
		return -1;
	if (!c->assign.list.n)
		return 0;
	if (assign_edit(&c->assign, w, step->target, &line) == -1)
		return -1;
	step->line = line;
	return 0;
}

/* No key that says so is left, of those that keep does not take out. */
static bool
is_kept(const struct target *t, const struct source *source)
{
	const struct profile *p;
	uint32_t i;

	for (i = 0; i < source->profiles_n; i++) {
		p = &source->profiles[i];
		if (str_eq(p->anchor, t->place.anchor) &&
		    (!t->friends || str_eq(p->name, t->name)) &&
		    p->status == STATUS_LET_GO)
			return false;
	}
	return true;
}

/* Of a bullet: it is read there, and not as a part of something dated. */
static bool
is_tagged(const struct source *source, day_t day, uint32_t bullet)
{
	const struct record *r;
	uint32_t i;

	for (i = 0; i < source->records_n; i++) {
		r = &source->records[i];
		if (r->kind != RECORD_FOLLOWUP || r->due != day ||
		    r->state != FOLLOWUP_OPEN)
			continue;
		if (!bullet || (r->line == bullet && r->day == DAY_NONE &&
		    r->who_n < 2))
			return true;
	}
	return false;
}

/* Does the note say now what was chosen? The steps find their lines again. */
static int
check(struct step *step)
{
	const struct target *t = step->target;
	struct source source = { .path = t->path };
	struct choice *c = step->choice;
	struct buf none = { 0 };
	uint32_t bullet = 0;

	read_file(&c->marker.reader, buf_str(&step->note->tree), &source);
	if (!c->dropped && !is_kept(t, &source)) {
		diag_error(&c->s->diags, "choice", t->path, 0, 0, "it says "
		    "that %.*s is dead, or not to be contacted; correct that "
		    "first", STR_ARG(t->name));
		return -1;
	}
	if (!step->entry && c->next != DAY_NONE)
		edit_bullet(&none, buf_str(&step->note->tree), &t->place,
		    buf_str(&c->tag), c->s->today, c->marker.reader.matcher,
		    &bullet);
	buf_release(&none);
	if (c->next != DAY_NONE && !is_tagged(&source, c->next, bullet)) {
		diag_error(&c->s->diags, "choice", t->path, step->line, 0,
		    "a follow-up would not be read here; write it by hand");
		return -1;
	}
	return put_keys(step);
}

/*
 * All take one step before the next: tags move no line, and keys are found by
 * what they stand under.
 */
static int
take_steps(struct choice *c, struct step *steps, size_t n)
{
	static int (*const all[])(struct step *) = { put_tag, put_bullet,
		put_keys, check };
	struct buf was = { 0 };
	int status = 0;
	size_t i, k;

	for (k = 0; k < sizeof(all) / sizeof(*all) && status == 0; k++)
		for (i = 0; i < n && status == 0; i++) {
			steps[i].note = writing_note(&c->marker.writing,
			    steps[i].target->path);
			buf_clear(&was);
			buf_add(&was, buf_str(&steps[i].note->tree));
			status = all[k](&steps[i]);
			if (!str_eq(buf_str(&was),
				buf_str(&steps[i].note->tree)))
				steps[i].changed = true;
		}
	buf_release(&was);
	return status;
}

/* Reads all notes, so that none moves; one that is to be made is, here. */
static int
open_notes(struct choice *c)
{
	const struct target *t;
	struct edited *e;
	size_t i;

	for (i = 0; i < c->targets.list.n; i++) {
		t = &c->targets.list.v[i];
		e = writing_note(&c->marker.writing, t->path);
		if (!e)
			return -1;
		if (!t->fresh.len || e->tree.len)
			continue;
		buf_add(&e->tree, t->fresh);
		e->written = true;
	}
	return 0;
}

static int
draft(struct choice *c)
{
	size_t n = c->targets.list.n, i;
	struct step *steps = mem_zalloc(n * sizeof(*steps));
	const struct target *t;
	int status = open_notes(c);

	for (i = 0; i < n; i++) {
		t = &c->targets.list.v[i];
		steps[i] = (struct step){ .choice = c, .target = t,
			.changed = t->fresh.len > 0 };
		if (c->next != DAY_NONE)
			steps[i].entry = tagged_entry(c, t);
	}
	if (status == 0)
		status = take_steps(c, steps, n);
	for (i = 0; i < n && status == 0; i++) {
		t = steps[i].target;
		marker_person(&c->marker, t->name, t->trailer);
		assign_say(&c->marker.writing, steps[i].note,
		    steps[i].changed, steps[i].line, &c->said);
	}
	free(steps);
	return status;
}

/* "cadence, followup" in the subject, and what stands in the notes below. */
static int
finish(struct choice *c)
{
	struct marker *m = &c->marker;
	struct buf message = { 0 }, what = { 0 }, lines = { 0 };
	int status;

	assign_add_keys(&c->assign, &what);
	assign_add_lines(&c->assign, &lines);
	if (c->next != DAY_NONE) {
		buf_printf(&what, "%sfollowup", what.len ? ", " : "");
		buf_printf(&lines, "%s%s", lines.len ? "\n" : "",
		    buf_cstr(&c->tag));
	}
	message_write(&message, &(struct message){ .verb = c->verb,
		.people = m->people.v, .people_n = m->people.n,
		.what = c->dropped ? STR_NONE : buf_str(&what),
		.day = c->s->today, .text = buf_str(&lines) });
	status = writing_finish(&m->writing, buf_str(&message),
	    buf_str(&c->said));
	buf_release(&message);
	buf_release(&what);
	buf_release(&lines);
	return status;
}

int
choice_write(struct choice *c)
{
	int status = STATUS_TROUBLE;

	marker_init(&c->marker, c->s, MARK_TAG, c->next);
	if (take_people(c) == 0 &&
	    writing_possible(&c->marker.writing) == 0 && draft(c) == 0)
		status = finish(c);
	marker_release(&c->marker);
	targets_release(&c->targets);
	return status;
}

void
choice_release(struct choice *c)
{
	assign_release(&c->assign);
	assign_release(&c->again);
	buf_release(&c->tag);
	buf_release(&c->said);
}
