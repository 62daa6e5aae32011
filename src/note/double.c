#include "note/double.h"

/* What makes two entries the same, as one string. */
static void
add_key(const struct reader *r, const struct record *record, struct buf *key)
{
	const struct who *who = r->whos.v + record->who;
	uint16_t i;

	buf_printf(key, "%d\n%.*s\n%.*s\n", record->day,
	    STR_ARG(record->channel), STR_ARG(record->text));
	for (i = 0; i < record->who_n; i++)
		buf_printf(key, "%u\t%.*s\n", who[i].profile,
		    STR_ARG(who[i].target));
}

static int
compare_line(const void *number, const void *line)
{
	uint32_t a = *(const uint32_t *)number;
	uint32_t b = ((const struct md_line *)line)->number;

	return (a > b) - (a < b);
}

static bool
is_heading(const struct reader *r, uint32_t number)
{
	const struct md_line *line = r->md.lines.n ? bsearch(&number,
	    r->md.lines.v, r->md.lines.n, sizeof(*line), compare_line) : NULL;

	return line && line->type == MD_HEADING;
}

void
double_find(struct reader *r, const struct source *source)
{
	struct map seen = { 0 };
	struct buf key = { 0 };
	const struct record *record;
	uint32_t first;
	size_t i;
	bool added;

	for (i = 0; i < r->records.n; i++) {
		record = &r->records.v[i];
		if (record->kind != RECORD_ENTRY || record->day == DAY_NONE ||
		    !record->text.len || is_heading(r, record->line))
			continue;
		buf_clear(&key);
		add_key(r, record, &key);
		first = *map_put(&seen, arena_str(&r->scratch, buf_str(&key)),
		    record->line, &added);
		if (!added && first != record->line)
			read_warn(r, source, "double-entry", record->line,
			    record->column, "this entry stands at line %u "
			    "already; take one of them out", first);
	}
	map_release(&seen);
	buf_release(&key);
}
