/*
 * Markdown: the lines that the scanner makes of a text, and what the readers
 * make of them.
 */
#include "fuzz/reading.h"
#include "note/md.h"

static void
holds_line(const struct md *md, uint32_t i)
{
	const struct md_line *l = &md->lines.v[i];
	struct str content = md_content(l);
	size_t k;

	HOLDS(l->number == i + 1 && l->type <= MD_RULE && l->level <= 6);
	HOLDS(l->parent == MD_NONE || (l->parent < i &&
	    md->lines.v[l->parent].type == MD_ITEM));
	HOLDS(l->heading == MD_NONE || (l->heading < i &&
	    md->lines.v[l->heading].type == MD_HEADING));
	HOLDS(l->content <= l->raw.len && l->bullet <= l->raw.len);
	HOLDS(!content.len || (content.ptr >= l->raw.ptr &&
	    content.ptr + content.len <= l->raw.ptr + l->raw.len));
	HOLDS(l->prose.len == l->raw.len);
	for (k = 0; k < l->raw.len; k++)
		HOLDS(l->prose.ptr[k] == l->raw.ptr[k] ||
		    l->prose.ptr[k] == MD_HIDDEN);
}

/* The lines are those of the text, none left out. */
static void
holds_lines(const struct md *md, struct str text)
{
	struct str line;
	uint32_t i;

	for (i = 0; str_line(&text, &line); i++) {
		HOLDS(i < md->lines.n);
		HOLDS(md->lines.v[i].raw.len == line.len &&
		    (!line.len || md->lines.v[i].raw.ptr == line.ptr));
		holds_line(md, i);
	}
	HOLDS(i == md->lines.n);
}

static void
add_crlf(struct buf *out, struct str text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n')
			buf_addc(out, '\r');
		buf_addc(out, text.ptr[i]);
	}
}

/* Line ends of DOS change nothing. */
static void
holds_crlf(const struct md *md, struct str text)
{
	const struct md_line *a, *b;
	struct buf crlf = { 0 };
	struct md other = { 0 };
	size_t i;

	if (str_chr(text, '\r') != SIZE_MAX)
		return;
	add_crlf(&crlf, text);
	md_scan(&other, buf_str(&crlf), 1);
	HOLDS(other.lines.n == md->lines.n);
	for (i = 0; i < other.lines.n; i++) {
		a = &md->lines.v[i];
		b = &other.lines.v[i];
		HOLDS(str_eq(a->prose, b->prose));
		HOLDS(a->type == b->type && a->level == b->level);
		HOLDS(a->parent == b->parent && a->heading == b->heading);
		HOLDS(a->bullet == b->bullet && a->content == b->content);
		HOLDS(a->quoted == b->quoted && a->box == b->box);
	}
	md_release(&other);
	buf_release(&crlf);
}

/* A note of each kind; what was read before one can't be seen in it. */
static void
holds_notes(struct str text, uint32_t lines)
{
	static const char *const paths[] = { "people/ana-ruiz.md",
		"people.md", "journal/2026-05-02.md", "notes.md" };
	struct read_options options = reading_options();
	struct buf first = { 0 }, again = { 0 };
	struct source source;
	struct reader r;
	size_t i;

	reader_init(&r, &options);
	for (i = 0; i <= sizeof(paths) / sizeof(*paths); i++) {
		source = (struct source){
			.path = str_of(paths[i % (sizeof(paths) /
			    sizeof(*paths))]) };
		read_file(&r, text, &source);
		holds_source(&source, lines);
		if (i == 0)
			describe(&first, &source);
	}
	describe(&again, &source);
	HOLDS(str_eq(buf_str(&first), buf_str(&again)));
	reader_release(&r);
	buf_release(&first);
	buf_release(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = fuzz_str(data, size);
	struct md md = { 0 };

	md_scan(&md, text, 1);
	holds_lines(&md, text);
	holds_crlf(&md, text);
	/* a note of no line is one of one: what is read of it has a place */
	holds_notes(text, md.lines.n ? (uint32_t)md.lines.n : 1);
	md_release(&md);
	return 0;
}
