#include "cmd/daily.h"

#include <stdio.h>

#include "note/kind.h"
#include "note/written.h"

const struct source *
daily_newest(const struct session *s)
{
	const struct source *newest = NULL;
	struct str rest;
	size_t i;

	for (i = 0; i < s->sources_n; i++) {
		if (s->sources[i].kind != SOURCE_DATED ||
		    kind_path_day(s->sources[i].path, &rest) == DAY_NONE ||
		    rest.len)
			continue;
		if (!newest || s->sources[i].day > newest->day)
			newest = &s->sources[i];
	}
	return newest;
}

/* "2026", "2026-11" or "2026-11-02" at the start of s, which may not go on. */
static size_t
date_length(struct str s, const char *year, const char *month,
    const char *mday, char *separator)
{
	size_t n = 4;

	if (!str_starts(s, str_of(year)))
		return 0;
	*separator = s.len > n && !ch_digit(s.ptr[n]) ? s.ptr[n] : '\0';
	if (str_starts(str_from(s, n + (*separator != 0)), str_of(month))) {
		n += 2 + (*separator != 0);
		if ((!*separator || (s.len > n && s.ptr[n] == *separator)) &&
		    str_starts(str_from(s, n + (*separator != 0)),
			str_of(mday)))
			n += 2 + (*separator != 0);
	}
	return s.len > n && ch_digit(s.ptr[n]) ? 0 : n;
}

/*
 * Appends a date or weekday that s begins with as it is of another day; the
 * bytes of s that were taken, or 0.
 */
static size_t
add_written(struct buf *out, struct str s, day_t was, day_t day)
{
	day_t written;
	size_t n = written_weekday(s);

	if (written_scan(s, &written) && written == was)
		n = written_scan(s, &written);
	if (n)
		written_add(out, str_upto(s, n), day);
	return n;
}

void
daily_add_like(struct buf *out, struct str path, day_t was, day_t day)
{
	char old[3][8], new[3][8], separator;
	int from[3], to[3];
	size_t i, k, n;

	day_split(was, &from[0], &from[1], &from[2]);
	day_split(day, &to[0], &to[1], &to[2]);
	for (i = 0; i < 3; i++) {
		snprintf(old[i], sizeof(old[i]), i ? "%02d" : "%04d", from[i]);
		snprintf(new[i], sizeof(new[i]), i ? "%02d" : "%04d", to[i]);
	}
	for (i = 0; i < path.len; i += n) {
		n = i && (ch_digit(path.ptr[i - 1]) ||
		    ch_alpha(path.ptr[i - 1])) ? 0 :
		    add_written(out, str_from(path, i), was, day);
		if (n)
			continue;
		n = i && ch_digit(path.ptr[i - 1]) ? 0 :
		    date_length(str_from(path, i), old[0], old[1], old[2],
			&separator);
		if (!n) {
			buf_addc(out, path.ptr[i]);
			n = 1;
			continue;
		}
		for (k = 0; k < 3 && k <= (n - 4) / 2; k++) {
			if (k && separator)
				buf_addc(out, separator);
			buf_puts(out, new[k]);
		}
	}
}

void
daily_add_template(struct buf *out, struct str template, day_t day)
{
	int year, month, mday;
	size_t i;

	day_split(day, &year, &month, &mday);
	for (i = 0; i < template.len; i++) {
		if (template.ptr[i] != '%' || i + 1 == template.len) {
			buf_addc(out, template.ptr[i]);
			continue;
		}
		switch (template.ptr[++i]) {
		case 'Y':
			buf_printf(out, "%04d", year);
			break;
		case 'm':
			buf_printf(out, "%02d", month);
			break;
		case 'd':
			buf_printf(out, "%02d", mday);
			break;
		default:
			buf_addc(out, template.ptr[i]);
		}
	}
}
