#include "cmd/writing.h"

#include "cmd/message.h"
#include "git/diff.h"

void
writing_init(struct writing *w, struct session *s)
{
	*w = (struct writing){ .s = s };
	w->commits = notes_is_git(s->notes) && s->config.commit &&
	    !s->options.no_commit && !s->options.dry_run;
	commit_choose(s->notes, s->config.backend);
	if (!(s->command->options & (OPTIONS_WRITE | OPTIONS_CHECK)))
		commit_only(s->notes);
}

void
writing_release(struct writing *w)
{
	size_t i;

	for (i = 0; i < w->notes.n; i++) {
		versions_release(&w->notes.v[i].now);
		buf_release(&w->notes.v[i].tree);
		buf_release(&w->notes.v[i].index);
		buf_release(&w->notes.v[i].head);
	}
	vec_release(&w->notes);
	map_release(&w->places);
}

int
writing_possible(struct writing *w)
{
	return w->commits ? commit_possible(w->s->notes, &w->s->diags) : 0;
}

void
writing_soon(struct writing *w)
{
	if (w->commits)
		commit_possible_soon(w->s->notes);
}

void
writing_note_soon(struct writing *w, struct str path, struct str was,
    struct str becomes)
{
	if (w->commits)
		commit_soon(w->s->notes, path, was, becomes);
}

bool
writing_tracked(const struct edited *e)
{
	return e->now.in_head || e->now.in_index;
}

int
writing_settled(struct session *s, struct str path, struct str text)
{
	struct str rest = text, line;
	uint32_t number = 0;

	while (str_line(&rest, &line)) {
		number++;
		if (!str_starts(line, STR("<<<<<<< ")) &&
		    !str_starts(line, STR(">>>>>>> ")))
			continue;
		diag_error(&s->diags, "conflict-marker", path, number, 1,
		    "a merge left a conflict here; settle it and remove the "
		    "markers");
		return -1;
	}
	return 0;
}

struct edited *
writing_note(struct writing *w, struct str path)
{
	struct edited edited = { .path = path }, *e;
	const uint32_t *place = map_get(&w->places, path);

	if (place)
		return &w->notes.v[*place];
	if (versions_read(w->s->notes, path, w->commits, &edited.now,
		&w->s->diags) == -1 || writing_settled(w->s, path,
		buf_str(&edited.now.tree)) == -1) {
		versions_release(&edited.now);
		return NULL;
	}
	map_put(&w->places, path, (uint32_t)w->notes.n, NULL);
	vec_push(&w->notes, edited);
	e = &w->notes.v[w->notes.n - 1];
	buf_add(&e->tree, buf_str(&e->now.tree));
	buf_add(&e->index, buf_str(&e->now.index));
	buf_add(&e->head, buf_str(e->now.in_head ? &e->now.head :
	    &e->now.index));
	e->to_commit = w->commits && !e->now.in_head;
	return e;
}

/* As the edit answers. */
static int
edit_text(struct buf *text, enum writing_text which, writing_edit *edit,
    void *context)
{
	struct buf out = { 0 };
	int answer = edit(context, which, buf_str(text), &out);

	if (answer == 1) {
		buf_release(text);
		*text = out;
	} else {
		buf_release(&out);
	}
	return answer;
}

int
writing_apply(const struct writing *w, struct edited *e, writing_edit *edit,
    void *context)
{
	int answer = edit_text(&e->tree, WRITING_TREE, edit, context);

	e->written = e->written || answer == 1;
	if (answer == -1 || !writing_tracked(e))
		return answer == -1 ? -1 : 0;
	answer = edit_text(&e->head, WRITING_HEAD, edit, context);
	e->to_commit = e->to_commit || (w->commits && answer == 1);
	if (answer != -1 && e->now.in_index)
		answer = edit_text(&e->index, WRITING_INDEX, edit, context);
	return answer == -1 ? -1 : 0;
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
		.written = e->written,
	};

	if (!writing_tracked(e))
		change.index = change.head = change.tree;
	else if (!e->now.in_index)
		change.index = STR_NONE; /* its removal is staged */
	return change;
}

static int
print_diff(const struct writing *w)
{
	struct buf diff = { 0 }, safe = { 0 };
	struct str rest, line;
	const struct edited *e;
	size_t i;

	for (i = 0; i < w->notes.n; i++) {
		e = &w->notes.v[i];
		if (e->written)
			diff_text(&diff, e->path, buf_str(&e->now.tree),
			    e->now.in_tree, buf_str(&e->tree));
	}
	for (rest = buf_str(&diff); str_line(&rest, &line);) {
		out_safe(&safe, line);
		buf_addc(&safe, '\n');
	}
	fwrite(safe.ptr ? safe.ptr : "", 1, safe.len, w->s->out);
	buf_release(&diff);
	buf_release(&safe);
	return STATUS_ROWS;
}

/* All of them before the first is written. */
static int
check_paths(struct writing *w)
{
	const struct edited *e;
	size_t i;

	for (i = 0; i < w->notes.n; i++) {
		e = &w->notes.v[i];
		if ((w->commits && commit_path_possible(w->s->notes,
			e->path, &w->s->diags) == -1) ||
		    (e->written && commit_write_possible(w->s->notes,
			e->path, &w->s->diags) == -1))
			return -1;
	}
	return 0;
}

static struct str
folder_of(struct str path)
{
	size_t slash = str_rchr(path, '/');

	return slash == SIZE_MAX ? STR_NONE : str_upto(path, slash);
}

/* Is the next note that is written one of the same folder? */
static bool
stays_in_folder(const struct writing *w, size_t i)
{
	struct str folder = folder_of(w->notes.v[i].path);

	while (++i < w->notes.n && !w->notes.v[i].written)
		;
	return i < w->notes.n &&
	    str_eq(folder_of(w->notes.v[i].path), folder);
}

static int
write_notes(struct writing *w)
{
	struct change change;
	bool some = false;
	size_t i;

	for (i = 0; i < w->notes.n; i++) {
		if (!w->notes.v[i].written)
			continue;
		change = change_of(&w->notes.v[i]);
		change.more = stays_in_folder(w, i);
		if (commit_write(w->s->notes, &change, &w->s->diags) == 0) {
			some = true;
			continue;
		}
		if (some)
			session_error(w->s, "the notes before it are "
			    "written; the same command again does the rest");
		return -1;
	}
	return 0;
}

static void
print(const struct writing *w, struct str said)
{
	fwrite(said.ptr ? said.ptr : "", 1, said.len, w->s->out);
}

/* What hooks had to say, as git would show it, but safe for a terminal. */
static void
print_words(const struct writing *w)
{
	struct str rest = commit_said(w->s->notes), line;
	struct buf safe = { 0 };

	while (str_line(&rest, &line)) {
		out_safe(&safe, line);
		buf_addc(&safe, '\n');
	}
	fwrite(safe.ptr ? safe.ptr : "", 1, safe.len, w->s->err);
	buf_release(&safe);
}

static int
commit_notes(struct writing *w, struct str message, struct str said)
{
	VEC(struct change) changes = { 0 };
	struct buf subject = { 0 };
	char id[COMMIT_ID];
	int status;
	size_t i;

	for (i = 0; i < w->notes.n; i++)
		if (w->notes.v[i].to_commit)
			vec_push(&changes, change_of(&w->notes.v[i]));
	status = commit_create(w->s->notes, changes.v, changes.n, message, id,
	    &w->s->diags);
	if (status == 0) {
		print_words(w);
		print(w, said);
		out_safe(&subject, message_subject(message));
		fprintf(w->s->out, "[%.7s] %s\n", id, buf_cstr(&subject));
	} else {
		session_error(w->s, "what is written stays in the note; the "
		    "same command again commits it");
	}
	vec_release(&changes);
	buf_release(&subject);
	return status == 0 ? STATUS_ROWS : STATUS_TROUBLE;
}

int
writing_finish(struct writing *w, struct str message, struct str said)
{
	bool written = false, to_commit = false;
	size_t i;

	for (i = 0; i < w->notes.n; i++) {
		written = written || w->notes.v[i].written;
		to_commit = to_commit || w->notes.v[i].to_commit;
	}
	if (w->s->options.dry_run && (written || to_commit))
		return print_diff(w);
	if ((written || to_commit) &&
	    (check_paths(w) == -1 || write_notes(w) == -1))
		return STATUS_TROUBLE;
	if (to_commit)
		return commit_notes(w, message, said);
	print(w, said);
	if (written && !notes_is_git(w->s->notes))
		fputs("nothing was committed: the folder is not under git\n",
		    w->s->out);
	else if (written && w->commits)
		fprintf(w->s->out, "nothing was committed: %s\n",
		    w->uncommitted ? w->uncommitted :
		    "HEAD has it already");
	return STATUS_ROWS;
}
