#include "note/older.h"

#include <stdlib.h>

enum { ROOM_LEAST = 4 };

static int
compare_days(const void *a, const void *b)
{
	const day_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Logs are in order from one end or the other, nearly always. */
static bool
in_order(day_t *v, size_t n)
{
	size_t i, falls = 0;
	day_t swap;

	for (i = 1; i < n; i++)
		falls += v[i - 1] > v[i];
	if (!falls || falls < n - 1)
		return !falls;
	for (i = 0; i < n / 2; i++) {
		swap = v[i];
		v[i] = v[n - 1 - i];
		v[n - 1 - i] = swap;
	}
	return true;
}

void
older_sort(struct older_days *days)
{
	day_t *v = days->v;
	uint32_t i, kept = 0;

	if (!in_order(v, days->n))
		qsort(v, days->n, sizeof(*v), compare_days);
	for (i = 0; i < days->n; i++)
		if (!i || v[i] != v[i - 1])
			v[kept++] = v[i];
	days->n = kept;
}

/* More room only where most of it is taken by different days. */
static void
make_room(struct older_days *days)
{
	older_sort(days);
	if (days->n <= days->cap / 2 && days->cap)
		return;
	days->cap = days->cap ? days->cap * 2 : ROOM_LEAST;
	days->v = mem_resize(days->v, days->cap, sizeof(*days->v));
}

void
older_add(struct older_days *days, day_t day, uint8_t direction)
{
	day_t packed = older_pack(day, direction);

	if (days->n && days->v[days->n - 1] == packed)
		return;
	if (days->n == days->cap)
		make_room(days);
	days->v[days->n++] = packed;
}

void
older_clear(struct older_days *days)
{
	days->n = 0;
}

void
older_release(struct older_days *days)
{
	free(days->v);
	*days = (struct older_days){ 0 };
}
