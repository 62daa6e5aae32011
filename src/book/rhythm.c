#include "book/rhythm.h"

static int32_t
larger(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

/* Puts the gap in its place among the n that are sorted already. */
static void
insert(int32_t *gaps, size_t n, int32_t gap)
{
	for (; n && gaps[n - 1] > gap; n--)
		gaps[n] = gaps[n - 1];
	gaps[n] = gap;
}

int32_t
rhythm_gap(const day_t *days, size_t n)
{
	int32_t gaps[RHYTHM_GAPS] = { 0 };
	size_t most, i;

	if (n < RHYTHM_DAYS || days[n - 1] - days[0] < RHYTHM_SPAN)
		return 0;
	most = n - 1 < RHYTHM_GAPS ? n - 1 : RHYTHM_GAPS;
	for (i = 0; i < most; i++)
		insert(gaps, i, days[n - 1 - i] - days[n - 2 - i]);
	return most % 2 ? gaps[most / 2] :
	    (gaps[most / 2 - 1] + gaps[most / 2]) / 2;
}

int32_t
rhythm_least(int32_t gap)
{
	return larger(2 * gap, gap + 14);
}

int32_t
rhythm_most(int32_t gap)
{
	return larger(12 * gap, gap + 90);
}

bool
rhythm_drifts(int32_t gap, int32_t silent)
{
	return gap && silent > rhythm_least(gap) &&
	    silent <= rhythm_most(gap);
}
