#include "cmd/draft.h"

#include "cmd/phrase.h"

/* Does HEAD get these bytes with the entry in them, or the whole note? */
static bool
is_tracked(const struct edited *e)
{
	return e->now.in_head || e->now.in_index;
}

/* Where the entry stands in the work tree; those below it have moved. */
static void
add_place(struct recording *rec, const struct edited *e, uint32_t line,
    uint32_t lines)
{
	struct place place = { .note = (size_t)(e - rec->notes.v),
		.line = line, .written = lines > 0 };
	size_t i;

	for (i = 0; i < rec->places.n; i++)
		if (rec->places.v[i].note == place.note &&
		    rec->places.v[i].line >= line && lines)
			rec->places.v[i].line += lines;
	vec_push(&rec->places, place);
}

static uint32_t
count_lines(const struct buf *text)
{
	struct str rest = buf_str(text), line;
	uint32_t n = 0;

	while (str_line(&rest, &line))
		n++;
	return n;
}

static struct edited *
find_edited(struct recording *rec, struct str path)
{
	struct edited edited = { .path = path }, *e;
	size_t i;

	for (i = 0; i < rec->notes.n; i++)
		if (str_eq(rec->notes.v[i].path, path))
			return &rec->notes.v[i];
	if (versions_read(rec->s->notes, path, rec->commits, &edited.now,
		&rec->s->diags) == -1) {
		versions_release(&edited.now);
		return NULL;
	}
	vec_push(&rec->notes, edited);
	e = &rec->notes.v[rec->notes.n - 1];
	buf_add(&e->tree, buf_str(&e->now.tree));
	buf_add(&e->index, buf_str(&e->now.index));
	buf_add(&e->head, buf_str(e->now.in_head ? &e->now.head :
	    &e->now.index));
	e->to_commit = rec->commits && !e->now.in_head;
	return e;
}

/* A line below which a merge left both versions. */
static int
check_conflict(struct recording *rec, const struct edited *e)
{
	struct str rest = buf_str(&e->now.tree), line;
	uint32_t number = 0;

	while (str_line(&rest, &line)) {
		number++;
		if (!str_starts(line, STR("<<<<<<< ")) &&
		    !str_starts(line, STR(">>>>>>> ")))
			continue;
		diag_error(&rec->s->diags, "conflict-marker", e->path, number,
		    1, "a merge left a conflict here; settle it and remove "
		    "the markers");
		return -1;
	}
	return 0;
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

/* Puts the entry into one of the texts of a note. */
static int
insert(struct recording *rec, const struct target *t,
    const struct entry *entry, struct buf *text, uint32_t *line)
{
	struct buf out = { 0 };

	if (edit_insert(&out, buf_str(text), &t->place, entry,
		rec->reader.matcher, line) == -1) {
		diag_error(&rec->s->diags, "no-section", t->path, 0, 0,
		    "the section \"%.*s\" is not committed yet; commit the "
		    "note first, or use --no-commit",
		    STR_ARG(t->place.anchor));
		buf_release(&out);
		return -1;
	}
	if (check_undisturbed(rec, t->path, buf_str(text), &out) == -1) {
		buf_release(&out);
		return -1;
	}
	buf_release(text);
	*text = out;
	return 0;
}

static bool
stands_in(struct recording *rec, const struct target *t,
    const struct entry *entry, const struct buf *text, uint32_t *line)
{
	*line = rec->s->options.again ? 0 : edit_find(buf_str(text), &t->place,
	    entry, rec->reader.matcher);
	return *line != 0;
}

/* The entry is put where it is missing: work tree, index and HEAD apart. */
static int
edit_note(struct recording *rec, const struct target *t,
    const struct entry *entry)
{
	struct edited *e = find_edited(rec, t->path);
	uint32_t line, before;

	if (!e || check_conflict(rec, e) == -1)
		return -1;
	if (t->fresh.len && !e->tree.len)
		buf_add(&e->tree, t->fresh);
	before = count_lines(&e->tree);
	if (!stands_in(rec, t, entry, &e->tree, &line)) {
		if (insert(rec, t, entry, &e->tree, &line) == -1)
			return -1;
		e->written = true;
	}
	add_place(rec, e, line, count_lines(&e->tree) - before);
	if (!is_tracked(e))
		return 0;
	if (!stands_in(rec, t, entry, &e->head, &line)) {
		if (insert(rec, t, entry, &e->head, &line) == -1)
			return -1;
		e->to_commit = true;
	}
	if (e->now.in_index && !stands_in(rec, t, entry, &e->index, &line))
		return insert(rec, t, entry, &e->index, &line);
	return 0;
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
	e = find_edited(rec, t->path);
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
edit_journal(struct recording *rec)
{
	const struct entry *entry = &rec->said.entry;
	struct buf line = { 0 }, *texts[3];
	struct edited *e;
	uint32_t at;
	size_t i;
	bool there;

	target_journal(&rec->targets, rec->s, entry->day, &rec->journal);
	e = find_edited(rec, buf_str(&rec->journal));
	if (!e || check_conflict(rec, e) == -1)
		return -1;
	phrase_journal(&line, rec->s, &rec->targets, entry);
	texts[0] = &e->tree;
	texts[1] = is_tracked(e) ? &e->head : NULL;
	texts[2] = e->now.in_index ? &e->index : NULL;
	for (i = 0; i < 3; i++) {
		if (!texts[i])
			continue;
		there = edit_append(texts[i], buf_str(&line), entry->body,
		    rec->s->options.again, &at);
		if (i == 0) {
			e->written = e->written || !there;
			add_place(rec, e, at, !there);
		}
		e->to_commit = e->to_commit || (i == 1 && !there);
	}
	buf_release(&line);
	return check_undisturbed(rec, e->path, buf_str(&e->now.tree),
	    &e->tree);
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

/* A note that git does not track is committed whole. */
struct change
draft_change(const struct edited *e)
{
	struct change change = {
		.path = e->path,
		.tree = buf_str(&e->tree),
		.index = buf_str(&e->index),
		.head = buf_str(&e->head),
		.was = buf_str(&e->now.tree),
		.was_there = e->now.in_tree,
	};

	if (!is_tracked(e))
		change.index = change.head = change.tree;
	else if (!e->now.in_index)
		change.index = STR_NONE; /* its removal is staged */
	return change;
}
