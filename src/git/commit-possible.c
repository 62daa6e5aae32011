#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "git/commit.h"
#include "git/lock.h"
#include "git/who.h"

#define BY_HAND "use --no-commit, then git commit"

static bool
in_gitdir(struct notes *notes, const char *name)
{
	struct buf path = { 0 };
	bool yes;

	buf_puts(&path, git_repository_path(notes->repo));
	buf_puts(&path, name);
	yes = !access(buf_cstr(&path), F_OK);
	buf_release(&path);
	return yes;
}

static int
check_format(struct notes *notes, struct diags *diags)
{
	if (notes->refused)
		diag_error(diags, "format", STR_NONE, 0, 0,
		    "libgit2 can't write this kind of repository: %s; "
		    BY_HAND, notes->refused);
	else if (!notes->repo)
		diag_error(diags, "no-repository", STR_NONE, 0, 0,
		    "this folder is no git repository; git init makes it one");
	else
		return 0;
	return -1;
}

/* What would send our commit elsewhere than the user sees. */
static int
check_environment(struct notes *notes, struct diags *diags)
{
	static const char *const names[] = {
		"GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
		"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR",
		"GIT_NAMESPACE",
	};
	size_t i;

	(void)notes;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (!value || !*value)
			continue;
		diag_error(diags, "environment", STR_NONE, 0, 0,
		    "%s is set (are we in a hook of git?), so the commit "
		    "would go elsewhere; unset it, or use --no-commit",
		    names[i]);
		return -1;
	}
	return 0;
}

struct state {
	int state;        /* git_repository_state_t, or -1 */
	const char *file; /* in the repository's folder, or NULL */
	const char *what, *way_out;
};

static const struct state states[] = {
	{ GIT_REPOSITORY_STATE_MERGE, NULL, "a merge",
	    "git commit ends it, git merge --abort drops it" },
	{ GIT_REPOSITORY_STATE_REVERT, NULL, "a revert",
	    "git revert --continue or --abort" },
	{ GIT_REPOSITORY_STATE_REVERT_SEQUENCE, NULL, "a revert",
	    "git revert --continue or --abort" },
	{ GIT_REPOSITORY_STATE_CHERRYPICK, NULL, "a cherry-pick",
	    "git cherry-pick --continue or --abort" },
	{ GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE, NULL, "a cherry-pick",
	    "git cherry-pick --continue or --abort" },
	{ GIT_REPOSITORY_STATE_REBASE, NULL, "a rebase",
	    "git rebase --continue or --abort" },
	{ GIT_REPOSITORY_STATE_REBASE_INTERACTIVE, NULL, "a rebase",
	    "git rebase --continue or --abort" },
	{ GIT_REPOSITORY_STATE_REBASE_MERGE, NULL, "a rebase",
	    "git rebase --continue or --abort" },
	{ GIT_REPOSITORY_STATE_APPLY_MAILBOX, NULL, "git am",
	    "git am --continue or --abort" },
	{ GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE, NULL,
	    "git am or a rebase", "git status says how to end it" },
	{ GIT_REPOSITORY_STATE_BISECT, "BISECT_LOG", "a bisection",
	    "git bisect reset" },
	{ -1, "sequencer/todo", "a cherry-pick or revert of several commits",
	    "git cherry-pick --continue or --abort" },
};

static int
check_state(struct notes *notes, struct diags *diags)
{
	int now = git_repository_state(notes->repo);
	size_t i;

	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		const struct state *s = &states[i];

		if (now != s->state && (!s->file || !in_gitdir(notes,
		    s->file)))
			continue;
		diag_error(diags, "state", STR_NONE, 0, 0,
		    "%s is under way; %s", s->what, s->way_out);
		return -1;
	}
	return 0;
}

/* libgit2 takes an empty or broken ref file for a branch yet to be born. */
static bool
has_ref_file(struct notes *notes, const char *branch)
{
	struct buf path = { 0 };
	struct stat st;
	bool yes;

	buf_puts(&path, git_repository_commondir(notes->repo));
	buf_puts(&path, branch);
	yes = !lstat(buf_cstr(&path), &st) && !S_ISDIR(st.st_mode);
	buf_release(&path);
	return yes;
}

/*
 * libgit2 shows commits without their replacements: a tree made from the
 * hidden one would undo what the user sees.
 */
static bool
is_replaced(struct notes *notes, const git_oid *id)
{
	char name[] = "refs/replace/" GIT_OID_HEX_ZERO;
	git_oid found;

	git_oid_fmt(name + sizeof("refs/replace/") - 1, id);
	return !git_reference_name_to_id(&found, notes->repo, name);
}

static int
check_head(struct notes *notes, struct diags *diags)
{
	char *branch = NULL;
	git_oid id;
	git_tree *tree = NULL;
	int rc = repo_head(notes, &branch, &id, diags);

	if (rc)
		return -1;
	if (git_oid_is_zero(&id) ? has_ref_file(notes, branch) :
	    repo_tree(notes, &id, &tree)) {
		diag_error(diags, "head", STR_NONE, 0, 0,
		    "the branch %s is damaged; git fsck says more, the "
		    "reflog what it was", branch);
		rc = -1;
	} else if (!git_oid_is_zero(&id) && is_replaced(notes, &id)) {
		diag_error(diags, "head", STR_NONE, 0, 0,
		    "git replace is in force for HEAD; " BY_HAND);
		rc = -1;
	}
	git_tree_free(tree);
	free(branch);
	return rc;
}

/* "missing; git reset makes it anew" */
static void
say_index(struct diags *diags, bool missing)
{
	const char *why = missing ? "missing" : repo_error();
	const char *way_out = "git reset makes it anew";

	if (strstr(why, "'link'"))
		way_out = "it is split; git update-index --no-split-index "
		    "joins it";
	else if (strstr(why, "'sdir'"))
		way_out = "it is sparse; git sparse-checkout reapply "
		    "--no-sparse-index makes it whole";
	diag_error(diags, "index", STR_NONE, 0, 0,
	    "git's index can't be used: %s; %s, or " BY_HAND, why, way_out);
}

/* Without an index git would commit the removal of every file (H54). */
static int
check_index(struct notes *notes, struct diags *diags)
{
	git_index *index = NULL;
	git_tree *tree = NULL;
	char *branch = NULL;
	git_oid id;
	struct stat st;
	bool missing = stat(notes->index_path, &st) || !st.st_size;
	int rc = repo_head(notes, &branch, &id, diags);

	if (!rc && (repo_tree(notes, &id, &tree) ||
	    (missing ? tree && git_tree_entrycount(tree) > 0 :
	    repo_index(notes, &index)))) {
		say_index(diags, missing);
		rc = -1;
	}
	git_tree_free(tree);
	free(branch);
	return rc;
}

static int
check_identity(struct notes *notes, struct diags *diags)
{
	struct who who = { 0 };
	int rc = who_read(&who, notes, diags);

	who_release(&who);
	return rc;
}

static struct buf
hooks_folder(struct notes *notes)
{
	struct buf path = { 0 };
	git_buf own = { 0 };

	if (!git_config_get_path(&own, notes->config, "core.hookspath") &&
	    own.size) {
		if (own.ptr[0] != '/') {
			buf_add(&path, notes->root);
			buf_addc(&path, '/');
		}
		buf_puts(&path, own.ptr);
	} else {
		buf_puts(&path, git_repository_commondir(notes->repo));
		buf_puts(&path, "hooks");
	}
	git_buf_dispose(&own);
	return path;
}

/* libgit2 runs none, and to skip them in silence is no choice of ours. */
static int
check_hooks(struct notes *notes, struct diags *diags)
{
	static const char *const names[] = {
		"pre-commit", "prepare-commit-msg", "commit-msg",
		"post-commit", "reference-transaction", "post-index-change",
	};
	struct buf path = hooks_folder(notes);
	size_t i, folder = path.len;
	struct stat st;
	int rc = 0;

	for (i = 0; !rc && i < sizeof(names) / sizeof(names[0]); i++) {
		path.len = folder;
		buf_addc(&path, '/');
		buf_puts(&path, names[i]);
		if (stat(buf_cstr(&path), &st) || !S_ISREG(st.st_mode) ||
		    access(path.ptr, X_OK))
			continue;
		diag_error(diags, "hook", STR_NONE, 0, 0,
		    "the hook %s would not be run; " BY_HAND, path.ptr);
		rc = -1;
	}
	buf_release(&path);
	return rc;
}

static int
check_signing(struct notes *notes, struct diags *diags)
{
	if (!repo_config_true(notes, "commit.gpgsign"))
		return 0;
	diag_error(diags, "signing", STR_NONE, 0, 0,
	    "commit.gpgsign is set, and this commit would not be signed; "
	    BY_HAND);
	return -1;
}

/* libgit2 writes objects that the others of the group can't read. */
static int
check_shared(struct notes *notes, struct diags *diags)
{
	const char *shared = repo_config_value(notes,
	    "core.sharedrepository");
	int yes;

	if (!shared || !strcmp(shared, "umask") || !strcmp(shared, "0") ||
	    (!git_config_parse_bool(&yes, shared) && !yes))
		return 0;
	diag_error(diags, "shared", STR_NONE, 0, 0,
	    "core.sharedRepository is set, and the commit would not have the "
	    "group's permissions; " BY_HAND);
	return -1;
}

int
commit_possible(struct notes *notes, struct diags *diags)
{
	static int (*const checks[])(struct notes *, struct diags *) = {
		check_format, check_environment, check_state, check_head,
		check_index, check_identity, check_hooks, check_signing,
		check_shared, lock_index_free,
	};
	struct diags unlocked = { 0 };
	size_t i;

	/* the index is read once for all; who writes is told of the lock */
	if (notes->repo)
		(void)lock_notes(notes, &unlocked);
	diag_release(&unlocked);
	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		if (checks[i](notes, diags))
			return -1;
	return 0;
}

void
commit_pause(struct notes *notes)
{
	lock_notes_release(notes);
}
