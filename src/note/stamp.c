#include "note/stamp.h"

#include "base/buf.h"
#include "base/unicode.h"

static const char *const months[12] = { "january", "february", "march",
	"april", "may", "june", "july", "august", "september", "october",
	"november", "december" };

/*
 * In German, French, Spanish, Italian, Portuguese and Dutch where that differs
 * from the English one after the third letter or before: without accents.
 */
static const char *const other_months[12] = {
	"januar janner janvier enero gennaio janeiro januari",
	"februar fevrier febrero febbraio fevereiro februari",
	"marz mars marzo marco maart mrz mrt",
	"avril abril aprile",
	"mai mayo maggio maio mei",
	"juni juin junio giugno junho",
	"juli juillet julio luglio julho",
	"aout agosto augustus",
	"septembre septiembre settembre setembro",
	"oktober octobre octubre ottobre outubro",
	"novembre noviembre novembro",
	"dezember decembre diciembre dicembre dezembro",
};

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
	if (len < rest->len && (unsigned char)rest->ptr[len] >= 0x80)
		return 0;
	word = str_upto(*rest, len);
	for (i = 0; len >= 3 && i < n; i++) {
		if (str_istarts(str_of(names[i]), word)) {
			*rest = str_from(*rest, len);
			return i + 1;
		}
	}
	return 0;
}

static bool
is_begin_of_one(struct str word, struct str names)
{
	struct str name;

	while (str_cut(&names, ' ', &name))
		if (str_starts(name, word))
			return true;
	return false;
}

/* A month in another language; "jui" could be two. */
static int
take_other_month(struct str *rest)
{
	struct buf folded = { 0 };
	struct str word;
	size_t len = 0;
	int i, month = 0;

	while (len < rest->len && (ch_alpha(rest->ptr[len]) ||
	    (unsigned char)rest->ptr[len] >= 0x80))
		len++;
	if (len < 3 || len > 24)
		return 0;
	unicode_slug(&folded, str_upto(*rest, len));
	word = buf_str(&folded);
	for (i = 0; i < 12 && !month; i++)
		if (word.len >= 3 && !str_eq(word, STR("jui")) &&
		    is_begin_of_one(word, str_of(other_months[i])))
			month = i + 1;
	buf_release(&folded);
	if (month)
		*rest = str_from(*rest, len);
	return month;
}

static int
take_month(struct str *rest)
{
	int month = take_name(rest, months, 12);

	return month ? month : take_other_month(rest);
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

/* 9 de enero de 2024, 1er mai 2024 */
static void
take_word(struct str *rest, struct str word)
{
	if (str_istarts(*rest, word))
		*rest = str_from(*rest, word.len);
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

	month = take_month(&rest);
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

/* 09 Jan 2024 7-Jan-22 9. Mai 2024 9 de enero de 2024 */
static bool
month_second(struct str rest, day_t *day)
{
	int mday = take_number(&rest, 2, NULL), year, month;

	take_word(&rest, STR("er"));
	if (mday < 0 || !take_any(&rest, " .-/"))
		return false;
	take_word(&rest, STR("de "));
	month = take_month(&rest);
	if (!month || !take_any(&rest, " .-/,"))
		return false;
	take_word(&rest, STR("de "));
	year = take_year(&rest);
	if (year < 0 || !ends(rest))
		return false;
	*day = day_from(year, month, mday);
	return true;
}

/* The three numbers of 9/15/18, 15-9-2018 and 9.1.2024. */
struct numbers {
	int first, second, year;
	char separator;
};

static bool
take_numbers(struct str rest, struct numbers *n)
{
	const char *separators = "/.-";
	char separator[2] = { 0 };

	n->first = take_number(&rest, 2, NULL);
	if (n->first < 0 || !rest.len || !rest.ptr[0] ||
	    !strchr(separators, rest.ptr[0]))
		return false;
	separator[0] = n->separator = rest.ptr[0];
	/* 9. 1. 2024 */
	take_any(&rest, n->separator == '.' ? " ." : separator);
	n->second = take_number(&rest, 2, NULL);
	if (n->second < 0 || !rest.len || rest.ptr[0] != n->separator)
		return false;
	take_any(&rest, n->separator == '.' ? " ." : separator);
	/* 26-05-02 begins with the year */
	if (n->separator == '-' && (rest.len < 3 || !ch_digit(rest.ptr[2])))
		return false;
	n->year = take_year(&rest);
	return n->year >= 0 && ends(rest);
}

/* What the numbers say, whether 9/9/2024 or 9.1.2024 is in doubt or not. */
static enum stamp_order
order_of(const struct numbers *n)
{
	bool mdy = day_from(n->year, n->first, n->second) != DAY_NONE;
	bool dmy = day_from(n->year, n->second, n->first) != DAY_NONE;

	if (n->separator == '.')
		return dmy ? STAMP_DMY : STAMP_NONE;
	if (mdy && dmy)
		return n->first == n->second ? STAMP_DMY : STAMP_EITHER;
	return mdy ? STAMP_MDY : dmy ? STAMP_DMY : STAMP_NONE;
}

static bool
all_numbers(struct str rest, enum stamp_order order, day_t *day)
{
	struct numbers n;
	enum stamp_order own;

	if (!take_numbers(rest, &n))
		return false;
	own = order_of(&n);
	/* where the table writes them otherwise this is not one of them */
	if (n.separator != '.' && n.first != n.second &&
	    (order == STAMP_DMY || order == STAMP_MDY)) {
		if (own != order && own != STAMP_EITHER)
			return false;
		own = order;
	}
	if (own == STAMP_MDY)
		*day = day_from(n.year, n.first, n.second);
	else if (own == STAMP_DMY)
		*day = day_from(n.year, n.second, n.first);
	return *day != DAY_NONE;
}

enum stamp_order
stamp_order(struct str value)
{
	struct str rest = str_trim(value);
	struct numbers n;

	/* most of a large table's are 2026-05-02 */
	if (rest.len > 2 && ch_digit(rest.ptr[1]) && ch_digit(rest.ptr[2]))
		return STAMP_NONE;
	if (take_name(&rest, weekdays, 7) && !take_any(&rest, " ,"))
		return STAMP_NONE;
	return !take_numbers(rest, &n) || n.separator == '.' ||
	    n.first == n.second ? STAMP_NONE : order_of(&n);
}

bool
stamp_parse(struct str value, enum stamp_order order, day_t *day)
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
	return (month_first(rest, day) || month_second(rest, day) ||
	    all_numbers(rest, order, day)) && *day != DAY_NONE;
}
