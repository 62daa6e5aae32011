#include "cmd/touched.h"

#include "git/diff.h"
#include "note/kind.h"

enum {
	ARENA_MAX = 16 << 20, /* what the reader may hold on to */
	MOVES_MAX = 64,       /* files that are compared to find a note again */
};

static bool
is_source(struct str path)
{
	const char *reason;

	return read_wants(path) && !kind_excluded(path, &reason);
}

/* A blob's bytes, into t->bytes. */
static int
read_blob(struct touched *t, struct str blob, struct str path)
{
	buf_clear(&t->bytes);
	if (!t->failed &&
	    history_blob(t->history, blob, path, &t->bytes) == 0)
		return 0;
	t->failed = true;
	return -1;
}

/* What was known of texts was by what was known of people. */
static void
forget(struct touched *t)
{
	size_t i;

	map_release(&t->mentions);
	arena_release(&t->blobs);
	for (i = 0; i < TOUCHED_KEPT; i++) {
		facts_release(&t->kept[i].facts);
		t->kept[i] = (struct touched_text){ 0 };
	}
}

static bool
mentions(struct touched *t, struct str blob, struct str path)
{
	const uint32_t *told;
	bool yes;

	if (!blob.len)
		return false;
	told = map_get(&t->mentions, blob);
	if (told)
		return *told;
	if (read_blob(t, blob, path) == -1)
		return false;
	yes = known_in(&t->known, buf_str(&t->bytes));
	map_put(&t->mentions, arena_str(&t->blobs, blob), yes, NULL);
	return yes;
}

static void
text_key(struct buf *out, struct str blob, struct str path)
{
	buf_add(out, blob);
	buf_add(out, path);
}

/* Takes what is known of a text out of what is kept. */
static bool
take_kept(struct touched *t, struct str key, struct facts *facts)
{
	size_t i;

	for (i = 0; i < TOUCHED_KEPT; i++)
		if (t->kept[i].key.len && str_eq(t->kept[i].key, key)) {
			*facts = t->kept[i].facts;
			t->kept[i] = (struct touched_text){ 0 };
			return true;
		}
	return false;
}

static void
keep(struct touched *t, struct str blob, struct str path, struct facts *facts)
{
	struct touched_text *text = &t->kept[t->turn++ % TOUCHED_KEPT];
	struct buf key = { 0 };

	text_key(&key, blob, path);
	facts_release(&text->facts);
	text->facts = *facts;
	text->key = arena_str(&text->facts.texts, buf_str(&key));
	buf_release(&key);
}

static void
read_facts(struct touched *t, struct str blob, struct str path,
    struct facts *facts)
{
	struct buf key = { 0 };

	*facts = (struct facts){ .person = PERSON_NONE };
	if (!blob.len)
		return;
	text_key(&key, blob, path);
	if (!take_kept(t, buf_str(&key), facts) &&
	    read_blob(t, blob, path) == 0) {
		if (t->reader.arena.bytes > ARENA_MAX) {
			reader_release(&t->reader);
			reader_init(&t->reader, &t->options);
		}
		facts_read(facts, &t->reader, path, buf_str(&t->bytes),
		    &t->session->book, &t->known.former, t->known.people);
		diag_release(&t->reader.diags);
	}
	buf_release(&key);
}

/* Where their note was, and what they were called in it. */
static bool
learn(struct touched *t, const struct facts *was, struct str path)
{
	bool path_new, name_new;

	if (was->person == PERSON_NONE || !t->known.people[was->person])
		return false;
	path_new = known_add_path(&t->known, path, was->person);
	name_new = known_add_name(&t->known, was->name, was->person);
	return path_new || name_new;
}

/* Does a commit change what a file says of them? */
static bool
changes_facts(struct touched *t, const struct history_change *change)
{
	struct facts *was = mem_zalloc(change->was_n * sizeof(*was)), now;
	bool changed, news = false;
	size_t i;

	read_facts(t, change->now, change->path, &now);
	for (i = 0; i < change->was_n; i++)
		read_facts(t, change->was[i], change->path, &was[i]);
	changed = !t->failed && facts_changed(&now, was, change->was_n);
	for (i = 0; i < change->was_n; i++) {
		news |= learn(t, &was[i], change->path);
		if (!i && change->was[i].len && !t->failed)
			keep(t, change->was[i], change->path, &was[i]);
		else
			facts_release(&was[i]);
	}
	facts_release(&now);
	free(was);
	if (news)
		forget(t);
	return changed;
}

/* A file that is there now and is none of the notes, as rules have it. */
static bool
is_left_out(struct touched *t, struct str path)
{
	struct diags none = { 0 };
	bool there;

	if (book_source(&t->session->book, path))
		return false;
	buf_clear(&t->bytes);
	there = notes_read(t->session->notes, path, &t->bytes, true,
	    &none) == 0;
	diag_release(&none);
	return there;
}

static bool
may_say(struct touched *t, const struct history_change *change)
{
	size_t i;

	if (mentions(t, change->now, change->path))
		return true;
	for (i = 0; i < change->was_n; i++)
		if (mentions(t, change->was[i], change->path))
			return true;
	return false;
}

/* How many lines in a hundred two texts share. */
static size_t
likeness(struct str a, struct str b)
{
	struct diff_runs runs = { 0 };
	size_t i, lines_a = 0, lines_b = 0, gone = 0, most;

	for (i = 0; i < a.len; i++)
		lines_a += a.ptr[i] == '\n';
	for (i = 0; i < b.len; i++)
		lines_b += b.ptr[i] == '\n';
	most = lines_a > lines_b ? lines_a : lines_b;
	if (diff_lines(&runs, a, b) == -1)
		gone = lines_a;
	for (i = 0; i < runs.n; i++)
		gone += runs.v[i].was_n;
	vec_release(&runs);
	return most && lines_a > gone ? (lines_a - gone) * 100 / most : 0;
}

static bool
is_gone(const struct history_change *change)
{
	return !change->now.len && change->was_n == 1 && change->was[0].len &&
	    !read_is_table(change->path);
}

/* The file that a new note was before: as it is, or half of its lines. */
static const struct history_change *
find_moved(struct touched *t, const struct history_change *note)
{
	const struct history_change *best = NULL, *c;
	struct buf text = { 0 };
	size_t i, looked = 0, most = 49, like;

	for (i = 0; i < t->changes.n; i++)
		if (is_gone(&t->changes.v[i]) &&
		    str_eq(t->changes.v[i].was[0], note->now))
			return &t->changes.v[i];
	for (i = 0; i < t->changes.n && looked < MOVES_MAX; i++) {
		c = &t->changes.v[i];
		if (!is_gone(c) || read_blob(t, note->now, note->path) == -1)
			continue;
		looked++;
		buf_clear(&text);
		buf_add(&text, buf_str(&t->bytes));
		if (read_blob(t, c->was[0], c->path) == -1)
			break;
		like = likeness(buf_str(&t->bytes), buf_str(&text));
		if (like > most) {
			most = like;
			best = c;
		}
	}
	buf_release(&text);
	return best;
}

/* Their notes may have been elsewhere before. */
static void
follow_moves(struct touched *t)
{
	const struct history_change *change, *moved;
	const uint32_t *person;
	size_t i;

	for (i = 0; i < t->changes.n && !t->failed; i++) {
		change = &t->changes.v[i];
		person = map_get(&t->known.paths, change->path);
		if (!person || !change->now.len || change->was_n != 1 ||
		    change->was[0].len)
			continue;
		moved = find_moved(t, change);
		if (moved && known_add_path(&t->known, moved->path, *person))
			forget(t);
	}
}

/* By trailer: their note, if the commit changed it, else what it changed. */
static bool
is_named(struct touched *t, const struct history_commit *commit,
    struct str *path)
{
	const struct str *file = NULL;
	size_t i;

	for (i = 0; i < commit->people_n && !file; i++)
		file = known_trailer(&t->known, commit->people[i]);
	if (!file)
		return false;
	*path = t->changes.n ? t->changes.v[0].path : STR_NONE;
	for (i = 0; i < t->changes.n; i++)
		if (str_eq(t->changes.v[i].path, *file))
			*path = *file;
	return true;
}

static bool
is_changed_in(struct touched *t, const struct history_change *change, bool own)
{
	return (own || (may_say(t, change) && !t->failed &&
	    !is_left_out(t, change->path))) && changes_facts(t, change);
}

/* By what it changed: their own notes first, then the other files. */
static bool
is_changed(struct touched *t, struct str *path)
{
	const struct history_change *change;
	bool own;
	size_t i, pass;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < t->changes.n && !t->failed; i++) {
			change = &t->changes.v[i];
			own = map_get(&t->known.paths, change->path);
			if (own == (pass == 0) &&
			    is_changed_in(t, change, own)) {
				*path = change->path;
				return true;
			}
		}
	return false;
}

static bool
is_within(const struct query *q, day_t day)
{
	return (q->since == DAY_NONE || (day != DAY_NONE && day >= q->since)) &&
	    (q->until == DAY_NONE || (day != DAY_NONE && day <= q->until));
}

static bool
next(void *context, struct query_commit *row)
{
	struct touched *t = context;
	struct history_commit commit;
	struct str path;

	while (t->history && !t->failed) {
		if (history_next(t->history, &commit) != 1 ||
		    history_changes(t->history, is_source, &t->changes) == -1)
			return false;
		follow_moves(t);
		if (t->failed || !is_within(t->query, commit.day) ||
		    (!is_named(t, &commit, &path) && !is_changed(t, &path)))
			continue;
		buf_clear(&t->name);
		history_name(t->history, &t->name);
		*row = (struct query_commit){ commit.day, buf_str(&t->name),
			commit.author, commit.subject, path };
		return true;
	}
	return false;
}

int
touched_begin(struct touched *t, struct session *s, struct query *q)
{
	const bool *people;

	t->session = s;
	t->query = q;
	q->next = next;
	q->context = t;
	people = query_people(q, &s->book, &t->arena);
	t->options = s->read_options;
	t->options.all_texts = true;
	reader_init(&t->reader, &t->options);
	known_begin(&t->known, &s->book, people);
	return history_open(&t->history, s->notes, &s->diags) == -1 ? -1 : 0;
}

void
touched_tell(struct touched *t)
{
	if (t->history && history_cut_short(t->history))
		fprintf(t->session->err, "netgrep: this clone is shallow: what "
		    "was before it is not here; git fetch --unshallow brings "
		    "it\n");
}

void
touched_release(struct touched *t)
{
	if (!t->session)
		return;
	forget(t);
	history_close(t->history);
	known_release(&t->known);
	reader_release(&t->reader);
	vec_release(&t->changes);
	buf_release(&t->bytes);
	buf_release(&t->name);
	arena_release(&t->arena);
}
