#include "cmd/committing.h"

#include "cmd/changes.h"
#include "cmd/message.h"
#include "cmd/portion.h"
#include "cmd/told.h"
#include "cmd/writing.h"

/* What becomes one commit. */
struct group {
	VEC(struct change_unit *) units;
	bool whole; /* a note that HEAD does not have, as a whole */
};

struct committing {
	struct session *s;
	struct changes changes;
	VEC(struct change_unit *) order;
	VEC(struct group) groups;
	size_t now; /* the group that is being committed */
	size_t made;
	bool failed; /* and so would the next one */
};

static uint32_t
line_of(const struct change_unit *u)
{
	return u->main == ITEM_NONE ? 1 : u->note->now.items.v[u->main].line;
}

/* People before what happened to them, and that by its day. */
static int
compare(const void *x, const void *y)
{
	const struct change_unit *a = *(struct change_unit *const *)x;
	const struct change_unit *b = *(struct change_unit *const *)y;
	int path;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->day != b->day)
		return a->day == DAY_NONE || (b->day != DAY_NONE &&
		    a->day > b->day) ? 1 : -1;
	path = str_cmp(a->note->path, b->note->path);
	if (path)
		return path;
	return (line_of(a) > line_of(b)) - (line_of(a) < line_of(b));
}

static bool
belongs(const struct committing *w, const struct group *g,
    const struct change_unit *u)
{
	size_t i;

	if (w->s->options.squash)
		return true;
	if (g->whole || !u->note->held.in_head)
		return g->units.v[0]->note == u->note &&
		    !u->note->held.in_head;
	/* two of one note happened twice */
	for (i = 0; i < g->units.n; i++)
		if (!told_alike(g->units.v[i], u))
			return false;
	return true;
}

static void
add_to_group(struct committing *w, struct change_unit *u)
{
	struct group fresh = { .whole = !u->note->held.in_head };
	size_t i;

	for (i = 0; i < w->groups.n; i++)
		if (belongs(w, &w->groups.v[i], u))
			break;
	if (i == w->groups.n)
		vec_push(&w->groups, fresh);
	/* NOLINTNEXTLINE(bugprone-sizeof-expression) */
	vec_push(&w->groups.v[i].units, u);
	u->note->last = i > u->note->last ? i : u->note->last;
}

/* What can't be committed is said once a note, and the rest goes on. */
static void
plan(struct committing *w)
{
	struct changed_note *note;
	size_t i;

	for (i = 0; i < w->changes.notes.n; i++)
		w->changes.notes.v[i]->left = true;
	for (i = 0; i < w->changes.units.n; i++)
		w->changes.units.v[i].note->left = false;
	for (i = 0; i < w->changes.notes.n; i++) {
		note = w->changes.notes.v[i];
		note->left = note->left || commit_path_possible(w->s->notes,
		    note->path, &w->s->diags) == -1;
	}
	for (i = 0; i < w->changes.units.n; i++)
		if (!w->changes.units.v[i].note->left)
			/* NOLINTNEXTLINE(bugprone-sizeof-expression) */
			vec_push(&w->order, &w->changes.units.v[i]);
	if (w->order.n)
		/* NOLINTNEXTLINE(bugprone-sizeof-expression) */
		qsort(w->order.v, w->order.n, sizeof(*w->order.v), compare);
	for (i = 0; i < w->order.n; i++)
		add_to_group(w, w->order.v[i]);
}

/* "people/ana.md:12: log: Ana Ruiz: call (2026-11-20)" */
static void
list(struct committing *w)
{
	struct out_options paths = { 0 };
	struct buf message = { 0 }, path = { 0 }, line = { 0 };
	size_t i, k;

	session_show_paths(w->s, &paths);
	for (i = 0; i < w->groups.n; i++)
		for (k = 0; k < w->groups.v[i].units.n; k++) {
			struct change_unit *u = w->groups.v[i].units.v[k];

			buf_clear(&message);
			buf_clear(&path);
			buf_clear(&line);
			told_message(&w->changes, &u, 1, &message);
			out_path(&path, u->note->path, &paths);
			out_safe(&line, buf_str(&path));
			buf_printf(&line, ":%u: ", line_of(u));
			out_safe(&line, message_subject(buf_str(&message)));
			fprintf(w->s->out, "%s\n", buf_cstr(&line));
		}
	buf_release(&message);
	buf_release(&path);
	buf_release(&line);
}

static int
say_changed(struct committing *w, const struct changed_note *note)
{
	diag_error(&w->s->diags, "changed", note->path, 0, 0,
	    "was changed meanwhile; run the same command again");
	return -1;
}

/* What a text is to be: with what the wanted items are on in the note. */
static int
take(struct committing *w, const struct changed_note *note,
    const bool *wanted, struct buf *text)
{
	struct edition was;
	struct compare c;
	struct buf out = { 0 };
	int status;

	edition_read(&was, &w->changes.reader, note->path, buf_str(text));
	status = compare_make(&c, &was, &note->now);
	if (status == 0)
		status = portion_take(&c, wanted, &w->changes.reader, &out);
	compare_release(&c);
	edition_release(&was);
	if (status == 0) {
		buf_release(text);
		*text = out;
		return 0;
	}
	buf_release(&out);
	diag_error(&w->s->diags, "apart", note->path, 0, 0,
	    "what is new about people can't be told apart from what else "
	    "has changed; --all or git commit takes all of it");
	return -1;
}

static void
replace(struct buf *text, const struct buf *by)
{
	buf_clear(text);
	buf_add(text, buf_str(by));
}

static int
take_texts(struct committing *w, struct changed_note *note,
    struct edited *e, const bool *wanted)
{
	bool same = str_eq(buf_str(&e->index), buf_str(&e->head));

	if (w->s->options.all && note->last == w->now) {
		replace(&e->head, &note->stored);
		replace(&e->index, &note->stored);
		return 0;
	}
	if (take(w, note, wanted, &e->head) == -1)
		return -1;
	if (!e->now.in_index)
		return 0;
	if (!same)
		return take(w, note, wanted, &e->index);
	replace(&e->index, &e->head);
	return 0;
}

/* One note of a group. */
static int
edit(struct committing *w, struct writing *writing, const struct group *g,
    struct changed_note *note)
{
	struct edited *e = writing_note(writing, note->path);
	bool *wanted;
	size_t i, k;
	int status;

	if (!e)
		return -1;
	if (!str_eq(buf_str(&e->now.tree), buf_str(&note->held.tree)))
		return say_changed(w, note);
	if (!writing_tracked(e)) /* it goes as a whole */
		return 0;
	wanted = mem_zalloc(note->now.items.n + 1);
	for (i = 0; i < g->units.n; i++)
		for (k = 0; g->units.v[i]->note == note &&
		    k < g->units.v[i]->items.n; k++)
			wanted[g->units.v[i]->items.v[k]] = true;
	status = take_texts(w, note, e, wanted);
	free(wanted);
	e->to_commit = !e->now.in_head || !str_eq(buf_str(&e->head),
	    buf_str(&e->now.head));
	return status;
}

static int
commit(struct committing *w, const struct group *g)
{
	struct writing writing;
	struct buf message = { 0 };
	bool any = false;
	size_t i;
	int status = 0;

	writing_init(&writing, w->s);
	writing.commits = true;
	for (i = 0; i < g->units.n && status == 0; i++)
		status = edit(w, &writing, g, g->units.v[i]->note);
	for (i = 0; i < writing.notes.n; i++)
		any = any || writing.notes.v[i].to_commit;
	if (status == 0 && any) {
		told_message(&w->changes, g->units.v, g->units.n, &message);
		status = writing_finish(&writing, buf_str(&message),
		    STR_NONE) == STATUS_ROWS ? 0 : -1;
		w->made += status == 0;
		w->failed = status == -1;
	}
	writing_release(&writing);
	buf_release(&message);
	return status;
}

static int
run(struct committing *w)
{
	int status = STATUS_ROWS;

	if (changes_find(&w->changes) == -1)
		return STATUS_TROUBLE;
	plan(w);
	if (!w->groups.n)
		return STATUS_NO_ROWS;
	if (w->s->options.dry_run) {
		list(w);
		return STATUS_ROWS;
	}
	for (w->now = 0; w->now < w->groups.n && !w->failed; w->now++)
		if (commit(w, &w->groups.v[w->now]) == -1)
			status = STATUS_TROUBLE;
	return status == STATUS_ROWS && !w->made ? STATUS_NO_ROWS : status;
}

int
committing_run(struct session *s)
{
	struct committing w = { .s = s };
	struct writing writing;
	int status = STATUS_TROUBLE;
	size_t i;

	/* a folder without git, or a merge under way */
	writing_init(&writing, s);
	writing.commits = true;
	if (writing_possible(&writing) == 0) {
		changes_init(&w.changes, s);
		status = run(&w);
		changes_release(&w.changes);
	}
	writing_release(&writing);
	for (i = 0; i < w.groups.n; i++)
		vec_release(&w.groups.v[i].units);
	vec_release(&w.groups);
	vec_release(&w.order);
	return status;
}
