#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "note/md.h"

static const char *const types[] = {
	[MD_BLANK] = "blank",
	[MD_TEXT] = "text",
	[MD_HEADING] = "heading",
	[MD_ITEM] = "item",
	[MD_TABLE] = "table",
	[MD_CODE] = "code",
	[MD_HTML] = "html",
	[MD_COMMENT] = "comment",
	[MD_RULE] = "rule",
};

/*
 * A line as the tables below write it: type and level, q where it is quoted,
 * ^index of its parent, @index of its heading, [box], and its prose from the
 * content on, with ~ for what is hidden.
 */
static void
describe(struct buf *out, const struct md_line *line)
{
	size_t i;

	buf_puts(out, types[line->type]);
	if (line->level)
		buf_printf(out, "%d", line->level);
	if (line->quoted)
		buf_puts(out, " q");
	if (line->parent != MD_NONE)
		buf_printf(out, " ^%u", line->parent);
	if (line->heading != MD_NONE)
		buf_printf(out, " @%u", line->heading);
	if (line->box)
		buf_printf(out, " [%c]", line->box);
	buf_puts(out, " |");
	for (i = line->content; i < line->prose.len; i++)
		buf_addc(out,
		    line->prose.ptr[i] == MD_HIDDEN ? '~' : line->prose.ptr[i]);
	buf_addc(out, '\n');
}

static const struct {
	const char *text, *lines;
} blocks[] = {
	{ "", "" },
	{ "\n", "blank |\n" },
	{ "a", "text |a\n" },
	{ "a\r\nb\r\n", "text |a\ntext |b\n" },
	/* headings */
	{ "# A\nb\n## C #\nd\n",
	    "heading1 |A\ntext @0 |b\nheading2 @0 |C #\ntext @2 |d\n" },
	{ "#tag\n####### x\n    # x\n #\n",
	    "text |#tag\ntext |####### x\ntext |# x\nheading1 |\n" },
	{ "A\n===\nb\n", "heading1 |A\nrule @0 |===\ntext @0 |b\n" },
	{ "A\n---\nb\n", "heading2 |A\nrule @0 |---\ntext @0 |b\n" },
	{ "> A\n---\n", "text q |A\nrule |---\n" },
	{ "> # A\n> b\n\nc\n",
	    "heading1 q |A\ntext q @0 |b\nblank |\ntext |c\n" },
	/* items */
	{ "- a\n- b\n", "item |a\nitem |b\n" },
	{ "- a\n  - b\n    - c\n  - d\n",
	    "item |a\nitem ^0 |b\nitem ^1 |c\nitem ^0 |d\n" },
	{ "- a\n - b\n", "item |a\nitem |b\n" },
	{ "* a\n+ b\n1. c\n2) d\n", "item |a\nitem |b\nitem |c\nitem |d\n" },
	{ "\t- a\n\t\t- b\n\t- c\n", "item |a\nitem ^0 |b\nitem |c\n" },
	{ "- a\n\t\t\t- b\n\t- c\n", "item |a\nitem ^0 |b\nitem ^0 |c\n" },
	{ "1. a\n   - b\n10. c\n    - d\n",
	    "item |a\nitem ^0 |b\nitem |c\nitem ^2 |d\n" },
	{ "- a\nlazy\n\nout\n",
	    "item |a\ntext ^0 |lazy\nblank ^0 |\ntext |out\n" },
	{ "- a\n\n  in\n", "item |a\nblank ^0 |\ntext ^0 |in\n" },
	{ "-\n\n  out\n", "item |\nblank |\ntext |out\n" },
	{ "-\n  in\n", "item |\ntext ^0 |in\n" },
	{ "- a\n\t-\n\t- b\n", "item |a\nitem ^0 |\nitem ^0 |b\n" },
	{ "a\n2. b\n", "text |a\ntext |2. b\n" },
	{ "a\n1. b\n", "text |a\nitem |b\n" },
	{ "a\n*\n", "text |a\ntext |*\n" },
	{ "-a\n1.a\n1234567890. a\n",
	    "text |-a\ntext |1.a\ntext |1234567890. a\n" },
	{ "- - a\n  - b\n", "item |a\nitem ^0 |b\n" },
	{ "- ## Call\n  x\n\ny\n- # z\nu\n",
	    "item2 |Call\ntext ^0 |x\nblank ^0 |\ntext |y\nitem1 |z\n"
	    "text |u\n" },
	{ "-     a\n  b\n", "item |a\ntext ^0 |b\n" },
	/* task boxes */
	{ "- [ ] a\n- [x] b\n- [/] c\n- [-]\n",
	    "item [ ] |a\nitem [x] |b\nitem [/] |c\nitem [-] |\n" },
	{ "1. [ ] a\n> - [ ] b\n>   - [>] c\n",
	    "item [ ] |a\nitem q [ ] |b\nitem q ^1 [>] |c\n" },
	{ "- [x]a\n- [] a\n- [xy] a\n[ ] a\n- [[A]] b\n",
	    "item |[x]a\nitem |[] a\nitem |[xy] a\ntext ^2 |[ ] a\n"
	    "item |[[A]] b\n" },
	{ "- [ ] # a\n", "item [ ] |# a\n" },
	{ "- [ ] - a\n", "item [ ] |- a\n" },
	/* quotes */
	{ "> a\nb\n\nc\n", "text q |a\ntext q |b\nblank |\ntext |c\n" },
	{ "> a\n>\n> > b\n", "text q |a\nblank q |\ntext q |b\n" },
	{ "- > a\n  > b\n  c\n- d\n",
	    "item q |a\ntext q ^0 |b\ntext q ^0 |c\nitem |d\n" },
	{ ">\t- a\n>\t\t- b\n", "item q |a\nitem q ^0 |b\n" },
	/* fences */
	{ "```c\na\n\n```\nb\n",
	    "code |~~~~\ncode |~\ncode |\ncode |~~~\ntext |b\n" },
	{ "~~~ `x\n```\n~~~~ \n- a\n",
	    "code |~~~~~~\ncode |~~~\ncode |~~~~~\nitem |a\n" },
	{ "``` a`b\nc\n", "text |``` a`b\ntext |c\n" },
	{ "```\n- a\n``` x\n", "code |~~~\ncode |~~~\ncode |~~~~~\n" },
	{ "- a\n  ```\n  b\n\n  ```\n- c\n",
	    "item |a\ncode ^0 |~~~\ncode ^0 |~\ncode ^0 |\ncode ^0 |~~~\n"
	    "item |c\n" },
	{ "- ```\n  b\nc\n", "item |~~~\ncode ^0 |~\ntext |c\n" },
	{ "> ```\n> a\nb\n", "code q |~~~\ncode q |~\ntext |b\n" },
	{ "\t```\n\ta\n\t```\nb\n",
	    "code |~~~\ncode |~\ncode |~~~\ntext |b\n" },
	{ "```\n    ```\n```\n", "code |~~~\ncode |~~~\ncode |~~~\n" },
	/* HTML */
	{ "<div>\na\n\nb\n", "html |~~~~~\nhtml |~\nblank |\ntext |b\n" },
	{ "<!-- a\n\n- b --> c\nd\n",
	    "html |~~~~~~\nhtml |\nhtml |~~~~~~~~~\ntext |d\n" },
	{ "<script>\n\nx\n</script>\ny\n",
	    "html |~~~~~~~~\nhtml |\nhtml |~\nhtml |~~~~~~~~~\ntext |y\n" },
	{ "<?a\nb?>\n<!A\n>\n<![CDATA[\n\n]]>\nc\n",
	    "html |~~~\nhtml |~~~\nhtml |~~~\nhtml |~\nhtml |~~~~~~~~~\n"
	    "html |\nhtml |~~~\ntext |c\n" },
	{ "<x-y a='b'>\nc\n\nd\n<e>\n",
	    "html |~~~~~~~~~~~\nhtml |~\nblank |\ntext |d\ntext |~~~\n" },
	{ "<b>a</b> c\n", "text |~~~a~~~~ c\n" },
	{ "- <p>\n- a\n", "item |~~~\nitem |a\n" },
	/* comments */
	{ "%% a %%\nb\n", "comment |~~~~~~~\ntext |b\n" },
	{ "a\n%%\n- b\n\n# c\n%%\nd\n",
	    "text |a\ncomment |~~\ncomment |~~~\ncomment |\ncomment |~~~\n"
	    "comment |~~\ntext |d\n" },
	{ "- a\n%%\nb\n%%\n  - c\n",
	    "item |a\ncomment |~~\ncomment ^0 |~\ncomment ^0 |~~\n"
	    "item ^0 |c\n" },
	{ "- a %% b\n- c %% d\n- e\n", "item |a ~~~~\ntext ^0 |d\nitem |e\n" },
	{ "%% a\n\nb\n", "comment |~~~~\ncomment |\ncomment |~\n" },
	{ "a 5%% b\nc\n", "text |a 5%% b\ntext |c\n" },
	{ "`%%` a\nb %%\nc\n", "text |~~~~ a\ntext |b %%\ntext |c\n" },
	{ "```\n%%\n```\na\n", "code |~~~\ncode |~~\ncode |~~~\ntext |a\n" },
	{ "%% a %%\n---\n", "comment |~~~~~~~\nrule |---\n" },
	/* rules and tables */
	{ "---\n***\n_ _ _\n- - -\n",
	    "rule |---\nrule |***\nrule |_ _ _\nrule |- - -\n" },
	{ "- a\n***\n- b\n", "item |a\nrule |***\nitem |b\n" },
	{ "x\n| a | b |\n|---|:-:|\n| `|` | c |\n\nd\n",
	    "text |x\ntable || a | b |\ntable ||---|:-:|\n"
	    "table || ~~~ | c |\nblank |\ntext |d\n" },
	{ "a | b\n--|--\nc | d\n- e\n",
	    "table |a | b\ntable |--|--\ntable |c | d\nitem |e\n" },
	{ "a\n|---|\n", "text |a\ntext ||---|\n" },
};

static const struct {
	const char *text, *prose;
} inlines[] = {
	{ "a `b` c", "a ~~~ c" },
	{ "a ``b`c`` d", "a ~~~~~~~ d" },
	{ "a `b`` c", "a `b`` c" },
	{ "a `b`` c ```d`", "a ~~~~~~~~~~~~" },
	{ "a \\`b` c` d", "a \\`b~~~~ d" },
	{ "a `b\\` c", "a ~~~~ c" },
	{ "a `b\nc` d", "a ~~\n~~ d" },
	{ "a `b\r\nc` d", "a ~~\r\n~~ d" },
	{ "a `b\n\nc` d", "a `b\n\nc` d" },
	{ "- a `b\n- c` d", "- a `b\n- c` d" },
	{ "a <b>c</b> <br/> d", "a ~~~c~~~~ ~~~~~ d" },
	{ "a <a href=\"x>y\" b c='d' e=f >g</a >",
	    "a ~~~~~~~~~~~~~~~~~~~~~~~~~~~g~~~~~" },
	{ "a <a\nb=c>d", "a ~~\n~~~~d" },
	{ "a <https://example.org/`x>`", "a <https://example.org/`x>`" },
	{ "<ana@example.org> a", "<ana@example.org> a" },
	{ "DEADLINE: <2026-12-01 Tue> a", "DEADLINE: <2026-12-01 Tue> a" },
	{ "a < b > c <3 <a b", "a < b > c <3 <a b" },
	{ "a <!-- b\nc --> d", "a ~~~~~~\n~~~~~ d" },
	{ "a <!--> b <!-- c", "a ~~~~~ b <!-- c" },
	{ "a <?b?> <!C d> <![CDATA[e>]]> f",
	    "a ~~~~~ ~~~~~~ ~~~~~~~~~~~~~~ f" },
	{ "a %%b%% c %%d%%", "a ~~~~~ c ~~~~~" },
	{ "a %%b\n# c\n\nd%% e", "a ~~~\n~~~\n\n~~~ e" },
	{ "a %%`b%% c`", "a ~~~~~~ c`" },
	{ "![[Ana]] [[Bob]] ![x](y)", "~~~~~~~~ [[Bob]] ![x](y)" },
	{ "a ![[b\nc]]", "a ![[b\nc]]" },
	{ "\\![[Ana]]", "\\![[Ana]]" },
	{ "a {{date}} {{{b}}} c {{d", "a ~~~~~~~~ ~~~~~~~ c {{d" },
	{ "a <% tp.date.now() %> b", "a ~~~~~~~~~~~~~~~~~~~ b" },
	{ "a <% b\n%> c", "a <% b\n%> c" },
	{ "`{{a` b}}", "~~~~~ b}}" },
	{ "# a `b`", "# a ~~~" },
	{ "> a `b\n> c` d", "> a ~~\n~~~~ d" },
};

static const struct {
	const char *line, *content;
} contents[] = {
	{ "# Ana Ruiz", "Ana Ruiz" },
	{ "## Ana #", "Ana" },
	{ "## Ana ## ", "Ana" },
	{ "# C#", "C#" },
	{ "# #", "" },
	{ "#", "" },
	{ "- ## Ana ##", "Ana" },
	{ "- [ ] call Ana #", "call Ana #" },
	{ "  > 1. [x] a `b` ", "a `b`" },
	{ "a #", "a #" },
};

static void
test_blocks(void **state)
{
	struct md md = { 0 };
	struct buf got = { 0 };
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(blocks) / sizeof(*blocks); i++) {
		md_scan(&md, str_of(blocks[i].text), 1);
		buf_clear(&got);
		for (j = 0; j < md.lines.n; j++)
			describe(&got, &md.lines.v[j]);
		if (strcmp(buf_cstr(&got), blocks[i].lines))
			print_error("of:\n%s\n", blocks[i].text);
		assert_string_equal(buf_cstr(&got), blocks[i].lines);
	}
	buf_release(&got);
	md_release(&md);
}

static void
test_inlines(void **state)
{
	struct md md = { 0 };
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(inlines) / sizeof(*inlines); i++) {
		md_scan(&md, str_of(inlines[i].text), 1);
		for (j = 0; j < md.prose.len; j++)
			if (md.prose.ptr[j] == MD_HIDDEN)
				md.prose.ptr[j] = '~';
		assert_string_equal(buf_cstr(&md.prose), inlines[i].prose);
	}
	md_release(&md);
}

static void
test_content(void **state)
{
	struct md md = { 0 };
	struct str got;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(contents) / sizeof(*contents); i++) {
		md_scan(&md, str_of(contents[i].line), 1);
		got = md_content(&md.lines.v[0]);
		assert_int_equal(got.len, strlen(contents[i].content));
		assert_memory_equal(got.ptr, contents[i].content, got.len);
	}
	md_release(&md);
}

static void
test_places(void **state)
{
	struct md md = { 0 };

	(void)state;
	md_scan(&md, STR("> text\n\n  >  2) [\xe2\x9c\x93] call\r\n"), 7);
	assert_int_equal(md.lines.n, 3);
	assert_int_equal(md.lines.v[2].number, 9);
	assert_int_equal(md.lines.v[2].bullet, 5);
	assert_int_equal(md.lines.v[2].content, 14);
	assert_int_equal(md.lines.v[2].box, (char)0xe2);
	assert_int_equal(md.lines.v[2].raw.len, 18);
	assert_int_equal(md.lines.v[2].prose.len, 18);
	md_release(&md);
}

/* A null byte is a byte. */
static void
test_null(void **state)
{
	struct md md = { 0 };

	(void)state;
	md_scan(&md, STR("- a\0b\n\0\n"), 1);
	assert_int_equal(md.lines.n, 2);
	assert_int_equal(md.lines.v[0].raw.len, 5);
	assert_int_equal(md.lines.v[1].type, MD_TEXT);
	md_release(&md);
}

/* What every scan must keep, whatever the bytes are. */
static void
check_invariants(const struct md *md, struct str text)
{
	struct str rest = text, line;
	size_t i, j;

	assert_int_equal(md->prose.len, text.len);
	for (i = 0; str_line(&rest, &line); i++) {
		const struct md_line *l = &md->lines.v[i];

		assert_true(i < md->lines.n);
		assert_ptr_equal(l->raw.ptr, line.ptr);
		assert_int_equal(l->raw.len, line.len);
		assert_int_equal(l->prose.len, line.len);
		assert_true(l->content <= line.len);
		assert_true(l->parent == MD_NONE || l->parent < i);
		assert_true(l->heading == MD_NONE || l->heading < i);
		assert_true(l->parent == MD_NONE ||
		    md->lines.v[l->parent].type == MD_ITEM);
		for (j = 0; j < line.len; j++)
			assert_true(l->prose.ptr[j] == line.ptr[j] ||
			    l->prose.ptr[j] == MD_HIDDEN);
		md_content(l);
	}
	assert_int_equal(i, md->lines.n);
}

static void
test_random(void **state)
{
	static const char bytes[] = "\n\n\n\r\t   --**+_1.)>>##``~~<>!/?%%{}"
				    "[[]]|:=\"'\\ax\0\xc3\xa9";
	struct md md = { 0 };
	uint32_t seed = 1;
	int round;
	size_t i, n;

	(void)state;
	for (round = 0; round < 30000; round++) {
		/* of just its size, so that a byte beyond is noticed */
		char *text = malloc(200);

		assert_non_null(text);
		n = (size_t)round % 200;
		for (i = 200 - n; i < 200; i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = bytes[(seed >> 16) % (sizeof(bytes) - 1)];
		}
		md_scan(&md, (struct str){ text + 200 - n, n }, 1);
		check_invariants(&md, (struct str){ text + 200 - n, n });
		free(text);
	}
	md_release(&md);
}

/*
 * Texts that make scanners quadratic. Nothing is measured: one that is
 * quadratic takes minutes here.
 */
static void
test_hostile(void **state)
{
	static const char *const repeated[] = { "- ", "> ", "-\t", "`a``",
		"<a ", "<a b='", "<!--", "<![CDATA[", "{{", "![[", "<%", "%%",
		"a`\n", "<a:", "\n- a\n\n  ", "<a b=\"'", "- > ", "1. ", "#",
		"[", "_ ", "- `\n", "|-", "<a b\n", "%% `\n", "</", "<?" };
	struct md md = { 0 };
	struct buf text = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(repeated) / sizeof(*repeated); i++) {
		buf_clear(&text);
		while (text.len < 1 << 20)
			buf_puts(&text, repeated[i]);
		buf_puts(&text, "x\n");
		while (text.len < 3 << 19)
			buf_addc(&text, '\n');
		md_scan(&md, buf_str(&text), 1);
		assert_int_equal(md.prose.len, text.len);
	}
	buf_release(&text);
	md_release(&md);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_inlines),
		cmocka_unit_test(test_content),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_null),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
