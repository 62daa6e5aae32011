#include "note/rows.h"

void
rows_add(struct rows *rows, const struct csv_row *row)
{
	size_t i;

	vec_push(&rows->list, (struct rows_row){ rows->ends.n, row->n,
	    row->line });
	for (i = 0; i < row->n; i++) {
		buf_add(&rows->text, row->fields[i]);
		vec_push(&rows->ends, rows->text.len);
	}
}

struct csv_row
rows_get(struct rows *rows, size_t i)
{
	const struct rows_row *row = &rows->list.v[i];
	size_t k, from = row->first ? rows->ends.v[row->first - 1] : 0;

	vec_clear(&rows->fields);
	for (k = row->first; k < row->first + row->n; k++) {
		vec_push(&rows->fields, str_from(str_upto(
		    buf_str(&rows->text), rows->ends.v[k]), from));
		from = rows->ends.v[k];
	}
	return (struct csv_row){ rows->fields.v, row->n, row->line };
}

void
rows_clear(struct rows *rows)
{
	buf_clear(&rows->text);
	vec_clear(&rows->ends);
	vec_clear(&rows->list);
}

void
rows_release(struct rows *rows)
{
	buf_release(&rows->text);
	vec_release(&rows->ends);
	vec_release(&rows->list);
	vec_release(&rows->fields);
}
