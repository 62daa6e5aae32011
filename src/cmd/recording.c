#include "cmd/recording.h"

#include "cmd/draft.h"
#include "git/diff.h"

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

/* "people/ana-ruiz.md:12", safe for a terminal, and what is new about it. */
static void
add_place(const struct recording *rec, const struct place *place,
    struct buf *out)
{
	const struct edited *e = &rec->notes.v[place->note];
	struct out_options paths = { 0 };
	struct buf path = { 0 };

	if (!place->written)
		buf_puts(out, e->to_commit ? "already written, now committed: "
		    : "already recorded at ");
	session_show_paths(rec->s, &paths);
	out_path(&path, e->path, &paths);
	out_safe(out, buf_str(&path));
	buf_printf(out, ":%u\n", place->line);
	buf_release(&path);
}

static void
print_places(const struct recording *rec)
{
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < rec->places.n; i++)
		add_place(rec, &rec->places.v[i], &out);
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

/* All of them before the first is written. */
static int
check_paths(struct recording *rec)
{
	const struct edited *e;
	size_t i;

	for (i = 0; i < rec->notes.n; i++) {
		e = &rec->notes.v[i];
		if ((rec->commits && commit_path_possible(rec->s->notes,
			e->path, &rec->s->diags) == -1) ||
		    (e->written && commit_write_possible(rec->s->notes,
			e->path, &rec->s->diags) == -1))
			return -1;
	}
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
		change = draft_change(&rec->notes.v[i]);
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
			vec_push(&changes, draft_change(&rec->notes.v[i]));
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
	vec_release(&rec->places);
	targets_release(&rec->targets);
	said_release(&rec->said);
	buf_release(&rec->journal);
}
