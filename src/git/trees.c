#include "git/trees.h"

#include <limits.h>

/*
 * A few folders can stand in each other so often that nothing could hold them
 * all: as in revision-list.c.
 */
enum { DEPTH_MAX = 256, ENTRIES_MAX = 1 << 22 };

struct tree {
	git_odb_object *object; /* or NULL */
	struct str rest;        /* from the entry on that is looked at */
};

struct entry {
	struct str name;
	git_oid id;
	unsigned mode;
	bool there;
};

static bool
is_folder(const struct entry *e)
{
	return e->there && (e->mode & 0170000) == GIT_FILEMODE_TREE;
}

static bool
is_file(const struct entry *e)
{
	return e->there && (e->mode & 0170000) == 0100000;
}

/* The next "MODE NAME\0ID"; false at the end, and with *rc for what is none. */
static bool
next(struct tree *tree, struct entry *e, int *rc)
{
	struct str rest = tree->rest;
	size_t blank = str_chr(rest, ' '), end = str_chr(rest, '\0'), i;

	*e = (struct entry){ 0 };
	if (!rest.len)
		return false;
	if (end == SIZE_MAX || blank > end ||
	    rest.len - end - 1 < GIT_OID_RAWSZ) {
		git_error_set_str(GIT_ERROR_TREE, "a folder is damaged");
		*rc = GIT_ERROR;
		return false;
	}
	for (i = 0; i < blank; i++)
		e->mode = e->mode * 8 + (unsigned)(rest.ptr[i] - '0');
	e->name = (struct str){ rest.ptr + blank + 1, end - blank - 1 };
	git_oid_fromraw(&e->id, (const unsigned char *)rest.ptr + end + 1);
	e->there = true;
	tree->rest = str_from(rest, end + 1 + GIT_OID_RAWSZ);
	return true;
}

/* As git sorts: a folder as if a slash were behind its name. */
static int
compare_names(const struct entry *a, const struct entry *b)
{
	size_t n = a->name.len < b->name.len ? a->name.len : b->name.len;
	int order = memcmp(a->name.ptr, b->name.ptr, n);
	unsigned char x, y;

	if (order)
		return order;
	x = n < a->name.len ? (unsigned char)a->name.ptr[n] :
	    is_folder(a) ? '/' : '\0';
	y = n < b->name.len ? (unsigned char)b->name.ptr[n] :
	    is_folder(b) ? '/' : '\0';
	return (x > y) - (x < y);
}

static int
open_tree(struct trees *trees, const git_oid *id, struct tree *tree)
{
	git_odb_object **kept;
	size_t i;
	int code;

	*tree = (struct tree){ 0 };
	if (!id)
		return 0;
	for (i = 0; i < TREES_KEPT && !tree->object; i++)
		if (trees->kept[i] && git_oid_equal(id,
		    git_odb_object_id(trees->kept[i])))
			git_odb_object_dup(&tree->object, trees->kept[i]);
	if (!tree->object) {
		code = git_odb_read(&tree->object, trees->odb, id);
		if (code)
			return code;
		if (git_odb_object_type(tree->object) != GIT_OBJECT_TREE) {
			git_error_set_str(GIT_ERROR_TREE, "it is no folder");
			git_odb_object_free(tree->object);
			tree->object = NULL;
			return GIT_ERROR;
		}
		kept = &trees->kept[trees->turn++ % TREES_KEPT];
		git_odb_object_free(*kept);
		git_odb_object_dup(kept, tree->object);
	}
	tree->rest = (struct str){ git_odb_object_data(tree->object),
		git_odb_object_size(tree->object) };
	return 0;
}

static int compare(struct trees *trees, const git_oid *was,
    const git_oid *now);

/* One name, that is in both or in one of them; both are of one kind then. */
static int
see(struct trees *trees, const struct entry *was, const struct entry *now)
{
	struct str name = now->there ? now->name : was->name;
	size_t len = trees->path.len;
	int rc = 0;

	if (was->there && now->there && git_oid_equal(&was->id, &now->id) &&
	    is_file(was) == is_file(now))
		return 0;
	if (++trees->entries > ENTRIES_MAX || trees->depth > DEPTH_MAX ||
	    len + name.len >= PATH_MAX) {
		git_error_set_str(GIT_ERROR_TREE,
		    "there are more files than can be");
		return GIT_ERROR;
	}
	if (len)
		buf_addc(&trees->path, '/');
	buf_add(&trees->path, name);
	if (is_folder(was) || is_folder(now))
		rc = compare(trees, is_folder(was) ? &was->id : NULL,
		    is_folder(now) ? &now->id : NULL);
	else if (is_file(was) || is_file(now))
		trees->found(trees->context, buf_str(&trees->path),
		    is_file(was) ? &was->id : NULL,
		    is_file(now) ? &now->id : NULL);
	if (!rc)
		trees->path.len = len;
	return rc;
}

/* Passes over the entries that are next in both, of which most trees are. */
static void
skip_same(struct tree *a, struct tree *b)
{
	size_t end;

	while (a->rest.len && b->rest.len) {
		end = str_chr(a->rest, '\0');
		if (end == SIZE_MAX)
			return;
		end += 1 + GIT_OID_RAWSZ;
		if (end > a->rest.len || end > b->rest.len ||
		    memcmp(a->rest.ptr, b->rest.ptr, end) != 0)
			return;
		a->rest = str_from(a->rest, end);
		b->rest = str_from(b->rest, end);
	}
}

/* Goes through both at once, as both are sorted. */
static int
merge(struct trees *trees, struct tree *a, struct tree *b)
{
	static const struct entry none = { 0 };
	struct entry was, now;
	int order, rc = 0;

	skip_same(a, b);
	next(a, &was, &rc);
	next(b, &now, &rc);
	while (!rc && (was.there || now.there)) {
		order = !was.there ? 1 : !now.there ? -1 :
		    compare_names(&was, &now);
		rc = see(trees, order <= 0 ? &was : &none,
		    order >= 0 ? &now : &none);
		if (!order)
			skip_same(a, b);
		if (!rc && order <= 0)
			next(a, &was, &rc);
		if (!rc && order >= 0)
			next(b, &now, &rc);
	}
	return rc;
}

/* How deep it goes is bounded by DEPTH_MAX. */
static int
compare(struct trees *trees, const git_oid *was, const git_oid *now)
{
	struct tree a, b = { 0 };
	int rc = open_tree(trees, was, &a);

	if (!rc)
		rc = open_tree(trees, now, &b);
	trees->depth++;
	if (!rc)
		rc = merge(trees, &a, &b);
	trees->depth--;
	git_odb_object_free(a.object);
	git_odb_object_free(b.object);
	return rc;
}

int
trees_compare(struct trees *trees, const git_oid *was, const git_oid *now)
{
	buf_clear(&trees->path);
	trees->entries = 0;
	return compare(trees, was, now);
}

void
trees_release(struct trees *trees)
{
	size_t i;

	for (i = 0; i < TREES_KEPT; i++)
		git_odb_object_free(trees->kept[i]);
	buf_release(&trees->path);
}
