#include "out/value.h"

#include <inttypes.h>
#include <stdio.h>

static void
put_day(struct buf *out, day_t day)
{
	char text[DAY_TEXT];

	day_format(day, text);
	buf_puts(out, text);
}

static void
put_number(struct buf *out, int64_t number)
{
	char text[32];

	snprintf(text, sizeof(text), "%" PRId64, number);
	buf_puts(out, text);
}

static void
put_ratio(struct buf *out, int64_t hundredths)
{
	uint64_t n = (uint64_t)hundredths;
	char text[32];

	if (hundredths < 0)
		n = 0 - n;
	snprintf(text, sizeof(text), "%s%" PRIu64 ".%02u",
	    hundredths < 0 ? "-" : "", n / 100, (unsigned)(n % 100));
	buf_puts(out, text);
}

void
value_put(struct buf *out, const struct column *column,
    const struct cell *cell, const char *joint,
    void (*add)(struct buf *out, struct str s))
{
	size_t i;

	if (cell->missing)
		return;
	switch (column->type) {
	case CELL_TEXT:
	case CELL_PATH:
		add(out, cell->text);
		break;
	case CELL_DAY:
		put_day(out, cell->day);
		break;
	case CELL_NUMBER:
		put_number(out, cell->number);
		break;
	case CELL_RATIO:
		put_ratio(out, cell->number);
		break;
	case CELL_LIST:
		for (i = 0; i < cell->list.n; i++) {
			if (i)
				buf_puts(out, joint);
			add(out, cell->list.v[i]);
		}
		break;
	}
}

bool
value_numeric(const struct column *column)
{
	return column->type == CELL_NUMBER || column->type == CELL_RATIO;
}
