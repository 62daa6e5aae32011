#include "cmd/changes.h"

#include "cmd/editing.h"
#include "cmd/units.h"
#include "cmd/writing.h"
#include "git/stored.h"
#include "note/kind.h"

void
changes_init(struct changes *c, struct session *s)
{
	*c = (struct changes){ .s = s };
	c->options = s->read_options;
	c->options.all_texts = true;
	reader_init(&c->reader, &c->options);
}

static void
note_free(struct changed_note *note)
{
	compare_release(&note->compare);
	edition_release(&note->was);
	edition_release(&note->now);
	buf_release(&note->stored);
	versions_release(&note->held);
	free(note);
}

void
changes_release(struct changes *c)
{
	size_t i;

	for (i = 0; i < c->units.n; i++) {
		vec_release(&c->units.v[i].items);
		vec_release(&c->units.v[i].people);
	}
	for (i = 0; i < c->notes.n; i++)
		note_free(c->notes.v[i]);
	vec_release(&c->units);
	vec_release(&c->notes);
	vec_release(&c->under);
	vec_release(&c->typed);
	vec_release(&c->people);
	renames_release(&c->renames);
	reader_release(&c->reader);
	arena_release(&c->texts);
}

/* What is written in an editor: no table, and no file that is no source. */
static bool
is_note(struct str path)
{
	const char *reason;

	return read_wants(path) && !read_is_table(path) &&
	    !kind_excluded(path, &reason);
}

/* What is there is a PATH, and a PERSON what is not. */
static void
take_operands(struct changes *c)
{
	struct session *s = c->s;
	struct buf path = { 0 };
	struct str typed;
	int i;

	for (i = 0; i < s->options.operands_n; i++) {
		typed = str_of(s->options.operands[i]);
		buf_clear(&path);
		if (session_path(s, typed, &path) &&
		    (!path.len || notes_stands(s->notes, buf_str(&path))))
			vec_push(&c->under, arena_str(&c->texts,
			    buf_str(&path)));
		else
			vec_push(&c->typed, typed);
	}
	buf_release(&path);
}

static int
find_people(struct changes *c)
{
	uint32_t person;
	size_t i;
	int status = 0;

	for (i = 0; i < c->typed.n; i++) {
		person = session_person(c->s, c->typed.v[i]);
		if (person == PERSON_NONE)
			status = -1;
		else
			vec_push(&c->people, person);
	}
	return status;
}

bool
changes_under(const struct changes *c, struct str path)
{
	struct str folder;
	size_t i;

	for (i = 0; i < c->under.n; i++) {
		folder = c->under.v[i];
		if (!folder.len || (str_starts(path, folder) &&
		    (path.len == folder.len || path.ptr[folder.len] == '/')))
			return true;
	}
	return !c->under.n && !c->typed.n;
}

/* Is there a fact that HEAD does not have, or has and should not? */
static bool
has_changes(const struct changes *c, const struct changed_note *note)
{
	uint32_t i;

	for (i = 0; i < note->now.items.n; i++)
		if (compare_is_new(&note->compare, i))
			return true;
	for (i = 0; c->s->options.all && i < note->was.items.n; i++)
		if (compare_is_gone(&note->compare, i))
			return true;
	return false;
}

static int
read_note(struct changes *c, struct changed_note *note)
{
	struct session *s = c->s;
	char *name = mem_cstr(note->path);
	int status = versions_read(s->notes, note->path, true, &note->held,
	    &s->diags);

	if (status == 0 && (stored_bytes(s->notes, name,
	    buf_str(&note->held.tree), &note->stored))) {
		diag_error(&s->diags, "unreadable", note->path, 0, 0,
		    "git can't tell how it would be stored; git add says why");
		status = -1;
	}
	free(name);
	if (status == -1)
		return -1;
	edition_read(&note->was, &c->reader, note->path,
	    buf_str(&note->held.head));
	/* nothing in a folder of people is somebody too */
	if (!note->held.in_head)
		vec_clear(&note->was.items);
	edition_read(&note->now, &c->reader, note->path,
	    buf_str(&note->stored));
	status = compare_make(&note->compare, &note->was, &note->now);
	if (status == -1)
		diag_error(&s->diags, "unreadable", note->path, 0, 0,
		    "can't be compared with what HEAD holds; use git commit");
	return status;
}

/* "people/ana.md: left alone, WHY (FILE)" */
static void
say_left(struct session *s, struct str path, const char *why, struct str file)
{
	struct out_options paths = { 0 };
	struct buf line = { 0 }, shown = { 0 };

	session_show_paths(s, &paths);
	out_path(&shown, path, &paths);
	out_safe(&line, buf_str(&shown));
	buf_printf(&line, ": left alone, %s (", why);
	out_safe(&line, file);
	fprintf(s->err, "%s)\n", buf_cstr(&line));
	buf_release(&line);
	buf_release(&shown);
}

/* Who writes has not said yet what is to be kept. */
static bool
is_open(struct session *s, struct str path)
{
	struct buf lock = { 0 };
	bool open = editing_now(s->notes, path, &lock);

	if (open)
		say_left(s, path, "an editor has it open", buf_str(&lock));
	buf_release(&lock);
	return open;
}

/* Committed alone it would be somebody twice, until the old one goes, too. */
static bool
is_renamed(struct changes *c, const struct changed_note *note)
{
	struct str from = STR_NONE;

	if (!note->held.in_head)
		from = renames_find(&c->renames, c->s->notes, is_note,
		    buf_str(&note->stored));
	if (from.len)
		say_left(c->s, note->path, "it was renamed; git commit does "
		    "that", from);
	return from.len > 0;
}

static void
look(struct changes *c, struct str path)
{
	struct changed_note *note;

	if (!c->typed.n && !changes_under(c, path))
		return;
	note = mem_zalloc(sizeof(*note));
	note->path = path;
	if (read_note(c, note) == -1 || !has_changes(c, note) ||
	    is_open(c->s, path) || is_renamed(c, note) ||
	    writing_settled(c->s, path, buf_str(&note->held.tree)) == -1) {
		note_free(note);
		return;
	}
	/* NOLINTNEXTLINE(bugprone-sizeof-expression) */
	vec_push(&c->notes, note);
}

int
changes_find(struct changes *c)
{
	struct session *s = c->s;
	struct strs paths = { 0 }, changed = { 0 };
	size_t i;
	int status;

	take_operands(c);
	(void)notes_list(s->notes, is_note, &paths, &s->diags);
	status = notes_changed(s->notes, &paths, &changed, &s->diags);
	for (i = 0; status == 0 && i < changed.n; i++)
		look(c, changed.v[i]);
	vec_release(&paths);
	vec_release(&changed);
	if (status == -1 || !c->notes.n)
		return status;
	if (session_read(s, true) == -1) {
		session_error(s, "who is meant can't be told while not all "
		    "is read; correct this first");
		return -1;
	}
	if (find_people(c) == -1)
		return -1;
	links_make(&c->links, &s->book, &c->texts);
	return units_find(c);
}
