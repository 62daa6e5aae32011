#include "cmd/report.h"

#include <errno.h>

#include "cmd/asked.h"
#include "cmd/search.h"
#include "cmd/touched.h"
#include "out/pager.h"
#include "report/choose.h"
#include "report/explain.h"

static bool
wants_color(struct session *s)
{
	const char *when = s->options.color, *term = getenv("TERM");
	const char *no_color = getenv("NO_COLOR");

	if (when && !strcmp(when, "always"))
		return true;
	if (when && !strcmp(when, "never"))
		return false;
	if (when && strcmp(when, "auto") != 0)
		session_error(s, "--color takes auto, always or never, "
		    "not \"%s\"", when);
	return s->out_terminal && !(no_color && *no_color) &&
	    !(term && !strcmp(term, "dumb"));
}

static void
choose_form(struct session *s, const struct report *report,
    struct out_options *out)
{
	const struct options *o = &s->options;

	if (o->tsv + o->json + o->vimgrep + (o->format != NULL) > 1)
		session_error(s, "one output form at a time: --tsv, --json, "
		    "--vimgrep or --format");
	if ((o->nul || o->header) && !o->tsv)
		session_error(s, "%s goes with --tsv", o->nul ? "-z" :
		    "--header");
	out->form = o->tsv ? OUT_TSV : o->json ? OUT_JSON :
	    o->vimgrep ? OUT_VIMGREP : o->format ? OUT_FORMAT :
	    report->graph ? OUT_DOT : OUT_TABLE;
	out->format = o->format;
	out->header = o->header;
	out->nul = o->nul;
	out->terminal = s->out_terminal;
	out->color = wants_color(s);
	out->width = s->out_columns;
	session_show_paths(s, out);
}

/* Rows of a sink that goes nowhere: how many there would be. */
static void
drop(struct sink *sink, const struct cell *cells)
{
	(void)sink;
	(void)cells;
}

/* What was read, where that is all there is to say. */
static void
print_read(struct session *s)
{
	const struct book *book = &s->book;
	size_t people = book->people.n, i;

	if (!book->sources_n) {
		fprintf(s->err, "netgrep: there are no notes here: no .md, "
		    ".markdown, .csv, .tsv or .vcf file\n");
		return;
	}
	if (!people) {
		fprintf(s->err, "netgrep: nobody is known from %zu file%s; "
		    "`netgrep scan --kind source` says what each was taken "
		    "for\n", book->sources_n, book->sources_n == 1 ? "" : "s");
		return;
	}
	for (i = 0; i < people && !book->people.v[i].markdown; i++)
		;
	fprintf(s->err, "netgrep: %s %zu %s%s and %zu relationship%s",
	    s->warnings_shown ? "no findings about" : "nothing to show of",
	    people, people == 1 ? "person" : "people",
	    i == people ? ", known from tables only," : "",
	    book->relationships, book->relationships == 1 ? "" : "s");
}

/* Two people whom nothing joins. */
static void
print_apart(struct session *s, const struct query *q)
{
	const struct person *people = s->book.people.v;
	struct buf line = { 0 };

	buf_puts(&line, "netgrep: no introductions or shared interactions "
	    "lead from ");
	out_safe(&line, people[q->from].name);
	buf_puts(&line, " to ");
	out_safe(&line, people[q->to].name);
	fprintf(s->err, "%s\n", buf_cstr(&line));
	buf_release(&line);
}

/* Who is known from tables only is met here, or nowhere. */
static size_t
count_offered(const struct session *s, const struct query *q)
{
	struct arena arena = { 0 };
	const uint32_t *people;
	size_t n = choose_find(&s->book, q, &arena, &people);

	arena_release(&arena);
	return n;
}

/*
 * No rows on a terminal: say what was read, what --all would show, and who
 * waits for a choice.
 */
static void
print_summary(struct session *s, const struct report *report,
    struct query *q)
{
	struct sink nowhere = { .row = drop };
	size_t more = 0, offered;

	if (!s->err_terminal)
		return;
	if (report->operands == OPERANDS_PAIR) {
		print_apart(s, q);
		return;
	}
	print_read(s);
	if (!s->book.people.n)
		return;
	offered = s->command->options & OPTIONS_ALL ? count_offered(s, q) : 0;
	if ((s->command->options & OPTIONS_ALL) && !q->all && !q->states) {
		q->all = true;
		more = report->run(&s->book, q, &nowhere);
	}
	if (more)
		fprintf(s->err, "; --all shows %zu", more);
	if (offered)
		fprintf(s->err, "; `netgrep choose` offers %zu", offered);
	fputc('\n', s->err);
}

int
report_findings(struct session *s, const struct diags *found,
    struct sink *sink)
{
	const struct report *report = report_find("check");
	struct asked asked = { 0 };
	int status = asked_read(&asked, s, report, 0);

	asked.query.diags = found;
	asked.query.limit = 0;
	if (status == 0)
		report->run(&s->book, &asked.query, sink);
	asked_release(&asked);
	return status;
}

/* The rows of a report, what they are made of, or a drawing of them. */
struct print {
	const struct columns *columns;
	size_t (*run)(const struct book *book, const struct query *query,
	    struct sink *sink);
};

static struct print
choose_print(const struct session *s, const struct report *report,
    enum out_form form)
{
	if (s->options.explain)
		return (struct print){ &explain_columns, report->explain };
	if (s->options.by)
		return (struct print){ report->by, report->run };
	if (report->draw && form == OUT_TABLE)
		return (struct print){ report->drawing, report->draw };
	return (struct print){ &report->columns, report->run };
}

int
cmd_report(struct session *s)
{
	const struct report *report = report_find(s->command->name);
	struct out_options out = { 0 };
	struct asked asked = { 0 };
	struct search search = { 0 };
	struct touched touched = { 0 };
	struct buf error = { 0 };
	struct print print;
	struct sink *sink;
	size_t rows = 0;

	/* trouble in the notes is reported; in what was typed it ends here */
	size_t errors = s->diags.errors;

	s->warnings_shown = !strcmp(report->name, "check");
	if (report->operands == OPERANDS_REGEX)
		search_begin(&search, s, s->options.operands_n ?
		    s->options.operands[0] : NULL, &asked.query);
	asked_read(&asked, s, report, report->operands == OPERANDS_REGEX);
	choose_form(s, report, &out);
	if (s->diags.errors > errors || (s->command->needs == NEEDS_HISTORY &&
	    touched_begin(&touched, s, &asked.query) == -1))
		goto out;
	print = choose_print(s, report, out.form);
	asked.query.width = out.width;
	sink = out_new(&out, print.columns, s->out, &error);
	if (!sink) {
		session_error(s, "%s", buf_cstr(&error));
		goto out;
	}
	if (s->pager)
		pager_yield();
	rows = print.run(&s->book, &asked.query, sink);
	if (out_finish(sink) == -1)
		s->out_error = errno;
	touched_tell(&touched);
	if (!rows && s->diags.errors == errors)
		print_summary(s, report, &asked.query);
out:
	touched_release(&touched);
	search_release(&search);
	asked_release(&asked);
	buf_release(&error);
	if (s->diags.errors)
		return STATUS_TROUBLE;
	/* check: a finding is what it is for not to have */
	if (s->warnings_shown)
		return rows ? STATUS_NO_ROWS : STATUS_ROWS;
	return rows ? STATUS_ROWS : STATUS_NO_ROWS;
}
