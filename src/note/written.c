#include "note/written.h"

/* Names in lower case, and as one writes them in full. */
static const struct language {
	const char *months[12], *weekdays[7];
} languages[] = {
	{ { "january", "february", "march", "april", "may", "june", "july",
	      "august", "september", "october", "november", "december" },
	    { "sunday", "monday", "tuesday", "wednesday", "thursday",
		"friday", "saturday" } },
	{ { "januar", "februar", "märz", "april", "mai", "juni", "juli",
	      "august", "september", "oktober", "november", "dezember" },
	    { "sonntag", "montag", "dienstag", "mittwoch", "donnerstag",
		"freitag", "samstag" } },
	{ { "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
	      "août", "septembre", "octobre", "novembre", "décembre" },
	    { "dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi",
		"samedi" } },
	{ { "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
	      "agosto", "septiembre", "octubre", "noviembre", "diciembre" },
	    { "domingo", "lunes", "martes", "miércoles", "jueves", "viernes",
		"sábado" } },
	{ { "janeiro", "fevereiro", "março", "abril", "maio", "junho",
	      "julho", "agosto", "setembro", "outubro", "novembro",
	      "dezembro" },
	    { "domingo", "segunda-feira", "terça-feira", "quarta-feira",
		"quinta-feira", "sexta-feira", "sábado" } },
	{ { "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
	      "luglio", "agosto", "settembre", "ottobre", "novembre",
	      "dicembre" },
	    { "domenica", "lunedì", "martedì", "mercoledì", "giovedì",
		"venerdì", "sabato" } },
	{ { "januari", "februari", "maart", "april", "mei", "juni", "juli",
	      "augustus", "september", "oktober", "november", "december" },
	    { "zondag", "maandag", "dinsdag", "woensdag", "donderdag",
		"vrijdag", "zaterdag" } },
};

enum {
	LANGUAGES = sizeof(languages) / sizeof(*languages),
	ABBREVIATED = 3, /* letters, in English */
	WHOLE = 6,       /* letters of the shortest weekday in full, there */
	GAP = 3,         /* bytes between two parts */
	LONGEST = 48,    /* bytes up to the end of a date's year */
};

/* The parts that a written date can have. */
enum part_kind { WEEKDAY, YEAR, MONTH, MDAY, ORDINAL, PARTS };

struct written {
	struct str s;   /* begins with the date … */
	size_t len;     /* … of that many bytes, as far as it was read */
	struct part {
		size_t at, len; /* len 0: there is no such part */
	} parts[PARTS];
	int year, month, mday;
	const struct language *month_in, *weekday_in; /* NULL: no name */
};

static struct str
rest_of(const struct written *w)
{
	return str_from(w->s, w->len);
}

static void
take(struct written *w, enum part_kind kind, size_t n)
{
	w->parts[kind] = (struct part){ w->len, n };
	w->len += n;
}

static bool
is_letter(char c)
{
	return ch_alpha(c) || (unsigned char)c >= 0x80;
}

/* A number of 1 to max digits; -1 when there is none. */
static int
take_number(struct written *w, enum part_kind kind, size_t max)
{
	struct str rest = rest_of(w);
	int number = 0;
	size_t n = 0;

	while (n < rest.len && n < max && ch_digit(rest.ptr[n]))
		number = number * 10 + (rest.ptr[n++] - '0');
	if (!n || (n < rest.len && ch_digit(rest.ptr[n])))
		return -1;
	take(w, kind, n);
	return number;
}

/* Any of these bytes, at least one and few. */
static bool
take_gap(struct written *w, const char *bytes)
{
	struct str rest = rest_of(w);
	size_t n = 0;

	while (n < rest.len && n < GAP && rest.ptr[n] &&
	    strchr(bytes, rest.ptr[n]))
		n++;
	w->len += n;
	return n > 0;
}

/* The letters at the start, dashes between them too. */
static struct str
word_at(struct str s)
{
	size_t n = 0;

	while (n < s.len && (is_letter(s.ptr[n]) || (n && s.ptr[n] == '-' &&
	    n + 1 < s.len && is_letter(s.ptr[n + 1]))))
		n++;
	return str_upto(s, n);
}

/* "Sep", "Sept": how English names are shortened. */
static bool
is_short_for(struct str word, struct str name)
{
	static const char *const longer[] = { "sept", "tues", "wednes", "thur",
		"thurs", "satur" };
	size_t i;

	if (!str_istarts(name, word))
		return false;
	for (i = 0; i < sizeof(longer) / sizeof(*longer); i++)
		if (str_ieq(word, str_of(longer[i])))
			return true;
	return word.len == ABBREVIATED;
}

/* Index of the name that a word is, from 1. */
static int
find_name(struct str word, bool months, const struct language **language)
{
	const char *const *names;
	int i, k, n = months ? 12 : 7;

	for (k = 0; k < LANGUAGES && word.len >= ABBREVIATED; k++) {
		names = months ? languages[k].months : languages[k].weekdays;
		for (i = 0; i < n; i++) {
			if (names[i][0] != ch_lower(word.ptr[0]))
				continue;
			if (!str_ieq(str_of(names[i]), word) && (k > 0 ||
			    !is_short_for(word, str_of(names[i]))))
				continue;
			*language = &languages[k];
			return i + 1;
		}
	}
	return 0;
}

/* "7-Jan-2022": where a month stands, a dash ends it. */
static int
take_month(struct written *w)
{
	struct str word = word_at(rest_of(w));
	int month;

	word = str_upto(word, str_chr(word, '-'));
	month = find_name(word, true, &w->month_in);
	if (month)
		take(w, MONTH, word.len);
	return month;
}

static int
take_year(struct written *w)
{
	int year = take_number(w, YEAR, 4);

	return year >= 1000 && year < 3000 ? year : -1;
}

/* "2nd" and "1er"; the dot of "2." is a gap. */
static void
take_ordinal(struct written *w)
{
	static const char *const ends[] = { "st", "nd", "rd", "th", "er" };
	struct str word = word_at(rest_of(w));
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_ieq(word, str_of(ends[i])))
			take(w, ORDINAL, word.len);
}

/* "de" and "of" between two parts, and the blank behind it. */
static void
skip_of(struct written *w)
{
	static const char *const words[] = { "de ", "of " };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_istarts(rest_of(w), str_of(words[i])))
			w->len += 3;
}

/* January 9th, 2024 */
static bool
month_first(struct written *w)
{
	w->month = take_month(w);
	if (!w->month || !take_gap(w, " \t.,-"))
		return false;
	w->mday = take_number(w, MDAY, 2);
	if (w->mday < 0)
		return false;
	take_ordinal(w);
	if (!take_gap(w, " \t.,-"))
		return false;
	w->year = take_year(w);
	return w->year >= 0;
}

/* 09 Jan 2024, 7-Jan-2022, 2. Mai 2026, 2 de mayo de 2026 */
static bool
day_first(struct written *w)
{
	w->mday = take_number(w, MDAY, 2);
	if (w->mday < 0)
		return false;
	take_ordinal(w);
	if (!take_gap(w, " \t.,-"))
		return false;
	skip_of(w);
	w->month = take_month(w);
	if (!w->month || !take_gap(w, " \t.,-"))
		return false;
	skip_of(w);
	w->year = take_year(w);
	return w->year >= 0;
}

/* 2026-05-02, 20260502 as day_scan, and 2026.05.02, 2026_05_02 */
static bool
year_first(struct written *w)
{
	struct str s = rest_of(w);
	char iso[10];
	day_t day;
	size_t n = day_scan(s, &day), sep = n == 10;

	if (!n && s.len >= 10 && s.ptr[4] == s.ptr[7] &&
	    (s.ptr[4] == '.' || s.ptr[4] == '_') &&
	    (s.len == 10 || !ch_digit(s.ptr[10]))) {
		memcpy(iso, s.ptr, sizeof(iso));
		iso[4] = iso[7] = '-';
		sep = 1;
		n = day_scan((struct str){ iso, sizeof(iso) }, &day);
	}
	if (!n)
		return false;
	w->year = take_number(w, YEAR, 4);
	if (!sep) /* eight digits in a row */
		take(w, YEAR, 4);
	day_split(day, &w->year, &w->month, &w->mday);
	w->len += sep;
	take(w, MONTH, 2);
	w->len += sep;
	take(w, MDAY, 2);
	return true;
}

static void
take_weekday(struct written *w)
{
	struct str word = word_at(w->s);

	/* "Mon-2026…" is none of a name with dashes */
	if (!find_name(word, false, &w->weekday_in))
		return;
	take(w, WEEKDAY, word.len);
	if (!take_gap(w, ". ,\t")) {
		w->parts[WEEKDAY].len = w->len = 0;
		w->weekday_in = NULL;
	}
}

static bool
try(struct written *w, bool (*form)(struct written *))
{
	struct written before = *w;
	struct str rest;

	if (form(w)) {
		rest = rest_of(w);
		/* "T" and a time may follow numbers, no word a word */
		if (!rest.len || (!ch_digit(rest.ptr[0]) &&
		    (!ch_alpha(rest.ptr[0]) || form == year_first)))
			return true;
	}
	*w = before;
	return false;
}

/* Takes the date at the start of w->s apart. */
static bool
scan(struct written *w)
{
	if (w->s.len && !ch_digit(w->s.ptr[0]))
		take_weekday(w);
	return try(w, year_first) || try(w, month_first) || try(w, day_first);
}

/* Does a year from 1000 to 2999 follow soon? Most texts leave here. */
static bool
has_year(struct str s)
{
	size_t digits = 0, i;

	for (i = 0; i < s.len && i < LONGEST; i++) {
		if (ch_digit(s.ptr[i]))
			digits++;
		else
			digits = 0;
		if (digits == 4 && (s.ptr[i - 3] == '1' || s.ptr[i - 3] == '2'))
			return true;
	}
	return false;
}

size_t
written_scan(struct str s, day_t *day)
{
	struct written w = { .s = s };
	size_t n = day_scan(s, day);

	if (n)
		return n;
	if (!s.len || (!ch_digit(s.ptr[0]) && !is_letter(s.ptr[0])) ||
	    !has_year(s) || !scan(&w))
		return 0;
	*day = day_from(w.year, w.month, w.mday);
	return w.len;
}

size_t
written_weekday(struct str s)
{
	const struct language *language;
	struct str word = word_at(s);

	return find_name(word, false, &language) ? word.len : 0;
}

/* Does the part say less than the whole name? "May" may be both. */
static bool
is_short(const struct written *w)
{
	const struct part *weekday = &w->parts[WEEKDAY];
	struct str month = str_upto(str_from(w->s, w->parts[MONTH].at),
	    w->parts[MONTH].len);

	if (!str_ieq(month, STR("may")))
		return month.len < strlen(w->month_in->months[w->month - 1]);
	if (weekday->len)
		return weekday->len < WHOLE;
	/* as Logseq names the pages of its journal: "May 2nd, 2026" */
	return w->parts[ORDINAL].len > 0;
}

/* A name with the case of the old one, and as short. */
static void
add_name(struct buf *out, const char *name, struct str like, bool shorten)
{
	bool upper = like.len > 1 && like.ptr[0] <= 'Z' && like.ptr[1] <= 'Z' &&
	    like.ptr[1] >= 'A';
	size_t i;
	char c;

	for (i = 0; name[i] && !(shorten && i == ABBREVIATED); i++) {
		c = name[i];
		if (c >= 'a' && c <= 'z' && (upper || (!i &&
		    like.ptr[0] >= 'A' && like.ptr[0] <= 'Z')))
			c = (char)(c - ('a' - 'A'));
		buf_addc(out, c);
	}
}

static const char *
ordinal(const struct written *w, int mday)
{
	static const char *const ends[] = { "th", "st", "nd", "rd" };

	if (w->month_in != &languages[0])
		return mday == 1 ? "er" : "";
	return mday / 10 == 1 || mday % 10 > 3 ? "th" : ends[mday % 10];
}

static void
add_part(struct buf *out, const struct written *w, enum part_kind kind,
    day_t day)
{
	struct str like = str_upto(str_from(w->s, w->parts[kind].at),
	    w->parts[kind].len);
	int year, month, mday;

	day_split(day, &year, &month, &mday);
	if (kind == WEEKDAY)
		add_name(out, w->weekday_in->weekdays[day_weekday(day)], like,
		    w->weekday_in == &languages[0] && like.len < WHOLE);
	else if (kind == YEAR)
		buf_printf(out, "%04d", year);
	else if (kind == ORDINAL)
		buf_puts(out, ordinal(w, mday));
	else if (kind == MONTH && w->month_in)
		add_name(out, w->month_in->months[month - 1], like,
		    is_short(w));
	else if (kind == MONTH)
		buf_printf(out, "%02d", month);
	else
		buf_printf(out, !w->month_in || like.ptr[0] == '0' ? "%02d" :
		    "%d", mday);
}

void
written_add(struct buf *out, struct str like, day_t day)
{
	struct written w = { .s = like };
	char text[DAY_TEXT];
	size_t at = 0, i;

	if (written_weekday(like) == like.len && like.len) {
		take(&w, WEEKDAY, like.len);
		find_name(like, false, &w.weekday_in);
	} else if (!scan(&w) || w.len != like.len) {
		day_format(day, text);
		buf_puts(out, text);
		return;
	}
	while (at < like.len) {
		for (i = 0; i < PARTS; i++)
			if (w.parts[i].len && w.parts[i].at == at)
				break;
		if (i == PARTS) {
			buf_addc(out, like.ptr[at++]);
			continue;
		}
		add_part(out, &w, (enum part_kind)i, day);
		at += w.parts[i].len;
	}
}
