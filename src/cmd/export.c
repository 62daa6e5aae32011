#include "cmd/export.h"

#include <errno.h>

#include "cmd/asked.h"
#include "out/export.h"
#include "out/pager.h"

/* How people are chosen: as a report's, but netgrep.limit is for reading. */
static const struct report everybody = {
	.name = "export",
	.limit = SIZE_MAX,
};

static const struct export_form *
find_form(struct session *s)
{
	const char *typed = s->options.to, *name;
	const struct export_form *form = typed ? export_find(typed) : NULL;
	struct buf names = { 0 };
	size_t i;

	if (form)
		return form;
	for (i = 0; (name = export_name(i)); i++)
		buf_printf(&names, " %s", name);
	if (typed)
		session_error(s, "--to \"%s\" is no form; it takes%s", typed,
		    buf_cstr(&names));
	else
		session_error(s, "export to what? --to takes%s",
		    buf_cstr(&names));
	buf_release(&names);
	return NULL;
}

/* On a terminal, who is missing from what was printed, and why. */
static void
tell_missing(struct session *s, const struct export_form *form, size_t missing)
{
	if (missing && s->err_terminal)
		fprintf(s->err, "netgrep: %zu %s left out: %s\n", missing,
		    missing == 1 ? "person was" : "people were", form->lack);
}

static size_t
print(struct session *s, const struct export_form *form,
    const struct query *query)
{
	struct export_options options = { .raw = s->options.raw,
		.todo = s->options.todo };
	struct arena arena = { 0 };
	struct export x;
	size_t held;

	if (s->pager)
		pager_yield();
	export_make(&x, &s->book, query, form->texts, &arena);
	if (export_write(form, &x, options, s->out, &held) == -1)
		s->out_error = errno;
	tell_missing(s, form, x.people_n - held);
	arena_release(&arena);
	return held;
}

int
cmd_export(struct session *s)
{
	const struct export_form *form = find_form(s);
	size_t errors = s->diags.errors, held = 0;
	struct asked asked = { 0 };

	if (!form)
		return STATUS_TROUBLE;
	if (s->options.raw && strcmp(form->name, "csv") != 0)
		session_error(s, "--raw goes with --to csv");
	if (s->options.todo && strcmp(form->name, "ics") != 0)
		session_error(s, "--todo goes with --to ics");
	if (s->diags.errors > errors)
		return STATUS_TROUBLE;
	session_read(s, form->texts);
	if (asked_read(&asked, s, &everybody, 0) == 0)
		held = print(s, form, &asked.query);
	asked_release(&asked);
	return s->diags.errors ? STATUS_TROUBLE :
	    held ? STATUS_ROWS : STATUS_NO_ROWS;
}
