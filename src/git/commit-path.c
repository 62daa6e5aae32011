#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "git/commit.h"
#include "git/rules.h"

struct asked {
	struct notes *notes;
	struct str path;
	char *name; /* the same with a NUL */
	git_index *index;
	struct diags *diags;
};

/* No component may be empty, lead up, or into git's own folder. */
static int
check_name(struct asked *asked)
{
	struct str rest = asked->path, part;
	bool good = rest.len && !memchr(rest.ptr, '\0', rest.len);

	while (good && str_cut(&rest, '/', &part))
		good = part.len && !str_eq(part, STR(".")) &&
		    !str_eq(part, STR("..")) && !str_ieq(part, STR(".git"));
	if (!good)
		diag_error(asked->diags, "path", asked->path, 0, 0,
		    "this can't be a note's path; name one below the root");
	return good ? 0 : -1;
}

static int
say_submodule(struct asked *asked, struct str folder, bool submodule)
{
	diag_error(asked->diags, submodule ? "submodule" : "repository",
	    asked->path, 0, 0, "%.*s is %s; write there with -C",
	    STR_ARG(folder), submodule ? "a submodule" :
	    "a repository of its own");
	return -1;
}

/* What stands above the path, in the index and as a folder. */
static int
check_above(struct asked *asked)
{
	struct str above = asked->path;
	const git_index_entry *entry;
	struct buf git = { 0 };
	size_t slash;
	bool nested;
	int fd, rc = 0;

	while (!rc && (slash = str_rchr(above, '/')) != SIZE_MAX) {
		char *name;

		above = str_upto(above, slash);
		name = mem_cstr(above);
		entry = git_index_get_bypath(asked->index, name, 0);
		free(name);
		buf_clear(&git);
		buf_add(&git, above);
		buf_puts(&git, "/.git");
		fd = repo_beneath(asked->notes->fd, buf_str(&git), 0);
		nested = fd >= 0 || errno == EACCES;
		if (fd >= 0)
			close(fd);
		if (entry && entry->mode != GIT_FILEMODE_COMMIT) {
			diag_error(asked->diags, "path", asked->path, 0, 0,
			    "git's index has a file %.*s, where a folder is "
			    "needed; git rm --cached it", STR_ARG(above));
			rc = -1;
		} else if (entry || nested) {
			rc = say_submodule(asked, above, entry != NULL);
		}
	}
	buf_release(&git);
	return rc;
}

static int
check_entry(struct asked *asked)
{
	const git_index_entry *ours =
	    git_index_get_bypath(asked->index, asked->name, 0);
	const char *why = NULL;
	int stage;

	for (stage = 1; stage <= 3; stage++)
		if (git_index_get_bypath(asked->index, asked->name, stage))
			why = "it is in conflict; git add it when that is "
			    "resolved";
	if (ours && ours->mode == GIT_FILEMODE_COMMIT)
		return say_submodule(asked, asked->path, true);
	if (ours && ours->mode == GIT_FILEMODE_LINK)
		why = "it is a symbolic link to git; name what it leads to";
	if (ours && ours->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE)
		why = "it is outside the sparse checkout; "
		    "git sparse-checkout add its folder";
	if (why)
		diag_error(asked->diags, "path", asked->path, 0, 0,
		    "can't be committed: %s", why);
	return why ? -1 : 0;
}

static int
check_ignored(struct asked *asked)
{
	if (git_index_get_bypath(asked->index, asked->name, 0) ||
	    !rules_ignore(asked->notes, asked->path))
		return 0;
	diag_error(asked->diags, "ignored", asked->path, 0, 0,
	    "is ignored by git (git check-ignore -v says by which rule); "
	    "name a note that git keeps, or use --no-commit");
	return -1;
}

/* libgit2 would commit what git-crypt or a filter was to change (H25). */
static int
check_attributes(struct asked *asked)
{
	static const char *names[] = { "filter", "working-tree-encoding" };
	const char *values[2] = { 0 };
	size_t i;

	if (git_attr_get_many(values, asked->notes->repo,
	    GIT_ATTR_CHECK_FILE_THEN_INDEX, asked->name, 2, names)) {
		diag_error(asked->diags, "attributes", asked->path, 0, 0,
		    "its attributes can't be read: %s", repo_error());
		return -1;
	}
	for (i = 0; i < 2; i++) {
		if (git_attr_value(values[i]) != GIT_ATTR_VALUE_STRING)
			continue;
		diag_error(asked->diags, "attributes", asked->path, 0, 0,
		    "the attribute %s=%s is for git alone; use --no-commit, "
		    "then git commit", names[i], values[i]);
		return -1;
	}
	return 0;
}

int
commit_path_possible(struct notes *notes, struct str path,
    struct diags *diags)
{
	static int (*const checks[])(struct asked *) = {
		check_name, check_above, check_entry, check_ignored,
		check_attributes,
	};
	struct asked asked = { notes, path, mem_cstr(path), NULL, diags };
	size_t i;
	int rc = 0;

	if (!notes->repo || repo_index(notes, &asked.index)) {
		diag_error(diags, "index", path, 0, 0,
		    "git's index can't be read: %s",
		    notes->repo ? repo_error() : "there is none");
		rc = -1;
	}
	for (i = 0; !rc && i < sizeof(checks) / sizeof(checks[0]); i++)
		rc = checks[i](&asked);
	free(asked.name);
	return rc;
}
