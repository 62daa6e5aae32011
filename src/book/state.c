#include "book/state.h"

#include "base/pool.h"
#include "book/rhythm.h"

enum { WORTH = 4000 }; /* people who are worth another thread */

static const char *const names[STATE_COUNT] = {
	[STATE_OVERDUE] = "overdue",
	[STATE_DRIFTING] = "drifting",
	[STATE_ONCE] = "once",
	[STATE_NEVER] = "never",
	[STATE_LAPSED] = "lapsed",
	[STATE_COLD] = "cold",
	[STATE_FRESH] = "fresh",
	[STATE_UNMET] = "unmet",
	[STATE_OK] = "ok",
	[STATE_SNOOZED] = "snoozed",
	[STATE_PAUSED] = "paused",
	[STATE_LET_GO] = "let-go",
};

const char *
state_name(enum person_state state)
{
	return names[state];
}

bool
state_parse(struct str name, enum person_state *state)
{
	int i;

	for (i = 0; i < STATE_COUNT; i++) {
		if (str_ieq(name, str_of(names[i]))) {
			*state = (enum person_state)i;
			return true;
		}
	}
	return false;
}

/* What is worked out of one person on the way. */
struct weigh {
	struct book *b;
	struct diags *diags;
	struct person *p;
	bool kept; /* a last contact that its owner wrote into the notes */
	bool never_remind; /* by a rule */
};

static bool
none(struct span span)
{
	return !span.months && !span.days;
}

/* A day after today, or one that is out of the calendar, is not over. */
static bool
past(day_t today, day_t from, struct span span)
{
	day_t end = day_add(from, span);

	return end != DAY_NONE && today > end;
}

/* A date that a key says; the newest contact if it is later than all so far. */
static bool
take_key(struct weigh *w, struct part part, day_t day, uint32_t line,
    const char *what)
{
	const struct source *s = &w->b->sources[part.source];

	if (day == DAY_NONE)
		return false;
	if (day > w->b->options->today) {
		diag_warn(w->diags, "future-key", s->path, line, 0,
		    "a %s date in the future is ignored; correct it", what);
		return false;
	}
	if (day > w->p->last) {
		w->p->last = day;
		w->p->why = part;
		w->p->why_line = line;
	}
	return true;
}

static void
take_part(struct weigh *w, struct part part)
{
	const struct source *s = &w->b->sources[part.source];
	const struct profile *f = &s->profiles[part.profile];
	struct person *p = w->p;

	if (take_key(w, part, f->last_contact, f->last_contact_line,
	    "last contact") && !source_kind_rows(s->kind))
		w->kept = true;
	take_key(w, part, f->met, f->met_line, "first contact");
	if (none(p->cadence) && !none(f->cadence)) {
		p->cadence = f->cadence;
		p->cadence_from = CADENCE_OWN;
		if (p->last == DAY_NONE) {
			p->why = part;
			p->why_line = f->cadence_line;
		}
	}
	if (f->snooze > p->snooze)
		p->snooze = f->snooze;
	if (f->status > p->status)
		p->status = f->status;
}

static bool
matches(const struct book *b, const struct person *p,
    const struct cadence_rule *rule)
{
	return (rule->tag.len || rule->dir.len) &&
	    (!rule->tag.len || person_tagged(b, p, rule->tag)) &&
	    (!rule->dir.len || person_under(b, p, rule->dir));
}

/* The person's own is known; else the last rule that fits, else the default. */
static void
take_cadence(struct weigh *w)
{
	const struct book_options *o = w->b->options;
	struct person *p = w->p;
	size_t i;

	if (p->cadence_from == CADENCE_OWN)
		return;
	for (i = o->rules_n; i-- > 0;) {
		if (!matches(w->b, p, &o->rules[i]))
			continue;
		p->cadence = o->rules[i].every;
		p->cadence_from = CADENCE_RULE;
		w->never_remind = none(p->cadence);
		return;
	}
	p->cadence = o->default_cadence;
	p->cadence_from = CADENCE_DEFAULT;
}

static enum person_state
relationship_state(const struct weigh *w)
{
	const struct person *p = w->p;
	const struct book_options *o = w->b->options;

	if (p->last == DAY_NONE)
		return STATE_NEVER;
	/*
	 * How often two people talk says more than a default for everybody,
	 * but not more than what the owner wrote down.
	 */
	if (p->cadence_from == CADENCE_DEFAULT &&
	    rhythm_drifts(p->gap, o->today - p->last))
		return STATE_DRIFTING;
	/*
	 * A relationship is stale the day after its due date: the due day
	 * itself is for getting in touch, not for having failed to.
	 */
	if (p->due == DAY_NONE || o->today <= p->due)
		return STATE_OK;
	return p->cadence_from == CADENCE_DEFAULT &&
	    past(o->today, p->last, o->lapsed) ? STATE_LAPSED : STATE_OVERDUE;
}

static enum person_state
encounter_state(const struct weigh *w)
{
	const struct person *p = w->p;
	const struct book_options *o = w->b->options;

	if (p->last == DAY_NONE)
		return STATE_UNMET;
	if (!past(o->today, p->last, o->first_followup))
		return STATE_FRESH;
	return past(o->today, p->last, o->fresh) ? STATE_COLD : STATE_ONCE;
}

static enum person_state
state_of(const struct weigh *w)
{
	const struct person *p = w->p;

	if (p->status == STATUS_LET_GO)
		return STATE_LET_GO;
	if (p->status == STATUS_PAUSED || w->never_remind)
		return STATE_PAUSED;
	if (p->snooze > w->b->options->today)
		return STATE_SNOOZED;
	return p->relationship ? relationship_state(w) : encounter_state(w);
}

static void
decide(struct weigh *w)
{
	struct person *p = w->p;
	const struct profile *shown = person_profile(w->b, p);
	uint32_t i;

	p->last = p->due = p->snooze = DAY_NONE;
	p->why = p->parts[0];
	p->why_line = shown->line;
	if (p->newest) {
		p->last = p->newest->day;
		p->why = (struct part){ p->newest_source, UINT32_MAX };
		p->why_line = p->newest->line;
	}
	for (i = 0; i < p->parts_n; i++)
		take_part(w, p->parts[i]);
	take_cadence(w);
	p->relationship = p->days > 1 || w->kept ||
	    (p->cadence_from != CADENCE_DEFAULT && !w->never_remind);
	if (p->relationship && p->last != DAY_NONE && !none(p->cadence))
		p->due = day_add(p->last, p->cadence);
	p->state = (uint8_t)state_of(w);
}

/* What the threads share: findings and count of each are its own. */
struct deciders {
	struct book *b;
	struct {
		struct diags diags;
		size_t relationships;
		char apart[POOL_APART];
	} of[POOL_THREADS];
};

static void
decide_item(void *context, size_t thread, size_t item)
{
	struct deciders *d = context;
	struct weigh w = { .b = d->b, .diags = &d->of[thread].diags,
		.p = &d->b->people.v[item] };

	decide(&w);
	d->of[thread].relationships += w.p->relationship;
}

void
state_decide(struct book *b, struct diags *diags)
{
	struct deciders *d = mem_zalloc(sizeof(*d));
	size_t i;

	d->b = b;
	b->relationships = 0;
	pool_run(b->people.n, WORTH, decide_item, d);
	for (i = 0; i < POOL_THREADS; i++) {
		b->relationships += d->of[i].relationships;
		diag_join(diags, &d->of[i].diags);
	}
	free(d);
}
