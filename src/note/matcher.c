#include "base/buf.h"
#include "note/begin.h"
#include "note/patterns.h"

enum {
	SUBJECT_MAX = 16 << 10, /* bytes of a line that are looked at */
	LONG_LINE = 512,        /* bytes from which searches are remembered */
	BUILTIN_GROUPS = 32,    /* no built-in pattern has more */
};

struct matcher {
	const struct patterns *patterns;
	struct pattern_room *room;
	struct str gave_up;
	/* The line of matcher_begin, and the signs that it has. */
	struct str line;
	uint32_t signs;
	uint32_t wants[PATTERN_KINDS]; /* signs of which a match has one */
	/*
	 * A long line that is searched on from within, copied so that another
	 * one in the same place is noticed; and of each pattern (by id), up to
	 * where it is known not to match when searched from "from" or later.
	 * Else many matches of one pattern times the search of another to the
	 * end of the line would be quadratic.
	 */
	char *held;
	size_t held_len;
	struct searched {
		size_t from, next;
	} *searched;
};

struct matcher *
matcher_new(const struct patterns *p)
{
	struct matcher *m = mem_zalloc(sizeof(*m));
	uint32_t most = BUILTIN_GROUPS, groups;
	const struct pattern *pattern;
	unsigned kind;
	size_t i;

	for (kind = 0; kind < PATTERN_KINDS; kind++)
		for (i = 0; i < p->kinds[kind].n; i++) {
			pattern = &p->kinds[kind].v[i];
			groups = pattern->builtin ? 0 :
			    pattern_groups(pattern->code);
			most = groups > most ? groups : most;
		}
	for (kind = 0; kind < PATTERN_KINDS; kind++)
		for (i = 0; i < p->kinds[kind].n; i++)
			m->wants[kind] |= p->kinds[kind].v[i].wants;
	m->patterns = p;
	m->room = pattern_room_new(most);
	m->searched = mem_zalloc((p->ids + 1) * sizeof(*m->searched));
	m->held = mem_alloc(SUBJECT_MAX);
	return m;
}

void
matcher_free(struct matcher *m)
{
	if (!m)
		return;
	pattern_room_free(m->room);
	free(m->searched);
	free(m->held);
	free(m);
}

struct str
matcher_gave_up(struct matcher *m)
{
	struct str regex = m->gave_up;

	m->gave_up = STR_NONE;
	return regex;
}

static bool
is_continuation(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* The part that is looked at, not cut within a character. */
static struct str
subject_of(struct str line)
{
	size_t n = SUBJECT_MAX;

	if (!line.ptr)
		return STR("");
	if (line.len <= SUBJECT_MAX)
		return line;
	while (n > SUBJECT_MAX - 3 && is_continuation(line.ptr[n]))
		n--;
	return str_upto(line, n);
}

/*
 * The rest of a line is known without matching it: PCRE2 would take longer to
 * step over its characters than over all that stands before.
 */
static struct pattern_code *
compile(const struct pattern *p)
{
	static const struct str rest = { BUILTIN_REST,
		sizeof(BUILTIN_REST) - 1 };
	struct pattern_error error;
	struct pattern_code *code;
	struct buf text = { 0 };

	if (!p->builtin->rest)
		return pattern_compile(p->text, true, &error);
	buf_add(&text, str_upto(p->text, p->text.len - rest.len));
	buf_puts(&text, "(?<what>)");
	code = pattern_compile(buf_str(&text), true, &error);
	buf_release(&text);
	return code;
}

static struct pattern_code *
code_of(struct pattern *p)
{
	struct pattern_code *code = p->code, *first = NULL;

	if (code)
		return code;
	code = compile(p);
	if (atomic_compare_exchange_strong(&p->code, &first, code))
		return code;
	pattern_discard(code);
	return first;
}

/* The first match at or after from; false for none and for giving up. */
static bool
run(struct matcher *m, struct pattern *p, struct str subject, size_t from)
{
	struct pattern_code *code = code_of(p);
	enum pattern_result result = code ? pattern_match(code, m->room,
	    subject, from) : MATCH_GAVE_UP;

	if (result == MATCH_GAVE_UP && !m->gave_up.ptr)
		m->gave_up = p->text;
	return result == MATCH_FOUND;
}

/* Takes over what run has found, and the rest of the line. */
static void
fill(struct matcher *m, struct pattern *p, struct str line,
    struct match *match)
{
	struct str *what = &match->group[GROUP_WHAT];

	pattern_fill(p->code, m->room, line, match);
	if (p->builtin && p->builtin->rest) {
		match->end = line.len;
		what->len = line.len - (size_t)(what->ptr - line.ptr);
	}
}

/*
 * The built-in ones are anchored and tried only where one can begin, the others
 * only where their byte still follows.
 */
static bool
run_ahead(struct matcher *m, struct pattern *p, struct str subject,
    size_t from)
{
	const char *rest = subject.ptr + from;

	if (p->builtin) {
		while ((from = builtin_next(p->builtin, subject, from)) !=
		    SIZE_MAX) {
			if (run(m, p, subject, from))
				return true;
			from++;
		}
		return false;
	}
	if (p->need >= 0 && !memchr(rest, p->need, subject.len - from))
		return false;
	return run(m, p, subject, from);
}

/* Makes the memory of earlier searches one of this line. */
static void
hold(struct matcher *m, struct str subject)
{
	size_t i;

	if (m->held_len == subject.len &&
	    !memcmp(m->held, subject.ptr, subject.len))
		return;
	memcpy(m->held, subject.ptr, subject.len);
	m->held_len = subject.len;
	for (i = 0; i < m->patterns->ids; i++)
		m->searched[i] = (struct searched){ SIZE_MAX, 0 };
}

/* As run_ahead, but does not search again what was searched before. */
static bool
search(struct matcher *m, struct pattern *p, struct str subject,
    size_t from, bool remember)
{
	struct searched *s = &m->searched[p->id];
	size_t start = from;
	bool found;

	if (remember && s->from <= from && s->next > from)
		start = s->next;
	if (start > subject.len)
		return false;
	found = run_ahead(m, p, subject, start);
	if (remember)
		*s = (struct searched){ from, found ?
		    pattern_start(m->room) : SIZE_MAX };
	return found;
}

void
matcher_begin(struct matcher *m, struct str line)
{
	m->line = line;
	m->signs = builtin_signs(line) | SIGN_WORDS | SIGN_ALWAYS;
}

void
matcher_begin_text(struct matcher *m, struct str text)
{
	m->line = text;
	m->signs = builtin_signs(text) | begin_signs(text) | SIGN_ALWAYS;
}

/* The signs that the line may have: all where it was not looked at. */
static uint32_t
signs_of(const struct matcher *m, struct str line)
{
	return m->line.ptr && line.ptr >= m->line.ptr &&
	    line.ptr + line.len <= m->line.ptr + m->line.len ? m->signs :
	    UINT32_MAX;
}

bool
matcher_may(const struct matcher *m, unsigned kinds, struct str line)
{
	uint32_t signs = signs_of(m, line);
	unsigned kind;

	for (kind = 0; kind < PATTERN_KINDS; kind++)
		if (kinds & 1u << kind && signs & m->wants[kind])
			return true;
	return false;
}

bool
matcher_at(struct matcher *m, enum pattern_kind kind, struct str line,
    struct match *match)
{
	struct str subject = subject_of(line);
	struct pattern *p = m->patterns->kinds[kind].v;
	size_t i;

	for (i = 0; i < m->patterns->kinds[kind].n; i++, p++) {
		if (!run(m, p, subject, 0) || pattern_start(m->room) != 0)
			continue;
		fill(m, p, line, match);
		return true;
	}
	return false;
}

bool
matcher_find(struct matcher *m, enum pattern_kind kind, struct str line,
    size_t from, struct match *match)
{
	uint32_t signs = signs_of(m, line);
	struct str subject;
	bool found = false, remember;
	struct pattern *p = m->patterns->kinds[kind].v;
	size_t i, skipped;

	if (!(signs & m->wants[kind]))
		return false;
	subject = subject_of(line);
	for (skipped = 0; skipped < 3 && from < subject.len &&
	    is_continuation(subject.ptr[from]); skipped++)
		from++;
	if (from > subject.len)
		return false;
	remember = from && subject.len >= LONG_LINE;
	if (remember)
		hold(m, subject);
	for (i = 0; i < m->patterns->kinds[kind].n; i++, p++) {
		if (!(signs & p->wants) ||
		    !search(m, p, subject, from, remember))
			continue;
		if (found &&
		    pattern_start(m->room) >= match->start)
			continue;
		fill(m, p, line, match);
		found = true;
		if (match->start <= from)
			break;
	}
	return found;
}
