/* friends.md: what is read, and an entry put below its Activities. */
#include "fuzz/reading.h"
#include "note/edit.h"

static uint32_t
count_lines(struct str text)
{
	struct str line;
	uint32_t n = 0;

	while (str_line(&text, &line))
		n++;
	return n ? n : 1;
}

static size_t
read_friends(struct str text, const char *entry)
{
	struct read_options options = reading_options();
	struct source source = { .path = STR("friends.md") };
	struct reader r;
	size_t i, found = 0;

	reader_init(&r, &options);
	read_file(&r, text, &source);
	holds_source(&source, count_lines(text));
	for (i = 0; i < source.records_n; i++)
		found += source.kind == SOURCE_FRIENDS &&
		    source.records[i].kind == RECORD_ENTRY &&
		    source.records[i].day == day_from(2026, 11, 23) &&
		    str_eq(source.records[i].text, str_of(entry));
	reader_release(&r);
	return found;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct matcher *matcher;
	struct str text = fuzz_str(data, size);
	struct entry entry = { .day = day_from(2026, 11, 23),
		.text = STR("Sent the deck to **Ana Ruiz**.") };
	struct edit_place place = { 0 };
	struct buf out = { 0 };
	size_t before = read_friends(text, entry.text.ptr);
	uint32_t line = 0;

	if (!matcher)
		matcher = matcher_new(built_in());
	HOLDS(edit_insert(&out, text, &place, &entry, matcher, &line) == 0);
	HOLDS(line >= 1 && out.len > text.len);
	if (edit_find(buf_str(&out), &place, &entry, matcher) == line)
		HOLDS(read_friends(buf_str(&out), entry.text.ptr) >= before);
	buf_release(&out);
	return 0;
}
