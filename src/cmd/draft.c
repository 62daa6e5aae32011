#include "cmd/draft.h"

#include "cmd/phrase.h"

/* Where the entry stands in the work tree; those below it have moved. */
static void
add_place(struct recording *rec, const struct edited *e, uint32_t line,
    uint32_t lines)
{
	struct place place = { .note = (size_t)(e - rec->writing.notes.v),
		.line = line, .written = lines > 0 };
	size_t i;

	for (i = 0; i < rec->places.n; i++)
		if (rec->places.v[i].note == place.note &&
		    rec->places.v[i].line >= line && lines)
			rec->places.v[i].line += lines;
	vec_push(&rec->places, place);
}

static uint32_t
count_lines(struct str rest)
{
	struct str line;
	uint32_t n = 0;

	while (str_line(&rest, &line))
		n++;
	return n;
}

/* What is in the note is read as before, for all that the text may hold. */
static int
check_undisturbed(struct recording *rec, struct str path, struct str before,
    const struct buf *after)
{
	uint32_t line = edit_disturbs(before, buf_str(after));

	if (!line)
		return 0;
	diag_error(&rec->s->diags, "disturbs", path, line, 0,
	    "this line would be read otherwise with that text above or below "
	    "it; leave out its %%%%, <!--, ``` or `");
	return -1;
}

/* What is put into the texts of one note. */
struct drafting {
	struct recording *rec;
	const struct target *target;
	const struct entry *entry;
	struct str path;
	struct str line;  /* in a dated note, in place of target and entry */
	uint32_t at;      /* gets the number of the entry's line in a text */
	uint32_t placed;  /* and in the work tree */
};

static int
insert(struct drafting *d, struct str text, struct buf *out)
{
	const struct target *t = d->target;

	if (edit_insert(out, text, &t->place, d->entry,
		d->rec->reader.matcher, &d->at) == 0)
		return check_undisturbed(d->rec, d->path, text, out) == -1 ?
		    -1 : 1;
	diag_error(&d->rec->s->diags, "no-section", t->path, 0, 0,
	    "the section \"%.*s\" is not committed yet; commit the "
	    "note first, or use --no-commit", STR_ARG(t->place.anchor));
	return -1;
}

static int
find_or_insert(struct drafting *d, struct str text, struct buf *out)
{
	d->at = d->rec->s->options.again ? 0 : edit_find(text,
	    &d->target->place, d->entry, d->rec->reader.matcher);
	return d->at ? 0 : insert(d, text, out);
}

static void
draft_text(struct drafting *d, struct str text)
{
	struct drafted *last = &d->rec->drafted;

	if (last->target == d->target && str_eq(text, buf_str(&last->was)))
		return;
	buf_clear(&last->was);
	buf_clear(&last->became);
	buf_add(&last->was, text);
	last->target = d->target;
	last->answer = find_or_insert(d, text, &last->became);
	last->line = d->at;
}

/* The entry is put where it is missing. */
static int
put_entry(void *context, enum writing_text which, struct str text,
    struct buf *out)
{
	struct drafting *d = context;
	const struct drafted *drafted = &d->rec->drafted;
	bool tree = which == WRITING_TREE;

	if (tree && d->target->fresh.len && !text.len)
		text = d->target->fresh;
	draft_text(d, text);
	if (tree)
		d->placed = drafted->line;
	buf_add(out, buf_str(&drafted->became));
	return drafted->answer;
}

void
draft_ahead(struct recording *rec)
{
	const struct target *t = rec->targets.list.v;
	struct drafting d = { .rec = rec, .target = t,
		.entry = &rec->said.entry };
	const struct drafted *drafted = &rec->drafted;
	struct diags failed = { 0 };
	struct buf text = { 0 };

	writing_soon(&rec->writing);
	if (rec->s->config.log_to_journal || !rec->targets.list.n || t->friends)
		return;
	d.path = t->path;
	/* what can't be read is told of when it must be */
	if (!notes_read(rec->s->notes, t->path, &text, false, &failed))
		draft_text(&d, buf_str(&text));
	writing_note_soon(&rec->writing, t->path, buf_str(&text),
	    buf_str(&drafted->became));
	buf_release(&text);
	diag_release(&failed);
}

static int
edit_note(struct recording *rec, const struct target *t,
    const struct entry *entry)
{
	struct edited *e = writing_note(&rec->writing, t->path);
	struct drafting d = { .rec = rec, .target = t, .entry = entry,
		.path = t->path };
	uint32_t before;
	int status;

	if (!e)
		return -1;
	before = e->tree.len ? count_lines(buf_str(&e->tree)) :
	    count_lines(t->fresh);
	status = writing_apply(&rec->writing, e, put_entry, &d);
	if (status == 0)
		add_place(rec, e, d.placed,
		    count_lines(buf_str(&e->tree)) - before);
	return status;
}

/* One line of friends.md is about all of them. */
static int
edit_friends(struct recording *rec, const struct target *t)
{
	const struct target *first = rec->targets.list.v;
	struct entry entry = rec->said.entry;
	struct buf text = { 0 };
	int status;

	while (!str_eq(first->path, t->path))
		first++;
	if (first != t)
		return 0;
	phrase_friends(&text, &rec->targets, t->path, entry.text);
	entry.text = buf_str(&text);
	status = edit_note(rec, t, &entry);
	buf_release(&text);
	return status;
}

/*
 * A note without the entry, which the dated note has. One that was made before
 * the commit failed is to be committed too.
 */
static int
edit_fresh(struct recording *rec, const struct target *t)
{
	struct edited *e;

	if (!t->fresh.len && !rec->s->options.new_person)
		return 0;
	e = writing_note(&rec->writing, t->path);
	if (!e)
		return -1;
	e->written = t->fresh.len > 0;
	if (e->written)
		buf_add(&e->tree, t->fresh);
	add_place(rec, e, 1, e->written);
	return 0;
}

/* All versions of a dated note get the line at their end. */
static int
put_line(void *context, enum writing_text which, struct str text,
    struct buf *out)
{
	struct drafting *d = context;
	bool there;

	buf_add(out, text);
	there = edit_append(out, d->line, d->entry->body,
	    d->rec->s->options.again, &d->at);
	if (which == WRITING_TREE)
		d->placed = d->at;
	return there ? 0 : check_undisturbed(d->rec, d->path, text, out) == -1 ?
	    -1 : 1;
}

static int
edit_journal(struct recording *rec)
{
	const struct entry *entry = &rec->said.entry;
	struct drafting d = { .rec = rec, .entry = entry };
	struct buf line = { 0 };
	struct edited *e;
	bool written;
	int status;

	target_journal(&rec->targets, rec->s, entry->day, &rec->journal);
	e = writing_note(&rec->writing, buf_str(&rec->journal));
	if (!e)
		return -1;
	phrase_journal(&line, rec->s, &rec->targets, &rec->said);
	d.path = e->path;
	d.line = buf_str(&line);
	written = e->written;
	status = writing_apply(&rec->writing, e, put_line, &d);
	if (status == 0)
		add_place(rec, e, d.placed, !written && e->written);
	buf_release(&line);
	return status;
}

int
draft_entry(struct recording *rec)
{
	bool journal = rec->s->config.log_to_journal;
	const struct target *t;
	size_t i;
	int status = 0;

	for (i = 0; i < rec->targets.list.n && status == 0; i++) {
		t = &rec->targets.list.v[i];
		if (journal)
			status = edit_fresh(rec, t);
		else if (t->friends)
			status = edit_friends(rec, t);
		else
			status = edit_note(rec, t, &rec->said.entry);
	}
	return status == 0 && journal ? edit_journal(rec) : status;
}
