#include "report/explain.h"

static const struct column columns[] = {
	{ "person", CELL_TEXT, SHOW_PARTS },
	{ "rule", CELL_TEXT, SHOW_LABEL },
	{ "date", CELL_DAY, SHOW_LEAD },
	{ "text", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
	{ "column", CELL_NUMBER, SHOW_NEVER },
};

const struct columns explain_columns = { REPORT_COLUMNS(columns),
	"%{rule} %{date} %{person}: %{text}" };

void
explain_begin(struct explain *e, struct str person)
{
	e->person = person;
	e->begun = false;
}

static void
print(struct explain *e, const char *rule, day_t day, struct str text,
    uint32_t source, uint32_t line, uint32_t column)
{
	struct cell cells[] = {
		cell_text(e->person),
		cell_text(str_of(rule)),
		cell_day(day),
		cell_text(text),
		source == UINT32_MAX ? cell_none() :
		    cell_text(e->book->sources[source].path),
		cell_line(line),
		cell_line(column),
	};

	cells[0].first = !e->begun;
	e->begun = true;
	e->sink->row(e->sink, cells);
}

void
explain_record(struct explain *e, const char *rule, struct origin at)
{
	const struct record *r = report_record(e->book, at);
	struct buf scratch = { 0 };

	print(e, rule, r->due != DAY_NONE ? r->due : r->day,
	    report_said(r, &scratch), at.source, r->line, r->column);
	buf_release(&scratch);
}

void
explain_fact(struct explain *e, const char *rule, day_t day, struct str text,
    uint32_t source, uint32_t line)
{
	print(e, rule, day, text, source, line, 0);
}

/* The newest contact: an entry, or a key that is later. */
static void
explain_last(struct explain *e, const struct person *p)
{
	struct buf scratch = { 0 };

	if (p->last == DAY_NONE)
		return;
	if (p->newest && p->newest->day == p->last)
		print(e, "last", p->last, report_said(p->newest, &scratch),
		    p->newest_source, p->newest->line, p->newest->column);
	else
		explain_fact(e, "last", p->last, STR("a key"), p->why.source,
		    p->why_line);
	buf_release(&scratch);
}

/* What went out since anything came in. */
static void
explain_outs(struct explain *e, const struct person *p)
{
	struct buf text = { 0 };

	if (!p->outs)
		return;
	buf_printf(&text, "%u %s out, nothing in %s", p->outs,
	    p->outs == 1 ? "day" : "days", p->heard == DAY_NONE ? "yet" :
	    "since that day");
	explain_fact(e, "out", p->heard, buf_str(&text), UINT32_MAX, 0);
	buf_release(&text);
}

/* Its own line, where the person has a cadence of their own. */
static void
explain_cadence(struct explain *e, const struct person *p)
{
	static const char *const from[] = {
		[CADENCE_DEFAULT] = " by default, for relationships",
		[CADENCE_RULE] = " by a netgrep.cadence rule",
		[CADENCE_OWN] = "",
	};
	const struct profile *f;
	struct buf text = { 0 };
	char cadence[SPAN_TEXT];
	uint32_t source = UINT32_MAX, line = 0, i;

	for (i = 0; p->cadence_from == CADENCE_OWN && i < p->parts_n &&
	    !line; i++) {
		f = &e->book->sources[p->parts[i].source].profiles[
		    p->parts[i].profile];
		if (!f->cadence.months && !f->cadence.days)
			continue;
		source = p->parts[i].source;
		line = f->cadence_line;
	}
	span_format(p->cadence, cadence);
	buf_printf(&text, "%s%s", p->cadence.months || p->cadence.days ?
	    cadence : "none", from[p->cadence_from]);
	explain_fact(e, "cadence", DAY_NONE, buf_str(&text), source, line);
	buf_release(&text);
}

/* In words; STATE_LET_GO and so on say it themselves. */
static void
explain_state(struct explain *e, const struct person *p)
{
	static const char *const rules[STATE_COUNT] = {
		[STATE_OVERDUE] = "overdue: today is after that day",
		[STATE_DRIFTING] = "drifting: on the default cadence, and",
		[STATE_ONCE] = "once: met, and neither followed up nor decided",
		[STATE_NEVER] = "never: a cadence, and no contact",
		[STATE_LAPSED] = "lapsed: silent for more than netgrep.lapsed",
		[STATE_COLD] = "cold: met before netgrep.fresh",
		[STATE_FRESH] = "fresh: met within netgrep.firstFollowup",
		[STATE_UNMET] = "unmet: neither contact nor cadence",
		[STATE_OK] = "ok: today is not after that day",
		[STATE_SNOOZED] = "snoozed: until that day",
		[STATE_PAUSED] = "paused: by a key, or the cadence none",
		[STATE_LET_GO] = "let-go: by a key",
	};
	int64_t ratio = person_ratio(p, e->book->options->today);
	struct buf text = { 0 };

	buf_puts(&text, rules[p->state]);
	if (p->state == STATE_OVERDUE && ratio >= 0)
		buf_printf(&text, "; %d days since last, of %d: %d.%02d",
		    e->book->options->today - p->last, p->due - p->last,
		    (int)(ratio / 100), (int)(ratio % 100));
	if (p->state == STATE_DRIFTING) {
		buf_addc(&text, ' ');
		report_rhythm(&text, p, e->book->options->today);
	}
	explain_fact(e, "state", p->state == STATE_SNOOZED ? p->snooze :
	    DAY_NONE, buf_str(&text), UINT32_MAX, 0);
	buf_release(&text);
}

void
explain_person(struct explain *e, const struct person *p)
{
	explain_last(e, p);
	explain_outs(e, p);
	if (p->state < STATE_SNOOZED && (p->relationship ||
	    p->cadence_from != CADENCE_DEFAULT))
		explain_cadence(e, p);
	if (p->due != DAY_NONE)
		explain_fact(e, "due", p->due, STR("last + cadence"),
		    UINT32_MAX, 0);
	if (p->held != DAY_NONE)
		explain_fact(e, "held", p->held,
		    STR("the latest of the open follow-ups"), UINT32_MAX, 0);
	explain_state(e, p);
}
