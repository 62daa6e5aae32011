#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"

void
diag_add(struct diags *d, enum severity severity, const char *code,
    struct str path, uint32_t line, uint32_t column, const char *fmt, ...)
{
	struct diag diag = { severity, code, STR_NONE, line, column, STR_NONE };
	va_list args;
	char *text = NULL;
	int n;

	va_start(args, fmt);
	n = vasprintf(&text, fmt, args);
	va_end(args);
	diag.path = arena_str(&d->texts, path);
	diag.text = arena_str(&d->texts,
	    n < 0 ? STR_NONE : (struct str){ text, (size_t)n });
	free(text);
	d->errors += severity == SEVERITY_ERROR;
	d->notes += severity == SEVERITY_NOTE;
	vec_push(&d->list, diag);
}

void
diag_join(struct diags *d, struct diags *from)
{
	size_t i;

	for (i = 0; i < from->list.n; i++)
		vec_push(&d->list, from->list.v[i]);
	d->errors += from->errors;
	d->notes += from->notes;
	arena_join(&d->texts, &from->texts);
	vec_release(&from->list);
	from->errors = from->notes = 0;
}

void
diag_cut(struct diags *d, size_t n)
{
	enum severity severity;

	while (d->list.n > n) {
		severity = d->list.v[--d->list.n].severity;
		d->errors -= severity == SEVERITY_ERROR;
		d->notes -= severity == SEVERITY_NOTE;
	}
}

static int
compare(const void *left, const void *right)
{
	const struct diag *a = left, *b = right;
	int c = str_cmp(a->path, b->path);

	if (!c)
		c = (a->line > b->line) - (a->line < b->line);
	if (!c)
		c = (a->column > b->column) - (a->column < b->column);
	if (!c)
		c = strcmp(a->code, b->code);
	return c ? c : str_cmp(a->text, b->text);
}

void
diag_sort(struct diags *d)
{
	if (d->list.n)
		qsort(d->list.v, d->list.n, sizeof(*d->list.v), compare);
}

void
diag_release(struct diags *d)
{
	vec_release(&d->list);
	arena_release(&d->texts);
	d->errors = d->notes = 0;
}
