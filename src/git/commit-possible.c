#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "git/ask.h"
#include "git/lock.h"
#include "git/program.h"
#include "git/who.h"

/* What libgit2 can't do is git's turn, unless that is not wanted. */
static bool
hand_over(struct notes *notes)
{
	notes->by_git = notes->backend != COMMIT_LIBGIT2;
	return notes->by_git;
}

/* The same for what libgit2 does not see as git does. */
static bool
hand_reading_over(struct notes *notes)
{
	notes->asked = hand_over(notes);
	return notes->asked;
}

static bool
in_gitdir(struct notes *notes, const char *name)
{
	struct buf path = { 0 };
	bool yes;

	buf_puts(&path, notes->gitdir);
	buf_puts(&path, name);
	yes = !access(buf_cstr(&path), F_OK);
	buf_release(&path);
	return yes;
}

static int
check_format(struct notes *notes, struct diags *diags)
{
	notes->by_git = notes->backend == COMMIT_GIT;
	notes->asked = false;
	if (notes->refused && hand_reading_over(notes))
		return 0;
	if (notes->refused)
		diag_error(diags, "format", STR_NONE, 0, 0,
		    "libgit2 can't write this kind of repository: %s; "
		    REPO_BY_GIT, notes->refused, REPO_THEN(notes));
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

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (!value || !*value)
			continue;
		diag_error(diags, "environment", STR_NONE, 0, 0,
		    "%s is set (are we in a hook of git?), so the commit "
		    "would go elsewhere; unset it%s", names[i],
		    repo_way(notes, ", or use --no-commit"));
		return -1;
	}
	return 0;
}

struct state {
	const char *file; /* in the repository's folder */
	const char *what, *way_out;
};

/* The first that is there is it. */
static const struct state states[] = {
	{ "rebase-merge", "a rebase", "git rebase --continue or --abort" },
	{ "rebase-apply/rebasing", "a rebase",
	    "git rebase --continue or --abort" },
	{ "rebase-apply/applying", "git am", "git am --continue or --abort" },
	{ "rebase-apply", "git am or a rebase",
	    "git status says how to end it" },
	{ "MERGE_HEAD", "a merge",
	    "git commit ends it, git merge --abort drops it" },
	{ "REVERT_HEAD", "a revert", "git revert --continue or --abort" },
	{ "CHERRY_PICK_HEAD", "a cherry-pick",
	    "git cherry-pick --continue or --abort" },
	{ "sequencer/todo", "a cherry-pick or revert of several commits",
	    "git cherry-pick --continue or --abort" },
	{ "BISECT_LOG", "a bisection", "git bisect reset" },
};

/* With the reftable format these are no files. */
static bool
has_ref(struct notes *notes, const char *name)
{
	const char *args[] = { "rev-parse", "-q", "--verify", name, NULL };
	struct program p = { 0 };
	struct diags none = { 0 };
	bool yes = !notes->repo && str_ends(str_of(name), STR("_HEAD")) &&
	    !program_run(&p, notes, args, &none) && !p.status;

	program_release(&p);
	diag_release(&none);
	return yes;
}

static int
check_state(struct notes *notes, struct diags *diags)
{
	size_t i;

	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		const struct state *s = &states[i];

		if (!in_gitdir(notes, s->file) && !has_ref(notes, s->file))
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

	buf_puts(&path, notes->commondir);
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

/* A tree that is left out of a partial clone is no damage. */
static bool
is_partial(struct notes *notes)
{
	return repo_config_value(notes, "extensions.partialclone") &&
	    hand_over(notes);
}

static int
check_commit(struct notes *notes, const char *branch, const git_oid *id,
    struct diags *diags)
{
	git_tree *tree = NULL;
	bool born = !git_oid_is_zero(id);
	int rc = born ? repo_tree(notes, id, &tree) :
	    has_ref_file(notes, branch);

	git_tree_free(tree);
	if (rc && !(born && is_partial(notes))) {
		diag_error(diags, "head", STR_NONE, 0, 0,
		    "the branch %s is damaged; git fsck says more, the "
		    "reflog what it was", branch);
		return -1;
	}
	if (born && is_replaced(notes, id) && !hand_reading_over(notes)) {
		diag_error(diags, "head", STR_NONE, 0, 0,
		    "git replace is in force for HEAD; " REPO_BY_GIT,
		    REPO_THEN(notes));
		return -1;
	}
	return 0;
}

static int
check_head(struct notes *notes, struct diags *diags)
{
	char *branch = NULL;
	struct str name, hex;
	git_oid id;
	int rc;

	if (!notes->repo)
		return ask_head(notes, &name, &hex, diags);
	rc = repo_head(notes, &branch, &id, diags);
	if (!rc)
		rc = check_commit(notes, branch, &id, diags);
	free(branch);
	return rc;
}

/* Kinds of index that git reads, and libgit2 does not. */
static const struct {
	const char *says; /* libgit2 */
	const char *way_out;
} kinds[] = {
	{ "'link'", "it is split; git update-index --no-split-index joins it" },
	{ "'sdir'", "it is sparse; git sparse-checkout reapply "
	    "--no-sparse-index makes it whole" },
	{ "unsupported", "git knows what it is" },
};

/* index.skipHash has zeros in the place of the checksum. */
static bool
lacks_checksum(const struct notes *notes)
{
	char sum[GIT_OID_RAWSZ];
	int fd = open(notes->index_path, O_RDONLY | O_CLOEXEC);
	bool yes = fd >= 0 && lseek(fd, -(off_t)sizeof(sum), SEEK_END) > 0 &&
	    read(fd, sum, sizeof(sum)) == sizeof(sum);
	size_t i;

	for (i = 0; yes && i < sizeof(sum); i++)
		yes = !sum[i];
	if (fd >= 0)
		close(fd);
	return yes;
}

/*
 * What git would do about an index that libgit2 could not read; NULL when it
 * is damaged. Git itself takes some such for sound, and makes it worse.
 */
static const char *
readable_by_git(const struct notes *notes, const char *why)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strstr(why, kinds[i].says))
			return kinds[i].way_out;
	return lacks_checksum(notes) ? "git config index.skipHash false and "
	    "git update-index --force-write-index give it one" : NULL;
}

/* libgit2 can't read it: 0 where git shall. */
static int
unreadable_index(struct notes *notes, struct diags *diags)
{
	char *why = mem_cstr(str_of(repo_error()));
	const char *way_out = readable_by_git(notes, why);
	bool handed = way_out && hand_reading_over(notes);

	if (way_out && !handed)
		diag_error(diags, "index", STR_NONE, 0, 0,
		    "git's index can't be used: %s; %s, or " REPO_BY_GIT, why,
		    way_out, REPO_THEN(notes));
	else if (!way_out)
		diag_error(diags, "index", STR_NONE, 0, 0,
		    "git's index can't be used: it is damaged; remove %s, then "
		    "git reset makes it anew", notes->index_path);
	free(why);
	return handed ? 0 : -1;
}

/* Whether HEAD has a file: 0 or 1, -1 with an error. */
static int
has_files(struct notes *notes, struct diags *diags)
{
	const char *args[] = { "ls-tree", "-z", "--full-tree", NULL, NULL };
	struct program p = { 0 };
	struct str branch, id;
	int rc = ask_head(notes, &branch, &id, diags);

	args[3] = id.ptr;
	if (!rc && id.len)
		rc = program_must(&p, notes, args, "head", diags);
	if (!rc)
		rc = p.out.len > 0;
	program_release(&p);
	return rc;
}

/* Without an index git would commit the removal of every file (H54). */
static int
check_index(struct notes *notes, struct diags *diags)
{
	git_index *index = NULL;
	struct stat st;
	bool missing = stat(notes->index_path, &st) || !st.st_size;
	int rc;

	if (!missing)
		return notes->repo && repo_index(notes, &index) ?
		    unreadable_index(notes, diags) : 0;
	rc = has_files(notes, diags);
	if (rc > 0)
		diag_error(diags, "index", STR_NONE, 0, 0,
		    "git's index can't be used: it is missing; git reset makes "
		    "it anew");
	return rc ? -1 : 0;
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
		buf_puts(&path, notes->commondir);
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
	struct buf path = { 0 };
	size_t i, folder;
	struct stat st;
	int rc = 0;

	if (notes->by_git)
		return 0;
	path = hooks_folder(notes);
	folder = path.len;
	for (i = 0; !rc && i < sizeof(names) / sizeof(names[0]); i++) {
		path.len = folder;
		buf_addc(&path, '/');
		buf_puts(&path, names[i]);
		if (stat(buf_cstr(&path), &st) || !S_ISREG(st.st_mode) ||
		    access(path.ptr, X_OK) || hand_over(notes))
			continue;
		diag_error(diags, "hook", STR_NONE, 0, 0,
		    "the hook %s would not be run; " REPO_BY_GIT, path.ptr,
		    REPO_THEN(notes));
		rc = -1;
	}
	buf_release(&path);
	return rc;
}

static bool
wants_signature(const char *value)
{
	int yes;

	return !*value || (!git_config_parse_bool(&yes, value) && yes);
}

/* libgit2 writes objects that the others of the group can't read. */
static bool
wants_sharing(const char *value)
{
	int yes;

	return !*value || (strcmp(value, "umask") != 0 &&
	    strcmp(value, "0") != 0 &&
	    (git_config_parse_bool(&yes, value) || yes));
}

/* What git does to a message that comes from no editor, libgit2 does too. */
static bool
wants_cleanup(const char *value)
{
	return !strcmp(value, "strip") || !strcmp(value, "verbatim");
}

static bool
wants_encoding(const char *value)
{
	return !str_ieq(str_of(value), STR("UTF-8")) &&
	    !str_ieq(str_of(value), STR("UTF8"));
}

/* Settings of git's that libgit2 does not know. */
static int
check_settings(struct notes *notes, struct diags *diags)
{
	static const struct {
		const char *key, *code, *shown;
		bool (*wants)(const char *value);
	} settings[] = {
		{ "commit.gpgsign", "signing", "commit.gpgSign",
		    wants_signature },
		{ "core.sharedrepository", "shared", "core.sharedRepository",
		    wants_sharing },
		{ "commit.cleanup", "message", "commit.cleanup",
		    wants_cleanup },
		{ "i18n.commitencoding", "message", "i18n.commitEncoding",
		    wants_encoding },
	};
	const char *value;
	size_t i;

	for (i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		value = repo_config_value(notes, settings[i].key);
		if (!value || !settings[i].wants(value) || hand_over(notes))
			continue;
		diag_error(diags, settings[i].code, STR_NONE, 0, 0,
		    "%s is %s, which libgit2 can't do; " REPO_BY_GIT,
		    settings[i].shown, value, REPO_THEN(notes));
		return -1;
	}
	return 0;
}

void
commit_possible_soon(struct notes *notes)
{
	if (notes->repo && lock_notes_now(notes))
		repo_index_start(notes);
}

int
commit_possible(struct notes *notes, struct diags *diags)
{
	/* the index comes late, as it is read beside what stands above it */
	static int (*const checks[])(struct notes *, struct diags *) = {
		check_format, check_environment, check_state, check_head,
		check_identity, check_hooks, check_settings, check_index,
		lock_index_free,
	};
	struct diags unlocked = { 0 };
	size_t i;

	/* the index is read once for all; who writes is told of the lock */
	if (notes->repo && !lock_notes(notes, &unlocked))
		repo_index_start(notes);
	diag_release(&unlocked);
	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		if (checks[i](notes, diags))
			return -1;
	return 0;
}
