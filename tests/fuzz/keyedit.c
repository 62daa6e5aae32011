/*
 * A key that is set in a note: what is done is done once, all that is not the
 * key's is as before, and what is refused leaves nothing. The first line of the
 * input is "key=value", and the others are the note; or all is.
 */
#include "fuzz/reading.h"
#include "note/keyedit.h"

static void
holds_edit(struct str text, struct keyedit *k)
{
	struct read_options options = reading_options();
	struct buf out = { 0 }, again = { 0 };
	struct diags diags = { 0 };
	uint32_t line;
	int answer = keyedit_text(&out, text, k, &options, &line, &diags);

	HOLDS(answer == 1 || !out.len);
	HOLDS((answer == -1) == (diags.errors > 0));
	if (answer == 1) {
		HOLDS(!str_eq(buf_str(&out), text));
		HOLDS(keyedit_text(&again, buf_str(&out), k, &options, &line,
		    &diags) == 0);
	}
	buf_release(&out);
	buf_release(&again);
	diag_release(&diags);
}

static void
holds_section(struct str text, struct keyedit *k)
{
	struct read_options options = reading_options();
	struct source source = { .path = k->path };
	struct reader r;

	reader_init(&r, &options);
	read_file(&r, text, &source);
	if (source.profiles_n) {
		k->place.anchor = source.profiles[0].anchor;
		k->place.line = source.profiles[0].line;
		k->name = source.profiles[0].name;
		holds_edit(text, k);
	}
	reader_release(&r);
}

static void
holds_everywhere(struct str text, struct str key, struct str value)
{
	struct keyedit k = { .key = key, .value = value };

	k.path = STR("people/ana.md");
	holds_edit(text, &k);
	k.path = STR("contacts.md");
	holds_section(text, &k);
	k.path = STR("friends.md");
	holds_section(text, &k);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = fuzz_str(data, size), rest = text, said, key;

	if (str_line(&rest, &said) && str_cut(&said, '=', &key) && said.ptr) {
		if (str_trim(key).len)
			holds_everywhere(rest, key, said);
		return 0;
	}
	/* a note without that line */
	holds_everywhere(text, STR("cadence"), STR("2w"));
	holds_everywhere(text, STR("tags"), STR("a, old friend"));
	return 0;
}
