#include "git/history.h"

#include <fcntl.h>
#include <unistd.h>

#include "git/revision.h"
#include "git/trees.h"

/* What names the people of a commit that netgrep has made. */
#define TRAILER "Netgrep-Person"

/* A commit whose turn has not come. */
struct waiting {
	git_commit *commit;
	uint64_t turn; /* of two with one time the first that was seen */
};

struct history {
	struct notes *notes;
	struct diags *diags;
	git_odb *odb;
	struct trees trees;
	VEC(struct waiting) heap; /* the next one first */
	uint64_t turns;
	struct map seen;     /* names of commits */
	struct map shallow;  /* of those whose parents were left behind */
	struct arena names;
	bool cut_short;
	/* of the commit that is looked at */
	git_commit *commit;
	size_t parents;      /* that are to be compared with it */
	struct strs people;
	bool (*wants)(struct str path);
	struct history_changes *changes;
	struct arena arena;
};

static struct str
raw(const git_oid *id)
{
	return (struct str){ (const char *)id->id, GIT_OID_RAWSZ };
}

/* Why the commit that is looked at can't be followed or compared: -1. */
static int
fail(struct history *h, const git_oid *id, int code, struct str path)
{
	char name[GIT_OID_HEXSZ + 1];

	git_oid_tostr(name, sizeof(name), id);
	if (code == GIT_ENOTFOUND && revision_partial(h->notes))
		diag_error(h->diags, "history", path, 0, 0, "the history ends "
		    "at commit %.10s, of which this partial clone does not "
		    "have all; `git log -p %.10s` fetches the rest", name,
		    name);
	else
		diag_error(h->diags, "history", path, 0, 0, "the history ends "
		    "at commit %.10s: %s; git fsck says more", name,
		    repo_error());
	return -1;
}

/* Should a be looked at before b? */
static bool
before(const struct waiting *a, const struct waiting *b)
{
	git_time_t x = git_commit_time(a->commit);
	git_time_t y = git_commit_time(b->commit);

	return x != y ? x > y : a->turn < b->turn;
}

static void
swap(struct history *h, size_t a, size_t b)
{
	struct waiting kept = h->heap.v[a];

	h->heap.v[a] = h->heap.v[b];
	h->heap.v[b] = kept;
}

static void
enqueue(struct history *h, git_commit *commit)
{
	size_t at = h->heap.n;

	vec_push(&h->heap, (struct waiting){ commit, h->turns++ });
	for (; at && before(&h->heap.v[at], &h->heap.v[(at - 1) / 2]);
	    at = (at - 1) / 2)
		swap(h, at, (at - 1) / 2);
}

static git_commit *
take(struct history *h)
{
	git_commit *first = h->heap.v[0].commit;
	size_t at = 0, child;

	h->heap.v[0] = h->heap.v[--h->heap.n];
	for (;; at = child) {
		child = 2 * at + 1;
		if (child + 1 < h->heap.n && before(&h->heap.v[child + 1],
		    &h->heap.v[child]))
			child++;
		if (child >= h->heap.n ||
		    !before(&h->heap.v[child], &h->heap.v[at]))
			return first;
		swap(h, at, child);
	}
}

/* A commit that leads to the one that is looked at, once. */
static int
lead_to(struct history *h, const git_oid *id)
{
	git_commit *commit = NULL;
	int code;

	if (map_get(&h->seen, raw(id)))
		return 0;
	map_put(&h->seen, arena_str(&h->names, raw(id)), 0, NULL);
	code = git_commit_lookup(&commit, h->notes->repo, id);
	if (code)
		return fail(h, id, code, STR_NONE);
	enqueue(h, commit);
	return 0;
}

/* libgit2 does not know where a shallow clone ends. */
static void
read_shallow(struct history *h)
{
	struct buf path = { 0 }, text = { 0 };
	struct str rest, line;
	git_oid id;
	int fd;

	buf_puts(&path, h->notes->commondir);
	buf_puts(&path, "shallow");
	fd = open(buf_cstr(&path), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd >= 0 && !repo_slurp(fd, &text)) {
		rest = buf_str(&text);
		while (str_line(&rest, &line))
			if (line.len == GIT_OID_HEXSZ &&
			    !git_oid_fromstrn(&id, line.ptr, line.len))
				map_put(&h->shallow, arena_str(&h->names,
				    raw(&id)), 0, NULL);
	}
	if (fd >= 0)
		close(fd);
	buf_release(&path);
	buf_release(&text);
}

/* Where it begins: 1 when nothing is committed yet, -1 with an error. */
static int
find_start(struct history *h, git_oid *id)
{
	struct notes *notes = h->notes;
	int code;

	if (notes->revision) {
		git_oid_cpy(id, &notes->revision->commit);
		return 0;
	}
	code = git_reference_name_to_id(id, notes->repo, "HEAD");
	if (!code)
		return 0;
	if (git_repository_head_unborn(notes->repo) == 1)
		return 1;
	diag_error(h->diags, "history", STR_NONE, 0, 0,
	    "HEAD can't be read: %s; git fsck says more", repo_error());
	return -1;
}

/* What has no commits at all, or none that can be read here. */
static int
refuse(const struct notes *notes, struct diags *diags)
{
	if (notes->refused)
		diag_error(diags, "repository", STR_NONE, 0, 0,
		    "the repository around %.*s can't be opened: %s",
		    STR_ARG(notes->root), notes->refused);
	else
		diag_error(diags, "no-notes", STR_NONE, 0, 0,
		    "there is no git repository around %.*s, so it has no "
		    "history; git init begins one", STR_ARG(notes->root));
	return -1;
}

int
history_open(struct history **out, struct notes *notes, struct diags *diags)
{
	struct history *h;
	git_oid id;
	int rc;

	*out = NULL;
	if (!notes->repo)
		return refuse(notes, diags);
	/* as git has it: to hash all of it again is most of the time */
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	h = mem_zalloc(sizeof(*h));
	h->notes = notes;
	h->diags = diags;
	rc = find_start(h, &id);
	if (!rc && git_repository_odb(&h->odb, notes->repo)) {
		diag_error(diags, "history", STR_NONE, 0, 0,
		    "git's objects can't be read: %s", repo_error());
		rc = -1;
	}
	if (!rc) {
		h->trees.odb = h->odb;
		read_shallow(h);
		rc = lead_to(h, &id);
	}
	if (rc)
		history_close(h);
	else
		*out = h;
	return rc;
}

void
history_close(struct history *h)
{
	size_t i;

	if (!h)
		return;
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1);
	for (i = 0; i < h->heap.n; i++)
		git_commit_free(h->heap.v[i].commit);
	vec_release(&h->heap);
	git_commit_free(h->commit);
	trees_release(&h->trees);
	git_odb_free(h->odb);
	map_release(&h->seen);
	map_release(&h->shallow);
	vec_release(&h->people);
	arena_release(&h->names);
	arena_release(&h->arena);
	free(h);
}

bool
history_cut_short(const struct history *h)
{
	return h->cut_short;
}

void
history_name(struct history *h, struct buf *out)
{
	git_buf name = { 0 };

	if (!git_object_short_id(&name, (const git_object *)h->commit))
		buf_add(out, (struct str){ name.ptr, name.size });
	git_buf_dispose(&name);
}

/* The day where the author was. */
static day_t
day_of(const git_signature *author)
{
	int64_t day = author->when.time / 86400, rest;
	int y, m, d;

	rest = author->when.time % 86400 +
	    (int64_t)author->when.offset * 60;
	day += rest / 86400 - (rest % 86400 < 0);
	if (day <= INT32_MIN || day > INT32_MAX)
		return DAY_NONE;
	day_split((day_t)day, &y, &m, &d);
	return y ? (day_t)day : DAY_NONE;
}

static void
read_people(struct history *h)
{
	git_message_trailer_array trailers = { 0 };
	size_t i;

	vec_clear(&h->people);
	if (git_message_trailers(&trailers, git_commit_message(h->commit)))
		return;
	for (i = 0; i < trailers.count; i++)
		if (str_ieq(str_of(trailers.trailers[i].key), STR(TRAILER)))
			vec_push(&h->people, arena_str(&h->arena,
			    str_of(trailers.trailers[i].value)));
	git_message_trailer_array_free(&trailers);
}

static int
follow_parents(struct history *h)
{
	size_t i, n = git_commit_parentcount(h->commit);

	h->parents = n;
	if (n && map_get(&h->shallow, raw(git_commit_id(h->commit)))) {
		h->cut_short = true;
		h->parents = 0;
		return 0;
	}
	for (i = 0; i < n; i++)
		if (lead_to(h, git_commit_parent_id(h->commit, (unsigned)i)))
			return -1;
	return 0;
}

int
history_next(struct history *h, struct history_commit *commit)
{
	const git_signature *author;

	git_commit_free(h->commit);
	h->commit = NULL;
	arena_release(&h->arena);
	if (!h->heap.n)
		return 0;
	h->commit = take(h);
	if (follow_parents(h))
		return -1;
	read_people(h);
	author = git_commit_author(h->commit);
	*commit = (struct history_commit){
		.day = day_of(author),
		.author = str_of(author->name),
		.subject = str_of(git_commit_summary(h->commit)),
		.people = h->people.v,
		.people_n = h->people.n,
	};
	return 1;
}

static struct str
keep(struct history *h, const git_oid *id)
{
	return id ? arena_str(&h->arena, raw(id)) : STR_NONE;
}

/* A file that is not as the first parent has it. */
static void
see(void *context, struct str path, const git_oid *was, const git_oid *now)
{
	struct history *h = context;
	struct str narrow = h->notes->narrow, *all;

	if (!h->wants(path) || (narrow.len && (!str_starts(path, narrow) ||
	    path.ptr[narrow.len] != '/')))
		return;
	all = arena_alloc(&h->arena, (h->parents + 1) * sizeof(*all));
	all[0] = keep(h, was);
	vec_push(h->changes, (struct history_change){
		.path = arena_str(&h->arena, path),
		.now = keep(h, now),
		.was = all,
		.was_n = h->parents ? h->parents : 1,
	});
}

/* What another parent has of the files found, without those it has alike. */
static int
see_parent(struct history *h, const git_tree *tree, size_t parent)
{
	struct history_change *v = h->changes->v;
	git_tree_entry *entry;
	struct str *was;
	size_t i, kept = 0;
	int code;

	for (i = 0; i < h->changes->n; i++) {
		entry = NULL;
		code = git_tree_entry_bypath(&entry, tree, v[i].path.ptr);
		if (code && code != GIT_ENOTFOUND)
			return code;
		was = v[i].was;
		if (!code && git_tree_entry_type(entry) == GIT_OBJECT_BLOB)
			was[parent] = keep(h, git_tree_entry_id(entry));
		git_tree_entry_free(entry);
		if (!str_eq(was[parent], v[i].now))
			v[kept++] = v[i];
	}
	h->changes->n = kept;
	return 0;
}

static int
compare_parent(struct history *h, size_t parent)
{
	git_commit *commit = NULL;
	git_tree *tree = NULL;
	int code = git_commit_parent(&commit, h->commit, (unsigned)parent);

	if (code)
		return fail(h, git_commit_parent_id(h->commit,
		    (unsigned)parent), code, STR_NONE);
	if (!parent)
		code = trees_compare(&h->trees, git_commit_tree_id(commit),
		    git_commit_tree_id(h->commit));
	else if (h->changes->n)
		code = git_commit_tree(&tree, commit) ? GIT_ERROR :
		    see_parent(h, tree, parent);
	git_tree_free(tree);
	git_commit_free(commit);
	return code ? fail(h, git_commit_id(h->commit), code,
	    buf_str(&h->trees.path)) : 0;
}

int
history_changes(struct history *h, bool (*wants)(struct str path),
    struct history_changes *changes)
{
	size_t i;
	int code, rc = 0;

	vec_clear(changes);
	h->wants = wants;
	h->changes = changes;
	h->trees.found = see;
	h->trees.context = h;
	for (i = 0; i < h->parents && !rc; i++)
		rc = compare_parent(h, i);
	if (h->parents)
		return rc;
	code = trees_compare(&h->trees, NULL, git_commit_tree_id(h->commit));
	return code ? fail(h, git_commit_id(h->commit), code,
	    buf_str(&h->trees.path)) : 0;
}

int
history_blob(struct history *h, struct str blob, struct str path,
    struct buf *out)
{
	git_oid id;
	int code;

	git_oid_fromraw(&id, (const unsigned char *)blob.ptr);
	code = repo_blob(h->odb, &id, REPO_FILE_MAX, out);
	return code ? fail(h, git_commit_id(h->commit), code, path) : 0;
}
