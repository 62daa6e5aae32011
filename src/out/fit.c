#include "out/fit.h"

#include <stdint.h>

#include "base/unicode.h"

#define ELLIPSIS STR("\xe2\x80\xa6")

/*
 * In this order columns of a role shrink to these widths, until all fit. The
 * EASY ones first are still comfortable: rather than go on, columns that are
 * said to be for wide terminals are left out. Rather than go beyond the MOST
 * that leaves things recognisable, all but the last two columns are.
 */
static const struct {
	enum fit_role role;
	size_t least;
} steps[] = {
	{ FIT_FLEX, 24 },
	{ FIT_NAME, 24 },
	{ FIT_PLACE, 40 },
	{ FIT_FLEX, 10 },
	{ FIT_NAME, 12 },
	{ FIT_PLACE, 20 },
	{ FIT_PLAIN, 12 },
	{ FIT_NAME, 8 },
	{ FIT_PLACE, 8 },
};

enum { EASY = 3, MOST = 7, ALL = sizeof(steps) / sizeof(steps[0]) };

static size_t
total(const struct fit_column *v, size_t n)
{
	size_t i, sum = 0;

	for (i = 0; i < n; i++)
		if (v[i].given)
			sum += v[i].given + (sum ? FIT_GAP : 0);
	return sum;
}

/* Gives all that are in what they want, then shrinks; true when they fit. */
static bool
squeeze(struct fit_column *v, size_t n, size_t room, size_t steps_n)
{
	size_t sum, cut, step, i;

	for (i = 0; i < n; i++)
		v[i].given = v[i].given ? v[i].wanted : 0;
	sum = total(v, n);
	for (step = 0; step < steps_n && sum > room; step++) {
		for (i = n; i-- > 0 && sum > room;) {
			if (v[i].role != steps[step].role ||
			    v[i].given <= steps[step].least)
				continue;
			cut = v[i].given - steps[step].least;
			if (cut > sum - room)
				cut = sum - room;
			v[i].given -= cut;
			sum -= cut;
		}
	}
	return sum <= room;
}

/* The name's index, or the first column's. */
static size_t
subject(const struct fit_column *v, size_t n)
{
	size_t i, first = n;

	for (i = n; i-- > 0;) {
		if (!v[i].given)
			continue;
		if (v[i].role == FIT_NAME)
			return i;
		first = i;
	}
	return first;
}

void
fit_columns(struct fit_column *v, size_t n, size_t room)
{
	size_t i, kept;

	for (i = 0; i < n; i++)
		v[i].given = v[i].wanted;
	for (i = n; i-- > 0 && !squeeze(v, n, room, EASY);)
		if (v[i].show == SHOW_WIDER)
			v[i].given = 0;
	for (i = n; i-- > 0 && !squeeze(v, n, room, EASY);)
		if (v[i].show == SHOW_WIDE)
			v[i].given = 0;
	kept = subject(v, n);
	for (i = n; i-- > 0 && !squeeze(v, n, room, MOST);)
		if (i != kept && v[i].role != FIT_PLACE)
			v[i].given = 0;
	for (i = n; i-- > 0 && !squeeze(v, n, room, ALL);)
		if (i != kept)
			v[i].given = 0;
	squeeze(v, n, room, ALL);
	if (kept < n && v[kept].given > room)
		v[kept].given = room;
}

size_t
fit_start(struct buf *out, struct str s, size_t width)
{
	size_t n = 0, taken = 0, bytes;
	int columns;

	while (n < s.len) {
		bytes = unicode_cluster(str_from(s, n), &columns);
		if (taken + (size_t)columns > width - 1)
			break;
		taken += (size_t)columns;
		n += bytes;
	}
	buf_add(out, str_upto(s, n));
	buf_add(out, ELLIPSIS);
	return taken + 1;
}

size_t
fit_end(struct buf *out, struct str s, size_t width)
{
	size_t left = unicode_columns(s);
	int columns;

	while (s.len && left > width - 1) {
		s = str_from(s, unicode_cluster(s, &columns));
		left -= (size_t)columns;
	}
	buf_add(out, ELLIPSIS);
	buf_add(out, s);
	return left + 1;
}
