#include "git/item.h"

#include "git/ask.h"
#include "git/program.h"

static struct str
hex_of(struct notes *notes, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];

	if (git_oid_is_zero(id))
		return STR_NONE;
	return arena_str(&notes->texts, str_of(git_oid_tostr(hex,
	    sizeof(hex), id)));
}

/* By libgit2 or by git, whoever has read it. */
static void
take_base(struct item *item, struct notes *notes,
    const struct repo_base *base)
{
	item->filtered = base->filtered;
	item->assumed = base->assumed;
	item->head_was = base->asked ? base->head_name :
	    hex_of(notes, &base->head);
	item->index_was = base->asked ? base->index_name :
	    hex_of(notes, &base->index);
	item->head_mode = base->head_mode;
	item->index_mode = base->index_mode;
}

void
item_init(struct item *item, struct notes *notes,
    const struct change *change)
{
	size_t i;

	*item = (struct item){ .change = change,
		.path = arena_str(&notes->texts, change->path).ptr,
		.skip = !change->index.ptr };
	item->mode = repo_mode(notes, change->path) ==
	    GIT_FILEMODE_BLOB_EXECUTABLE ? STR("100755") : STR("100644");
	for (i = 0; i < notes->bases.n; i++)
		if (str_eq(notes->bases.v[i].path, change->path))
			take_base(item, notes, &notes->bases.v[i]);
}

/*
 * Stores bytes, or only says their id. What came from git goes back as it is;
 * what came from the work tree goes through its filters and line ends.
 */
static int
hash(const struct item *item, struct notes *notes, struct str bytes, bool raw,
    bool store, struct str *id, struct diags *diags)
{
	struct program p = { .input = bytes };
	struct buf at = { 0 };
	const char *args[] = { PROGRAM_DURABLE, "hash-object", "--stdin",
		NULL, store ? "-w" : NULL, NULL };
	int rc;

	buf_printf(&at, "--path=%s", item->path);
	args[4] = raw ? "--no-filters" : buf_cstr(&at);
	rc = program_must(&p, notes, args, "objects", diags);
	if (!rc)
		*id = arena_str(&notes->texts, str_trim(buf_str(&p.out)));
	program_release(&p);
	buf_release(&at);
	return rc;
}

int
item_store(struct item *item, struct notes *notes, struct diags *diags)
{
	const struct change *change = item->change;
	bool raw = !item->filtered && (item->head_was.len ||
	    item->index_was.len);
	struct str tree = STR_NONE;

	if (hash(item, notes, change->head, raw, true, &item->head, diags))
		return -1;
	if (item->skip)
		return 0;
	if (str_eq(change->index, change->head))
		item->index = item->head;
	else if (hash(item, notes, change->index, raw, true, &item->index,
	    diags))
		return -1;
	if (hash(item, notes, change->tree, false, false, &tree, diags))
		return -1;
	item->same = str_eq(tree, item->index);
	return 0;
}

/* git with an index that is not the repository's; -1 with an error. */
static int
run_on(const char *index, const char *const *args, struct notes *notes,
    struct diags *diags)
{
	struct program p = { .index = index, .literal = true };
	int rc = program_must(&p, notes, args, "index", diags);

	program_release(&p);
	return rc;
}

static int
set_entry(const struct item *item, const char *index, struct str mode,
    struct str id, struct notes *notes, struct diags *diags)
{
	struct buf entry = { 0 };
	const char *args[] = { PROGRAM_DURABLE, "update-index", "--add",
		"--cacheinfo", NULL, NULL };
	int rc;

	buf_printf(&entry, "%.*s,%.*s,%s", STR_ARG(mode), STR_ARG(id),
	    item->path);
	args[5] = buf_cstr(&entry);
	rc = run_on(index, args, notes, diags);
	buf_release(&entry);
	return rc;
}

int
item_enter(const struct item *item, const char *index,
    struct notes *notes, struct diags *diags)
{
	struct str mode = item->head_mode.len ? item->head_mode :
	    item->index_mode.len ? item->index_mode : item->mode;

	return set_entry(item, index, mode, item->head, notes, diags);
}

int
item_stage(const struct item *item, const char *index,
    struct notes *notes, struct diags *diags)
{
	const char *assume[] = { PROGRAM_DURABLE, "update-index",
		"--assume-unchanged", "--", item->path, NULL };
	/* the stat data; a path that can't have them is looked at later */
	const char *refresh[] = { PROGRAM_DURABLE, "add", "--refresh", "--",
		item->path, NULL };
	struct program p = { .index = index, .literal = true };
	struct ask_entry entry;
	int rc;

	if (ask_index(notes, index, item->change->path, &entry, diags))
		return -1;
	if (entry.intended)
		entry.id = STR_NONE;
	if (!str_eq(entry.id, item->index_was) &&
	    !str_eq(entry.id, item->index))
		return item_changed(item, "somebody", diags);
	rc = set_entry(item, index, entry.mode.len ? entry.mode : item->mode,
	    item->index, notes, diags);
	if (!rc && item->assumed)
		rc = run_on(index, assume, notes, diags);
	if (!rc && item->same)
		rc = program_run(&p, notes, refresh, diags);
	program_release(&p);
	return rc;
}

int
item_changed(const struct item *item, const char *by, struct diags *diags)
{
	diag_error(diags, "changed", item->change->path, 0, 0,
	    "%s has changed it meanwhile; " ITEM_AGAIN, by);
	return -1;
}
