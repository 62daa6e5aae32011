#include "git/ask.h"

#include <stdio.h>
#include <stdlib.h>

#include "git/program.h"

/* A note above this is none; HEAD may hold what nobody could read. */
enum { BLOB_MAX = 16 << 20 };

/* The first line of an answer. */
static struct str
answer(struct notes *notes, const struct program *p)
{
	return arena_str(&notes->texts, str_trim(buf_str(&p->out)));
}

static int
detached(const struct notes *notes, struct diags *diags)
{
	diag_error(diags, "detached", STR_NONE, 0, 0,
	    "HEAD is detached, so the commit would be on no branch; "
	    "git switch -c NAME makes one%s",
	    repo_way(notes, ", --no-commit only writes"));
	return -1;
}

static int
head_by_git(struct notes *notes, struct program *p, struct str *branch,
    struct str *id, struct diags *diags)
{
	const char *name[] = { "symbolic-ref", "-q", "HEAD", NULL };
	const char *find[] = { "for-each-ref", "--format=%(objectname)", NULL,
		NULL };

	if (program_run(p, notes, name, diags))
		return -1;
	if (p->status == 1)
		return detached(notes, diags);
	*branch = answer(notes, p);
	find[2] = branch->ptr;
	if (p->status || program_must(p, notes, find, "head", diags) ||
	    (!p->out.len && p->said.len)) {
		/* a warning of a broken one is all that git says of it */
		program_say(p, "head", diags);
		diag_error(diags, "head", STR_NONE, 0, 0,
		    "HEAD can't be read; git fsck says more");
		return -1;
	}
	*id = answer(notes, p);
	return 0;
}

int
ask_head(struct notes *notes, struct str *branch, struct str *id,
    struct diags *diags)
{
	struct program p = { 0 };
	char *name = NULL, hex[GIT_OID_HEXSZ + 1];
	git_oid oid;
	int rc;

	*branch = *id = STR_NONE;
	if (!notes->repo) {
		rc = head_by_git(notes, &p, branch, id, diags);
		program_release(&p);
		return rc;
	}
	if (repo_head(notes, &name, &oid, diags))
		return -1;
	*branch = arena_str(&notes->texts, str_of(name));
	if (!git_oid_is_zero(&oid))
		*id = arena_str(&notes->texts, str_of(git_oid_tostr(hex,
		    sizeof(hex), &oid)));
	free(name);
	return 0;
}

/* What libgit2 sees as git does needs no program: false, then ask git. */
static bool
tree_by_libgit2(struct notes *notes, struct str commit, const char *path,
    struct ask_entry *entry)
{
	char mode[16], hex[GIT_OID_HEXSZ + 1];
	git_tree *tree = NULL;
	git_tree_entry *found = NULL;
	git_oid id;
	bool yes = notes->repo && !notes->asked && commit.len &&
	    !git_oid_fromstrn(&id, commit.ptr, commit.len) &&
	    !repo_tree(notes, &id, &tree) && !repo_entry(tree, path, &found);

	if (found) {
		snprintf(mode, sizeof(mode), "%06o",
		    (unsigned)git_tree_entry_filemode(found));
		entry->there = true;
		entry->mode = arena_str(&notes->texts, str_of(mode));
		entry->id = arena_str(&notes->texts, str_of(git_oid_tostr(hex,
		    sizeof(hex), git_tree_entry_id(found))));
	}
	git_tree_entry_free(found);
	git_tree_free(tree);
	return yes;
}

int
ask_tree(struct notes *notes, struct str commit, struct str path,
    struct ask_entry *entry, struct diags *diags)
{
	char *at = mem_cstr(commit), *name = mem_cstr(path);
	const char *args[] = { "ls-tree", "-z", "--full-tree", at, "--", name,
		NULL };
	struct program p = { .literal = true };
	struct str rest, line, mode, kind, id;
	int rc = 0;

	*entry = (struct ask_entry){ 0 };
	if (commit.len && !tree_by_libgit2(notes, commit, name, entry))
		rc = program_must(&p, notes, args, "head", diags);
	rest = buf_str(&p.out);
	while (!rc && str_cut(&rest, '\0', &line)) {
		if (!str_cut(&line, ' ', &mode) ||
		    !str_cut(&line, ' ', &kind) ||
		    !str_cut(&line, '\t', &id) || !str_eq(line, path))
			continue;
		entry->there = true;
		entry->mode = arena_str(&notes->texts, mode);
		entry->id = arena_str(&notes->texts, id);
	}
	program_release(&p);
	free(at);
	free(name);
	return rc;
}

/* "H 100644 ID 0<TAB>path": whose first letter says how git looks at it. */
static void
take_entry(struct notes *notes, struct str line, struct str path,
    struct ask_entry *entry)
{
	struct str tag, mode, id, stage;

	if (!str_cut(&line, ' ', &tag) || !str_cut(&line, ' ', &mode) ||
	    !str_cut(&line, ' ', &id) || !str_cut(&line, '\t', &stage) ||
	    !str_eq(line, path))
		return;
	if (!str_eq(stage, STR("0"))) {
		entry->conflict = true;
		return;
	}
	entry->there = true;
	entry->skipped = str_ieq(tag, STR("S"));
	entry->assumed = tag.len && ch_lower(tag.ptr[0]) == tag.ptr[0];
	entry->mode = arena_str(&notes->texts, mode);
	entry->id = arena_str(&notes->texts, id);
}

int
ask_index(struct notes *notes, const char *index, struct str path,
    struct ask_entry *entry, struct diags *diags)
{
	char *name = mem_cstr(path);
	const char *args[] = { "ls-files", "-z", "-v", "-s", "--", name,
		NULL };
	/* an entry that is only intended counts as added here */
	const char *added[] = { "diff-files", "-z", "--name-status", "--",
		name, NULL };
	struct program p = { .literal = true, .index = index };
	struct str rest, line;
	int rc = program_must(&p, notes, args, "index", diags);

	*entry = (struct ask_entry){ 0 };
	rest = buf_str(&p.out);
	while (!rc && str_cut(&rest, '\0', &line))
		take_entry(notes, line, path, entry);
	/* what is promised stands there as a file without a byte */
	if (!rc && entry->there && (str_starts(entry->id, STR("e69de29bb2")) ||
	    str_starts(entry->id, STR("473a0f4c3be8a93681"))))
		rc = program_must(&p, notes, added, "index", diags);
	if (!rc && entry->there)
		entry->intended = str_starts(buf_str(&p.out),
		    (struct str){ "A\0", 2 });
	program_release(&p);
	free(name);
	return rc;
}

static const char *const attributes[] = { "filter", "working-tree-encoding" };
enum { ATTRIBUTES = sizeof(attributes) / sizeof(attributes[0]) };

/* Whether one of them has a value that is one. */
static int
find_value(struct notes *notes, const struct str values[ATTRIBUTES],
    struct str *name, struct str *value)
{
	size_t i;

	for (i = 0; i < ATTRIBUTES; i++) {
		if (!values[i].len)
			continue;
		if (name)
			*name = str_of(attributes[i]);
		if (value)
			*value = arena_str(&notes->texts, values[i]);
		return 1;
	}
	return 0;
}

/* path NUL attribute NUL value NUL: the last of each three. */
static bool
next_value(struct str *rest, struct str *value)
{
	int i;

	for (i = 0; i < 3; i++)
		if (!str_cut(rest, '\0', value))
			return false;
	return true;
}

static void
read_attributes(struct str rest, struct str values[ATTRIBUTES])
{
	struct str part;
	size_t i;

	for (i = 0; i < ATTRIBUTES && next_value(&rest, &part); i++)
		if (!str_eq(part, STR("unspecified")) &&
		    !str_eq(part, STR("unset")) && !str_eq(part, STR("set")))
			values[i] = part;
}

static int
filtered_by_git(struct notes *notes, struct str path, struct str *name,
    struct str *value, struct diags *diags)
{
	char *file = mem_cstr(path);
	const char *args[] = { "check-attr", "-z", attributes[0],
		attributes[1], "--", file, NULL };
	struct program p = { .literal = true };
	struct str values[ATTRIBUTES] = { { 0 } };
	int rc = program_must(&p, notes, args, "attributes", diags);

	if (!rc) {
		read_attributes(buf_str(&p.out), values);
		rc = find_value(notes, values, name, value);
	}
	program_release(&p);
	free(file);
	return rc;
}

int
ask_filtered(struct notes *notes, struct str path, struct str *name,
    struct str *value, struct diags *diags)
{
	const char *found[ATTRIBUTES] = { 0 };
	struct str values[ATTRIBUTES] = { { 0 } };
	git_index *index;
	char *file;
	size_t i;
	int rc;

	if (!notes->repo || repo_index(notes, &index))
		return filtered_by_git(notes, path, name, value, diags);
	file = mem_cstr(path);
	rc = git_attr_get_many(found, notes->repo,
	    GIT_ATTR_CHECK_FILE_THEN_INDEX, file, ATTRIBUTES,
	    (const char **)(uintptr_t)attributes);
	for (i = 0; !rc && i < ATTRIBUTES; i++)
		if (git_attr_value(found[i]) == GIT_ATTR_VALUE_STRING)
			values[i] = str_of(found[i]);
	free(file);
	if (rc) {
		diag_error(diags, "attributes", path, 0, 0,
		    "its attributes can't be read: %s", repo_error());
		return -1;
	}
	return find_value(notes, values, name, value);
}

int
ask_text(struct notes *notes, struct str id, struct str path,
    bool filters, struct buf *out, struct diags *diags)
{
	struct buf at = { 0 };
	char *object = mem_cstr(id);
	const char *size[] = { "cat-file", "-s", object, NULL };
	const char *raw[] = { "cat-file", "blob", object, NULL };
	const char *seen[] = { "cat-file", "--filters", NULL, object, NULL };
	struct program p = { 0 };
	int rc;

	buf_printf(&at, "--path=%.*s", STR_ARG(path));
	seen[2] = buf_cstr(&at);
	rc = program_must(&p, notes, size, "head", diags);
	if (!rc && strtoull(buf_cstr(&p.out), NULL, 10) > BLOB_MAX) {
		diag_error(diags, "head", path, 0, 0,
		    "what git holds of it is larger than 16 MiB");
		rc = -1;
	}
	if (!rc)
		rc = program_must(&p, notes, filters ? seen : raw,
		    filters ? "filter" : "head", diags);
	if (!rc)
		buf_add(out, buf_str(&p.out));
	program_release(&p);
	buf_release(&at);
	free(object);
	return rc;
}
