#include "cmd/recording.h"

#include "cmd/phrase.h"
#include "git/diff.h"

/* Does HEAD get these bytes with the entry in them, or the whole note? */
static bool
is_tracked(const struct edited *e)
{
	return e->now.in_head || e->now.in_index;
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
	uint32_t line;

	if (!e || check_conflict(rec, e) == -1)
		return -1;
	if (t->fresh.len && !e->tree.len)
		buf_add(&e->tree, t->fresh);
	if (!stands_in(rec, t, entry, &e->tree, &e->line)) {
		if (insert(rec, t, entry, &e->tree, &e->line) == -1)
			return -1;
		e->written = true;
	}
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
	e->line = 1;
	if (e->written)
		buf_add(&e->tree, t->fresh);
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
		e->line = i ? e->line : at;
		e->written = e->written || (i == 0 && !there);
		e->to_commit = e->to_commit || (i == 1 && !there);
	}
	buf_release(&line);
	return 0;
}

int
recording_edit(struct recording *rec)
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
static struct change
change_of(const struct edited *e)
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

static void
add_message(const struct recording *rec, struct buf *m)
{
	const struct said *said = &rec->said;
	char date[DAY_TEXT];
	size_t i;

	day_format(said->entry.day, date);
	buf_puts(m, "log: ");
	for (i = 0; i < rec->targets.list.n; i++) {
		buf_puts(m, i ? ", " : "");
		out_safe(m, rec->targets.list.v[i].name);
	}
	buf_printf(m, ": %.*s (%s)\n\n", STR_ARG(said->channel.len ?
	    said->channel : STR("note")), date);
	buf_add(m, said->entry.text);
	buf_puts(m, said->entry.text.len ? "\n" : "");
	if (said->entry.body.len)
		buf_printf(m, "\n%.*s\n", STR_ARG(said->entry.body));
	buf_puts(m, said->entry.text.len ? "\n" : "");
	for (i = 0; i < rec->targets.list.n; i++) {
		buf_puts(m, "Netgrep-Person: ");
		out_safe(m, rec->targets.list.v[i].trailer);
		buf_addc(m, '\n');
	}
	buf_printf(m, "Netgrep-Date: %s\n", date);
}

/* "people/ana-ruiz.md:12", safe for a terminal. */
static void
add_place(const struct recording *rec, const struct edited *e,
    struct buf *out)
{
	struct out_options paths = { 0 };
	struct buf path = { 0 };

	session_show_paths(rec->s, &paths);
	out_path(&path, e->path, &paths);
	out_safe(out, buf_str(&path));
	buf_printf(out, ":%u", e->line);
	buf_release(&path);
}

static void
print_places(const struct recording *rec)
{
	struct buf out = { 0 };
	const struct edited *e;
	size_t i;

	for (i = 0; i < rec->notes.n; i++) {
		e = &rec->notes.v[i];
		if (!e->written)
			buf_puts(&out, e->to_commit ? "already written, now "
			    "committed: " : "already recorded at ");
		add_place(rec, e, &out);
		buf_addc(&out, '\n');
	}
	fwrite(out.ptr ? out.ptr : "", 1, out.len, rec->s->out);
	buf_release(&out);
}

static int
print_diff(struct recording *rec)
{
	struct buf diff = { 0 }, safe = { 0 };
	struct str rest, line;
	struct edited *e;
	size_t i;

	for (i = 0; i < rec->notes.n; i++) {
		e = &rec->notes.v[i];
		if (e->written)
			diff_text(&diff, e->path, buf_str(&e->now.tree),
			    e->now.in_tree, buf_str(&e->tree));
	}
	for (rest = buf_str(&diff); str_line(&rest, &line);) {
		out_safe(&safe, line);
		buf_addc(&safe, '\n');
	}
	fwrite(safe.ptr ? safe.ptr : "", 1, safe.len, rec->s->out);
	buf_release(&diff);
	buf_release(&safe);
	return STATUS_ROWS;
}

int
recording_possible(struct recording *rec)
{
	return rec->commits ? commit_possible(rec->s->notes, &rec->s->diags) :
	    0;
}

static int
check_paths(struct recording *rec)
{
	size_t i;

	for (i = 0; rec->commits && i < rec->notes.n; i++)
		if (commit_path_possible(rec->s->notes, rec->notes.v[i].path,
			&rec->s->diags) == -1)
			return -1;
	return 0;
}

static int
write_notes(struct recording *rec)
{
	struct change change;
	bool some = false;
	size_t i;

	for (i = 0; i < rec->notes.n; i++) {
		if (!rec->notes.v[i].written)
			continue;
		change = change_of(&rec->notes.v[i]);
		if (commit_write(rec->s->notes, &change, &rec->s->diags) == 0) {
			some = true;
			continue;
		}
		if (some)
			session_error(rec->s, "the notes before it are "
			    "written; the same command again does the rest");
		return -1;
	}
	return 0;
}

static int
commit_notes(struct recording *rec)
{
	VEC(struct change) changes = { 0 };
	struct buf message = { 0 }, subject = { 0 };
	char id[COMMIT_ID];
	int status;
	size_t i;

	for (i = 0; i < rec->notes.n; i++)
		if (rec->notes.v[i].to_commit)
			vec_push(&changes, change_of(&rec->notes.v[i]));
	add_message(rec, &message);
	status = commit_create(rec->s->notes, changes.v, changes.n,
	    buf_str(&message), id, &rec->s->diags);
	if (status == 0) {
		print_places(rec);
		out_safe(&subject, str_upto(buf_str(&message),
		    str_chr(buf_str(&message), '\n')));
		fprintf(rec->s->out, "[%.7s] %s\n", id, buf_cstr(&subject));
	} else {
		session_error(rec->s, "the line stays in the note; the same "
		    "command again commits it");
	}
	vec_release(&changes);
	buf_release(&message);
	buf_release(&subject);
	return status;
}

static bool
wants_commit(const struct recording *rec)
{
	size_t i;

	for (i = 0; i < rec->notes.n; i++)
		if (rec->notes.v[i].to_commit)
			return true;
	return false;
}

static bool
nothing_to_do(const struct recording *rec)
{
	size_t i;

	for (i = 0; i < rec->notes.n; i++)
		if (rec->notes.v[i].written)
			return false;
	return !wants_commit(rec);
}

int
recording_write(struct recording *rec)
{
	struct session *s = rec->s;

	if (nothing_to_do(rec)) {
		print_places(rec);
		return STATUS_ROWS;
	}
	if (s->options.dry_run)
		return print_diff(rec);
	if (check_paths(rec) == -1 || write_notes(rec) == -1)
		return STATUS_TROUBLE;
	if (wants_commit(rec))
		return commit_notes(rec) == -1 ? STATUS_TROUBLE : STATUS_ROWS;
	print_places(rec);
	if (!notes_is_git(s->notes))
		fputs("nothing was committed: the folder is not under git\n",
		    s->out);
	else if (rec->commits)
		fputs("nothing was committed: HEAD has it already\n", s->out);
	return STATUS_ROWS;
}

void
recording_release(struct recording *rec)
{
	size_t i;

	for (i = 0; i < rec->notes.n; i++) {
		versions_release(&rec->notes.v[i].now);
		buf_release(&rec->notes.v[i].tree);
		buf_release(&rec->notes.v[i].index);
		buf_release(&rec->notes.v[i].head);
	}
	vec_release(&rec->notes);
	targets_release(&rec->targets);
	said_release(&rec->said);
	buf_release(&rec->journal);
}
