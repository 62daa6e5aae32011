#include "out/export.h"

#include <errno.h>

#include "out/export-forms.h"

static const struct export_form *const forms[] = {
	&export_vcf_form,
	&export_ics_form,
	&export_csv_form,
	&export_jsonl_form,
	&export_friends_form,
	&export_mutt_form,
};

enum { FORMS = sizeof(forms) / sizeof(forms[0]) };

const struct export_form *
export_find(const char *name)
{
	size_t i;

	for (i = 0; i < FORMS; i++)
		if (!strcmp(forms[i]->name, name))
			return forms[i];
	return NULL;
}

const char *
export_name(size_t i)
{
	return i < FORMS ? forms[i]->name : NULL;
}

/* What was appended so far. */
static int
flush(struct exporting *e, FILE *f)
{
	size_t n = e->out.len;

	errno = 0;
	if (n && fwrite(e->out.ptr, 1, n, f) != n)
		return -1;
	buf_clear(&e->out);
	return 0;
}

static bool
holds(const struct export_form *form, const struct exporting *e, size_t i)
{
	return !form->holds || form->holds(e, &e->x->people[i]);
}

static int
write_all(const struct export_form *form, struct exporting *e, FILE *f)
{
	size_t i;

	if (form->begin)
		form->begin(e);
	for (i = 0; form->person && i < e->x->people_n; i++) {
		if (!holds(form, e, i))
			continue;
		form->person(e, &e->x->people[i]);
		if (flush(e, f) == -1)
			return -1;
	}
	if (form->end)
		form->end(e);
	return flush(e, f) == -1 || fflush(f) ? -1 : 0;
}

int
export_write(const struct export_form *form, const struct export *x,
    struct export_options options, FILE *f, size_t *held)
{
	struct exporting e = { .x = x, .options = options };
	size_t i;
	int status;

	*held = 0;
	for (i = 0; i < x->people_n; i++)
		*held += holds(form, &e, i);
	status = *held ? write_all(form, &e, f) : 0;
	buf_release(&e.out);
	buf_release(&e.scratch);
	map_release(&e.names);
	arena_release(&e.arena);
	return status;
}
