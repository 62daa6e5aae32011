#include "cmd/fix.h"

#include "cmd/cleaning.h"
#include "cmd/message.h"
#include "cmd/report.h"
#include "report/links.h"

struct fix {
	struct session *s;
	struct writing writing;
	struct read_options options; /* as the session's, with all texts */
	struct cleaning_places wanted;
	struct pendings pending;
	struct links links;
	VEC(struct message_person) people;
	struct buf words; /* the entries that HEAD has twice, a line each … */
	size_t n;         /* … and how many */
	struct buf said;  /* what is printed of all that go */
	struct arena texts;
};

static void
add_person(struct fix *f, uint32_t person)
{
	const struct book *b = &f->s->book;
	const struct person *p = &b->people.v[person];
	struct message_person named = { p->name,
		person_path(b, p, &f->texts) };
	size_t i;

	for (i = 0; i < f->people.n; i++)
		if (str_eq(f->people.v[i].path, named.path))
			return;
	vec_push(&f->people, named);
}

/* Whom the lines are about; nobody is named who is in none of the notes. */
static void
add_people(struct fix *f, struct str path, uint32_t line, uint32_t n)
{
	const struct book *b = &f->s->book;
	const struct source *source = book_source(b, path);
	size_t record, k;
	uint32_t i;

	if (!source)
		return;
	record = f->links.record_base[source - b->sources];
	for (i = 0; i < source->records_n; i++, record++) {
		if (source->records[i].line < line ||
		    source->records[i].line - line >= n)
			continue;
		for (k = f->links.first[record]; k < f->links.first[record + 1];
		    k++)
			add_person(f, f->links.people[k]);
	}
}

static void
add_words(struct fix *f, struct str text)
{
	if (f->words.len)
		buf_addc(&f->words, '\n');
	out_safe(&f->words, text);
	f->n++;
}

static void
tell(struct fix *f, const struct cleaning *c)
{
	const struct cleaning_copy *copy;
	size_t i;

	for (i = 0; i < c->copies.n; i++) {
		copy = &c->copies.v[i];
		if (copy->pending && !copy->in_head)
			continue;
		if (copy->in_head) {
			add_words(f, copy->text);
			add_people(f, c->path, copy->line, copy->n);
		}
		if (copy->pending)
			buf_puts(&f->said, "already out, now committed: ");
		cleaning_add_place(f->s, c->path, copy->pending ? 0 :
		    copy->line, &f->said);
		out_safe(&f->said, copy->text);
		if (f->writing.commits && !copy->in_head)
			buf_puts(&f->said, copy->in_index && !c->committed ?
			    " (not in HEAD, and still staged)" :
			    " (not in HEAD)");
		buf_addc(&f->said, '\n');
	}
}

static int
clean_note(struct fix *f, struct str path)
{
	struct cleaning c;
	int status;

	cleaning_init(&c, f->s, &f->options, path, &f->wanted, &f->texts);
	status = cleaning_run(&c, &f->writing, &f->pending);
	if (status == 0)
		tell(f, &c);
	cleaning_release(&c);
	return status;
}

static int
clean_notes(struct fix *f)
{
	size_t i;

	for (i = 0; i < f->wanted.n; i++)
		if ((!i || !str_eq(f->wanted.v[i].path,
		    f->wanted.v[i - 1].path)) &&
		    clean_note(f, f->wanted.v[i].path) == -1)
			return -1;
	return 0;
}

static int
finish(struct fix *f)
{
	struct buf message = { 0 }, what = { 0 };
	int status;

	if (!f->said.len)
		return STATUS_NO_ROWS;
	if (f->s->options.dry_run) {
		fwrite(f->said.ptr, 1, f->said.len, f->s->out);
		return STATUS_ROWS;
	}
	buf_printf(&what, "remove %zu double entr%s", f->n,
	    f->n == 1 ? "y" : "ies");
	message_write(&message, &(struct message){ .verb = "check",
		.people = f->people.v, .people_n = f->people.n,
		.unnamed = true, .what = buf_str(&what),
		.day = f->s->today, .text = buf_str(&f->words) });
	f->writing.uncommitted = "HEAD does not have them twice";
	status = writing_finish(&f->writing, buf_str(&message),
	    buf_str(&f->said));
	buf_release(&message);
	buf_release(&what);
	return status;
}

/* Takes the rows of the findings that are wanted. */
struct wanting {
	struct sink sink;
	struct fix *f;
};

static void
want(struct sink *sink, const struct cell *cells)
{
	struct fix *f = ((struct wanting *)sink)->f;

	vec_push(&f->wanted, (struct cleaning_place){ arena_str(&f->texts,
	    cells[3].text), (uint32_t)cells[4].number });
}

/* The findings there are, and those that an earlier run has left. */
static int
find(struct fix *f)
{
	struct wanting wanting = { { .row = want }, f };
	struct diags found = { 0 };
	const struct diag *diag;
	size_t i, n = f->s->diags.list.n;
	int status;

	for (i = 0; i < n; i++) {
		diag = &f->s->diags.list.v[i];
		if (!strcmp(diag->code, "double-entry"))
			diag_warn(&found, "double-entry", diag->path,
			    diag->line, diag->column, " ");
	}
	status = f->writing.commits ? pending_read(&f->pending, f->s,
	    &f->options, &found) : 0;
	if (status == 0 && found.list.n)
		status = report_findings(f->s, &found, &wanting.sink);
	cleaning_sort(&f->wanted);
	diag_release(&found);
	return status;
}

int
fix_doubles(struct session *s)
{
	struct fix f = { .s = s, .options = s->read_options };
	int status = STATUS_TROUBLE;

	f.options.all_texts = true;
	f.options.doubles = false;
	writing_init(&f.writing, s);
	if (writing_possible(&f.writing) == -1 || find(&f) == -1)
		goto out;
	links_make(&f.links, &s->book, &f.texts);
	if (clean_notes(&f) == 0)
		status = finish(&f);
out:
	writing_release(&f.writing);
	pending_release(&f.pending);
	vec_release(&f.wanted);
	vec_release(&f.people);
	buf_release(&f.words);
	buf_release(&f.said);
	arena_release(&f.texts);
	return status;
}
