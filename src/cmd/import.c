#include "cmd/import.h"

#include "cmd/importing.h"
#include "cmd/template.h"

static int
read_template(struct importing *im)
{
	int found = notes_read(im->s->notes, STR(TEMPLATE_PATH),
	    &im->template, true, &im->s->diags);

	im->templated = found == 0;
	return found == -1 ? -1 : 0;
}

static int
draft(struct importing *im)
{
	size_t i;

	importing_match(im);
	importing_happen(im);
	importing_hold(im);
	for (i = 0; i < im->arrivals.n; i++)
		if (!im->arrivals.v[i].left &&
		    importing_note(im, &im->arrivals.v[i]) == -1)
			return -1;
	return 0;
}

/* The names of the FILEs, without their folders: those are nobody's matter. */
static void
add_files(const struct importing *im, struct buf *out)
{
	struct str path;
	size_t i, slash;

	for (i = 0; i < im->sources_n; i++) {
		path = im->sources[i].path;
		slash = str_rchr(path, '/');
		buf_puts(out, i ? ", " : "from ");
		out_safe(out, str_eq(path, STR("-")) ?
		    STR("standard input") : slash == SIZE_MAX ? path :
		    str_from(path, slash + 1));
	}
}

/* "netgrep: 12 people: 9 new, 1 changed, 1 as they were, 1 left out" */
static void
add_count(const struct importing *im, struct buf *out)
{
	size_t n = im->arrivals.n;

	buf_printf(out, "netgrep: %s%zu %s: %zu new, %zu changed, "
	    "%zu as they were, %zu left out\n",
	    im->people.n ? "" : "nothing to import; ", n,
	    n == 1 ? "person" : "people", im->fresh, im->changed,
	    n - im->fresh - im->changed - im->left, im->left);
}

static int
finish(struct importing *im)
{
	struct buf message = { 0 }, text = { 0 };
	int status = STATUS_NO_ROWS;

	add_files(im, &text);
	if (im->people.n) {
		message_write(&message, &(struct message){ .verb = "import",
			.people = im->people.v, .people_n = im->people.n,
			.day = im->s->today, .text = buf_str(&text) });
		status = writing_finish(&im->writing, buf_str(&message),
		    buf_str(&im->said));
	}
	if (!im->people.n || im->left || im->s->options.dry_run ||
	    im->s->err_terminal)
		add_count(im, &im->told);
	buf_release(&message);
	buf_release(&text);
	return status;
}

static void
release(struct importing *im)
{
	writing_release(&im->writing);
	targets_release(&im->targets);
	if (im->made)
		book_release(&im->book);
	reader_release(&im->reader);
	reader_release(&im->notes);
	free(im->sources);
	free(im->known_only);
	vec_release(&im->arrivals);
	vec_release(&im->happenings);
	vec_release(&im->people);
	map_release(&im->held);
	map_release(&im->bearers);
	free(im->uids);
	buf_release(&im->template);
	buf_release(&im->told);
	buf_release(&im->said);
	arena_release(&im->texts);
}

int
cmd_import(struct session *s)
{
	struct importing im = { .s = s };
	int status = STATUS_TROUBLE;

	if (s->diags.errors) /* a writer stops at a broken configuration */
		return STATUS_TROUBLE;
	writing_init(&im.writing, s);
	reader_init(&im.notes, &s->read_options);
	if (importing_read(&im) == 0 && session_read(s, true) == 0 &&
	    read_template(&im) == 0 && writing_possible(&im.writing) == 0 &&
	    draft(&im) == 0)
		status = finish(&im);
	fwrite(im.told.ptr ? im.told.ptr : "", 1, im.told.len, s->err);
	release(&im);
	return status;
}
