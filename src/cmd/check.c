#include "cmd/check.h"

#include "book/intro.h"
#include "cmd/fix.h"
#include "cmd/report.h"

/* The rows of check have forms and a limit, what is taken out has not. */
static int
take_options(struct session *s)
{
	const struct options *o = &s->options;

	if (!o->fix && (o->no_commit || o->dry_run))
		session_error(s, "%s goes with --fix", o->dry_run ?
		    "--dry-run" : "--no-commit");
	else if (o->fix && o->limit)
		session_error(s, "-n %s limits rows, and --fix has none; "
		    "--dry-run says what would go", o->limit);
	else if (o->fix && (o->tsv || o->json || o->vimgrep || o->format ||
	    o->nul || o->header))
		session_error(s, "--fix prints no rows, so it takes no output "
		    "form; --dry-run says what would go");
	else
		return 0;
	return -1;
}

/* What only shows once it is worked out who came through whom. */
static void
check_intros(struct session *s)
{
	struct arena arena = { 0 };
	struct intros intros;

	intro_make(&intros, &s->book, &s->diags, &arena);
	diag_sort(&s->diags);
	arena_release(&arena);
}

int
cmd_check(struct session *s)
{
	int status;

	if (take_options(s) == -1)
		return STATUS_TROUBLE;
	if (!s->options.fix) {
		check_intros(s);
		return cmd_report(s);
	}
	if (s->diags.errors) /* a writer stops where not all was read */
		return STATUS_TROUBLE;
	status = fix_doubles(s);
	if (status == STATUS_NO_ROWS && !s->diags.errors && s->err_terminal)
		fputs("netgrep: there is nothing to take out\n", s->err);
	return status;
}
