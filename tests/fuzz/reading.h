#ifndef FUZZ_READING_H
#define FUZZ_READING_H

#include "base/unicode.h"
#include "fuzz/fuzz.h"
#include "note/read.h"

/* What the targets share that read whole files. */

/* The built-in patterns; those of one program, for good. */
static inline const struct patterns *
built_in(void)
{
	static struct patterns *patterns;

	if (!patterns)
		patterns = patterns_new();
	return patterns;
}

static inline struct read_options
reading_options(void)
{
	return (struct read_options){
		.patterns = built_in(),
		.followup = { 0, 14 },
		.mentions_all = true,
		.all_texts = true,
		.texts_until = day_from(2026, 11, 23),
	};
}

static inline void
describe_str(struct buf *out, struct str s)
{
	buf_printf(out, " %zu:", s.len);
	buf_add(out, s);
}

static inline void
describe_profile(struct buf *out, const struct profile *p)
{
	uint32_t i;

	describe_str(out, p->name);
	describe_str(out, p->anchor);
	buf_printf(out, " %u:%u-%u %d.%d@%u %d@%u %d@%u %d %d\n", p->line,
	    p->column, p->end, p->cadence.months, p->cadence.days,
	    p->cadence_line, p->last_contact, p->last_contact_line, p->met,
	    p->met_line, p->snooze, p->status);
	for (i = 0; i < p->facts_n; i++) {
		describe_str(out, p->facts[i].value);
		buf_printf(out, " %u %d\n", p->facts[i].line,
		    p->facts[i].key);
	}
}

static inline void
describe_record(struct buf *out, const struct source *s,
    const struct record *r)
{
	uint32_t i;

	describe_str(out, r->text);
	describe_str(out, r->channel);
	buf_printf(out, " %d %d %u:%u %d %d %d", r->day, r->due, r->line,
	    r->column, r->kind, r->state, r->flags);
	for (i = r->who; i < r->who + r->who_n; i++) {
		describe_str(out, s->whos[i].target);
		buf_printf(out, " %u %u %u %d", s->whos[i].profile,
		    s->whos[i].column, s->whos[i].tier, s->whos[i].typed);
	}
	buf_addc(out, '\n');
}

/* Appends all that was read, so that two readings can be compared. */
static inline void
describe(struct buf *out, const struct source *s)
{
	uint32_t i;

	buf_printf(out, "%d %d %s\n", s->kind, s->day, s->reason);
	for (i = 0; i < s->profiles_n; i++)
		describe_profile(out, &s->profiles[i]);
	for (i = 0; i < s->records_n; i++)
		describe_record(out, s, &s->records[i]);
}

static inline void
holds_day(day_t day)
{
	char text[DAY_TEXT];

	if (day == DAY_NONE)
		return;
	day_format(day, text);
	HOLDS(*text);
}

static inline void
holds_record(const struct source *s, const struct record *r, uint32_t lines)
{
	uint32_t i;

	HOLDS(r->kind < RECORD_KINDS && r->state <= FOLLOWUP_CANCELLED);
	HOLDS(r->line >= 1 && r->line <= lines && r->column >= 1);
	HOLDS(r->who <= s->whos_n && r->who_n <= s->whos_n - r->who);
	for (i = r->who; i < r->who + r->who_n; i++)
		HOLDS(s->whos[i].target.ptr ||
		    s->whos[i].profile < s->profiles_n);
	holds_day(r->day);
	holds_day(r->due);
}

/* What header files promise of any source that was read from bytes. */
static inline void
holds_source(const struct source *s, uint32_t lines)
{
	const struct profile *p;
	uint32_t i;

	HOLDS(s->kind < SOURCE_KINDS && s->reason);
	for (i = 0; i < s->profiles_n; i++) {
		p = &s->profiles[i];
		HOLDS(p->name.len ||
		    s->kind == SOURCE_CONTACTS);
		HOLDS(p->line >= 1 && p->line <= lines && p->end >= p->line);
		HOLDS(p->end <= lines || s->kind == SOURCE_PERSON);
		HOLDS(p->cadence.months >= 0 && p->cadence.days >= 0);
		holds_day(p->last_contact);
		holds_day(p->met);
		holds_day(p->snooze);
	}
	for (i = 0; i < s->records_n; i++)
		holds_record(s, &s->records[i], lines);
}

#endif
