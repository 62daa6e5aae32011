#include "git/commit-program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "git/ask.h"
#include "git/desk.h"
#include "git/durable.h"
#include "git/item.h"
#include "git/lock.h"
#include "git/program.h"

/*
 * "git commit" with an index of our own, which is HEAD and the notes and
 * nothing else. git looks at HEAD first, runs pre-commit, and then reads the
 * message, which is in a pipe with a name: when git opens it we know that it
 * has looked, and look too. If HEAD is what the index was made from, the notes
 * are staged in the repository's index and git gets its message; else nothing,
 * and it gives up. From there on it is git that sees that HEAD stays.
 *
 * So the order is as with libgit2: objects, index, branch; and what a hook
 * refuses before that has never been staged.
 */

/* How often HEAD may move away under us. */
enum { ATTEMPTS = 5 };

enum outcome { DONE, FAILED, MOVED };

struct making {
	struct notes *notes;
	struct item *items;
	size_t n;
	struct str message;
	struct diags *diags;
	struct desk desk;
	/* of one attempt */
	struct str branch, parent;
	bool locked;  /* we have index.lock */
	bool staged;  /* and desk.was is the index as it was */
	bool there;   /* there was one */
	bool told;    /* git has its message */
	bool moved;   /* HEAD is not what it was */
	bool failed;  /* an error says why git got none */
};

static int
fail(struct making *m, const char *code, const char *what)
{
	diag_error(m->diags, code, STR_NONE, 0, 0, "%s: %s; " ITEM_AGAIN, what,
	    strerror(errno));
	return -1;
}

/* HEAD's entry of each, which nobody may have changed since it was read. */
static int
check_bases(struct making *m)
{
	struct ask_entry entry;
	bool news = false;
	size_t i;

	for (i = 0; i < m->n; i++) {
		struct item *item = &m->items[i];

		if (ask_tree(m->notes, m->parent, item->change->path, &entry,
		    m->diags))
			return -1;
		if (!str_eq(entry.id, item->head_was))
			return item_changed(item, "another commit", m->diags);
		item->head_mode = entry.mode;
		news = news || !str_eq(entry.id, item->head);
	}
	if (news)
		return 0;
	diag_error(m->diags, "unchanged", STR_NONE, 0, 0,
	    "HEAD holds this already; there is nothing to commit");
	return -1;
}

/*
 * HEAD and the notes. It begins as a copy of the repository's index, whose
 * entries spare git from reading every file anew.
 */
static int
write_only(struct making *m)
{
	const char *born[] = { "-c", "core.splitIndex=false", "read-tree",
		"--reset", "-i", m->parent.ptr, NULL };
	const char *unborn[] = { "read-tree", "--empty", NULL };
	struct program p = { .index = m->desk.only };
	size_t i;
	int rc;

	unlink(m->desk.only);
	if (m->parent.len && desk_copy(m->notes->index_path,
	    m->desk.only) < 0)
		return fail(m, "index", "git's index can't be copied");
	rc = program_must(&p, m->notes, m->parent.len ? born : unborn,
	    "index", m->diags);
	for (i = 0; !rc && i < m->n; i++)
		rc = item_enter(&m->items[i], m->desk.only, m->notes,
		    m->diags);
	program_release(&p);
	return rc;
}

static int
stage(struct making *m)
{
	size_t i;
	int rc = desk_copy(m->notes->index_path, m->desk.next);

	if (rc < 0)
		return fail(m, "index", "git's index can't be copied");
	m->there = !rc;
	for (i = 0, rc = 0; !rc && i < m->n; i++)
		if (!m->items[i].skip)
			rc = item_stage(&m->items[i], m->desk.next,
			    m->notes, m->diags);
	if (rc || access(m->desk.next, F_OK))
		return rc; /* nothing is to be staged, and there is none */
	unlink(m->desk.was);
	if ((m->there && link(m->notes->index_path, m->desk.was) &&
	    desk_copy(m->notes->index_path, m->desk.was)) ||
	    desk_install(m->desk.next, m->notes->index_path))
		return fail(m, "index", "git's index can't be written");
	m->staged = true;
	return 0;
}

/* The index as it was, since there will be no commit. */
static void
unstage(struct making *m)
{
	if (m->staged && m->there)
		desk_install(m->desk.was, m->notes->index_path);
	else if (m->staged)
		unlink(m->notes->index_path);
	m->staged = false;
}

static void
unlock(struct making *m)
{
	if (m->locked)
		lock_index_release(m->notes);
	m->locked = false;
}

static bool
is_moved(struct making *m)
{
	struct diags unread = { 0 };
	struct str branch, id;
	bool yes = ask_head(m->notes, &branch, &id, &unread) ||
	    !str_eq(branch, m->branch) || !str_eq(id, m->parent);

	diag_release(&unread);
	return yes;
}

static int
publish(struct making *m)
{
	if (lock_index(m->notes, false, m->diags))
		return -1;
	m->locked = true;
	m->moved = is_moved(m);
	return m->moved ? -1 : stage(m);
}

/* Called while git runs: true when it has got its message, or gets none. */
static bool
tell(void *context)
{
	struct making *m = context;
	int fd = open(m->desk.message, O_WRONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0) /* git has not come to it yet */
		return errno != ENXIO && errno != EINTR;
	if (publish(m))
		m->failed = !m->moved;
	else
		m->told = !fcntl(fd, F_SETFL, 0) &&
		    !repo_spill(fd, m->message);
	close(fd);
	return true;
}

/* Our commit is the first on top of what was HEAD. */
static int
find_commit(struct making *m, struct str *id)
{
	struct buf range = { 0 };
	const char *args[] = { "rev-list", "--first-parent", "--reverse",
		NULL, NULL };
	struct program p = { 0 };
	struct str rest, line = STR_NONE;
	int rc;

	if (m->parent.len)
		buf_printf(&range, "%.*s..", STR_ARG(m->parent));
	buf_puts(&range, "HEAD");
	args[3] = buf_cstr(&range);
	rc = program_must(&p, m->notes, args, "head", m->diags);
	rest = buf_str(&p.out);
	if (!rc && str_line(&rest, &line))
		*id = arena_str(&m->notes->texts, line);
	program_release(&p);
	buf_release(&range);
	return rc;
}

/*
 * A hook may have committed something else than was given to it, a note that
 * it has formatted. An index that was in step stays so.
 */
static void
follow_hooks(struct making *m, struct str id)
{
	struct ask_entry entry;
	bool other = false;
	size_t i;

	for (i = 0; i < m->n; i++) {
		struct item *item = &m->items[i];

		if (ask_tree(m->notes, id, item->change->path, &entry,
		    m->diags) || !entry.there ||
		    str_eq(entry.id, item->head))
			continue;
		item->skip = item->skip || !str_eq(item->index, item->head);
		item->index_was = item->index;
		item->index = entry.id;
		item->same = other = true;
	}
	if (other && m->locked)
		(void)stage(m);
}

/* Whether HEAD has the notes: git may have been killed after its commit. */
static bool
is_done(struct making *m)
{
	struct diags unread = { 0 };
	struct str branch, id;
	struct ask_entry entry;
	bool yes = !ask_head(m->notes, &branch, &id, &unread);
	size_t i;

	for (i = 0; yes && i < m->n; i++)
		yes = !ask_tree(m->notes, id, m->items[i].change->path,
		    &entry, &unread) && str_eq(entry.id, m->items[i].head);
	diag_release(&unread);
	return yes;
}

/* What git said, and what became of it. */
static enum outcome
end_commit(struct making *m, struct program *p, struct str *id)
{
	if (m->told && (!p->status || is_done(m))) {
		buf_release(&m->notes->said);
		m->notes->said = p->said;
		p->said = (struct buf){ 0 };
		if (find_commit(m, id))
			return FAILED;
		follow_hooks(m, *id);
		return DONE;
	}
	unstage(m);
	if (m->moved || (!m->failed && is_moved(m)))
		return MOVED;
	if (!m->failed) {
		program_say(p, "git", m->diags);
		diag_error(m->diags, "git", STR_NONE, 0, 0,
		    "git commit has ended with status %d", p->status);
	}
	return FAILED;
}

static enum outcome
run_commit(struct making *m, struct str *id)
{
	const char *args[] = { PROGRAM_DURABLE, "commit", "-q", "-F",
		m->desk.message, NULL };
	struct program p = { .index = m->desk.only, .tick = tell,
		.context = m };
	enum outcome outcome = FAILED;

	m->told = m->moved = m->failed = m->staged = false;
	if (mkfifo(m->desk.message, 0600))
		fail(m, "unwritable", "the repository can't be written");
	else if (!program_run(&p, m->notes, args, m->diags))
		outcome = end_commit(m, &p, id);
	unlink(m->desk.message);
	unlock(m);
	program_release(&p);
	return outcome;
}

static enum outcome
attempt(struct making *m, struct str *id)
{
	if (ask_head(m->notes, &m->branch, &m->parent, m->diags) ||
	    check_bases(m) || write_only(m))
		return FAILED;
	return run_commit(m, id);
}

static int
make(struct making *m, struct str *id)
{
	enum outcome outcome = MOVED;
	int tries, waited = 0;
	size_t i;

	for (i = 0; i < m->n; i++)
		if (item_store(&m->items[i], m->notes, m->diags))
			return -1;
	if (desk_open(&m->desk, m->notes))
		return fail(m, "unwritable", "the repository can't be written");
	for (tries = 0; outcome == MOVED && tries < ATTEMPTS; tries++) {
		if (tries)
			lock_wait(&waited);
		outcome = attempt(m, id);
	}
	if (outcome == MOVED)
		diag_error(m->diags, "busy", STR_NONE, 0, 0,
		    "the branch is moving all the time; " ITEM_AGAIN);
	return outcome == DONE ? 0 : -1;
}

int
commit_program_create(struct notes *notes, const struct change *changes,
    size_t n, struct str message, char id[COMMIT_ID], struct diags *diags)
{
	struct making m = { .notes = notes, .n = n, .message = message,
		.diags = diags, .items = mem_zalloc(n * sizeof(*m.items)) };
	struct str made = STR_NONE;
	time_t since = time(NULL);
	size_t i;
	int rc;

	for (i = 0; i < n; i++)
		item_init(&m.items[i], notes, &changes[i]);
	rc = make(&m, &made);
	if (!rc)
		rc = durable_commit(notes, m.branch, since, diags);
	if (!rc && made.len < COMMIT_ID)
		memcpy(id, made.ptr, made.len + 1);
	desk_close(&m.desk);
	free(m.items);
	return rc;
}
