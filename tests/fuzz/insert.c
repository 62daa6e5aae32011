/*
 * An entry that is put into a note: every other byte stays, and what is read
 * afterwards is what was read before and the entry. The last line of the input
 * is what is said ("call: sent the deck"), the others are the note.
 * The same of the bullet of a follow-up.
 */
#include "fuzz/reading.h"
#include "note/channel.h"
#include "note/edit.h"
#include "note/entries.h"

static void
holds_one_run(struct str text, struct str out)
{
	size_t before = 0, behind = 0;

	HOLDS(out.len > text.len);
	while (before < text.len && text.ptr[before] == out.ptr[before])
		before++;
	while (behind < text.len && text.ptr[text.len - 1 - behind] ==
	    out.ptr[out.len - 1 - behind])
		behind++;
	HOLDS(before + behind >= text.len);
}

/* What a reader finds, who knows nothing of editing. Lines may move. */
static enum source_kind
read_entries(struct buf *out, struct str text, const char *path)
{
	struct read_options options = reading_options();
	struct source source = { .path = str_of(path) };
	struct record *record;
	struct reader r;
	size_t i;

	reader_init(&r, &options);
	read_file(&r, text, &source);
	for (i = 0; i < source.records_n; i++) {
		record = &source.records[i];
		if (record->kind != RECORD_ENTRY &&
		    record->kind != RECORD_PROMISE)
			continue;
		buf_printf(out, "%d", record->day);
		describe_str(out, record->channel);
		describe_str(out, record->text);
		buf_addc(out, '\n');
	}
	reader_release(&r);
	return source.kind;
}

/* The lines of a are those of b, but for one more. */
static bool
one_more(struct str a, struct str b)
{
	struct str x, y;
	size_t more = 0;

	while (str_line(&b, &y)) {
		struct str rest = a;

		if (str_line(&rest, &x) && str_eq(x, y))
			a = rest;
		else
			more++;
	}
	return !a.len && more == 1;
}

static void
holds_insert(struct str text, const struct entry *entry, const char *path)
{
	static struct matcher *m;
	struct edit_place place = { 0 };
	struct buf out = { 0 }, before = { 0 }, after = { 0 };
	enum source_kind kind, now;
	uint32_t line = 0;

	if (!m)
		m = matcher_new(built_in());
	HOLDS(edit_insert(&out, text, &place, entry, m, &line) == 0);
	holds_one_run(text, buf_str(&out));
	kind = read_entries(&before, text, path);
	/* what disturbs is refused by who writes it */
	if (kind == SOURCE_PERSON && !edit_disturbs(text, buf_str(&out)) &&
	    edit_find(buf_str(&out), &place, entry, m) == line) {
		now = read_entries(&after, buf_str(&out), path);
		/* "# Contacts" waits for a heading with something below it */
		HOLDS(now == kind || now == SOURCE_PEOPLE);
		HOLDS(now != kind ||
		    one_more(buf_str(&before), buf_str(&after)));
	}
	buf_release(&out);
	buf_release(&before);
	buf_release(&after);
}

/* An undated bullet: one run, no other entry, and none a second time. */
static void
holds_bullet(struct str text, day_t day)
{
	static const char path[] = "people/ana-ruiz.md";
	static struct matcher *m;
	struct str said = STR("#followup/2026-12-07");
	struct edit_place place = { 0 };
	struct buf out = { 0 }, again = { 0 }, before = { 0 }, after = { 0 };
	uint32_t line = 0, found = 0;

	if (!m)
		m = matcher_new(built_in());
	if (edit_bullet(&out, text, &place, said, day, m, &line) == 0)
		goto out;
	holds_one_run(text, buf_str(&out));
	if (edit_bullet(&again, buf_str(&out), &place, said, day, m,
		&found) == 0) {
		HOLDS(found == line && !again.len);
		if (!edit_disturbs(text, buf_str(&out)) &&
		    read_entries(&before, text, path) == SOURCE_PERSON &&
		    read_entries(&after, buf_str(&out), path) ==
		    SOURCE_PERSON)
			HOLDS(str_eq(buf_str(&before), buf_str(&after)));
	}
out:
	buf_release(&out);
	buf_release(&again);
	buf_release(&before);
	buf_release(&after);
}

/* A task, or what could begin or end what hides the note's own lines. */
static bool
is_special(struct str said)
{
	size_t i;

	for (i = 0; i < said.len && said.ptr[i] &&
	    strchr("-*+ \t", said.ptr[i]); i++)
		;
	if (str_starts(str_from(said, i), STR("[")) ||
	    str_starts(str_from(said, i), STR("TODO")))
		return true;
	for (i = 0; i < said.len; i++)
		if (said.ptr[i] && strchr("`<>%{}!", said.ptr[i]))
			return true;
	return false;
}

/*
 * A heading of two lines, underlined: to the reader the first is text of the
 * section above, to the writer it is not to be parted from the second. Or a
 * dated heading in the section of another, which may get a bullet below it.
 */
static bool
has_odd_headings(struct str text, struct matcher *m)
{
	struct edit_place place = { 0 };
	const struct md_line *line;
	struct entries e = { 0 };
	bool found = false;
	size_t i;

	HOLDS(entries_read(&e, text, &place, m) == 0);
	for (i = 1; i < e.n; i++)
		found = found || (entries_setext(&e.lines[i]) &&
		    (e.lines[i - 1].type == MD_TEXT ||
		    e.lines[i - 1].type == MD_ITEM));
	for (i = 0; i < e.list.n; i++) {
		line = &e.lines[e.list.v[i].index];
		found = found || (line->type == MD_HEADING &&
		    !e.list.v[i].top);
	}
	entries_release(&e);
	return found;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct read_options options = reading_options();
	struct str text = fuzz_str(data, size), said;
	struct entry entry = { .day = DAY_NONE };
	size_t end = str_rchr(str_upto(text, size ? size - 1 : 0), '\n');
	struct str channel;
	struct reader r;

	said = str_trim(end == SIZE_MAX ? text : str_from(text, end + 1));
	text = end == SIZE_MAX ? STR_NONE : str_upto(text, end + 1);
	if (!said.len || is_special(said))
		return 0;
	reader_init(&r, &options);
	if (has_odd_headings(text, r.matcher))
		goto out;
	/* as "netgrep log" does */
	channel = channel_find(&r, said, &entry.text);
	if (entry.text.len != said.len)
		entry.channel = channel;
	entry.day = day_from(2026, 11, 23);
	holds_bullet(text, entry.day);
	holds_insert(text, &entry, "people/ana-ruiz.md");
	entry.day = day_from(2026, 5, 2);
	entry.body = STR("a longer story\n\nof two paragraphs");
	holds_insert(text, &entry, "people/ana-ruiz.md");
out:
	reader_release(&r);
	return 0;
}
