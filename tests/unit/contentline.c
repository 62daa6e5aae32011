/* Lines of vCard and iCalendar, read and written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/unicode.h"
#include "note/contentline.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))
#define MIB ((size_t)1 << 20)
/* A constant, as STR is none. */
#define TEXT(literal) { (literal), sizeof(literal) - 1 }

/* An input of bytes in memory, so many at a time. */
struct text {
	struct str rest;
	size_t piece;
	bool broken; /* fails where it should end */
};

static int
text_more(void *context, struct buf *out)
{
	struct text *text = context;
	size_t n = text->piece && text->piece < text->rest.len ? text->piece :
	    text->rest.len;

	if (!n)
		return text->broken ? -1 : 0;
	buf_add(out, str_upto(text->rest, n));
	text->rest = str_from(text->rest, n);
	return 1;
}

static void
describe(struct buf *out, const struct contentline *line)
{
	size_t i;

	buf_printf(out, "%u:%u:", line->line, line->column);
	if (line->group.len)
		buf_printf(out, "%.*s.", STR_ARG(line->group));
	buf_add(out, line->name);
	for (i = 0; i < line->params_n; i++) {
		buf_printf(out, ";%.*s=", STR_ARG(line->params[i].name));
		buf_add(out, line->params[i].value);
	}
	buf_puts(out, line->binary ? "|binary" : "|");
	buf_add(out, line->value);
	buf_addc(out, '\n');
}

/* As "LINE:COLUMN:group.NAME;PARAM=value|value" and "code@LINE". */
static int
read_lines(struct buf *out, struct str bytes, size_t piece, bool broken)
{
	struct text text = { bytes, piece, broken };
	struct input input = { text_more, &text };
	struct diags diags = { 0 };
	struct contentline line;
	struct contentlines c;
	size_t i;
	int result;

	contentlines_begin(&c, &input, STR("a.vcf"), &diags);
	while (contentlines_next(&c, &line)) {
		assert_true(unicode_valid(line.value));
		describe(out, &line);
	}
	result = contentlines_end(&c);
	for (i = 0; i < diags.list.n; i++)
		buf_printf(out, "%s@%u\n", diags.list.v[i].code,
		    diags.list.v[i].line);
	assert_int_equal(result, diags.errors || broken ? -1 : 0);
	diag_release(&diags);
	return result;
}

struct test {
	const char *name;
	struct str bytes;
	const char *expected;
};

static const struct test tests[] = {
	{ "nothing", TEXT(""), "" },
	{ "blank lines", TEXT("\r\n\n \t\r\n"), "" },
	{ "one", TEXT("FN:Ana Ruiz\r\n"), "1:4:FN|Ana Ruiz\n" },
	{ "no end of line", TEXT("FN:Ana"), "1:4:FN|Ana\n" },
	{ "LF", TEXT("FN:Ana\nNOTE:b\n"), "1:4:FN|Ana\n2:6:NOTE|b\n" },
	{ "CR", TEXT("FN:Ana\rNOTE:b\r"), "1:4:FN|Ana\n2:6:NOTE|b\n" },
	{ "blank lines count", TEXT("\r\nA:b\r\n\r\nC:d\r\n"),
	  "2:3:A|b\n4:3:C|d\n" },
	{ "an empty value", TEXT("NOTE:\r\n"), "1:6:NOTE|\n" },
	{ "a colon in the value", TEXT("URL:https://a.example\n"),
	  "1:5:URL|https://a.example\n" },
	{ "folds", TEXT("FN:An\r\n a R\r\n\tuiz\r\nA:b\r\n"),
	  "1:4:FN|Ana Ruiz\n4:3:A|b\n" },
	{ "folds with LF", TEXT("FN:An\n a\n  Ruiz\n"),
	  "1:4:FN|Ana Ruiz\n" },
	{ "a fold in a name", TEXT("NOT\r\n E:a\r\n"), "1:1:NOTE|a\n" },
	{ "a fold of nothing", TEXT("FN:An\r\n \r\n a\r\n"), "1:4:FN|Ana\n" },
	{ "a fold in a character", TEXT("FN:Jos\xc3\r\n \xa9\r\n"),
	  "1:4:FN|José\n" },
	{ "a blank line ends it", TEXT("FN:Ana\r\n\r\n NOTE:b\r\n"),
	  "1:4:FN|Ana\n3:6:NOTE|b\n" },
	{ "group", TEXT("item1.EMAIL:a@example.org\n"),
	  "1:13:item1.EMAIL|a@example.org\n" },
	{ "parameters", TEXT("TEL;TYPE=home,voice;PREF=1:1\n"),
	  "1:28:TEL;TYPE=home;TYPE=voice;PREF=1|1\n" },
	{ "quotes", TEXT("TEL;TYPE=\"a,b\";X=\"c;d:e\":1\n"),
	  "1:26:TEL;TYPE=a,b;X=c;d:e|1\n" },
	{ "a quote that doesn't close", TEXT("TEL;X=\"a;Y=b:1\n"),
	  "1:14:TEL;X=\"a;Y=b|1\n" },
	{ "an equals sign in a parameter", TEXT("A;X=b=c:1\n"),
	  "1:9:A;X=b=c|1\n" },
	{ "an empty parameter", TEXT("A;;X=:1\n"), "1:7:A;=;X=|1\n" },
	{ "carets", TEXT("A;X=a^nb^^n^'c^d^:1\n"),
	  "1:19:A;X=a\nb^n\"c^d^|1\n" },
	{ "bare parameters", TEXT("TEL;HOME;VOICE:1\n"),
	  "1:16:TEL;=HOME;=VOICE|1\n" },
	{ "blanks around names", TEXT("TEL ; TYPE = home :1\n"),
	  "1:20:TEL;TYPE=home|1\n" },
	{ "quoted-printable", TEXT("FN;ENCODING=QUOTED-PRINTABLE:Jos=C3=A9\n"),
	  "1:30:FN;ENCODING=QUOTED-PRINTABLE|José\n" },
	{ "soft line breaks", TEXT("N;QUOTED-PRINTABLE:Jos=\r\n=C3=\r\n=A9;a=\r\n"
	  " b\r\nA:c\r\n"), "1:20:N;=QUOTED-PRINTABLE|José;a b\n5:3:A|c\n" },
	{ "soft line breaks with a tab", TEXT("N;QUOTED-PRINTABLE:a=\n\tb\n"),
	  "1:20:N;=QUOTED-PRINTABLE|ab\n" },
	{ "a soft line break into a blank line",
	  TEXT("N;QUOTED-PRINTABLE:a=\n\nA:b\n"),
	  "1:20:N;=QUOTED-PRINTABLE|a\n3:3:A|b\n" },
	{ "a soft line break into the end",
	  TEXT("N;QUOTED-PRINTABLE:a=\nEND:VCARD\n"),
	  "1:20:N;=QUOTED-PRINTABLE|a=\n2:5:END|VCARD\n" },
	{ "quoted-printable folded", TEXT("N;QUOTED-PRINTABLE:a=C\n 3=A9\n"),
	  "1:20:N;=QUOTED-PRINTABLE|aé\n" },
	{ "no quoted-printable", TEXT("N;QUOTED-PRINTABLE:a=4g=4\n"),
	  "1:20:N;=QUOTED-PRINTABLE|a=4g=4\n" },
	{ "an equals sign at the end", TEXT("NOTE:a=\nA:b\n"),
	  "1:6:NOTE|a=\n2:3:A|b\n" },
	{ "Latin-1 as CHARSET says", TEXT("N;CHARSET=ISO-8859-1:Jos\xe9\n"),
	  "1:22:N;CHARSET=ISO-8859-1|José\n" },
	{ "Latin-1 in quoted-printable",
	  TEXT("N;CHARSET=Windows-1252;QUOTED-PRINTABLE:Jos=E9\n"),
	  "1:41:N;CHARSET=Windows-1252;=QUOTED-PRINTABLE|José\n" },
	{ "Latin-1 unsaid, once", TEXT("N:Jos\xe9\nA;X=\xe9:\xe9\n"),
	  "1:3:N|José\n2:7:A;X=é|é\nlatin-1@1\n" },
	{ "an unknown charset, once",
	  TEXT("N;CHARSET=KOI8-R:\xe9\nA;CHARSET=x:\xe9\n"),
	  "1:18:N;CHARSET=KOI8-R|é\n2:13:A;CHARSET=x|é\nunknown-charset@1\n" },
	{ "UTF-8 that is called Latin-1", TEXT("N;CHARSET=latin1:é\n"),
	  "1:18:N;CHARSET=latin1|é\n" },
	{ "BOM", TEXT("\xef\xbb\xbf" "FN:Ana\n"), "1:4:FN|Ana\n" },
	{ "UTF-16", TEXT("\xff\xfe" "F\0N\0:\0\xe9\0\n\0"), "1:4:FN|é\n" },
	{ "base64", TEXT("PHOTO;ENCODING=b;TYPE=JPEG:AAAA\n BBBB\nA:b\n"),
	  "1:28:PHOTO;ENCODING=b;TYPE=JPEG|binary\n3:3:A|b\n" },
	{ "base64 of 2.1", TEXT("KEY;BASE64:\n  AA\n  BB\n\nA:b\n"),
	  "1:12:KEY;=BASE64|binary\n5:3:A|b\n" },
	{ "base64 that is not indented",
	  TEXT("KEY;ENCODING=BASE64:\nAA+/\nBB==\nA:b\n"),
	  "1:21:KEY;ENCODING=BASE64|binary\n4:3:A|b\n" },
	{ "a data URI", TEXT("PHOTO:data:image/png;base64,AA\n BB\nA:b\n"),
	  "1:7:PHOTO|binary\n3:3:A|b\n" },
	{ "a data URI behind a fold", TEXT("PHOTO:\n da\n ta:,AA\n BB\nA:b\n"),
	  "1:7:PHOTO|binary\n5:3:A|b\n" },
	{ "a text that begins so", TEXT("NOTE:data:\n x\n"),
	  "1:6:NOTE|data:x\n" },
	{ "base64 is no matter of the value", TEXT("NOTE:base64\nAAAA\n"),
	  "1:6:NOTE|base64\n2:1:|AAAA\n" },
	{ "no content line", TEXT("garbage\nA:b\n"), "1:1:|garbage\n2:3:A|b\n" },
	{ "no name", TEXT(":a\n;X=b:c\nA B:c\ng.:d\n"),
	  "1:1:|:a\n2:1:|;X=b:c\n3:1:|A B:c\n4:1:|g.:d\n" },
	{ "a slash in a name", TEXT("X-messaging/xmpp-All:a\n"),
	  "1:22:X-messaging/xmpp-All|a\n" },
	{ "NUL", TEXT("A:b\0c\n"), "1:3:A|b\0c\n" },
};

static void
test_read(void **state)
{
	size_t pieces[] = { 0, 1, 2, 7 };
	struct buf out = { 0 };
	size_t i, k;

	(void)state;
	for (i = 0; i < N(tests); i++) {
		for (k = 0; k < N(pieces); k++) {
			buf_clear(&out);
			read_lines(&out, tests[i].bytes, pieces[k], false);
			/* NUL ends both as C strings */
			if (strcmp(buf_cstr(&out), tests[i].expected) != 0)
				fail_msg("%s: %s", tests[i].name,
				    buf_cstr(&out));
		}
	}
	buf_release(&out);
}

static void
test_input_fails(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(read_lines(&out, STR("A:b\nC"), 0, true), -1);
	assert_string_equal(buf_cstr(&out), "1:3:A|b\n");
	buf_release(&out);
}

static void
add_lines(struct buf *out, size_t bytes)
{
	size_t i;

	for (i = 0; i < bytes; i += 64)
		buf_puts(out, " aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n");
}

static void
test_long(void **state)
{
	struct buf in = { 0 }, out = { 0 };
	size_t i;

	(void)state;
	buf_puts(&in, "NOTE:\n");
	add_lines(&in, 2 * MIB);
	buf_puts(&in, "PHOTO;ENCODING=b:\n");
	add_lines(&in, 2 * MIB);
	buf_puts(&in, "KEY;ENCODING=b:");
	for (i = 0; i < 5 * MIB; i++)
		buf_addc(&in, 'a');
	buf_puts(&in, "\nURL:");
	for (i = 0; i < 5 * MIB; i++)
		buf_addc(&in, 'a');
	buf_puts(&in, "\nA:b\n");
	assert_int_equal(read_lines(&out, buf_str(&in), 1 << 16, false), -1);
	assert_string_equal(buf_cstr(&out),
	    "32770:18:PHOTO;ENCODING=b|binary\n"
	    "65539:16:KEY;ENCODING=b|binary\n"
	    "65541:3:A|b\n"
	    "line-too-long@1\n"
	    "line-too-long@65540\n");
	buf_release(&in);
	buf_release(&out);
}

/* Memory is what a line takes, not a file. */
static void
test_memory(void **state)
{
	struct buf in = { 0 };
	struct text text;
	struct input input = { text_more, &text };
	struct diags diags = { 0 };
	struct contentline line;
	struct contentlines c;

	(void)state;
	buf_puts(&in, "PHOTO;ENCODING=b:\n");
	add_lines(&in, 8 * MIB);
	text = (struct text){ buf_str(&in), 1 << 16, false };
	contentlines_begin(&c, &input, STR("a.vcf"), &diags);
	assert_true(contentlines_next(&c, &line));
	assert_true(line.binary);
	assert_true(c.text.cap < 1 << 16);
	assert_true(c.lines.ahead.cap < MIB);
	assert_false(contentlines_next(&c, &line));
	assert_int_equal(contentlines_end(&c), 0);
	diag_release(&diags);
	buf_release(&in);
}

static void
test_params(void **state)
{
	const struct contentline_param params[] = {
		{ STR(""), STR("HOME") },
		{ STR("type"), STR("pref, Work") },
		{ STR("X"), STR("y") },
		{ STR("X"), STR("z") },
	};
	const struct contentline line = { .params = params,
		.params_n = N(params) };

	(void)state;
	assert_true(contentline_is(&line, STR("TYPE"), STR("home")));
	assert_true(contentline_is(&line, STR("TYPE"), STR("work")));
	assert_false(contentline_is(&line, STR("TYPE"), STR("y")));
	assert_false(contentline_is(&line, STR("TYPE"), STR("pre")));
	assert_true(str_eq(contentline_param(&line, STR("x")), STR("y")));
	assert_int_equal(contentline_param(&line, STR("XX")).len, 0);
}

static void
test_cut(void **state)
{
	struct str rest = STR("Ruiz\\;Sol;Ana;;a\\\\;b\\"), part;
	static const char *const parts[] = { "Ruiz\\;Sol", "Ana", "",
		"a\\\\", "b\\" };
	size_t i;

	(void)state;
	for (i = 0; i < N(parts); i++) {
		assert_true(contentline_cut(&rest, ';', &part));
		assert_true(str_eq(part, str_of(parts[i])));
	}
	assert_false(contentline_cut(&rest, ';', &part));
	rest = STR("");
	assert_true(contentline_cut(&rest, ',', &part));
	assert_int_equal(part.len, 0);
	assert_false(contentline_cut(&rest, ',', &part));
}

static void
test_text(void **state)
{
	static const struct test texts[] = {
		{ "plain", TEXT("Ana"), "Ana" },
		{ "all", TEXT("a\\nb\\Nc\\,d\\;e\\:f\\\\g"),
		  "a\nb\nc,d;e:f\\g" },
		{ "no escape", TEXT("a\\b\\"), "a\\b\\" },
		{ "a backslash before n", TEXT("a\\\\n"), "a\\n" },
	};
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(texts); i++) {
		buf_clear(&out);
		contentline_text(&out, texts[i].bytes);
		assert_string_equal(buf_cstr(&out), texts[i].expected);
	}
	buf_release(&out);
}

/* One line of a parameter and a text, as the writer writes them. */
static void
write_line(struct buf *out, struct str param, struct str text)
{
	struct contentline_writer w = { .out = out };

	contentline_begin(&w, "ORG");
	contentline_add_param(&w, "X", param);
	contentline_add_text(&w, text);
	contentline_add_mark(&w, ';');
	contentline_add_text(&w, STR("b"));
	contentline_end(&w);
}

static void
test_write(void **state)
{
	static const struct test texts[] = {
		{ "plain", TEXT("Ana"), "ORG;X=Ana:Ana;b\r\n" },
		{ "empty", TEXT(""), "ORG;X=:;b\r\n" },
		{ "escapes", TEXT("a,b;c\\d"),
		  "ORG;X=\"a,b;c\\d\":a\\,b\\;c\\\\d;b\r\n" },
		{ "quotes", TEXT("a\"b^c:"), "ORG;X=\"a^'b^^c:\":a\"b^c:;b\r\n" },
		{ "newlines", TEXT("a\r\nb\nc\rd\xc2\x85" "e\xe2\x80\xa8"
		  "f\xe2\x80\xa9g"),
		  "ORG;X=\"a^nb^nc^nd^ne^nf^ng\":a\\nb\\nc\\nd\\ne\\nf\\ng;b\r\n" },
		{ "controls", TEXT("a\tb\0c\x1b[1m\x7f\x0b"),
		  "ORG;X=\"a\tbc[1m\":a\tbc[1m;b\r\n" },
		{ "no UTF-8", TEXT("a\xff\xc3"), "ORG;X=a\xef\xbf\xbd\xef\xbf\xbd"
		  ":a\xef\xbf\xbd\xef\xbf\xbd;b\r\n" },
	};
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(texts); i++) {
		buf_clear(&out);
		write_line(&out, texts[i].bytes, texts[i].bytes);
		if (strcmp(buf_cstr(&out), texts[i].expected) != 0)
			fail_msg("%s: %s", texts[i].name, buf_cstr(&out));
	}
	buf_release(&out);
}

static void
test_write_plain(void **state)
{
	struct buf out = { 0 };
	struct contentline_writer w = { .out = &out };

	(void)state;
	contentline_begin(&w, "RRULE");
	contentline_add_plain(&w, STR("FREQ=YEARLY;BYMONTH=4\r\nEND:VEVENT\\"));
	contentline_end(&w);
	contentline_write(&w, "item1.NOTE", STR("a;"));
	assert_string_equal(buf_cstr(&out),
	    "RRULE:FREQ=YEARLY;BYMONTH=4END:VEVENT\\\r\nitem1.NOTE:a\\;\r\n");
	buf_release(&out);
}

/* Physical lines of at most 75 octets, each of whole characters. */
static void
holds_folds(struct str out)
{
	struct str line;
	size_t end;

	while (out.len) {
		end = str_find(out, STR("\r\n"));
		assert_int_not_equal(end, SIZE_MAX);
		line = str_upto(out, end);
		assert_true(line.len <= 75);
		assert_true(unicode_valid(line));
		assert_int_equal(str_chr(line, '\r'), SIZE_MAX);
		assert_int_equal(str_chr(line, '\n'), SIZE_MAX);
		out = str_from(out, end + 2);
		if (out.len)
			assert_int_equal(out.ptr[0], ' ');
	}
}

/* What is written is one line, and is read as what it was. */
static void
round_trip(struct str param, struct str text)
{
	struct buf out = { 0 }, read = { 0 };
	struct text in;
	struct input input = { text_more, &in };
	struct diags diags = { 0 };
	struct contentline line;
	struct contentlines c;
	struct str rest, part;

	write_line(&out, param, text);
	holds_folds(buf_str(&out));
	in = (struct text){ buf_str(&out), 0, false };
	contentlines_begin(&c, &input, STR("a.vcf"), &diags);
	assert_true(contentlines_next(&c, &line));
	assert_true(str_eq(line.name, STR("ORG")));
	assert_int_equal(line.params_n, 1);
	assert_true(str_eq(line.params[0].value, param));
	rest = line.value;
	assert_true(contentline_cut(&rest, ';', &part));
	contentline_text(&read, part);
	assert_true(str_eq(buf_str(&read), text));
	assert_true(contentline_cut(&rest, ';', &part));
	assert_true(str_eq(part, STR("b")));
	assert_false(contentline_cut(&rest, ';', &part));
	assert_false(contentlines_next(&c, &line));
	assert_int_equal(contentlines_end(&c), 0);
	assert_int_equal(diags.list.n, 0);
	diag_release(&diags);
	buf_release(&read);
	buf_release(&out);
}

static void
test_round_trip(void **state)
{
	static const char *const values[] = {
		"Ana", "", "a,b;c:d", "\"quoted\"", "a\nb", "\n\n", "back\\slash",
		"\\n", "\\", "^n^'^^", "a\tb", " a ", "\ta", "김민준", "👩🏽‍🚀 José",
		"x\nBEGIN:VEVENT\nEND:VCARD", "=41", "data:x", "a = b",
		"(,;:\\\"^)",
	};
	struct buf text = { 0 };
	size_t i, n;

	(void)state;
	for (i = 0; i < N(values); i++) {
		round_trip(str_of(values[i]), str_of(values[i]));
		/* at every width of what stands before */
		for (n = 0; n < 160; n++) {
			buf_clear(&text);
			while (text.len < n)
				buf_addc(&text, 'a');
			buf_puts(&text, values[i]);
			buf_puts(&text, "é👩🏽‍🚀김,;.");
			round_trip(STR("p"), buf_str(&text));
			round_trip(buf_str(&text), STR("t"));
		}
	}
	buf_release(&text);
}

/* A name can't begin an object: HAZARD 37. */
static void
test_smuggling(void **state)
{
	static const char *const ends[] = { "\r\n", "\n", "\r", "\xc2\x85",
		"\xe2\x80\xa8", "\x0b", "\x0c", "\x1c", "\r\r\n", "\n\r" };
	struct buf text = { 0 }, out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < N(ends); i++) {
		buf_clear(&text);
		buf_clear(&out);
		buf_printf(&text, "Ana%sBEGIN:VEVENT", ends[i]);
		write_line(&out, buf_str(&text), buf_str(&text));
		holds_folds(buf_str(&out));
		assert_int_equal(str_find(buf_str(&out), str_of(ends[i])),
		    i == 0 ? out.len - 2 : i == 1 ? out.len - 1 :
		    i == 2 ? out.len - 2 : SIZE_MAX);
	}
	buf_release(&text);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest unit_tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_input_fails),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_params),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_write_plain),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_smuggling),
	};

	return cmocka_run_group_tests(unit_tests, NULL, NULL);
}
