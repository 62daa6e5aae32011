#include "base/birthday.h"

/* --04-17, --0417, 04-17 */
static bool
parse_yearless(struct str s, int *month, int *mday)
{
	bool dashes = str_starts(s, STR("--"));
	size_t i;

	s = str_from(s, dashes ? 2 : 0);
	if (s.len != 5 && !(dashes && s.len == 4))
		return false;
	for (i = 0; i < s.len; i++)
		if (s.len == 5 && i == 2 ? s.ptr[i] != '-' :
		    !ch_digit(s.ptr[i]))
			return false;
	*month = (s.ptr[0] - '0') * 10 + s.ptr[1] - '0';
	*mday = (s.ptr[s.len - 2] - '0') * 10 + s.ptr[s.len - 1] - '0';
	return true;
}

bool
birthday_parse(struct str s, day_t *day)
{
	int month, mday;

	if (day_parse(s, day))
		return true;
	if (!parse_yearless(s, &month, &mday))
		return false;
	*day = day_from(BIRTHDAY_NO_YEAR, month, mday);
	return *day != DAY_NONE;
}

day_t
birthday_next(day_t born, day_t today, int *age)
{
	int year, this_year, month, mday;
	struct span span = { 0 };
	day_t next;

	*age = 0;
	if (born > today)
		return DAY_NONE;
	day_split(born, &year, &month, &mday);
	day_split(today, &this_year, &month, &mday);
	span.months = (this_year - year) * 12;
	next = day_add(born, span);
	if (next != DAY_NONE && next < today) {
		span.months += 12;
		next = day_add(born, span);
	}
	if (year != BIRTHDAY_NO_YEAR)
		*age = span.months / 12;
	return next;
}
