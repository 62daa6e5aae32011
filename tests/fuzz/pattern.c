/*
 * Patterns and tags. The shortcuts that find where a built-in pattern can
 * match find no less and no more than the regular expression itself; users'
 * patterns, whatever they are, match within the line.
 */
#include "base/diag.h"
#include "base/unicode.h"
#include "fuzz/reading.h"
#include "note/regex.h"

enum {
	SUBJECT_MAX = 16 << 10, /* of a longer line they may differ */
	USER_LINE = 200,        /* bytes that users' patterns get */
	USER_LINES = 16,
	ANYWHERE = 64, /* bytes of a line that is searched from each of them */
};

/* The built-in ones as a user's file: no shortcut is known for them. */
static struct matcher *
copied(void)
{
	struct patterns *p = patterns_new();
	struct buf text = { 0 };
	struct diags diags = { 0 };
	struct str regex, source;
	enum pattern_kind kind;
	uint32_t line;
	size_t i;

	for (kind = 0; kind < PATTERN_KINDS; kind++)
		buf_printf(&text, "reset %s\n", pattern_kind_name(kind));
	for (i = 0; patterns_get(p, i, &kind, &regex, &source, &line); i++) {
		buf_printf(&text, "%s ", pattern_kind_name(kind));
		buf_add(&text, regex);
		buf_addc(&text, '\n');
	}
	patterns_add(p, buf_str(&text), STR("copy"), &diags);
	HOLDS(!diags.list.n);
	buf_release(&text);
	return matcher_new(p);
}

static void
holds_within(const struct match *m, struct str line, size_t from)
{
	const struct str *g;
	size_t i;

	HOLDS(m->start >= from && m->start <= m->end && m->end <= line.len);
	for (i = 0; i < GROUP_COUNT; i++) {
		g = &m->group[i];
		HOLDS(!g->ptr || (g->ptr >= line.ptr &&
		    g->ptr + g->len <= line.ptr + line.len));
	}
}

static void
holds_same(const struct match *a, const struct match *b)
{
	size_t i;

	HOLDS(a->start == b->start && a->end == b->end);
	for (i = 0; i < GROUP_COUNT; i++)
		HOLDS(a->group[i].ptr == b->group[i].ptr &&
		    a->group[i].len == b->group[i].len);
}

static bool
holds_find(struct matcher *m, struct matcher *copy, enum pattern_kind kind,
    struct str line, size_t from, struct match *a)
{
	struct match b = { 0 };
	bool found = matcher_find(m, kind, line, from, a);
	bool other = matcher_find(copy, kind, line, from, &b);

	if (matcher_gave_up(m).ptr || matcher_gave_up(copy).ptr)
		return false;
	HOLDS(found == other);
	if (!found)
		return false;
	holds_within(a, line, from);
	holds_same(a, &b);
	return true;
}

static void
holds_kind(struct matcher *m, struct matcher *copy, enum pattern_kind kind,
    struct str line)
{
	struct match a = { 0 }, first = { 0 };
	size_t from = 0;

	if (matcher_at(m, kind, line, &first)) {
		HOLDS(matcher_find(m, kind, line, 0, &a));
		holds_same(&first, &a);
	}
	while (from <= line.len &&
	    holds_find(m, copy, kind, line, from, &a))
		from = a.end > a.start ? a.end : a.end + 1;
	for (from = 0; line.len <= ANYWHERE && from <= line.len; from++)
		holds_find(m, copy, kind, line, from, &a);
}

static void
holds_built_in(struct str text)
{
	static struct matcher *m, *copy;
	struct str line;
	enum pattern_kind kind;
	int begun;

	if (!m) {
		m = matcher_new(built_in());
		copy = copied();
	}
	while (str_line(&text, &line)) {
		if (line.len > SUBJECT_MAX || !unicode_valid(line))
			continue;
		for (begun = 0; begun < 2; begun++) {
			matcher_begin(m, begun ? line : STR_NONE);
			for (kind = 0; kind < PATTERN_KINDS; kind++)
				holds_kind(m, copy, kind, line);
		}
		matcher_begin_text(m, line);
		holds_kind(m, copy, PATTERN_OUT, line);
		holds_kind(m, copy, PATTERN_IN, line);
		matcher_begin(m, STR_NONE);
	}
}

static void
match_users(struct matcher *m, struct str text)
{
	enum pattern_kind kind;
	struct match match;
	struct str line;
	size_t from, n;

	for (n = 0; n < USER_LINES && str_line(&text, &line); n++) {
		line = str_upto(line, USER_LINE);
		for (kind = 0; kind < PATTERN_KINDS; kind++) {
			from = 0;
			while (from <= line.len && matcher_find(m, kind, line,
			    from, &match)) {
				holds_within(&match, line, from);
				from = match.end > from ? match.end : from + 1;
			}
			if (matcher_gave_up(m).ptr)
				return;
		}
	}
}

/* The input as a patterns file, which is matched against itself. */
static void
holds_users(struct str text)
{
	struct patterns *p = patterns_new();
	struct diags diags = { 0 };
	struct matcher *m;
	enum pattern_kind kind;
	struct buf reset = { 0 };

	for (kind = 0; kind < PATTERN_KINDS; kind++)
		buf_printf(&reset, "reset %s\n", pattern_kind_name(kind));
	patterns_add(p, buf_str(&reset), STR("reset"), &diags);
	HOLDS(!diags.list.n);
	patterns_add(p, text, STR("patterns"), &diags);
	HOLDS(diags.errors == diags.list.n);
	m = matcher_new(p);
	match_users(m, text);
	matcher_free(m);
	patterns_free(p);
	diag_release(&diags);
	buf_release(&reset);
}

/* The first line as what is typed to search with. */
static void
holds_search(struct str text)
{
	struct buf error = { 0 };
	struct str line = STR_NONE;
	struct regex *r;

	str_line(&text, &line);
	r = regex_new(str_upto(line, USER_LINE), &error);
	HOLDS((r != NULL) == (error.len == 0));
	if (r)
		regex_match(r, str_upto(text, USER_LINE));
	regex_free(r);
	buf_release(&error);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = fuzz_str(data, size);
	const char *meant = NULL;

	holds_built_in(text);
	holds_users(text);
	holds_search(text);
	HOLDS(pattern_near_miss(text, &meant) == (meant != NULL));
	return 0;
}
