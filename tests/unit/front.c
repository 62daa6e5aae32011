/*
 * Front matter: the cut, the line parser against libyaml, and what is left of
 * broken blocks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "note/yaml.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

struct fixture {
	struct front front;
	struct arena arena;
	struct diags diags;
};

static int
set_up(void **state)
{
	*state = mem_zalloc(sizeof(struct fixture));
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	front_release(&f->front);
	arena_release(&f->arena);
	diag_release(&f->diags);
	free(f);
	return 0;
}

/* "2:1 key*=5:6 value|7:8 value" a line; the star says that it is a list. */
static void
describe(struct buf *out, const struct front *front)
{
	const struct front_field *f;
	size_t i, k;

	buf_clear(out);
	for (i = 0; i < front->fields.n; i++) {
		f = &front->fields.v[i];
		buf_printf(out, "%u:%u ", f->line, f->column);
		buf_add(out, f->key);
		buf_puts(out, f->list ? "*=" : "=");
		for (k = 0; k < f->n; k++) {
			buf_printf(out, "%s%u:%u ", k ? "|" : "",
			    f->values[k].line, f->values[k].column);
			buf_add(out, f->values[k].text);
		}
		buf_addc(out, '\n');
	}
}

static void
read_file(struct fixture *f, const char *file)
{
	diag_release(&f->diags);
	front_read(&f->front, str_of(file), STR("n.md"), &f->arena, &f->diags);
}

/* Keys and values only: "key=value|value" a line. */
static void
assert_fields(const struct front *front, const char *expected)
{
	struct buf out = { 0 };
	const struct front_field *f;
	size_t i, k;

	for (i = 0; i < front->fields.n; i++) {
		f = &front->fields.v[i];
		buf_add(&out, f->key);
		for (k = 0; k < f->n; k++) {
			buf_puts(&out, k ? "|" : "=");
			buf_add(&out, f->values[k].text);
		}
		buf_addc(&out, '\n');
	}
	assert_string_equal(buf_cstr(&out), expected);
	buf_release(&out);
}

static void
test_cut(void **state)
{
	static const struct {
		const char *file, *body, *fields;
		unsigned present, line, warnings;
	} table[] = {
		{ "", "", "", 0, 1, 0 },
		{ "text\n", "text\n", "", 0, 1, 0 },
		{ "---\n---\nx\n", "x\n", "", 1, 3, 0 },
		{ "---\n---", "", "", 1, 3, 0 },
		{ "---\na: b\n---\nx", "x", "a=b\n", 1, 4, 0 },
		{ "---\r\na: b\r\nc: \"d\"\r\n---\r\nx", "x", "a=b\nc=d\n",
		    1, 5, 0 },
		{ "--- \na: b\n--- \t\nx", "x", "a=b\n", 1, 4, 0 },
		{ "---\na: b\n...\nx\n---\n", "x\n---\n", "a=b\n", 1, 4, 0 },
		{ "---\n# only a comment\n\n---\nx", "x", "", 1, 5, 0 },
		{ "---\na: b\n----\n---\n", "", "a=b\n", 1, 5, 1 },
		/* not at the start, not alone on the line */
		{ "\n---\na: b\n---\n", "\n---\na: b\n---\n", "", 0, 1, 0 },
		{ "---a\nb: c\n---\n", "---a\nb: c\n---\n", "", 0, 1, 0 },
		{ " ---\nb: c\n---\n", " ---\nb: c\n---\n", "", 0, 1, 0 },
		/* no end: a mistake only where a key follows */
		{ "---\na: b\n", "---\na: b\n", "", 0, 1, 1 },
		{ "---\ntext\n", "---\ntext\n", "", 0, 1, 0 },
		{ "---", "---", "", 0, 1, 0 },
		{ "---\n", "---\n", "", 0, 1, 0 },
		/* two rules with text between them */
		{ "---\ntext\n---\nx", "---\ntext\n---\nx", "", 0, 1, 0 },
		{ "---\n# A\n- 2026-05-02 call: hi\n---\n",
		    "---\n# A\n- 2026-05-02 call: hi\n---\n", "", 0, 1, 0 },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < N(table); i++) {
		read_file(f, table[i].file);
		assert_int_equal(f->front.present, table[i].present);
		assert_int_equal(f->front.body_line, table[i].line);
		assert_int_equal(f->front.body.len, strlen(table[i].body));
		assert_memory_equal(f->front.body.ptr, table[i].body,
		    f->front.body.len);
		assert_int_equal(f->diags.list.n, table[i].warnings);
		assert_fields(&f->front, table[i].fields);
	}
}

/* Blocks that the line parser reads, and what both say of them. */
static const char *const plain[][2] = {
	{ "", "" },
	{ "name: Ana Ruiz\n", "2:1 name=2:7 Ana Ruiz\n" },
	{ "name: Ana Ruiz", "2:1 name=2:7 Ana Ruiz\n" },
	{ "a: b\r\nc: d\r\n", "2:1 a=2:4 b\n3:1 c=3:4 d\n" },
	{ "a:\nb: ~\nc: null\nd: \"\"\ne: ''\nf: []\ng:  # none\n",
	    "2:1 a=\n3:1 b=\n4:1 c=\n5:1 d=\n6:1 e=\n7:1 f*=\n8:1 g=\n" },
	{ "a: \"null\"\n", "2:1 a=2:4 null\n" },
	{ "a: \"b: c # d\"  # e\n", "2:1 a=2:4 b: c # d\n" },
	{ "a: 'b \"c\"'\n", "2:1 a=2:4 b \"c\"\n" },
	{ "a: \" b \"\n", "2:1 a=2:4 b\n" },
	{ "a: b # c\nd: e#f\n", "2:1 a=2:4 b\n3:1 d=3:4 e#f\n" },
	{ "first name : Ana\n", "2:1 first name=2:14 Ana\n" },
	{ "\"EMAIL[HOME]\": ana@example.org\n",
	    "2:1 EMAIL[HOME]=2:16 ana@example.org\n" },
	{ "EMAIL[HOME]: ana@example.org\n",
	    "2:1 EMAIL[HOME]=2:14 ana@example.org\n" },
	{ "url: https://example.org/a?b=c#d\n",
	    "2:1 url=2:6 https://example.org/a?b=c#d\n" },
	{ "a: no\nb: 1e3\nc: 2026-05-02\nd: 0x1\ne: --04-17\n",
	    "2:1 a=2:4 no\n3:1 b=3:4 1e3\n4:1 c=4:4 2026-05-02\n"
	    "5:1 d=5:4 0x1\n6:1 e=6:4 --04-17\n" },
	{ "via: \"[[Bob Chen]]\"\n", "2:1 via=2:6 [[Bob Chen]]\n" },
	{ "via: [[Bob Chen]]  # b\n", "2:1 via=2:6 [[Bob Chen]]\n" },
	{ "a: [[people/bob|Bob]]\nb: [[ x ]]\n",
	    "2:1 a=2:4 [[people/bob|Bob]]\n3:1 b=3:4 [[ x ]]\n" },
	{ "d: [[2026-08-15]]\n", "2:1 d=2:4 [[2026-08-15]]\n" },
	{ "a: [b, \"c, d\", [[e]], 'f' ,g h, https://example.org/x,]\n",
	    "2:1 a*=2:5 b|2:8 c, d|2:16 [[e]]|2:23 f|2:28 g h|"
	    "2:33 https://example.org/x\n" },
	{ "a: [[[b]], c]\n", "2:1 a*=2:5 [[b]]|2:12 c\n" },
	{ "tags:\n  - friend\n  - \"porto\"  # x\n\n  # y\n  - [[z]]\n"
	  "b: c\n", "2:1 tags*=3:5 friend|4:5 porto|7:5 [[z]]\n8:1 b=8:4 c\n" },
	{ "tags:\n- a\n-\n- ~\n- b\nc: d\n",
	    "2:1 tags*=3:3 a|6:3 b\n7:1 c=7:4 d\n" },
	{ "a: b\na: c\n", "2:1 a=2:4 b\n3:1 a=3:4 c\n" },
	{ "名前: 李雷\né: è\n", "2:1 名前=2:9 李雷\n3:1 é=3:5 è\n" },
	{ "a: b\xc2\x85" "c\nd: e\xe2\x80\xa8" "f\ng: h\ri\nj: k\n",
	    "2:1 a=2:4 b\xc2\x85" "c\n3:1 d=3:4 e\xe2\x80\xa8" "f\n"
	    "4:1 g=4:4 h\ri\n5:1 j=5:4 k\n" },
};

/* Blocks that only libyaml reads. */
static const char *const full[][2] = {
	{ "name: {first: Ana, last: Ruiz}\n",
	    "2:8 name.first=2:15 Ana\n2:20 name.last=2:26 Ruiz\n" },
	{ "name:\n  first: Ana\n  last: Ruiz\n",
	    "3:3 name.first=3:10 Ana\n4:3 name.last=4:9 Ruiz\n" },
	{ "tel:\n- kind: home\n  number: 1\n- kind: work\n  number: 2\n",
	    "3:3 tel.kind*=3:9 home|5:9 work\n"
	    "4:3 tel.number*=4:11 1|6:11 2\n" },
	{ "t: [a, {b: c}, {b: d}]\n",
	    "2:1 t*=2:5 a\n2:9 t.b*=2:12 c|2:20 d\n" },
	{ "n: |\n  two\n  lines\nm: >\n  one\n  line\n",
	    "2:1 n=2:4 two\nlines\n5:1 m=5:4 one line\n" },
	{ "a: \"b\\tc \\u00e9\"\nb: 'it''s'\n",
	    "2:1 a=2:4 b\tc é\n3:1 b=3:4 it's\n" },
	{ "a: b\n  c\n", "2:1 a=2:4 b c\n" },
	{ "a: [b,\n  c]\n", "2:1 a*=2:5 b|3:3 c\n" },
	{ "é: {è: [[x]]}\n", "2:6 é.è=2:10 [[x]]\n" },
	{ "a: [[Ruiz, Ana]]\nb: [[c], [d, e]]\nf: [[]]\n",
	    "2:1 a=2:4 [[Ruiz, Ana]]\n3:1 b*=3:6 c|3:11 d|3:14 e\n4:1 f=\n" },
	{ "a: !!str null\nb: {}\nc: [{}]\n", "2:1 a=2:4 null\n4:1 c*=\n" },
	{ "? a\n: b\n", "2:3 a=3:3 b\n" },
	{ "a: \"b\xc2\x85" "c\\n\"\nd: e\n",
	    "2:1 a=2:4 b\xc2\x85" "c\n3:1 d=3:4 e\n" },
	{ "a: x\n b\ry\nc: d\n", "2:1 a=2:4 x b\ry\n4:1 c=4:4 d\n" },
	/* refused */
	{ "a: &x b\n", NULL },
	{ "a: *x\n", NULL },
	{ "a: &x [b]\nc: &y {d: e}\n", NULL },
	{ "a: b: c\n", NULL },
	{ "a:\n- @b\n", NULL },
	{ "- a\n", NULL },
	{ "a\n", NULL },
	{ "? [a]\n: b\n", NULL },
	{ "a: b\n--- \nc: d\n", NULL },
	{ "a: [[b # ]]\n", NULL },
	{ "a: [[\"]]\"]]\n", NULL },
	{ "a:\tb\n\x01\n", NULL },
};

static void
check_yaml(struct fixture *f, const char *block, const char *expected)
{
	struct yaml_trouble trouble = { 0 };
	struct buf out = { 0 };
	int status;

	vec_clear(&f->front.fields);
	status = yaml_read(&f->front, str_of(block), 2, &f->arena, &trouble);
	describe(&out, &f->front);
	if (status == -1 ? expected != NULL :
	    !expected || strcmp(buf_cstr(&out), expected))
		fail_msg("libyaml of <%s> (%s): %s", block,
		    trouble.what ? trouble.what : "", buf_cstr(&out));
	if (status == -1) {
		assert_non_null(trouble.what);
		assert_true(trouble.line >= 2);
	}
	buf_release(&out);
}

static void
test_agree(void **state)
{
	struct fixture *f = *state;
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < N(plain); i++) {
		vec_clear(&f->front.fields);
		if (front_read_plain(&f->front, str_of(plain[i][0]), 2,
		    &f->arena) == -1)
			fail_msg("not plain: %s", plain[i][0]);
		describe(&out, &f->front);
		assert_string_equal(buf_cstr(&out), plain[i][1]);
		check_yaml(f, plain[i][0], plain[i][1]);
	}
	buf_release(&out);
}

static void
test_libyaml(void **state)
{
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < N(full); i++) {
		vec_clear(&f->front.fields);
		if (front_read_plain(&f->front, str_of(full[i][0]), 2,
		    &f->arena) == 0)
			fail_msg("plain: %s", full[i][0]);
		assert_int_equal(f->front.fields.n, 0);
		check_yaml(f, full[i][0], full[i][1]);
	}
}

/* A small generator, the same on every machine. */
static unsigned
draw(uint64_t *seed, unsigned n)
{
	*seed = *seed * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (unsigned)(*seed >> 33) % n;
}

/* Wherever both read a block they say the same of it. */
static void
test_agree_random(void **state)
{
	static const char *const parts[] = { "a", "b c", "key", ":", ": ", " ",
		"\n", "\n", "\n", "- ", "-", "  ", "[", "]", "[[", "]]", ", ",
		",", "\"", "'", "#", " #", "x:y", "https://example.org/a?b=1",
		"~", "null", "é", "\r", "\r\n", "\t", "key: ", "k2: ", "\nk3:",
		"\n- ", "\n  - ", "@x", "{", "}", "|", ">", "&", "*", "!", "%",
		"?", "? ", "\xc2\x85", "\xe2\x80\xa8", "=", "\\", "--04-17",
		"[[Bob Chen]]", "[[a|b]]", "`", "\"q\"", "'q'", ".",
		"\xef\xbb\xbf", "\n\nk: v\n" };
	struct fixture *f = *state;
	struct buf block = { 0 }, ours = { 0 }, theirs = { 0 };
	struct yaml_trouble trouble;
	uint64_t seed = 7;
	unsigned i, k, both = 0;

	for (i = 0; i < 30000; i++) {
		buf_clear(&block);
		if (draw(&seed, 3))
			buf_puts(&block, "key: ");
		for (k = draw(&seed, 14); k > 0; k--)
			buf_puts(&block, parts[draw(&seed, N(parts))]);
		vec_clear(&f->front.fields);
		if (front_read_plain(&f->front, buf_str(&block), 2,
		    &f->arena) == -1)
			continue;
		describe(&ours, &f->front);
		vec_clear(&f->front.fields);
		if (yaml_read(&f->front, buf_str(&block), 2, &f->arena,
		    &trouble) == -1)
			continue;
		describe(&theirs, &f->front);
		if (strcmp(buf_cstr(&ours), buf_cstr(&theirs)) != 0)
			fail_msg("<%s>\nline parser: %s\nlibyaml: %s",
			    buf_cstr(&block), buf_cstr(&ours),
			    buf_cstr(&theirs));
		both++;
		arena_release(&f->arena);
	}
	assert_true(both > 1000);
	buf_release(&block);
	buf_release(&ours);
	buf_release(&theirs);
}

/* What is read of a broken block, and where the warning points. */
static void
test_broken(void **state)
{
	static const struct {
		const char *block, *fields;
		unsigned line, column; /* of the first of them */
		unsigned more;         /* warnings beside it */
	} table[] = {
		{ "name: Ana\naliases:\n- @ana\nemail: ana@example.org\n",
		    "name=Ana\naliases=@ana\nemail=ana@example.org\n", 4, 3, 0 },
		{ "a: b: c\nd: e\n", "a=b: c\nd=e\n", 2, 5, 0 },
		{ "é: é\nf: g: h\n", "é=é\nf=g: h\n", 3, 5, 0 },
		{ "a: b\nno key\nc: [d, e]\n", "a=b\nc=d|e\n", 3, 1, 0 },
		{ "a: b\nc: \"d\ne: f\n", "a=b\nc=d\ne=f\n", 3, 4, 0 },
		{ "a: &x b\nc: *x\nd: e\n", "a\nc\nd=e\n", 2, 4, 1 },
		{ "tags: [#a, \"#b, c\", @d, [[e, f]]]\n",
		    "tags=#a|#b, c|@d|[[e, f]]\n", 2, 0, 0 },
		{ "with: [[Ana]], [[Bob]]  # two\n",
		    "with=[[Ana]]|[[Bob]]\n", 2, 14, 0 },
		{ "via: [[Ana]] and [[Bob]]\n", "via=[[Ana]] and [[Bob]]\n",
		    2, 14, 0 },
		{ "name: @x\n  first: y\nmore:\n  deep: \"z\" # c\n",
		    "name=@x\nmore.deep=z\n", 2, 7, 0 },
		{ "a: \"b\" c\nd: \"e # f\"\n\"g h\": i\n",
		    "a=\"b\" c\nd=e # f\ng h=i\n", 2, 8, 0 },
		{ "a: `b`\nc: |\n  d\n", "a=`b`\nc=d\n", 2, 4, 0 },
		{ "a: {b: c\nd: e\n", "a\nd=e\n", 2, 4, 0 },
		{ "a: @b\nc: \xff\n", "a=@b\nc=\xff\n", 3, 0, 1 },
	};
	struct fixture *f = *state;
	struct buf file = { 0 };
	const struct diag *d;
	size_t i;

	for (i = 0; i < N(table); i++) {
		buf_clear(&file);
		buf_printf(&file, "---\n%s---\nbody", table[i].block);
		read_file(f, buf_cstr(&file));
		assert_true(f->front.present);
		assert_fields(&f->front, table[i].fields);
		assert_int_equal(f->diags.list.n, 1 + table[i].more);
		d = &f->diags.list.v[0];
		assert_string_equal(d->code, "front-matter");
		assert_int_equal(d->severity, SEVERITY_WARNING);
		if (d->line != table[i].line || d->column != table[i].column)
			fail_msg("%s: %u:%u %.*s", table[i].block, d->line,
			    d->column, STR_ARG(d->text));
	}
	buf_release(&file);
}

static void
test_repeated(void **state)
{
	struct fixture *f = *state;
	struct buf file = { 0 };
	int i;

	read_file(f, "---\na: 1\nb: 2\na: 3\nA: 4\n---\n");
	assert_fields(&f->front, "b=2\na=3\nA=4\n");
	assert_int_equal(f->diags.list.n, 1);
	assert_string_equal(f->diags.list.v[0].code, "duplicate-key");
	assert_int_equal(f->diags.list.v[0].line, 2);
	/* the same when there are many */
	buf_puts(&file, "---\n");
	for (i = 0; i < 100; i++)
		buf_printf(&file, "a%d: %d\n", i % 50, i);
	buf_puts(&file, "---\n");
	read_file(f, buf_cstr(&file));
	assert_int_equal(f->front.fields.n, 50);
	assert_int_equal(f->front.fields.v[0].line, 52);
	assert_int_equal(f->diags.list.n, 50);
	buf_release(&file);
}

static void
test_template(void **state)
{
	static const struct {
		const char *file;
		bool template;
	} table[] = {
		{ "---\ndate: {{date}}\n---\n", true },
		{ "---\ndate: \"{{date}}\"\nx: @y\nx: z\n---\n", true },
		{ "---\ndate: <% tp.date.now() %>\n---\n", true },
		{ "---\n<%* x %>\n---\n", true },
		{ "---\ndate: 2026-05-02\n---\n{{date}} <% x %>\n", false },
		{ "---\na: \"{{ b\"\n---\n", false },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < N(table); i++) {
		read_file(f, table[i].file);
		assert_true(f->front.present);
		assert_int_equal(f->front.template, table[i].template);
		assert_int_equal(f->diags.list.n, 0);
	}
}

/* Blocks that want a parser to work or to recurse without end (H15). */
static void
test_limits(void **state)
{
	static const struct {
		const char *before, *part, *after;
		unsigned times;
	} table[] = {
		{ "a: ", "[", "", 60000 },
		{ "a: ", "[", "\n", 33 },
		{ "a: ", "{b: ", "", 9000 },
		{ "x: @y\na: [", "[[b", "]]", 300000 },
		{ "x: @y\na: ", "[[b]], ", "", 9000 },
		{ "a: ", "\"b\\t", "", 20000 },
		{ "x: |\n", " y\n", "", 70000 },
		{ "x:\n", "- ", "", 30000 },
		{ "x: {", "a, ", "}", 20000 },
		{ "", "a: &b c\n", "", 2000 },
	};
	struct fixture *f = *state;
	struct buf file = { 0 };
	unsigned i, k;

	for (i = 0; i < N(table); i++) {
		buf_clear(&file);
		buf_puts(&file, "---\n");
		buf_puts(&file, table[i].before);
		for (k = 0; k < table[i].times; k++)
			buf_puts(&file, table[i].part);
		buf_puts(&file, table[i].after);
		buf_puts(&file, "\n---\n");
		read_file(f, buf_cstr(&file));
		arena_release(&f->arena);
	}
	read_file(f, "---\na: {b: {c: {d: {e: f}}}}\n---\n");
	assert_fields(&f->front, "a.b.c.d.e=f\n");
	buf_release(&file);
}

static void
test_find(void **state)
{
	struct fixture *f = *state;

	read_file(f, "---\nLast-Contact: 1\nlast_contact: 2\n---\n");
	assert_int_equal(front_find(&f->front, "last contact")->line, 2);
	assert_null(front_find(&f->front, "last"));
	assert_int_equal(f->diags.list.n, 0);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_cut),
		T(test_agree),
		T(test_libyaml),
		T(test_agree_random),
		T(test_broken),
		T(test_repeated),
		T(test_template),
		T(test_limits),
		T(test_find),
	};

	return cmocka_run_group_tests_name("front", tests, NULL, NULL);
}
