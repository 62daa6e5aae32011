#include "cmd/report.h"

#include <errno.h>

#include "cmd/search.h"
#include "cmd/touched.h"
#include "out/pager.h"

/* A comma-separated list, as --state and --kind take them. */
static void
split(const char *typed, struct strs *list)
{
	struct str rest = str_of(typed), part;

	while (str_cut(&rest, ',', &part))
		if (str_trim(part).len)
			vec_push(list, str_trim(part));
}

static void
take_states(struct session *s, struct query *q)
{
	struct strs names = { 0 };
	enum person_state state;
	size_t i;

	split(s->options.states, &names);
	for (i = 0; i < names.n; i++) {
		if (state_parse(names.v[i], &state))
			q->states |= 1u << state;
		else
			session_error(s, "\"%.*s\" is no state; they are "
			    "overdue once never lapsed cold fresh unmet ok "
			    "snoozed paused let-go", STR_ARG(names.v[i]));
	}
	vec_release(&names);
}

const char *const *
report_kinds(const struct command *command)
{
	static const char *const due[] = { "followup", "promise", "waiting",
		NULL };
	static const char *const scan[] = { "source", "person", "entry",
		"mention", "followup", "promise", "waiting", "gave", "got",
		"intro", "opportunity", "tag", NULL };

	return command->options & OPTIONS_DUE ? due : scan;
}

static void
take_kinds(struct session *s, struct query *q)
{
	const char *const *known = report_kinds(s->command), *const *k;
	size_t i;

	split(s->options.kinds, &q->kinds);
	for (i = 0; i < q->kinds.n; i++) {
		for (k = known; *k && !str_ieq(q->kinds.v[i], str_of(*k)); k++)
			;
		if (!*k)
			session_error(s, "\"%.*s\" is no kind of %s; "
			    "see netgrep-%s(1)", STR_ARG(q->kinds.v[i]),
			    s->command->name, s->command->name);
	}
}

/* --within: until then. */
static day_t
take_within(struct session *s)
{
	const char *typed = s->options.within;
	day_t day = DAY_NONE;

	if (typed && !when_parse(str_of(typed), s->today, WHEN_COMING, &day))
		session_error(s, "--within \"%s\" is no duration; write 2w, "
		    "10d, eom or 2026-12-01", typed);
	return day;
}

/* --since and --until: a bare duration counts back, as nothing is to come. */
static day_t
take_past(struct session *s, const char *name, const char *typed)
{
	day_t day = DAY_NONE;
	struct span span;

	if (!typed)
		return DAY_NONE;
	if (span_parse(str_of(typed), false, &span))
		day = day_sub(s->today, span);
	else if (!when_parse(str_of(typed), s->today, WHEN_RECENT, &day))
		day = DAY_NONE;
	if (day == DAY_NONE)
		session_error(s, "%s \"%s\" is no date; write 2026-12-01, "
		    "yesterday, fri or 2w", name, typed);
	return day;
}

static void
take_limit(struct session *s, const struct report *report, struct query *q)
{
	const char *typed = s->options.limit;
	char *end;
	unsigned long n;

	q->limit = report->limit ? report->limit :
	    s->config.limit ? s->config.limit : report->few;
	if (!typed)
		return;
	errno = 0;
	n = strtoul(typed, &end, 10);
	if (!ch_digit(*typed) || *end || errno)
		session_error(s, "-n \"%s\" is no number of rows", typed);
	q->limit = n;
}

/* The PERSON operands, from the first one on. */
static void
take_people(struct session *s, const struct report *report, int first,
    struct query *q, uint32_t **people)
{
	int n = s->options.operands_n - first;

	q->everybody = n <= 0;
	if (!q->everybody)
		session_people(s, s->options.operands + first, n, people,
		    &q->people_n);
	else if (report->operands == OPERANDS_PERSON)
		session_error(s, "%s needs a PERSON; `netgrep people` lists "
		    "everybody", report->name);
	q->people = *people;
}

/* A folder as typed, from the current one, as a path from the root. */
static struct str
take_under(struct session *s, struct buf *path)
{
	struct str typed = str_of(s->options.under);

	if (typed.len && !session_path(s, typed, path))
		session_error(s, "--under %s leads out of the notes",
		    s->options.under);
	return buf_str(path);
}

static void
make_query(struct session *s, const struct report *report, struct query *q,
    struct buf *under)
{
	const struct options *o = &s->options;

	q->tag = str_of(o->tag);
	q->under = take_under(s, under);
	take_states(s, q);
	take_kinds(s, q);
	take_limit(s, report, q);
	q->all = o->all;
	q->done = o->done;
	q->within = take_within(s);
	q->since = take_past(s, "--since", o->since);
	q->until = take_past(s, "--until", o->until);
	split(o->channels, &q->channels);
	q->diags = &s->diags;
}

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
choose_form(struct session *s, struct out_options *out)
{
	const struct options *o = &s->options;

	if (o->tsv + o->json + o->vimgrep + (o->format != NULL) > 1)
		session_error(s, "one output form at a time: --tsv, --json, "
		    "--vimgrep or --format");
	if ((o->nul || o->header) && !o->tsv)
		session_error(s, "%s goes with --tsv", o->nul ? "-z" :
		    "--header");
	out->form = o->tsv ? OUT_TSV : o->json ? OUT_JSON :
	    o->vimgrep ? OUT_VIMGREP : o->format ? OUT_FORMAT : OUT_TABLE;
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
		    ".markdown, .csv or .tsv file\n");
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

/* No rows on a terminal: say what was read, and what --all would show. */
static void
print_summary(struct session *s, const struct report *report,
    struct query *q)
{
	struct sink nowhere = { drop };
	size_t more = 0;

	if (!s->err_terminal)
		return;
	print_read(s);
	if (!s->book.people.n)
		return;
	if ((s->command->options & OPTIONS_ALL) && !q->all && !q->states) {
		q->all = true;
		more = report->run(&s->book, q, &nowhere);
	}
	if (more)
		fprintf(s->err, "; --all shows %zu", more);
	fputc('\n', s->err);
}

int
report_findings(struct session *s, const struct diags *found,
    struct sink *sink)
{
	const struct report *report = report_find("check");
	size_t errors = s->diags.errors;
	struct query q = { 0 };
	struct buf under = { 0 };
	uint32_t *people = NULL;

	take_people(s, report, 0, &q, &people);
	make_query(s, report, &q, &under);
	q.diags = found;
	q.limit = 0;
	if (s->diags.errors == errors)
		report->run(&s->book, &q, sink);
	vec_release(&q.kinds);
	vec_release(&q.channels);
	buf_release(&under);
	free(people);
	return s->diags.errors == errors ? 0 : -1;
}

int
cmd_report(struct session *s)
{
	const struct report *report = report_find(s->command->name);
	struct out_options out = { 0 };
	struct query q = { 0 };
	struct buf under = { 0 };
	struct search search = { 0 };
	struct touched touched = { 0 };
	uint32_t *people = NULL;
	struct buf error = { 0 };
	struct sink *sink;
	size_t rows = 0;

	/* trouble in the notes is reported; in what was typed it ends here */
	size_t errors = s->diags.errors;

	s->warnings_shown = !strcmp(report->name, "check");
	if (report->operands == OPERANDS_REGEX)
		search_begin(&search, s, s->options.operands_n ?
		    s->options.operands[0] : NULL, &q);
	take_people(s, report, report->operands == OPERANDS_REGEX, &q,
	    &people);
	make_query(s, report, &q, &under);
	choose_form(s, &out);
	if (s->diags.errors > errors || (s->command->needs == NEEDS_HISTORY &&
	    touched_begin(&touched, s, &q) == -1))
		goto out;
	sink = out_new(&out, &report->columns, s->out, &error);
	if (!sink) {
		session_error(s, "%s", buf_cstr(&error));
		goto out;
	}
	if (s->pager)
		pager_yield();
	rows = report->run(&s->book, &q, sink);
	if (out_finish(sink) == -1)
		s->out_error = errno;
	touched_tell(&touched);
	if (!rows && s->diags.errors == errors)
		print_summary(s, report, &q);
out:
	touched_release(&touched);
	search_release(&search);
	vec_release(&q.kinds);
	vec_release(&q.channels);
	buf_release(&under);
	buf_release(&error);
	free(people);
	if (s->diags.errors)
		return STATUS_TROUBLE;
	/* check: a finding is what it is for not to have */
	if (s->warnings_shown)
		return rows ? STATUS_NO_ROWS : STATUS_ROWS;
	return rows ? STATUS_ROWS : STATUS_NO_ROWS;
}
