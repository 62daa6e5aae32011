#include "cmd/asked.h"

#include <errno.h>

/* A comma-separated list, as --state and --kind take them. */
static void
split(const char *typed, struct strs *list)
{
	struct str rest = str_of(typed), part;

	while (str_cut(&rest, ',', &part))
		if (str_trim(part).len)
			vec_push(list, str_trim(part));
}

/* One of the report's own states. */
static bool
take_own_state(const struct report *report, struct str name, struct query *q)
{
	size_t i;

	for (i = 0; report->states && report->states[i]; i++)
		if (str_ieq(name, str_of(report->states[i]))) {
			q->own_states |= 1u << i;
			return true;
		}
	return false;
}

static void
refuse_state(struct session *s, const struct report *report, struct str name)
{
	struct buf own = { 0 };
	size_t i;

	for (i = 0; report->states && report->states[i]; i++)
		buf_printf(&own, " %s", report->states[i]);
	session_error(s, "\"%.*s\" is no state; they are overdue drifting once "
	    "never lapsed cold fresh unmet ok snoozed paused let-go%s",
	    STR_ARG(name), buf_cstr(&own));
	buf_release(&own);
}

static void
take_states(struct session *s, const struct report *report, struct query *q)
{
	struct strs names = { 0 };
	enum person_state state;
	size_t i;

	split(s->options.states, &names);
	for (i = 0; i < names.n; i++) {
		if (state_parse(names.v[i], &state))
			q->states |= 1u << state;
		else if (!take_own_state(report, names.v[i], q))
			refuse_state(s, report, names.v[i]);
	}
	vec_release(&names);
}

static void
take_sort(struct session *s, const struct report *report, struct query *q)
{
	const char *typed = s->options.sort;
	struct buf names = { 0 };
	size_t i;

	q->sort = SIZE_MAX;
	for (i = 0; typed && i < report->sorts; i++) {
		buf_printf(&names, " %s", report->columns.v[i].name);
		if (!strcmp(typed, report->columns.v[i].name))
			q->sort = i;
	}
	if (typed && q->sort == SIZE_MAX)
		session_error(s, "--sort \"%s\" is no column; it takes%s",
		    typed, buf_cstr(&names));
	buf_release(&names);
}

const char *const *
asked_kinds(const struct command *command)
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
	const char *const *known = asked_kinds(s->command), *const *k;
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

static int
take_number(const char *typed, size_t *number)
{
	char *end;
	unsigned long n;

	errno = 0;
	n = strtoul(typed, &end, 10);
	*number = n;
	return !ch_digit(*typed) || *end || errno ? -1 : 0;
}

static void
take_limit(struct session *s, const struct report *report, struct query *q)
{
	const char *typed = s->options.limit;

	q->limit = report->limit ? report->limit :
	    s->config.limit ? s->config.limit : report->few;
	if (typed && take_number(typed, &q->limit) == -1)
		session_error(s, "-n \"%s\" is no number of rows", typed);
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

/* The two ends of a chain. */
static void
take_pair(struct session *s, struct query *q)
{
	char **typed = s->options.operands;

	q->everybody = true;
	if (s->options.operands_n != 2) {
		session_error(s, "path needs two PERSONs, from whom and to "
		    "whom; `netgrep people` lists everybody");
		return;
	}
	q->from = session_person(s, str_of(typed[0]));
	q->to = session_person(s, str_of(typed[1]));
	if (q->from == q->to && q->from != PERSON_NONE)
		session_error(s, "\"%s\" and \"%s\" are the same person; a "
		    "chain needs two", typed[0], typed[1]);
}

/* --around and --depth. */
static void
take_around(struct session *s, struct query *q)
{
	const char *typed = s->options.depth;

	q->around = PERSON_NONE;
	q->depth = 1;
	if (s->options.around)
		q->around = session_person(s, str_of(s->options.around));
	if (!typed)
		return;
	if (!s->options.around)
		session_error(s, "--depth goes with --around");
	if (take_number(typed, &q->depth) == -1)
		session_error(s, "--depth \"%s\" is no number of steps",
		    typed);
}

/* --by: the one thing that there is to count by. */
static void
take_by(struct session *s, struct query *q)
{
	const char *typed = s->options.by;

	q->by_person = typed && !strcmp(typed, "person");
	if (typed && !q->by_person)
		session_error(s, "--by \"%s\" is not counted by; it takes "
		    "person", typed);
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

int
asked_read(struct asked *a, struct session *s, const struct report *report,
    int first)
{
	const struct options *o = &s->options;
	struct query *q = &a->query;
	size_t errors = s->diags.errors;

	if (report->operands == OPERANDS_PAIR)
		take_pair(s, q);
	else
		take_people(s, report, first, q, &a->people);
	take_around(s, q);
	take_by(s, q);
	q->tag = str_of(o->tag);
	q->under = take_under(s, &a->under);
	take_states(s, report, q);
	take_sort(s, report, q);
	take_kinds(s, q);
	take_limit(s, report, q);
	q->all = o->all;
	q->done = o->done;
	q->within = take_within(s);
	q->since = take_past(s, "--since", o->since);
	q->until = take_past(s, "--until", o->until);
	split(o->channels, &q->channels);
	q->ascii = o->ascii;
	q->diags = &s->diags;
	return s->diags.errors > errors ? -1 : 0;
}

void
asked_release(struct asked *a)
{
	vec_release(&a->query.kinds);
	vec_release(&a->query.channels);
	buf_release(&a->under);
	free(a->people);
}
