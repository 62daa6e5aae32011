#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "git/rules.h"

/* How far objects may be borrowed from who borrows them, as libgit2 has it. */
enum { BORROWED_MAX = 5 };

struct gathering {
	struct arena *texts;
	struct strs *paths;
};

static struct str
add(struct gathering *g, struct str folder, struct str name)
{
	struct buf path = { 0 };
	struct str copy;

	buf_add(&path, folder);
	buf_add(&path, name);
	copy = arena_str(g->texts, buf_str(&path));
	buf_release(&path);
	vec_push(g->paths, copy);
	return copy;
}

/* The objects that a repository has, and those that it borrows. */
static void
add_objects(struct gathering *g, struct str folder, int borrowed)
{
	struct buf path = { 0 }, text = { 0 };
	struct str rest, line;
	int fd;

	buf_add(&path, folder);
	buf_puts(&path, "/info/alternates");
	fd = open(buf_cstr(&path), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd >= 0 && !repo_slurp(fd, &text)) {
		rest = buf_str(&text);
		while (borrowed < BORROWED_MAX && str_line(&rest, &line)) {
			if (!line.len || line.ptr[0] == '#')
				continue;
			buf_clear(&path);
			if (line.ptr[0] != '/') {
				buf_add(&path, folder);
				buf_addc(&path, '/');
			}
			buf_add(&path, line);
			add_objects(g, add(g, buf_str(&path), STR_NONE),
			    borrowed + 1);
		}
	}
	if (fd >= 0)
		close(fd);
	buf_release(&text);
	buf_release(&path);
}

/* What says which files git ignores, beside those in the work tree. */
static void
add_rules(struct gathering *g, const struct notes *notes)
{
	struct rules_files files;

	rules_files(notes, &files);
	add(g, buf_str(&files.repository), STR_NONE);
	add(g, buf_str(&files.user), STR_NONE);
	rules_files_release(&files);
}

void
notes_places(struct notes *notes, bool history, struct strs *paths)
{
	struct gathering g = { &notes->texts, paths };

	if (!notes->revision)
		add(&g, notes->root, notes->root.len ? STR_NONE : STR("/"));
	if (notes->is_git && !notes->revision)
		add_rules(&g, notes);
	if (!notes->repo)
		return;
	add(&g, str_of(git_repository_path(notes->repo)), STR_NONE);
	add(&g, str_of(git_repository_commondir(notes->repo)), STR_NONE);
	if (notes->revision || history)
		add_objects(&g, add(&g, str_of(git_repository_commondir(
		    notes->repo)), STR("objects")), 0);
	if (!notes->revision)
		add(&g, str_of(notes->index_path), STR_NONE);
}
