/*
 * Tables, and libcsv with them: how a table is encoded and quoted, and in what
 * pieces it comes, changes nothing of what is read from it.
 */
#include "fuzz/pieces.h"
#include "fuzz/reading.h"
#include "note/charset.h"
#include "note/csv.h"

/* Rows, written again: every field quoted, with commas between. */
struct copy {
	struct buf csv;
	uint32_t line;
	size_t rows;
};

static bool
copy_row(void *context, const struct csv_row *row)
{
	struct copy *copy = context;
	size_t i, k;

	HOLDS(row->line > copy->line || !copy->rows);
	copy->line = row->line;
	copy->rows++;
	HOLDS(row->n > 0);
	for (i = 0; i < row->n; i++) {
		HOLDS(unicode_valid(row->fields[i]));
		buf_puts(&copy->csv, i ? ",\"" : "\"");
		for (k = 0; k < row->fields[i].len; k++) {
			if (row->fields[i].ptr[k] == '"')
				buf_addc(&copy->csv, '"');
			buf_addc(&copy->csv, row->fields[i].ptr[k]);
		}
		buf_addc(&copy->csv, '"');
	}
	buf_addc(&copy->csv, '\n');
	return true;
}

static bool
holds_copy(struct copy *copy, struct str bytes)
{
	struct pieces pieces = { bytes, SIZE_MAX };
	struct input input = { more, &pieces };
	struct diags diags = { 0 };
	bool clean = csv_read(&input, STR("t.csv"), &diags, copy_row, copy) ==
	    0;
	size_t i;

	HOLDS(clean == (diags.errors == 0));
	for (i = 0; i < diags.list.n; i++)
		clean &= !strcmp(diags.list.v[i].code, "nul-byte");
	diag_release(&diags);
	return clean;
}

/* What was read and written is read as it was written. */
static void
holds_quoting(struct str bytes)
{
	struct copy first = { 0 }, second = { 0 };
	struct buf marked = { 0 };

	holds_copy(&first, bytes);
	/* without the mark, NUL bytes in values could mean UTF-16 again */
	buf_puts(&marked, "\xef\xbb\xbf");
	buf_add(&marked, buf_str(&first.csv));
	HOLDS(holds_copy(&second, buf_str(&marked)));
	HOLDS(first.rows == second.rows);
	HOLDS(str_eq(buf_str(&first.csv), buf_str(&second.csv)));
	buf_release(&marked);
	buf_release(&first.csv);
	buf_release(&second.csv);
}

static void
read_as(struct buf *out, struct str bytes, size_t piece, const char *path)
{
	struct pieces pieces = { bytes, piece };
	struct input input = { more, &pieces };
	struct read_options options = reading_options();
	struct source source = { .path = str_of(path) };
	struct reader r;

	reader_init(&r, &options);
	read_table(&r, &input, &source);
	holds_source(&source, UINT32_MAX);
	describe(out, &source);
	reader_release(&r);
}

/* Joined or not, there are as many entries. */
static void
holds_joined(struct str bytes, const char *path)
{
	size_t entries[2] = { 0 };
	uint32_t i;
	int all;

	for (all = 0; all < 2; all++) {
		struct pieces pieces = { bytes, SIZE_MAX };
		struct input input = { more, &pieces };
		struct read_options options = reading_options();
		struct source s = { .path = str_of(path) };
		struct reader r;

		options.all_texts = all;
		reader_init(&r, &options);
		read_table(&r, &input, &s);
		holds_source(&s, UINT32_MAX);
		for (i = 0; i < s.records_n; i++)
			entries[all] += s.records[i].older ?
			    s.olders[s.records[i].older - 1].times : 1;
		reader_release(&r);
	}
	HOLDS(entries[0] == entries[1]);
}

/* With a byte order mark, in UTF-16 and in pieces a table is the same one. */
static void
holds_encoding(struct str bytes, const char *path)
{
	struct buf read = { 0 }, mark = { 0 }, wide = { 0 }, again = { 0 };
	size_t piece;

	read_as(&read, bytes, SIZE_MAX, path);
	for (piece = 1; piece < 200; piece = piece * 3 + 1) {
		buf_clear(&again);
		read_as(&again, bytes, piece, path);
		HOLDS(str_eq(buf_str(&read), buf_str(&again)));
	}
	buf_clear(&again);
	/* NUL bytes without a mark could mean UTF-16 already */
	if (unicode_valid(bytes) && str_chr(bytes, '\0') == SIZE_MAX &&
	    !str_starts(bytes, STR("\xef\xbb\xbf"))) {
		buf_puts(&mark, "\xef\xbb\xbf");
		buf_add(&mark, bytes);
		read_as(&again, buf_str(&mark), SIZE_MAX, path);
		HOLDS(str_eq(buf_str(&read), buf_str(&again)));
		buf_clear(&again);
		add_utf16(&wide, bytes);
		read_as(&again, buf_str(&wide), SIZE_MAX, path);
		HOLDS(str_eq(buf_str(&read), buf_str(&again)));
	}
	buf_release(&read);
	buf_release(&mark);
	buf_release(&wide);
	buf_release(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = fuzz_str(data, size);

	holds_quoting(bytes);
	holds_encoding(bytes, "contacts.csv");
	holds_encoding(bytes, "exports/calls.tsv");
	holds_joined(bytes, "exports/calls.tsv");
	return 0;
}
