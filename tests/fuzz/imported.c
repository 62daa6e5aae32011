/*
 * What is read of files that are imported only: JSON lines, calendars and
 * aliases of mutt. In what pieces a file comes changes nothing of it, and all
 * of it is text of lines that there are.
 */
#include "fuzz/pieces.h"
#include "fuzz/reading.h"
#include "note/calendar.h"
#include "note/jsonl.h"
#include "note/muttalias.h"

static void
read_as(struct buf *out, struct str bytes, size_t piece, read_form *form)
{
	struct pieces pieces = { bytes, piece };
	struct input input = { more, &pieces };
	struct read_options options = reading_options();
	struct source source = { .path = STR("elsewhere") };
	struct reader r;
	size_t i;

	options.imported = true;
	reader_init(&r, &options);
	read_by(&r, &input, &source, form);
	holds_source(&source, UINT32_MAX);
	HOLDS(source.kind == SOURCE_CONTACTS || !source.profiles_n);
	for (i = 0; i < source.profiles_n; i++)
		HOLDS(source.profiles[i].name.len);
	describe(out, &source);
	for (i = 0; i < r.diags.list.n; i++)
		buf_printf(out, "%s@%u\n", r.diags.list.v[i].code,
		    r.diags.list.v[i].line);
	reader_release(&r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static read_form *const forms[] = { jsonl_read, calendar_read,
		muttalias_read };
	struct str bytes = fuzz_str(data, size);
	struct buf whole = { 0 }, pieces = { 0 };
	size_t i, piece;

	for (i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		buf_clear(&whole);
		read_as(&whole, bytes, SIZE_MAX, forms[i]);
		for (piece = 1; piece < 200; piece = piece * 5 + 2) {
			buf_clear(&pieces);
			read_as(&pieces, bytes, piece, forms[i]);
			HOLDS(str_eq(buf_str(&whole), buf_str(&pieces)));
		}
	}
	buf_release(&whole);
	buf_release(&pieces);
	return 0;
}
