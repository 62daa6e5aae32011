/*
 * vCards, and the lines that they and calendars are made of: how a file is
 * encoded and in what pieces it comes changes nothing of what is read from it;
 * and whatever is written as a value is one line, which is read as the value.
 */
#include "fuzz/pieces.h"
#include "fuzz/reading.h"
#include "note/contentline.h"

static bool
is_name(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!ch_alpha(s.ptr[i]) && !ch_digit(s.ptr[i]) &&
		    s.ptr[i] != '-' && s.ptr[i] != '_' && s.ptr[i] != '/')
			return false;
	return true;
}

/* What the header promises of lines, of any bytes. */
static void
holds_lines(struct str bytes)
{
	struct pieces pieces = { bytes, SIZE_MAX };
	struct input input = { more, &pieces };
	struct diags diags = { 0 };
	struct buf text = { 0 };
	struct contentline line;
	struct contentlines c;
	uint32_t before = 0;
	struct str rest, part;
	size_t i, parts;

	contentlines_begin(&c, &input, STR("a.vcf"), &diags);
	while (contentlines_next(&c, &line)) {
		HOLDS(line.line > before && line.column > 0);
		before = line.line;
		HOLDS(is_name(line.name) && is_name(line.group));
		HOLDS(unicode_valid(line.value));
		HOLDS(!line.binary || !line.value.len);
		HOLDS(line.name.len || !line.params_n);
		for (i = 0; i < line.params_n; i++)
			HOLDS(unicode_valid(line.params[i].value));
		for (parts = 0, rest = line.value;
		    contentline_cut(&rest, ';', &part); parts++)
			HOLDS(part.len <= line.value.len);
		HOLDS(parts <= line.value.len + 1);
		buf_clear(&text);
		contentline_text(&text, line.value);
		HOLDS(text.len <= line.value.len);
		HOLDS(unicode_valid(buf_str(&text)));
	}
	HOLDS(contentlines_end(&c) == (diags.errors ? -1 : 0));
	diag_release(&diags);
	buf_release(&text);
}

/* Physical lines of at most 75 octets, each of whole characters. */
static void
holds_folds(struct str out)
{
	struct str line;
	size_t end;

	while (out.len) {
		end = str_find(out, STR("\r\n"));
		HOLDS(end != SIZE_MAX);
		line = str_upto(out, end);
		HOLDS(line.len <= 75 && unicode_valid(line));
		HOLDS(str_chr(line, '\r') == SIZE_MAX &&
		    str_chr(line, '\n') == SIZE_MAX);
		out = str_from(out, end + 2);
		HOLDS(!out.len || out.ptr[0] == ' ');
	}
}

static void
write_values(struct buf *out, struct str param, struct str text)
{
	struct contentline_writer w = { .out = out };

	contentline_begin(&w, "NOTE");
	contentline_add_param(&w, "X", param);
	contentline_add_text(&w, text);
	contentline_add_mark(&w, ';');
	contentline_add_text(&w, text);
	contentline_end(&w);
}

/* Reads what was written: it is one line, of those values. */
static void
read_values(struct str bytes, struct buf *param, struct buf *text)
{
	struct pieces pieces = { bytes, SIZE_MAX };
	struct input input = { more, &pieces };
	struct buf again = { 0 };
	struct diags diags = { 0 };
	struct contentline line;
	struct contentlines c;
	struct str rest, part;

	contentlines_begin(&c, &input, STR("a.vcf"), &diags);
	HOLDS(contentlines_next(&c, &line));
	HOLDS(str_eq(line.name, STR("NOTE")) && line.params_n == 1);
	buf_add(param, line.params[0].value);
	rest = line.value;
	HOLDS(contentline_cut(&rest, ';', &part));
	contentline_text(text, part);
	HOLDS(contentline_cut(&rest, ';', &part));
	contentline_text(&again, part);
	HOLDS(str_eq(buf_str(text), buf_str(&again)));
	HOLDS(!contentline_cut(&rest, ';', &part));
	HOLDS(!contentlines_next(&c, &line));
	HOLDS(contentlines_end(&c) == 0 && !diags.list.n);
	diag_release(&diags);
	buf_release(&again);
}

/* Half of the bytes are a parameter, the rest is a text. */
static void
holds_writing(struct str bytes)
{
	struct str half = str_upto(bytes, bytes.len / 2);
	struct str rest = str_from(bytes, bytes.len / 2);
	struct buf out = { 0 }, params[2] = { 0 }, texts[2] = { 0 };
	int i;

	write_values(&out, half, rest);
	holds_folds(buf_str(&out));
	read_values(buf_str(&out), &params[0], &texts[0]);
	/* once without controls and broken characters they stay as they are */
	buf_clear(&out);
	write_values(&out, buf_str(&params[0]), buf_str(&texts[0]));
	read_values(buf_str(&out), &params[1], &texts[1]);
	HOLDS(str_eq(buf_str(&params[0]), buf_str(&params[1])));
	HOLDS(str_eq(buf_str(&texts[0]), buf_str(&texts[1])));
	buf_release(&out);
	for (i = 0; i < 2; i++) {
		buf_release(&params[i]);
		buf_release(&texts[i]);
	}
}

static void
read_as(struct buf *out, struct str bytes, size_t piece)
{
	struct pieces pieces = { bytes, piece };
	struct input input = { more, &pieces };
	struct read_options options = reading_options();
	struct source source = { .path = STR("cards/all.vcf") };
	struct reader r;
	size_t i;

	reader_init(&r, &options);
	read_table(&r, &input, &source);
	holds_source(&source, UINT32_MAX);
	describe(out, &source);
	for (i = 0; i < r.diags.list.n; i++)
		buf_printf(out, "%s@%u\n", r.diags.list.v[i].code,
		    r.diags.list.v[i].line);
	reader_release(&r);
}

/* With a byte order mark, in UTF-16 and in pieces a file is the same one. */
static void
holds_encoding(struct str bytes)
{
	struct buf read = { 0 }, mark = { 0 }, wide = { 0 }, again = { 0 };
	size_t piece, none;

	read_as(&read, bytes, SIZE_MAX);
	for (piece = 1; piece < 200; piece = piece * 3 + 1) {
		buf_clear(&again);
		read_as(&again, bytes, piece);
		HOLDS(str_eq(buf_str(&read), buf_str(&again)));
	}
	if (unicode_valid(bytes) &&
	    charset_find(bytes, &none) == CHARSET_UTF8 && !none) {
		buf_clear(&again);
		buf_puts(&mark, "\xef\xbb\xbf");
		buf_add(&mark, bytes);
		read_as(&again, buf_str(&mark), SIZE_MAX);
		HOLDS(str_eq(buf_str(&read), buf_str(&again)));
		buf_clear(&again);
		add_utf16(&wide, bytes);
		read_as(&again, buf_str(&wide), SIZE_MAX);
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

	holds_lines(bytes);
	holds_writing(bytes);
	holds_encoding(bytes);
	return 0;
}
