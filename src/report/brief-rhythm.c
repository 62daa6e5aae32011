/* A year of interactions as one line of blocks, and the rhythm in words. */
#include "report/brief.h"
#include "report/spark.h"

enum {
	BLOCK = 14,  /* days */
	BLOCKS = 26, /* the last one ends today */
	LEAST = 2,   /* days of contact that are worth a drawing */
};

/* Days of contact in each block; how many there are in all. */
static uint32_t
count(const struct brief *b, uint32_t blocks[BLOCKS])
{
	day_t today = b->book->options->today;
	const day_t *days;
	size_t n = person_days(b->book, b->person, b->arena, &days), i;
	uint32_t found = 0;

	for (i = n; i-- > 0 && today - days[i] < BLOCK * BLOCKS; found++)
		blocks[BLOCKS - 1 - (today - days[i]) / BLOCK]++;
	return found;
}

void
brief_rhythm(struct brief *b)
{
	const struct person *p = b->person;
	day_t today = b->book->options->today;
	uint32_t blocks[BLOCKS] = { 0 }, found = count(b, blocks);

	if (!p->gap && found < LEAST)
		return;
	buf_clear(&b->scratch);
	if (found)
		spark_put(&b->scratch, spark_scale(blocks, BLOCKS, false),
		    blocks, BLOCKS);
	if (p->gap)
		buf_printf(&b->scratch, "%severy %dd%s", found ? " " : "",
		    p->gap, person_drifts(p, today) ? ": drifting" : "");
	vec_push(&b->rows, (struct brief_row){ b->number, DAY_NONE,
	    arena_str(b->arena, buf_str(&b->scratch)), UINT32_MAX, 0, 0 });
}
