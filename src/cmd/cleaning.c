#include "cmd/cleaning.h"

static int
compare(const void *x, const void *y)
{
	const struct cleaning_place *a = x, *b = y;
	int path = str_cmp(a->path, b->path);

	return path ? path : (a->line > b->line) - (a->line < b->line);
}

void
cleaning_sort(struct cleaning_places *places)
{
	if (places->n)
		qsort(places->v, places->n, sizeof(*places->v), compare);
}

static bool
is_wanted(const struct cleaning *c, uint32_t line)
{
	const struct cleaning_place place = { c->path, line };

	return c->wanted->n && bsearch(&place, c->wanted->v, c->wanted->n,
	    sizeof(place), compare);
}

/*
 * Of a text that is not the work tree's as many go as have gone from that: the
 * same ones, if it has these.
 */
static bool
claim(struct cleaning *c, struct cleaning_chosen *chosen, bool same)
{
	const struct double_entry *entry = &c->doubles.list.v[chosen->entry];
	struct cleaning_copy *copy;
	size_t i;

	for (i = 0; i < c->copies.n; i++) {
		copy = &c->copies.v[i];
		if (copy->claimed || !str_eq(copy->key, entry->key) ||
		    (same && copy->nth != entry->nth))
			continue;
		copy->claimed = true;
		chosen->copy = i;
		return true;
	}
	return false;
}

static int
compare_chosen(const void *x, const void *y)
{
	const struct cleaning_chosen *a = x, *b = y;

	return (a->entry > b->entry) - (a->entry < b->entry);
}

static bool
is_clean(struct cleaning *c)
{
	struct buf out = { 0 };
	bool clean;

	takeout_lines(&out, c->text, c->taken.v, c->taken.n);
	clean = takeout_clean(&c->was, &c->source, &c->now, buf_str(&out),
	    c->taken.v, c->taken.n);
	buf_release(&out);
	return clean;
}

/* Of the chosen ones from … to, those without which all else reads the same. */
static void
take(struct cleaning *c, size_t from, size_t to)
{
	const struct double_entry *entry;
	size_t i, before = c->taken.n, half = from + (to - from) / 2;

	for (i = from; i < to; i++) {
		entry = &c->doubles.list.v[c->chosen.v[i].entry];
		vec_push(&c->taken, (struct takeout){ entry->line, entry->n });
	}
	if (from == to || is_clean(c))
		return;
	c->taken.n = before;
	if (to - from == 1)
		return;
	take(c, from, half);
	take(c, half, to);
}

static void
choose_wanted(struct cleaning *c)
{
	const struct double_entry *entry;
	struct cleaning_chosen chosen = { 0 };
	size_t i;

	for (i = 0; i < c->doubles.list.n; i++) {
		entry = &c->doubles.list.v[i];
		chosen.entry = i;
		if (entry->kind == DOUBLE_EXACT && is_wanted(c, entry->line))
			vec_push(&c->chosen, chosen);
	}
}

static void
choose_claimed(struct cleaning *c)
{
	bool *seen = mem_zalloc(c->doubles.list.n + 1);
	struct cleaning_chosen chosen = { 0 };
	int pass;
	size_t i;

	for (i = 0; i < c->copies.n; i++)
		c->copies.v[i].claimed = false;
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < c->doubles.list.n; i++) {
			chosen.entry = i;
			if (seen[i] ||
			    c->doubles.list.v[i].kind != DOUBLE_EXACT ||
			    !claim(c, &chosen, !pass))
				continue;
			seen[i] = true;
			vec_push(&c->chosen, chosen);
		}
	if (c->chosen.n)
		qsort(c->chosen.v, c->chosen.n, sizeof(*c->chosen.v),
		    compare_chosen);
	free(seen);
}

void
cleaning_add_place(const struct session *s, struct str path, uint32_t line,
    struct buf *out)
{
	struct out_options paths = { 0 };
	struct buf shown = { 0 };

	session_show_paths(s, &paths);
	out_path(&shown, path, &paths);
	out_safe(out, buf_str(&shown));
	if (line)
		buf_printf(out, ":%u", line);
	buf_puts(out, ": ");
	buf_release(&shown);
}

static void
say_left(const struct cleaning *c, uint32_t line)
{
	struct buf out = { 0 };

	cleaning_add_place(c->s, c->path, line, &out);
	fprintf(c->s->err, "%sleft alone, other lines would be read "
	    "otherwise without it; take it out by hand\n", buf_cstr(&out));
	buf_release(&out);
}

static void
add_copy(struct cleaning *c, const struct double_entry *entry)
{
	struct arena *a = c->texts;
	struct str text = str_trim(str_upto(entry->bytes,
	    str_chr(entry->bytes, '\n')));

	vec_push(&c->copies, (struct cleaning_copy){ .line = entry->line,
	    .n = entry->n, .key = arena_str(a, entry->key),
	    .text = arena_str(a, text), .nth = entry->nth });
}

/* Remembers what has been taken out of the text at hand. */
static void
note_taken(struct cleaning *c, enum writing_text which)
{
	const struct double_entry *entry;
	struct cleaning_copy *copy;
	size_t i, k = 0;

	for (i = 0; i < c->chosen.n; i++) {
		entry = &c->doubles.list.v[c->chosen.v[i].entry];
		if (k == c->taken.n || c->taken.v[k].line != entry->line) {
			if (which == WRITING_TREE)
				say_left(c, entry->line);
			continue;
		}
		k++;
		if (which == WRITING_TREE) {
			add_copy(c, entry);
			continue;
		}
		copy = &c->copies.v[c->chosen.v[i].copy];
		if (which == WRITING_HEAD)
			copy->in_head = c->in_head;
		else
			copy->in_index = true;
	}
}

static int
clean_text(void *context, enum writing_text which, struct str text,
    struct buf *out)
{
	struct cleaning *c = context;

	c->text = text;
	c->source = (struct source){ .path = c->path };
	read_file(&c->was, text, &c->source);
	double_list(&c->doubles, &c->was, &c->source);
	vec_clear(&c->chosen);
	if (which == WRITING_TREE)
		choose_wanted(c);
	else
		choose_claimed(c);
	vec_clear(&c->taken);
	take(c, 0, c->chosen.n);
	note_taken(c, which);
	if (!c->taken.n)
		return 0;
	takeout_lines(out, text, c->taken.v, c->taken.n);
	return 1;
}

/* What an earlier run has left to be committed. */
static void
take_pending(struct cleaning *c, const struct pendings *pending)
{
	const struct pending *p;
	size_t i;

	for (i = 0; i < pending->list.n; i++) {
		p = &pending->list.v[i];
		if (str_eq(p->path, c->path) && is_wanted(c, p->line))
			vec_push(&c->copies, (struct cleaning_copy){
			    .line = p->line, .n = 1, .pending = true,
			    .key = p->key, .text = p->text, .nth = p->nth });
	}
}

void
cleaning_init(struct cleaning *c, struct session *s,
    const struct read_options *options, struct str path,
    const struct cleaning_places *wanted, struct arena *texts)
{
	*c = (struct cleaning){ .s = s, .path = path, .wanted = wanted,
		.texts = texts };
	reader_init(&c->was, options);
	reader_init(&c->now, options);
}

int
cleaning_run(struct cleaning *c, struct writing *writing,
    const struct pendings *pending)
{
	struct edited *e = writing_note(writing, c->path);

	if (!e)
		return -1;
	c->in_head = e->now.in_head;
	take_pending(c, pending);
	if (writing_apply(writing, e, clean_text, c) == -1)
		return -1;
	/* nothing of a note that is new is committed for this */
	e->to_commit = e->to_commit && c->in_head;
	c->committed = e->to_commit;
	return 0;
}

void
cleaning_release(struct cleaning *c)
{
	reader_release(&c->was);
	reader_release(&c->now);
	vec_release(&c->copies);
	vec_release(&c->chosen);
	vec_release(&c->taken);
	double_release(&c->doubles);
}
