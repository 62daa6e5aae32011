#include "note/table.h"

#include "note/card.h"
#include "note/exchange.h"

enum { HEADER_RECORDS = 10 }; /* among which the header stands */

static void
check_length(struct sheet *t, const struct csv_row *row)
{
	size_t i;

	for (i = t->header.n; i < row->n; i++)
		if (str_trim(row->fields[i]).len)
			break;
	if (i < row->n && t->ragged++ < SHEET_WARNINGS)
		read_warn(t->r, t->source, "ragged-row", row->line, 0,
		    "the row has more fields than the header; put a field "
		    "that holds the delimiter in quotes");
}

static bool
find_header(struct sheet *t, const struct csv_row *row)
{
	struct str twice;

	t->found = header_read(&t->header, row->fields, row->n,
	    t->source->path);
	if (!t->found)
		return ++t->records < HEADER_RECORDS;
	twice = header_twice(&t->header, row->fields);
	if (twice.len)
		read_warn(t->r, t->source, "double-column", row->line, 0,
		    "two columns are named \"%.*s\", of which the first with a "
		    "value counts; give one another name", STR_ARG(twice));
	return true;
}

static bool
read_row(void *context, const struct csv_row *row)
{
	struct sheet *t = context;

	if (!t->found)
		return find_header(t, row);
	/* short rows must not cost what a hostile header is long */
	t->columns = 0;
	while (t->columns < t->header.columns.n &&
	    t->header.columns.v[t->columns].index < row->n)
		t->columns++;
	check_length(t, row);
	if (t->header.kind == SOURCE_INTERACTIONS)
		exchange_read(t, row);
	else
		card_read(t, row);
	return true;
}

void
table_read(struct reader *r, const struct input *input,
    struct source *source)
{
	struct sheet t = { .r = r, .source = source };
	size_t findings = r->diags.list.n;
	int failed;

	failed = csv_read(input, source->path, &r->diags, read_row, &t);
	if (t.found) {
		source->kind = t.header.kind;
		source->reason = t.header.reason;
		sheet_end(&t);
	} else {
		source->kind = SOURCE_OTHER;
		source->reason = "no header of people in the first 10 rows";
		/* how a table looks that is not for us is no concern of ours */
		if (!failed)
			r->diags.list.n = findings;
	}
	sheet_release(&t);
}
