#include "book/followup.h"

const char *
followup_status_name(enum followup_status status)
{
	static const char *const names[] = {
		[DUE_OVERDUE] = "overdue",
		[DUE_OPEN] = "open",
		[DUE_DONE] = "done",
		[DUE_CLOSED] = "closed",
		[DUE_CANCELLED] = "cancelled",
	};

	return names[status];
}

/*
 * The first day on which an interaction closes a followup by itself, or
 * DAY_NONE. A word on the next day does not answer a "get back in a month":
 * it must be a later day, in the second half of the wait or after it.
 */
static day_t
closing_day(const struct record *r)
{
	int64_t wait;

	if (r->day == DAY_NONE)
		return r->due;
	if (r->due == DAY_NONE || r->due <= r->day)
		return r->day + 1;
	wait = (int64_t)r->due - r->day;
	return (day_t)(r->day + (wait + 1) / 2);
}

static bool
closed(const struct book *b, uint32_t person, const struct record *r)
{
	day_t day = closing_day(r);
	const struct record *newest;

	if (r->kind != RECORD_FOLLOWUP || person == PERSON_NONE ||
	    day == DAY_NONE)
		return false;
	newest = b->people.v[person].newest;
	return newest && newest->day >= day;
}

static enum followup_status
status_of(const struct book *b, uint32_t person, const struct record *r)
{
	if (r->state == FOLLOWUP_DONE)
		return DUE_DONE;
	if (r->state == FOLLOWUP_CANCELLED)
		return DUE_CANCELLED;
	if (closed(b, person, r))
		return DUE_CLOSED;
	return r->due != DAY_NONE && r->due < b->options->today ? DUE_OVERDUE :
	    DUE_OPEN;
}

void
followup_decide(struct book *b)
{
	const struct record *r;
	struct followup *f;
	struct person *p;
	size_t i;

	for (i = 0; i < b->people.n; i++)
		b->people.v[i].held = DAY_NONE;
	for (i = 0; i < b->followups.n; i++) {
		f = &b->followups.v[i];
		r = &b->sources[f->at.source].records[f->at.record];
		f->status = (uint8_t)status_of(b, f->person, r);
		if (f->person == PERSON_NONE || f->status != DUE_OPEN ||
		    r->kind != RECORD_FOLLOWUP || r->due == DAY_NONE)
			continue;
		p = &b->people.v[f->person];
		if (r->due > b->options->today && r->due > p->held)
			p->held = r->due;
	}
}

day_t
followup_closed(const struct book *b, const struct followup *f)
{
	const struct person *p = &b->people.v[f->person];
	const struct interaction *v = b->interactions.v + p->first;
	day_t day = closing_day(&b->sources[f->at.source].records[
	    f->at.record]);
	uint32_t i;

	for (i = 0; i < p->interactions_n; i++)
		if (v[i].day >= day)
			return v[i].day;
	return DAY_NONE;
}
