#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "git/program.h"
#include "git/repo.h"

struct going {
	struct notes *notes;
	git_index *index;
	bool (*wants)(struct str path);
	struct strs *paths;
};

/* A sparse checkout leaves out what is there all the same. */
static bool
is_gone(const struct going *g, const char *name)
{
	const git_index_entry *entry = git_index_get_bypath(g->index, name, 0);
	struct stat st;

	return fstatat(g->notes->fd, name, &st, AT_SYMLINK_NOFOLLOW) &&
	    errno == ENOENT && !(entry && entry->flags_extended &
	    GIT_INDEX_ENTRY_SKIP_WORKTREE);
}

static int
look(const char *folder, const git_tree_entry *entry, void *context)
{
	struct going *g = context;
	struct buf path = { 0 };

	buf_printf(&path, "%s%s", folder, git_tree_entry_name(entry));
	if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB &&
	    g->wants(buf_str(&path)) && is_gone(g, buf_cstr(&path)))
		vec_push(g->paths, arena_str(&g->notes->texts,
		    buf_str(&path)));
	buf_release(&path);
	return 0;
}

static int
walk(struct going *g, struct diags *diags)
{
	git_tree *head = NULL;
	char *branch = NULL;
	git_oid id;
	int rc = repo_head(g->notes, &branch, &id, diags);

	free(branch);
	if (rc)
		return -1;
	rc = repo_tree(g->notes, &id, &head) ||
	    repo_index(g->notes, &g->index) || (head &&
	    git_tree_walk(head, GIT_TREEWALK_PRE, look, g)) ? -1 : 0;
	if (rc)
		diag_error(diags, "index", STR_NONE, 0, 0,
		    "what git holds can't be read: %s", repo_error());
	git_tree_free(head);
	return rc;
}

/* The same by git: "XY PATH" of each file that is not what HEAD holds. */
static int
ask(struct going *g, struct diags *diags)
{
	const char *const differ[] = { "--no-optional-locks", "status",
		"--porcelain", "-z", "--untracked-files=no", "--no-renames",
		"--ignore-submodules=all", NULL };
	struct program p = { 0 };
	int rc = program_must(&p, g->notes, differ, "index", diags);
	struct str rest = buf_str(&p.out), line, path;

	while (!rc && str_cut(&rest, '\0', &line)) {
		path = str_from(line, 3);
		if (str_chr(str_upto(line, 2), 'D') != SIZE_MAX &&
		    g->wants(path))
			vec_push(g->paths, arena_str(&g->notes->texts, path));
	}
	program_release(&p);
	return rc;
}

int
notes_gone(struct notes *notes, bool (*wants)(struct str path),
    struct strs *paths, struct diags *diags)
{
	struct going g = { .notes = notes, .wants = wants, .paths = paths };

	return notes->asked ? ask(&g, diags) : walk(&g, diags);
}
