/*
 * Dates and durations, in each line of the input: what is read can be written
 * and read again, and steps through the calendar keep its order.
 */
#include "base/day.h"
#include "fuzz/fuzz.h"
#include "note/profile.h"
#include "note/stamp.h"
#include "note/written.h"

static void
holds_day(day_t day)
{
	char text[DAY_TEXT];
	int year, month, mday;
	day_t again;

	day_format(day, text);
	HOLDS(strlen(text) == DAY_TEXT - 1);
	HOLDS(day_parse(str_of(text), &again) && again == day);
	day_split(day, &year, &month, &mday);
	HOLDS(year >= 1 && year <= 9999);
	HOLDS(day_from(year, month, mday) == day);
	again = day_add(day, (struct span){ 0, 1 });
	HOLDS(again == DAY_NONE || (again == day + 1 &&
	    day_weekday(again) == (day_weekday(day) + 1) % 7));
}

/* Later stays later; a step back is the step that was made, but for ends of
   months. */
static void
holds_step(day_t day, struct span span)
{
	day_t there = day_add(day, span), back = day_sub(day, span), next;

	if (there != DAY_NONE) {
		HOLDS(there > day);
		holds_day(there);
		next = day_add(day + 1, span);
		HOLDS(next == DAY_NONE || (next >= there && next <= there + 4));
		next = day_sub(there, span);
		HOLDS(next == DAY_NONE || (next <= day + 3 && next >= day - 3));
		HOLDS(span.months || next == day);
	}
	if (back != DAY_NONE) {
		HOLDS(back < day);
		holds_day(back);
	}
}

static void
holds_span(struct span span)
{
	char text[SPAN_TEXT];
	struct span again;

	HOLDS(span.months >= 0 && span.days >= 0);
	HOLDS(span.months || span.days);
	span_format(span, text);
	HOLDS(span_parse(str_of(text), false, &again));
	HOLDS(again.months == span.months && again.days == span.days);
	holds_step(day_from(2026, 1, 31), span);
	holds_step(day_from(2024, 2, 29), span);
	holds_step(day_from(1, 1, 1), span);
	holds_step(day_from(9999, 12, 31), span);
}

/* What is in doubt is a date in both orders, and what is not is one in its. */
static void
holds_stamp(struct str s)
{
	enum stamp_order order = stamp_order(s);
	day_t day, dmy, mdy;
	bool alone = stamp_parse(s, STAMP_NONE, &day);
	bool first = stamp_parse(s, STAMP_DMY, &dmy);
	bool second = stamp_parse(s, STAMP_MDY, &mdy);

	HOLDS(alone == (day != DAY_NONE));
	if (alone)
		holds_day(day);
	switch (order) {
	case STAMP_EITHER:
		HOLDS(!alone && first && second && dmy != mdy);
		break;
	case STAMP_DMY:
		HOLDS(alone && first && !second && dmy == day);
		break;
	case STAMP_MDY:
		HOLDS(alone && !first && second && mdy == day);
		break;
	case STAMP_NONE:
		HOLDS(first == alone && second == alone);
		HOLDS(dmy == day && mdy == day);
		break;
	}
}

/* Dates at the start of a line, and in all of it. */
static void
holds_dates(struct str s)
{
	day_t scanned, day;
	size_t n = day_scan(s, &scanned);

	HOLDS(n <= s.len && (n || scanned == DAY_NONE));
	HOLDS(!n || n == s.len || !ch_digit(s.ptr[n]));
	if (scanned != DAY_NONE)
		holds_day(scanned);
	HOLDS(day_parse(s, &day) == (n == s.len && scanned != DAY_NONE));
	if (n == s.len && scanned != DAY_NONE) {
		HOLDS(day == scanned);
		HOLDS(stamp_parse(s, STAMP_NONE, &day) && day == scanned);
		HOLDS(profile_date(s, &day) && day == scanned);
		HOLDS(when_parse(s, day_from(2026, 11, 23), WHEN_COMING,
		    &day) && day == scanned);
	}
	holds_stamp(s);
	if (profile_date(s, &day))
		holds_day(day);
}

/* Dates in words: more than day_scan takes, and written as they are read. */
static void
holds_written(struct str s)
{
	struct buf out = { 0 };
	day_t scanned, day;
	size_t n = day_scan(s, &scanned), m = written_scan(s, &day);

	HOLDS(m <= s.len && (m || day == DAY_NONE));
	HOLDS(!n || (m == n && day == scanned));
	HOLDS(!m || m == s.len || !ch_digit(s.ptr[m]));
	HOLDS(written_weekday(s) <= s.len);
	if (day != DAY_NONE) {
		written_add(&out, str_upto(s, m), day);
		HOLDS(written_scan(buf_str(&out), &scanned) == out.len &&
		    scanned == day);
	}
	buf_release(&out);
}

static void
holds_spans(struct str s)
{
	struct span span = { -1, -1 }, days = { -1, -1 }, cadence = { -1, -1 };

	if (span_parse(s, false, &span)) {
		holds_span(span);
		HOLDS(span_parse(s, true, &days));
		HOLDS(days.months == span.months && days.days == span.days);
	} else {
		HOLDS(span.months == -1 && span.days == -1);
	}
	if (span_parse(s, true, &days)) {
		holds_span(days);
		HOLDS(cadence_parse(s, &cadence));
		HOLDS(cadence.months == days.months &&
		    cadence.days == days.days);
	} else if (cadence_parse(s, &cadence)) {
		holds_span(cadence);
	} else {
		HOLDS(cadence.months == -1 && cadence.days == -1);
	}
}

/* A weekday is one of seven days, which lie on both sides of today. */
static void
holds_when(struct str s)
{
	day_t today = day_from(2026, 11, 23), coming, recent;
	bool found = when_parse(s, today, WHEN_COMING, &coming);

	HOLDS(when_parse(s, today, WHEN_RECENT, &recent) == found);
	if (!found)
		return;
	holds_day(coming);
	holds_day(recent);
	HOLDS(coming == recent || coming == recent + 7);
	if (coming != recent)
		HOLDS(recent <= today && coming > today);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = fuzz_str(data, size), line;

	while (str_line(&rest, &line)) {
		holds_dates(line);
		holds_written(line);
		holds_spans(line);
		holds_when(line);
	}
	return 0;
}
