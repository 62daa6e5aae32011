#include "cmd/pending.h"

#include "git/commit.h"
#include "git/diff.h"
#include "git/stored.h"
#include "note/double.h"
#include "note/takeout.h"

/* A note whose HEAD and work tree are compared. */
struct comparing {
	struct pendings *p;
	struct str path, text; /* of HEAD … */
	struct str stored;     /* … and of the work tree, as git stores it */
	struct doubles head, tree;
	bool *chosen;          /* of those in HEAD: they may have gone */
	struct diff_runs runs; /* from one text to the other */
	struct diags *found;
};

static size_t
count(const struct doubles *d, struct str key)
{
	size_t i, n = 0;

	for (i = 0; i < d->list.n; i++)
		n += str_eq(d->list.v[i].key, key);
	return n;
}

/* HEAD has it more often, less what is chosen, and the work tree has it. */
static bool
is_more(const struct comparing *c, struct str key)
{
	size_t i, left = count(&c->tree, key), n = count(&c->head, key);

	for (i = 0; i < c->head.list.n; i++)
		n -= c->chosen[i] && str_eq(c->head.list.v[i].key, key);
	return left && n > left;
}

/* Has the work tree nothing in the place of these lines? */
static bool
is_gone(const struct comparing *c, const struct double_entry *entry)
{
	const struct diff_run *run;
	size_t i;

	for (i = 0; i < c->runs.n; i++) {
		run = &c->runs.v[i];
		if (!run->now_n && run->was <= entry->line &&
		    entry->line + entry->n <= run->was + run->was_n)
			return true;
	}
	return false;
}

/* Those that seem to have gone first, then the last ones. */
static void
choose(struct comparing *c)
{
	const struct double_entry *entry;
	int pass;
	size_t i;

	for (pass = 0; pass < 2; pass++)
		for (i = c->head.list.n; i-- > 0;) {
			entry = &c->head.list.v[i];
			if (entry->kind == DOUBLE_EXACT && !c->chosen[i] &&
			    (pass || is_gone(c, entry)) &&
			    is_more(c, entry->key))
				c->chosen[i] = true;
		}
}

/* The runs by which HEAD without the chosen ones and the work tree differ. */
static int
compare_without(struct comparing *c)
{
	VEC(struct takeout) out = { 0 };
	const struct double_entry *entry;
	struct buf text = { 0 };
	int status;
	size_t i;

	for (i = 0; i < c->head.list.n; i++) {
		entry = &c->head.list.v[i];
		if (c->chosen[i])
			vec_push(&out, (struct takeout){ entry->line,
			    entry->n });
	}
	takeout_lines(&text, c->text, out.v, out.n);
	vec_clear(&c->runs);
	status = diff_lines(&c->runs, buf_str(&text), c->stored);
	vec_release(&out);
	buf_release(&text);
	return status;
}

/* Nothing else has come to stand in these lines, or beside them. */
static bool
is_empty(const struct comparing *c, uint32_t line, uint32_t n)
{
	const struct diff_run *run;
	size_t i;

	for (i = 0; i < c->runs.n; i++) {
		run = &c->runs.v[i];
		if (run->now_n && run->was <= line + n &&
		    line <= run->was + run->was_n)
			return false;
	}
	return true;
}

/*
 * They have gone, and not been changed: nothing new stands where they stood,
 * nor beside those that are left, which may be any of them.
 */
static bool
have_gone(const struct comparing *c, struct str key)
{
	const struct double_entry *entry;
	uint32_t before = 0;
	size_t i;

	for (i = 0; i < c->head.list.n; i++) {
		entry = &c->head.list.v[i];
		if (str_eq(entry->key, key) && !is_empty(c,
		    entry->line - before, c->chosen[i] ? 0 : entry->n))
			return false;
		before += c->chosen[i] ? entry->n : 0;
	}
	return true;
}

static void
add(struct comparing *c, const struct double_entry *entry)
{
	struct pendings *p = c->p;
	struct str first = str_trim(str_upto(entry->bytes,
	    str_chr(entry->bytes, '\n')));
	size_t i = 0;

	while (!str_eq(c->tree.list.v[i].key, entry->key))
		i++;
	vec_push(&p->list, (struct pending){
	    .path = arena_str(&p->texts, c->path),
	    .key = arena_str(&p->texts, entry->key), .nth = entry->nth,
	    .text = arena_str(&p->texts, first),
	    .line = c->tree.list.v[i].line });
	diag_warn(c->found, "double-entry", c->path, c->tree.list.v[i].line,
	    0, " ");
}

/* -1 where git can't compare them. */
static int
find(struct comparing *c)
{
	size_t i;

	if (diff_lines(&c->runs, c->text, c->stored) == -1)
		return -1;
	choose(c);
	if (compare_without(c) == -1)
		return -1;
	for (i = 0; i < c->head.list.n; i++)
		if (c->chosen[i] && have_gone(c, c->head.list.v[i].key))
			add(c, &c->head.list.v[i]);
	return 0;
}

static void
list_doubles(struct doubles *d, const struct read_options *options,
    struct str path, struct str text)
{
	struct source source = { .path = path };
	struct reader r;

	reader_init(&r, options);
	read_file(&r, text, &source);
	double_list(d, &r, &source);
	reader_release(&r);
}

static bool
has_copies(const struct doubles *d)
{
	size_t i;

	for (i = 0; i < d->list.n; i++)
		if (d->list.v[i].kind == DOUBLE_EXACT)
			return true;
	return false;
}

static int
compare(struct comparing *c, struct session *s,
    const struct read_options *options, const struct versions *held)
{
	struct buf stored = { 0 };
	char *name;
	int status;

	c->text = buf_str(&held->head);
	list_doubles(&c->head, options, c->path, c->text);
	if (!has_copies(&c->head))
		return 0;
	list_doubles(&c->tree, options, c->path, buf_str(&held->tree));
	name = mem_cstr(c->path);
	status = stored_bytes(s->notes, name, buf_str(&held->tree), &stored);
	c->stored = buf_str(&stored);
	c->chosen = mem_zalloc(c->head.list.n);
	if (status || find(c) == -1) {
		diag_error(&s->diags, "unreadable", c->path, 0, 0,
		    "can't be compared with what HEAD holds; git diff says "
		    "why");
		status = -1;
	}
	buf_release(&stored);
	free(c->chosen);
	free(name);
	return status;
}

static int
look(struct pendings *p, struct session *s,
    const struct read_options *options, struct str path, struct diags *found)
{
	struct comparing c = { .p = p, .path = path, .found = found };
	struct versions held = { 0 };
	int status = versions_read(s->notes, path, true, &held, &s->diags);

	if (status == 0 && held.in_head && held.in_tree)
		status = compare(&c, s, options, &held);
	versions_release(&held);
	double_release(&c.head);
	double_release(&c.tree);
	vec_release(&c.runs);
	return status;
}

int
pending_read(struct pendings *p, struct session *s,
    const struct read_options *options, struct diags *found)
{
	struct strs paths = { 0 }, changed = { 0 };
	int status;
	size_t i;

	for (i = 0; i < s->sources_n; i++)
		if (!read_is_table(s->sources[i].path))
			vec_push(&paths, s->sources[i].path);
	status = notes_changed(s->notes, &paths, &changed, &s->diags);
	for (i = 0; status == 0 && i < changed.n; i++)
		status = look(p, s, options, changed.v[i], found);
	vec_release(&paths);
	vec_release(&changed);
	return status;
}

void
pending_release(struct pendings *p)
{
	vec_release(&p->list);
	arena_release(&p->texts);
}
