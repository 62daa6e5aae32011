#include "git/commit.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "git/commit-program.h"
#include "git/durable.h"
#include "git/journal.h"
#include "git/lock.h"
#include "git/quarantine.h"
#include "git/stage.h"
#include "git/start.h"
#include "git/stored.h"
#include "git/who.h"

/*
 * Order: objects, index, branch. Wherever we are killed the line is unstaged,
 * staged or committed, and the same command completes it. Nobody is kept
 * waiting for the index while objects are written (HAZARDS 3): the one that
 * will take its place is made beside that, and made again where git was first.
 */

#define AGAIN "the note is written, run the same command again to commit it"
/* How often HEAD may move away under us. */
enum { ATTEMPTS = 20 };

enum outcome { DONE, FAILED, MOVED };

struct making {
	struct notes *notes;
	const struct change *changes;
	size_t n;
	const char *message;
	struct diags *diags;
	struct who who;
	struct stage *stages;       /* one a change */
	git_tree_update *updates;   /* the same, as HEAD's tree is to have it */
	struct staging *staging;    /* the index that will have the stages */
	/* of one attempt */
	char *branch;
	git_oid parent;  /* zero: none yet */
	git_oid tree, id;
};

static int
fail(struct making *m, const char *code, const char *what)
{
	diag_error(m->diags, code, STR_NONE, 0, 0, "%s: %s; " AGAIN, what,
	    repo_error());
	return -1;
}

static const struct repo_base *
base_of(const struct notes *notes, struct str path)
{
	size_t i;

	for (i = 0; i < notes->bases.n; i++)
		if (str_eq(notes->bases.v[i].path, path))
			return &notes->bases.v[i];
	return NULL;
}

/* The name of what the work tree's bytes are stored as; stores it if told. */
static int
make_blob(struct making *m, const char *path, struct str bytes, bool store,
    git_oid *id)
{
	struct buf stored = { 0 };
	int rc = stored_bytes(m->notes, path, bytes, &stored);
	const char *ptr = stored.ptr ? stored.ptr : "";

	if (!rc)
		rc = store ? git_blob_create_from_buffer(id, m->notes->repo,
		    ptr, stored.len) :
		    git_odb_hash(id, ptr, stored.len, GIT_OBJECT_BLOB);
	buf_release(&stored);
	return rc;
}

/* Mostly all three texts are one, and one blob. */
static int
make_blobs(struct making *m, const struct change *change, struct stage *stage,
    git_oid *head)
{
	git_oid tree;

	if (make_blob(m, stage->path, change->head, true, head))
		return -1;
	if (stage->skip)
		return 0;
	git_oid_cpy(&stage->id, head);
	if (!str_eq(change->index, change->head) &&
	    make_blob(m, stage->path, change->index, true, &stage->id))
		return -1;
	git_oid_cpy(&tree, &stage->id);
	if (!str_eq(change->tree, change->index) &&
	    make_blob(m, stage->path, change->tree, false, &tree))
		return -1;
	stage->same = git_oid_equal(&tree, &stage->id);
	return 0;
}

static int
write_blobs(struct making *m)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		const struct change *change = &m->changes[i];
		const struct repo_base *base = base_of(m->notes,
		    change->path);
		struct stage *stage = &m->stages[i];

		stage->mode = repo_mode(m->notes, change->path);
		stage->tree = change->tree;
		stage->skip = !change->index.ptr;
		if (base)
			git_oid_cpy(&stage->base, &base->index);
		if (make_blobs(m, change, stage, &m->updates[i].id))
			return fail(m, "objects", "git can't store the note");
	}
	return 0;
}

/* HEAD's entry of a path, which nobody may have changed since it was read. */
static int
check_base(struct making *m, const git_tree *head, size_t i)
{
	const struct repo_base *base = base_of(m->notes, m->changes[i].path);
	git_tree_update *update = &m->updates[i];
	git_tree_entry *entry = NULL;
	git_oid none = { { 0 } };
	int rc = repo_entry(head, update->path, &entry);

	update->action = GIT_TREE_UPDATE_UPSERT;
	update->filemode = entry ? git_tree_entry_filemode(entry) :
	    (git_filemode_t)m->stages[i].mode;
	if (rc) {
		fail(m, "head", "HEAD can't be read");
	} else if (base && git_oid_cmp(&base->head,
	    entry ? git_tree_entry_id(entry) : &none)) {
		diag_error(m->diags, "changed", m->changes[i].path, 0, 0,
		    "another commit has changed it meanwhile; " AGAIN);
		rc = -1;
	}
	git_tree_entry_free(entry);
	return rc;
}

static int
empty_tree(struct making *m, git_tree **tree)
{
	git_treebuilder *builder = NULL;
	git_oid id;
	int rc = git_treebuilder_new(&builder, m->notes->repo, NULL) ||
	    git_treebuilder_write(&id, builder) ||
	    git_tree_lookup(tree, m->notes->repo, &id) ? -1 : 0;

	git_treebuilder_free(builder);
	return rc;
}

static int
write_tree(struct making *m)
{
	git_tree *head = NULL;
	size_t i;
	int rc = -1;

	if (repo_tree(m->notes, &m->parent, &head)) {
		fail(m, "head", "HEAD can't be read");
		goto out;
	}
	for (i = 0; i < m->n; i++)
		if (check_base(m, head, i))
			goto out;
	if ((!head && empty_tree(m, &head)) ||
	    git_tree_create_updated(&m->tree, m->notes->repo, head, m->n,
	    m->updates)) {
		fail(m, "objects", "git can't store the tree");
	} else if (git_oid_equal(&m->tree, git_tree_id(head))) {
		diag_error(m->diags, "unchanged", STR_NONE, 0, 0,
		    "HEAD holds this already; there is nothing to commit");
	} else {
		rc = 0;
	}
out:
	git_tree_free(head);
	return rc;
}

static int
write_commit(struct making *m)
{
	git_commit *parent = NULL;
	git_tree *tree = NULL;
	git_buf text = { 0 };
	const git_commit *parents[1] = { NULL };
	bool born = !git_oid_is_zero(&m->parent);
	int rc = git_tree_lookup(&tree, m->notes->repo, &m->tree);

	if (!rc && born)
		rc = git_commit_lookup(&parent, m->notes->repo, &m->parent);
	parents[0] = parent;
	/* git_commit_create says 0 though nothing was written: full disk */
	if (!rc)
		rc = git_commit_create_buffer(&text, m->notes->repo,
		    m->who.author, m->who.committer, NULL, m->message, tree,
		    born, parents);
	if (!rc)
		rc = git_commit_create_with_signature(&m->id, m->notes->repo,
		    text.ptr, NULL, NULL);
	git_buf_dispose(&text);
	git_commit_free(parent);
	git_tree_free(tree);
	return rc ? fail(m, "objects", "git can't store the commit") : 0;
}

static int
is_stored(git_odb *odb, const git_oid *id)
{
	git_odb_object *object = NULL;
	int rc = git_odb_read(&object, odb, id);

	git_odb_object_free(object);
	return rc;
}

/* What was written is read again, hashes and all: see H60. */
static int
read_back(struct making *m)
{
	git_odb *odb = NULL;
	git_tree *tree = NULL;
	git_tree_entry *entry = NULL;
	size_t i;
	int rc = git_repository_odb(&odb, m->notes->repo) ||
	    is_stored(odb, &m->id) ||
	    git_tree_lookup(&tree, m->notes->repo, &m->tree);

	for (i = 0; !rc && i < m->n; i++) {
		/* this reads the trees on the way too */
		rc = git_tree_entry_bypath(&entry, tree, m->updates[i].path) ||
		    git_oid_cmp(git_tree_entry_id(entry), &m->updates[i].id) ||
		    is_stored(odb, &m->updates[i].id) ||
		    (!m->stages[i].skip &&
		    is_stored(odb, &m->stages[i].id));
		git_tree_entry_free(entry);
		entry = NULL;
	}
	git_tree_free(tree);
	git_odb_free(odb);
	return rc ? fail(m, "objects", "what was stored can't be read back") :
	    0;
}

/* What was stored, and the mark of the lock that is taken next. */
static int
settle(struct making *m)
{
	int fd = lock_index_mark(m->notes), rc = -1;

	if (fd < 0) {
		git_error_set(GIT_ERROR_OS, "%s", strerror(errno));
		return fail(m, "unwritable",
		    "the repository can't be written");
	}
	if (quarantine_settle(m->notes, fd))
		fail(m, "objects", "what was stored can't be kept");
	else
		rc = read_back(m);
	close(fd);
	if (rc)
		lock_index_unmark(m->notes);
	return rc;
}

/* "commit: subject", as git's reflog has it. */
static char *
log_message(struct making *m)
{
	struct str rest = str_of(m->message), subject = STR_NONE;
	struct buf out = { 0 };
	char *text;

	str_line(&rest, &subject);
	buf_puts(&out, git_oid_is_zero(&m->parent) ? "commit (initial): " :
	    "commit: ");
	buf_add(&out, subject);
	text = mem_cstr(buf_str(&out));
	buf_release(&out);
	return text;
}

/* Moves the branch if it still stands where it stood. */
static enum outcome
move_branch(struct making *m)
{
	char *message = log_message(m);
	git_reference *ref = NULL;
	int code, waited = 0;

	/* for the reflog; it asks only here */
	git_repository_set_ident(m->notes->repo, m->who.committer->name,
	    m->who.committer->email);
	do {
		git_reference_free(ref);
		ref = NULL;
		code = git_reference_create_matching(&ref, m->notes->repo,
		    m->branch, &m->id, 1, &m->parent, message);
	} while (code == GIT_ELOCKED && lock_wait(&waited));
	git_reference_free(ref);
	free(message);
	if (!code)
		return durable_branch(m->notes, str_of(m->branch), m->diags) ?
		    FAILED : DONE;
	if (code == GIT_EMODIFIED)
		return MOVED;
	if (code == GIT_ELOCKED)
		git_error_set(GIT_ERROR_REFERENCE, "another git holds "
		    "%s.lock; end it, or remove that if none is at work",
		    m->branch);
	fail(m, code == GIT_ELOCKED ? "busy" : "branch",
	    "the branch can't be moved");
	return FAILED;
}

/* What is about to be done to the branch is written beside the index. */
static enum outcome
install(struct making *m)
{
	enum outcome outcome = FAILED;

	if (journal_write(m->notes, m->branch, &m->id)) {
		git_error_set_str(GIT_ERROR_OS, "netgrep.ref");
		fail(m, "unwritable", "the repository can't be written");
	} else if (!stage_finish(m->staging, m->diags)) {
		outcome = move_branch(m);
	}
	journal_remove(m->notes);
	return outcome;
}

/* While index.lock is held nobody switches branches. */
static enum outcome
publish(struct making *m)
{
	char *branch = NULL;
	git_oid now;
	enum outcome outcome = FAILED;

	if (lock_index(m->notes, true, m->diags))
		return FAILED;
	if (!repo_head(m->notes, &branch, &now, m->diags)) {
		if (strcmp(branch, m->branch) != 0 ||
		    git_oid_cmp(&now, &m->parent))
			outcome = MOVED;
		else
			outcome = install(m);
	}
	lock_index_release(m->notes);
	free(branch);
	return outcome;
}

static enum outcome
attempt(struct making *m)
{
	enum outcome outcome = FAILED;

	if (!repo_head(m->notes, &m->branch, &m->parent, m->diags) &&
	    !write_tree(m) && !write_commit(m) && !settle(m))
		outcome = publish(m);
	free(m->branch);
	m->branch = NULL;
	return outcome;
}

static int
make(struct making *m)
{
	enum outcome outcome = MOVED;
	int tries, waited = 0;

	if (who_read(&m->who, m->notes, m->diags))
		return -1;
	if (quarantine_open(m->notes))
		return fail(m, "objects", "git can't store the note");
	if (write_blobs(m))
		return -1;
	m->staging = stage_start(m->notes, m->stages, m->n);
	for (tries = 0; outcome == MOVED && tries < ATTEMPTS; tries++) {
		if (tries)
			lock_wait(&waited);
		outcome = attempt(m);
	}
	stage_free(m->staging);
	if (outcome == MOVED)
		diag_error(m->diags, "busy", STR_NONE, 0, 0,
		    "the branch is moving all the time; " AGAIN);
	return outcome == DONE ? 0 : -1;
}

static int
commit_by_libgit2(struct notes *notes, const struct change *changes, size_t n,
    struct str message, char id[COMMIT_ID], struct diags *diags)
{
	struct making m = { .notes = notes, .changes = changes, .n = n,
		.diags = diags, .stages = mem_zalloc(n * sizeof(*m.stages)),
		.updates = mem_zalloc(n * sizeof(*m.updates)) };
	char *text = mem_cstr(message);
	git_buf clean = { 0 };
	size_t i;
	int rc = -1;

	/* git cleans a message that comes from no editor like this */
	m.message = git_message_prettify(&clean, text, 0, '#') ? text :
	    clean.ptr;
	for (i = 0; i < n; i++)
		m.stages[i].path = m.updates[i].path =
		    arena_str(&notes->texts, changes[i].path).ptr;
	rc = make(&m);
	if (!rc)
		git_oid_tostr(id, COMMIT_ID, &m.id);
	who_release(&m.who);
	free(m.stages);
	free(m.updates);
	git_buf_dispose(&clean);
	free(text);
	return rc;
}

void
commit_choose(struct notes *notes, enum commit_backend backend)
{
	notes->backend = backend;
	start_caching();
}

void
commit_only(struct notes *notes)
{
	notes->committing = true;
}

/* Else a note could be older than its commit when the power is back. */
static int
settle_notes(struct notes *notes, const struct change *changes, size_t n,
    struct diags *diags)
{
	size_t i;
	int rc = 0;

	for (i = 0; !rc && i < n; i++)
		rc = commit_write_settle(notes, &changes[i], diags);
	return rc;
}

int
commit_create(struct notes *notes, const struct change *changes, size_t n,
    struct str message, char id[COMMIT_ID], struct diags *diags)
{
	int rc;

	if (!notes->is_git || lock_notes(notes, diags))
		return -1;
	rc = settle_notes(notes, changes, n, diags) ? -1 : notes->by_git ?
	    commit_program_create(notes, changes, n, message, id, diags) :
	    commit_by_libgit2(notes, changes, n, message, id, diags);
	vec_clear(&notes->bases);
	lock_notes_release(notes);
	return rc;
}

struct str
commit_said(const struct notes *notes)
{
	return buf_str(&notes->said);
}

void
commit_pause(struct notes *notes)
{
	lock_notes_release(notes);
}
