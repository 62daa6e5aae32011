#include "note/patterns.h"

enum { PATTERNS_MAX = 512 }; /* that users' files can add */

/* PATTERN_KINDS for a word that is no kind. */
static enum pattern_kind
kind_of(struct str name)
{
	unsigned kind;

	for (kind = 0; kind < PATTERN_KINDS; kind++)
		if (str_eq(name, str_of(pattern_kind_name(kind))))
			break;
	return kind;
}

static void
add(struct patterns *p, enum pattern_kind kind, struct pattern pattern)
{
	pattern.id = p->ids++;
	vec_push(&p->kinds[kind], pattern);
}

/*
 * A user's: before the built-in ones, which may fit at the same place and know
 * less of it, and behind the user's own that stand above it.
 */
static void
insert(struct patterns *p, enum pattern_kind kind, struct pattern pattern)
{
	struct pattern *v;
	size_t i;

	add(p, kind, pattern);
	v = p->kinds[kind].v;
	for (i = p->kinds[kind].n - 1; i && v[i - 1].builtin; i--) {
		pattern = v[i];
		v[i] = v[i - 1];
		v[i - 1] = pattern;
	}
}

struct patterns *
patterns_new(void)
{
	struct patterns *p = mem_zalloc(sizeof(*p));
	const struct builtin *b = builtin_patterns;
	size_t i;

	for (i = 0; i < builtin_patterns_n; i++, b++)
		add(p, b->kind, (struct pattern){ .builtin = b, .need = -1,
		    .wants = builtin_wants(b), .text = str_of(b->regex),
		    .source = STR("built-in") });
	return p;
}

void
patterns_free(struct patterns *p)
{
	unsigned kind;
	size_t i;

	if (!p)
		return;
	for (kind = 0; kind < PATTERN_KINDS; kind++) {
		for (i = 0; i < p->kinds[kind].n; i++)
			pattern_discard(p->kinds[kind].v[i].code);
		vec_release(&p->kinds[kind]);
	}
	arena_release(&p->texts);
	free(p);
}

/* One line of a patterns file, for what is wrong with it. */
struct place {
	struct diags *diags;
	struct str path;
	uint32_t line;
	struct str text; /* the whole line */
};

static uint32_t
column(const struct place *at, const char *ptr)
{
	return (uint32_t)(ptr - at->text.ptr) + 1;
}

static void
unknown_kind(const struct place *at, struct str name)
{
	diag_error(at->diags, "unknown-kind", at->path, at->line,
	    name.ptr ? column(at, name.ptr) : 1,
	    "\"%.*s\" is no kind of pattern; netgrep patterns lists them",
	    STR_ARG(str_upto(name, 80)));
}

/* The sign of a byte that is needed; all where it has none. */
static uint32_t
wants(int need)
{
	char byte = (char)need;
	uint32_t sign = need < 0 ? 0 : builtin_signs((struct str){ &byte, 1 });

	return sign ? sign : UINT32_MAX;
}

static void
add_line(struct patterns *p, const struct place *at, enum pattern_kind kind,
    struct str regex)
{
	struct pattern_code *code;
	struct pattern_error error;
	int need;
	const char *refusal = !regex.len ? "no regex; write KIND REGEX" :
	    regex.len > REGEX_MAX ?
	    "a regex of more than 4096 bytes; make it shorter" :
	    p->added == PATTERNS_MAX ?
	    "more than 512 patterns; delete some" : NULL;

	if (refusal) {
		diag_error(at->diags, "bad-pattern", at->path, at->line,
		    column(at, regex.ptr), "%s", refusal);
		return;
	}
	code = pattern_compile(regex, false, &error);
	if (!code) {
		diag_error(at->diags, "bad-pattern", at->path, at->line,
		    column(at, regex.ptr + error.offset),
		    "%s, at offset %zu of the %s regex; see pcre2pattern(3)",
		    error.text, error.offset, pattern_kind_name(kind));
		return;
	}
	need = pattern_need(code);
	insert(p, kind, (struct pattern){ .code = code, .line = at->line,
	    .need = need, .wants = wants(need),
	    .text = arena_str(&p->texts, regex),
	    .source = arena_str(&p->texts, at->path) });
	p->added++;
}

/* Drops the built-in ones only, wherever in the file it stands. */
static void
reset(struct patterns *p, enum pattern_kind kind)
{
	size_t i, n = 0;

	for (i = 0; i < p->kinds[kind].n; i++) {
		if (p->kinds[kind].v[i].builtin)
			pattern_discard(p->kinds[kind].v[i].code);
		else
			p->kinds[kind].v[n++] = p->kinds[kind].v[i];
	}
	p->kinds[kind].n = n;
}

static struct str
take_word(struct str *rest)
{
	struct str word = *rest;
	size_t n = 0;

	while (n < rest->len && !ch_space(rest->ptr[n]))
		n++;
	*rest = str_ltrim(str_from(*rest, n));
	return str_upto(word, n);
}

static void
read_line(struct patterns *p, const struct place *at)
{
	struct str rest = str_trim(at->text), word;
	enum pattern_kind kind;
	bool is_reset;

	if (!rest.len || rest.ptr[0] == '#')
		return;
	word = take_word(&rest);
	is_reset = str_eq(word, STR("reset"));
	if (is_reset)
		word = rest;
	kind = kind_of(word);
	if (kind == PATTERN_KINDS)
		unknown_kind(at, word);
	else if (is_reset)
		reset(p, kind);
	else
		add_line(p, at, kind, rest);
}

void
patterns_add(struct patterns *p, struct str text, struct str path,
    struct diags *diags)
{
	struct place at = { diags, path, 0, STR_NONE };

	if (str_starts(text, STR("\xEF\xBB\xBF")))
		text = str_from(text, 3);
	while (str_line(&text, &at.text)) {
		at.line++;
		read_line(p, &at);
	}
}

bool
patterns_get(const struct patterns *p, size_t index, enum pattern_kind *kind,
    struct str *regex, struct str *source, uint32_t *line)
{
	const struct pattern *pattern;
	unsigned k;

	for (k = 0; k < PATTERN_KINDS && index >= p->kinds[k].n; k++)
		index -= p->kinds[k].n;
	if (k == PATTERN_KINDS)
		return false;
	pattern = &p->kinds[k].v[index];
	*kind = k;
	*regex = pattern->text;
	*source = pattern->source;
	*line = pattern->line;
	return true;
}
