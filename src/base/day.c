#include "base/day.h"

#include <stdio.h>
#include <time.h>

enum {
	FIRST = -719162, /* 0001-01-01 */
	LAST = 2932896,  /* 9999-12-31 */
	MONTHS_MAX = 9999 * 12,
	DAYS_MAX = 9999 * 366,
};

static int
month_days(int year, int month)
{
	static const char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };

	if (month == 2 && year % 4 == 0 && (year % 100 || year % 400 == 0))
		return 29;
	return days[month - 1];
}

/*
 * The year is taken to begin on 1 March, so that the leap day is its last and
 * the months before it have the same lengths in every year: 153 days in each
 * five months. An era is 400 years, 146097 days; 1970-01-01 is day 719468
 * after 0000-03-01.
 */
day_t
day_from(int year, int month, int mday)
{
	int y, yoe, doy;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || mday < 1 ||
	    mday > month_days(year, month))
		return DAY_NONE;
	y = year - (month <= 2);
	yoe = y % 400;
	doy = (153 * ((month + 9) % 12) + 2) / 5 + mday - 1;
	return y / 400 * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy -
	    719468;
}

static bool
valid(day_t day)
{
	return day >= FIRST && day <= LAST;
}

void
day_split(day_t day, int *year, int *month, int *mday)
{
	int z, doe, yoe, doy, mp;

	*year = *month = *mday = 0;
	if (!valid(day))
		return;
	z = day + 719468;
	doe = z % 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	*mday = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + z / 146097 * 400 + (*month <= 2);
}

day_t
day_today(void)
{
	time_t now = time(NULL);
	struct tm tm;

	if (!localtime_r(&now, &tm) || tm.tm_year > 9999)
		return DAY_NONE;
	return day_from(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

int
day_weekday(day_t day)
{
	/* 1970-01-01 was a Thursday */
	return (day % 7 + 7 + 4) % 7;
}

/* 64 bits, so that nothing that a span can hold overflows on the way. */
static day_t
step(day_t day, int64_t months, int64_t days)
{
	int year, month, mday, last;
	int64_t to;

	if (!valid(day))
		return DAY_NONE;
	day_split(day, &year, &month, &mday);
	months += (int64_t)year * 12 + month - 1;
	if (months < 12 || months > MONTHS_MAX + 11)
		return DAY_NONE;
	year = (int)(months / 12);
	month = (int)(months % 12) + 1;
	last = month_days(year, month);
	to = day_from(year, month, mday < last ? mday : last) + days;
	if (to < INT32_MIN || to > INT32_MAX || !valid((day_t)to))
		return DAY_NONE;
	return (day_t)to;
}

day_t
day_add(day_t day, struct span span)
{
	return step(day, span.months, span.days);
}

day_t
day_sub(day_t day, struct span span)
{
	return step(day, -(int64_t)span.months, -(int64_t)span.days);
}

static void
put_digits(char *to, int n, int value)
{
	while (n-- > 0) {
		to[n] = (char)('0' + value % 10);
		value /= 10;
	}
}

void
day_format(day_t day, char text[DAY_TEXT])
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	if (!year) {
		text[0] = '\0';
		return;
	}
	put_digits(text, 4, year);
	text[4] = text[7] = '-';
	put_digits(text + 5, 2, month);
	put_digits(text + 8, 2, mday);
	text[10] = '\0';
}

/* The number that two digits are, or below zero. */
static int
two(const char *p)
{
	if (!ch_digit(p[0]) || !ch_digit(p[1]))
		return -1;
	return (p[0] - '0') * 10 + (p[1] - '0');
}

size_t
day_scan(struct str s, day_t *day)
{
	int century, year, month, mday;
	size_t sep, len;

	*day = DAY_NONE;
	/* nearly every line of every note leaves here */
	if (s.len < 8 || !ch_digit(s.ptr[0]))
		return 0;
	sep = s.ptr[4] == '-' || s.ptr[4] == '/';
	len = 8 + 2 * sep;
	if (s.len < len || (s.len > len && ch_digit(s.ptr[len])) ||
	    (sep && s.ptr[7] != s.ptr[4]))
		return 0;
	century = two(s.ptr);
	year = two(s.ptr + 2);
	month = two(s.ptr + 4 + sep);
	mday = two(s.ptr + 6 + 2 * sep);
	if (century < 0 || year < 0 || month < 0 || mday < 0)
		return 0;
	*day = day_from(century * 100 + year, month, mday);
	if (*day == DAY_NONE && !sep && century != 19 && century != 20)
		return 0;
	return len;
}

size_t
day_resembling(struct str s)
{
	size_t n = 0, digits, part;
	bool year = false;
	char sep = '\0';

	for (part = 0; part < 3; part++) {
		if (part && (n >= s.len || !s.ptr[n] ||
		    !strchr("-/._", s.ptr[n]) ||
		    (part == 2 && s.ptr[n] != sep)))
			return 0;
		sep = part ? s.ptr[n++] : '\0';
		for (digits = 0; n < s.len && ch_digit(s.ptr[n]); digits++)
			n++;
		if (digits == 4 && !year && part != 1)
			year = true;
		else if (digits < 1 || digits > 2)
			return 0;
	}
	return year ? n : 0;
}

bool
day_parse(struct str s, day_t *day)
{
	return s.len && day_scan(s, day) == s.len && *day != DAY_NONE;
}

/*
 * Takes the digits at the front of *s; false when there are none. What is
 * beyond the range of any unit stays there, however many digits follow.
 */
static bool
take_number(struct str *s, int32_t *value)
{
	size_t i;

	*value = 0;
	for (i = 0; i < s->len && ch_digit(s->ptr[i]); i++)
		if (*value <= DAYS_MAX)
			*value = *value * 10 + (s->ptr[i] - '0');
	*s = str_from(*s, i);
	return i > 0;
}

static struct str
skip_blanks(struct str s)
{
	while (s.len && ch_blank(s.ptr[0]))
		s = str_from(s, 1);
	return s;
}

/* Adds n times the unit; false beyond the calendar. */
static bool
span_more(struct span *span, int32_t n, struct span unit)
{
	int64_t months = span->months + (int64_t)n * unit.months;
	int64_t days = span->days + (int64_t)n * unit.days;

	if (months > MONTHS_MAX || days > DAYS_MAX)
		return false;
	span->months = (int32_t)months;
	span->days = (int32_t)days;
	return true;
}

/* The part of ISO 8601 behind the P: each unit once, the largest first. */
static bool
iso_parse(struct str s, struct span *span)
{
	static const struct {
		char letter;
		struct span unit;
	} units[] = {
		{ 'y', { 12, 0 } },
		{ 'm', { 1, 0 } },
		{ 'w', { 0, 7 } },
		{ 'd', { 0, 1 } },
	};
	size_t i = 0, end = sizeof(units) / sizeof(units[0]);
	int32_t n;

	while (s.len) {
		if (!take_number(&s, &n) || !s.len)
			return false;
		while (i < end && units[i].letter != ch_lower(s.ptr[0]))
			i++;
		if (i == end || !span_more(span, n, units[i++].unit))
			return false;
		s = str_from(s, 1);
	}
	return true;
}

static bool
unit_find(struct str name, struct span *unit)
{
	static const struct {
		const char *name;
		struct span unit;
	} units[] = {
		{ "d", { 0, 1 } }, { "day", { 0, 1 } }, { "days", { 0, 1 } },
		{ "w", { 0, 7 } }, { "week", { 0, 7 } }, { "weeks", { 0, 7 } },
		{ "m", { 1, 0 } }, { "month", { 1, 0 } },
		{ "months", { 1, 0 } }, { "q", { 3, 0 } },
		{ "quarter", { 3, 0 } }, { "quarters", { 3, 0 } },
		{ "y", { 12, 0 } }, { "year", { 12, 0 } },
		{ "years", { 12, 0 } },
	};
	size_t i;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (str_ieq(name, str_of(units[i].name))) {
			*unit = units[i].unit;
			return true;
		}
	return false;
}

bool
span_parse(struct str s, bool bare_days, struct span *span)
{
	struct span sum = { 0, 0 }, unit = { 0, 1 };
	int32_t n;

	if (s.len && ch_lower(s.ptr[0]) == 'p') {
		if (!iso_parse(str_from(s, 1), &sum))
			return false;
	} else {
		if (!take_number(&s, &n))
			return false;
		if (s.len ? !unit_find(skip_blanks(s), &unit) : !bare_days)
			return false;
		if (!span_more(&sum, n, unit))
			return false;
	}
	if (!sum.months && !sum.days)
		return false;
	*span = sum;
	return true;
}

bool
cadence_parse(struct str s, struct span *span)
{
	static const struct {
		const char *word;
		struct span span;
	} words[] = {
		{ "daily", { 0, 1 } },
		{ "weekly", { 0, 7 } },
		{ "biweekly", { 0, 14 } },
		{ "bi-weekly", { 0, 14 } },
		{ "fortnightly", { 0, 14 } },
		{ "monthly", { 1, 0 } },
		{ "quarterly", { 3, 0 } },
		{ "half-yearly", { 6, 0 } },
		{ "yearly", { 12, 0 } },
		{ "annually", { 12, 0 } },
	};
	struct span unit;
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_ieq(s, str_of(words[i].word))) {
			*span = words[i].span;
			return true;
		}
	if (str_istarts(s, STR("every "))) {
		s = skip_blanks(str_from(s, 6));
		/* "every m" is nobody's month */
		if (s.len > 2 && unit_find(s, &unit)) {
			*span = unit;
			return true;
		}
		return s.len && !ch_digit(s.ptr[s.len - 1]) &&
		    span_parse(s, false, span);
	}
	return span_parse(s, true, span);
}

void
span_format(struct span span, char text[SPAN_TEXT])
{
	bool years = span.months % 12 == 0, weeks = span.days % 7 == 0;
	int months = years ? span.months / 12 : span.months;
	int days = weeks ? span.days / 7 : span.days;

	if (span.months && span.days)
		snprintf(text, SPAN_TEXT, "P%d%c%d%c", months,
		    years ? 'Y' : 'M', days, weeks ? 'W' : 'D');
	else if (span.months)
		snprintf(text, SPAN_TEXT, "%d%c", months, years ? 'y' : 'm');
	else if (span.days)
		snprintf(text, SPAN_TEXT, "%d%c", days, weeks ? 'w' : 'd');
	else
		snprintf(text, SPAN_TEXT, "0d");
}

/* Days to the last one of the month, or of December. */
static day_t
month_end(day_t day, bool year_end)
{
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	if (year_end)
		month = 12;
	return day_from(year, month, month_days(year, month));
}

static bool
when_word(struct str s, day_t today, day_t *day)
{
	if (str_ieq(s, STR("today")))
		*day = today;
	else if (str_ieq(s, STR("tomorrow")))
		*day = today + 1;
	else if (str_ieq(s, STR("yesterday")))
		*day = today - 1;
	else if (str_ieq(s, STR("eow")))
		*day = today + (7 - day_weekday(today)) % 7;
	else if (str_ieq(s, STR("eom")))
		*day = month_end(today, false);
	else if (str_ieq(s, STR("eoy")))
		*day = month_end(today, true);
	else
		return false;
	return true;
}

static bool
when_weekday(struct str s, day_t today, enum when when, day_t *day)
{
	static const char *const names[] = { "sunday", "monday", "tuesday",
		"wednesday", "thursday", "friday", "saturday" };
	int weekday, ahead;
	struct str name;

	for (weekday = 0; weekday < 7; weekday++) {
		name = str_of(names[weekday]);
		if (str_ieq(s, name) || str_ieq(s, str_upto(name, 3)))
			break;
	}
	if (weekday == 7)
		return false;
	ahead = (weekday - day_weekday(today) + 7) % 7;
	if (when == WHEN_COMING)
		*day = today + (ahead ? ahead : 7);
	else
		*day = today - (7 - ahead) % 7;
	return true;
}

/* "2w", "in 2w", "2w ago" */
static bool
when_span(struct str s, day_t today, day_t *day)
{
	struct span span;
	struct str rest;

	if (str_istarts(s, STR("in")) && s.len > 2 && ch_blank(s.ptr[2]))
		s = skip_blanks(str_from(s, 2));
	else if (str_iends(s, STR("ago")) && s.len > 3 &&
	    ch_blank(s.ptr[s.len - 4])) {
		rest = str_rtrim(str_upto(s, s.len - 3));
		if (!span_parse(rest, false, &span))
			return false;
		*day = day_sub(today, span);
		return true;
	}
	if (!span_parse(s, false, &span))
		return false;
	*day = day_add(today, span);
	return true;
}

bool
when_parse(struct str s, day_t today, enum when when, day_t *day)
{
	day_t found;

	if (day_parse(s, day))
		return true;
	if (!valid(today) || !(when_word(s, today, &found) ||
	    when_weekday(s, today, when, &found) ||
	    when_span(s, today, &found)))
		return false;
	*day = found;
	return valid(found);
}
