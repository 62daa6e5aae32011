#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "git/ask.h"
#include "git/rules.h"

struct asked {
	struct notes *notes;
	struct str path;
	char *name; /* the same with a NUL */
	git_index *index; /* NULL where git itself is to be asked */
	struct diags *diags;
};

/* What the index holds of a path. */
struct found {
	uint32_t mode; /* 0: nothing */
	bool conflict, skipped;
};

static int
ask(struct asked *asked, struct str path, struct found *found)
{
	struct ask_entry entry;

	if (ask_index(asked->notes, NULL, path, &entry, asked->diags))
		return -1;
	if (entry.there)
		found->mode = (uint32_t)strtoul(entry.mode.ptr, NULL, 8);
	found->conflict = entry.conflict;
	found->skipped = entry.skipped;
	return 0;
}

static int
look(struct asked *asked, struct str path, struct found *found)
{
	const git_index_entry *entry;
	char *name;
	int stage;

	*found = (struct found){ 0 };
	if (!asked->index)
		return ask(asked, path, found);
	name = mem_cstr(path);
	for (stage = 1; stage <= 3; stage++)
		if (git_index_get_bypath(asked->index, name, stage))
			found->conflict = true;
	entry = git_index_get_bypath(asked->index, name, 0);
	if (entry) {
		found->mode = entry->mode;
		found->skipped = entry->flags_extended &
		    GIT_INDEX_ENTRY_SKIP_WORKTREE;
	}
	free(name);
	return 0;
}

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

/* A folder of that name that is git's own business. */
static bool
is_repository(struct asked *asked, struct str folder)
{
	struct buf git = { 0 };
	bool yes;
	int fd;

	buf_add(&git, folder);
	buf_puts(&git, "/.git");
	fd = repo_beneath(asked->notes->fd, buf_str(&git), 0);
	yes = fd >= 0 || errno == EACCES;
	if (fd >= 0)
		close(fd);
	buf_release(&git);
	return yes;
}

/* What stands above the path, in the index and as a folder. */
static int
check_above(struct asked *asked)
{
	struct str above = asked->path;
	struct found found;
	size_t slash;

	while ((slash = str_rchr(above, '/')) != SIZE_MAX) {
		above = str_upto(above, slash);
		if (look(asked, above, &found))
			return -1;
		if (found.mode && found.mode != GIT_FILEMODE_COMMIT) {
			diag_error(asked->diags, "path", asked->path, 0, 0,
			    "git's index has a file %.*s, where a folder is "
			    "needed; git rm --cached it", STR_ARG(above));
			return -1;
		}
		if (found.mode || is_repository(asked, above))
			return say_submodule(asked, above, found.mode != 0);
	}
	return 0;
}

static int
check_entry(struct asked *asked)
{
	const char *why = NULL;
	struct found found;

	if (look(asked, asked->path, &found))
		return -1;
	if (found.mode == GIT_FILEMODE_COMMIT)
		return say_submodule(asked, asked->path, true);
	if (found.conflict)
		why = "it is in conflict; git add it when that is "
		    "resolved";
	if (found.mode == GIT_FILEMODE_LINK)
		why = "it is a symbolic link to git; name what it leads to";
	if (found.skipped)
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
	struct found found;

	if (look(asked, asked->path, &found))
		return -1;
	if (found.mode || found.conflict ||
	    !rules_ignore(asked->notes, asked->path))
		return 0;
	diag_error(asked->diags, "ignored", asked->path, 0, 0,
	    "is ignored by git (git check-ignore -v says by which rule); "
	    "name a note that git keeps%s",
	    repo_way(asked->notes, ", or use --no-commit"));
	return -1;
}

/* libgit2 would commit what git-crypt or a filter was to change (H25). */
static int
check_attributes(struct asked *asked)
{
	struct str name = STR_NONE, value = STR_NONE;
	int filtered;

	if (asked->notes->backend != COMMIT_LIBGIT2)
		return 0;
	filtered = ask_filtered(asked->notes, asked->path, &name, &value,
	    asked->diags);
	if (filtered > 0)
		diag_error(asked->diags, "attributes", asked->path, 0, 0,
		    "the attribute %.*s=%.*s is for git alone; "
		    REPO_BY_GIT, STR_ARG(name), STR_ARG(value),
		    REPO_THEN(asked->notes));
	return filtered ? -1 : 0;
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

	if ((!notes->repo || repo_index(notes, &asked.index)) &&
	    !notes->by_git) {
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
