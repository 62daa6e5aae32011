#include "git/tracked.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "base/pool.h"

enum { PIECE = 1 << 18 };

struct tracked {
	struct notes *notes;
	struct pool_task *reader; /* NULL once it is done */
	bool started;
	struct pool_task *search; /* the same for the submodules */
	bool submodules;
	bool fold; /* core.ignoreCase: the paths are in lower case */
	char *problem;
	struct map paths; /* its keys belong to the index, or to texts */
	struct arena texts;
};

static struct str
folded(struct arena *texts, struct str path)
{
	struct buf lower = { 0 };
	struct str copy;
	size_t i;

	for (i = 0; i < path.len; i++)
		buf_addc(&lower, ch_lower(path.ptr[i]));
	copy = arena_str(texts, buf_str(&lower));
	buf_release(&lower);
	return copy;
}

static void
add(struct tracked *t, const git_index_entry *entry)
{
	struct map *paths = &t->paths;
	struct str path = str_of(entry->path);
	bool added = true;
	size_t slash;

	if (t->fold)
		path = folded(&t->texts, path);
	map_put(paths, path, (entry->mode & S_IFMT) == GIT_FILEMODE_COMMIT ?
	    TRACKED_SUBMODULE : TRACKED_FILE, NULL);
	/* a folder that is there already has its parents there too */
	while (added && (slash = str_rchr(path, '/')) != SIZE_MAX) {
		path = str_upto(path, slash);
		map_put(paths, path, TRACKED_FOLDER, &added);
	}
}

static void
read_index(void *context)
{
	struct tracked *t = context;
	git_index *index;
	size_t i, n;

	if (repo_index(t->notes, &index)) {
		t->problem = mem_cstr(str_of(repo_error()));
		return;
	}
	n = git_index_entrycount(index);
	for (i = 0; i < n; i++)
		add(t, git_index_get_byindex(index, i));
}

/*
 * Whether the bytes that say so stand anywhere in the index. Hardly ever is it
 * something else that is written with them; they cost a tenth of the entries.
 */
static void
search_submodules(void *context)
{
	/* 160000, four bytes wide */
	static const char mode[] = { 0, 0, (char)0xe0, 0 };
	struct tracked *t = context;
	char *bytes = mem_alloc(PIECE);
	size_t kept = 0;
	ssize_t n = 0;
	int fd = open(t->notes->index_path, O_RDONLY | O_CLOEXEC);

	while (fd >= 0 && !t->submodules &&
	    (n = read(fd, bytes + kept, PIECE - kept)) != 0) {
		if (n < 0 && errno != EINTR)
			break;
		kept += n < 0 ? 0 : (size_t)n;
		t->submodules = memmem(bytes, kept, mode, sizeof(mode));
		if (kept < sizeof(mode))
			continue;
		memmove(bytes, bytes + kept - sizeof(mode) + 1,
		    sizeof(mode) - 1);
		kept = sizeof(mode) - 1;
	}
	if (fd >= 0)
		close(fd);
	free(bytes);
}

struct tracked *
tracked_new(struct notes *notes)
{
	struct tracked *t = mem_zalloc(sizeof(*t));

	t->notes = notes;
	t->fold = repo_config_true(notes, "core.ignorecase");
	if (notes->repo)
		t->search = pool_start(search_submodules, t);
	return t;
}

void
tracked_start(struct tracked *t)
{
	if (t->started)
		return;
	t->started = true;
	if (!t->notes->is_git)
		return;
	if (t->notes->refused)
		t->problem = mem_cstr(str_of(t->notes->refused));
	else
		t->reader = pool_start(read_index, t);
}

static void
wait(struct tracked *t)
{
	pool_wait(t->reader);
	t->reader = NULL;
}

enum tracked_as
tracked_as(struct tracked *t, struct str path)
{
	const uint32_t *as;

	tracked_start(t);
	wait(t);
	if (t->fold)
		path = folded(&t->texts, path);
	as = map_get(&t->paths, path);
	return as ? (enum tracked_as)*as : TRACKED_NOT;
}

bool
tracked_is_submodule(struct tracked *t, struct str path)
{
	pool_wait(t->search);
	t->search = NULL;
	return t->submodules && tracked_as(t, path) == TRACKED_SUBMODULE;
}

const char *
tracked_problem(struct tracked *t)
{
	wait(t);
	return t->problem;
}

void
tracked_free(struct tracked *t)
{
	wait(t);
	pool_wait(t->search);
	if (t->started)
		repo_index_release(t->notes);
	map_release(&t->paths);
	arena_release(&t->texts);
	free(t->problem);
	free(t);
}
