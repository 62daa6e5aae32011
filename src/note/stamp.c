#include "note/stamp.h"

static const char *const months[12] = { "january", "february", "march",
	"april", "may", "june", "july", "august", "september", "october",
	"november", "december" };

static const char *const weekdays[7] = { "sunday", "monday", "tuesday",
	"wednesday", "thursday", "friday", "saturday" };

/* A number of 1 to max digits off the front; -1 when there is none. */
static int
take_number(struct str *rest, size_t max, size_t *digits)
{
	int number = 0;
	size_t n = 0;

	while (n < rest->len && n < max && ch_digit(rest->ptr[n]))
		number = number * 10 + (rest->ptr[n++] - '0');
	if (!n || (n < rest->len && ch_digit(rest->ptr[n])))
		return -1;
	*rest = str_from(*rest, n);
	if (digits)
		*digits = n;
	return number;
}

/* Three letters or more of one of the names; its index from 1, or 0. */
static int
take_name(struct str *rest, const char *const *names, int n)
{
	struct str word;
	size_t len = 0;
	int i;

	while (len < rest->len && ch_alpha(rest->ptr[len]))
		len++;
	word = str_upto(*rest, len);
	for (i = 0; len >= 3 && i < n; i++) {
		if (str_istarts(str_of(names[i]), word)) {
			*rest = str_from(*rest, len);
			return i + 1;
		}
	}
	return 0;
}

/* Any of the separators, at least one. */
static bool
take_any(struct str *rest, const char *separators)
{
	size_t n = 0;

	while (n < rest->len && rest->ptr[n] &&
	    strchr(separators, rest->ptr[n]))
		n++;
	*rest = str_from(*rest, n);
	return n > 0;
}

static int
take_year(struct str *rest)
{
	size_t digits = 0;
	int year = take_number(rest, 4, &digits);

	if (digits == 2)
		return year < 69 ? year + 2000 : year + 1900;
	return digits == 4 ? year : -1;
}

/* Behind the date: nothing, or what can't be a part of it. */
static bool
ends(struct str rest)
{
	return !rest.len || rest.ptr[0] == ' ' || rest.ptr[0] == ',' ||
	    rest.ptr[0] == 'T' || rest.ptr[0] == '\t';
}

/* January 9, 2024 */
static bool
month_first(struct str rest, day_t *day)
{
	int month, mday, year;

	month = take_name(&rest, months, 12);
	if (!month || !take_any(&rest, " .-"))
		return false;
	mday = take_number(&rest, 2, NULL);
	if (mday < 0 || !take_any(&rest, " ,-"))
		return false;
	year = take_year(&rest);
	if (year < 0 || !ends(rest))
		return false;
	*day = day_from(year, month, mday);
	return true;
}

/* 9/15/18 9.1.2024 09 Jan 2024 7-Jan-22 */
static bool
number_first(struct str rest, day_t *day)
{
	int first = take_number(&rest, 2, NULL), second, year, month;
	char separator = rest.len ? rest.ptr[0] : 0;

	if (first < 0 || !take_any(&rest, " .-/"))
		return false;
	month = take_name(&rest, months, 12);
	second = month ? 0 : take_number(&rest, 2, NULL);
	if (second < 0 || (!month && separator != '/' && separator != '.'))
		return false;
	if (!take_any(&rest, " .-/,"))
		return false;
	year = take_year(&rest);
	if (year < 0 || !ends(rest))
		return false;
	if (month)
		*day = day_from(year, month, first);
	else if (separator == '.')
		*day = day_from(year, second, first);
	else
		*day = day_from(year, first, second);
	return true;
}

bool
stamp_parse(struct str value, day_t *day)
{
	struct str rest = str_trim(value);
	size_t n;

	*day = DAY_NONE;
	n = day_scan(rest, day);
	if (n)
		return ends(str_from(rest, n)) ? *day != DAY_NONE :
		    (*day = DAY_NONE, false);
	if (take_name(&rest, weekdays, 7) && !take_any(&rest, " ,"))
		return false;
	if (!month_first(rest, day) && !number_first(rest, day))
		return false;
	return *day != DAY_NONE;
}
