#include "note/takeout.h"

#include "note/compare.h"

void
takeout_lines(struct buf *out, struct str text, const struct takeout *v,
    size_t n)
{
	struct str rest = text;
	uint32_t number = 1;
	size_t end, i = 0;

	for (; rest.len; rest = str_from(rest, end), number++) {
		end = str_chr(rest, '\n');
		end = end == SIZE_MAX ? rest.len : end + 1;
		while (i < n && number >= v[i].line + v[i].n)
			i++;
		if (i == n || number < v[i].line)
			buf_add(out, str_upto(rest, end));
	}
}

/* How many lines up to this one, and with it, go. */
static uint32_t
gone_to(const struct takeout *v, size_t n, uint32_t number)
{
	uint32_t gone = 0;
	size_t i;

	for (i = 0; i < n && v[i].line <= number; i++)
		gone += number - v[i].line < v[i].n ?
		    number - v[i].line + 1 : v[i].n;
	return gone;
}

/* Is the line one of those that go? *next goes on with the lines asked for. */
static bool
goes(const struct takeout *v, size_t n, uint32_t line, size_t *next,
    uint32_t *gone)
{
	for (; *next < n && line >= v[*next].line + v[*next].n; (*next)++)
		*gone += v[*next].n;
	return *next < n && line >= v[*next].line;
}

/* The other lines are what they were, and what was hidden of them is. */
static bool
same_lines(const struct md *was, const struct md *now,
    const struct takeout *v, size_t n)
{
	const struct md_line *a, *b;
	size_t i, k = 0, next = 0;
	uint32_t gone = 0;

	for (i = 0; i < was->lines.n; i++) {
		a = &was->lines.v[i];
		if (goes(v, n, a->number, &next, &gone))
			continue;
		if (k == now->lines.n)
			return false;
		b = &now->lines.v[k++];
		if (a->type != b->type || a->level != b->level ||
		    !str_eq(a->prose, b->prose))
			return false;
	}
	return k == now->lines.n;
}

/* What source says without the lines, by the numbers that lines have then. */
static struct source
without(const struct source *source, const struct takeout *v, size_t n,
    struct arena *a)
{
	struct source left = *source;
	struct record record;
	uint32_t i, gone = 0;
	size_t next = 0;

	left.records_n = 0;
	left.records = arena_copy(a, source->records, source->records_n,
	    sizeof(*source->records));
	for (i = 0; i < source->records_n; i++) {
		record = source->records[i];
		if (goes(v, n, record.line, &next, &gone))
			continue;
		record.line -= gone;
		left.records[left.records_n++] = record;
	}
	return left;
}

/* The same of a person. */
static void
leave_out(struct profile *profile, const struct takeout *v, size_t n,
    struct arena *a)
{
	struct fact *facts = arena_copy(a, profile->facts, profile->facts_n,
	    sizeof(*profile->facts));
	uint32_t i, gone, kept = 0;
	size_t next;

	for (i = 0; i < profile->facts_n; i++) {
		next = gone = 0; /* facts may be in any order */
		if (!goes(v, n, facts[i].line, &next, &gone))
			facts[kept++] = facts[i];
	}
	profile->facts = facts;
	profile->facts_n = kept;
	profile->line -= gone_to(v, n, profile->line);
	if (profile->end != UINT32_MAX)
		profile->end -= gone_to(v, n, profile->end);
}

bool
takeout_clean(const struct reader *was, const struct source *source,
    struct reader *now, struct str text, const struct takeout *v, size_t n)
{
	struct source after = { .path = source->path }, left;
	struct arena scratch = { 0 };
	uint32_t i;
	bool clean;

	read_file(now, text, &after);
	left = without(source, v, n, &scratch);
	left.profiles = arena_copy(&scratch, source->profiles,
	    source->profiles_n, sizeof(*source->profiles));
	for (i = 0; i < left.profiles_n; i++)
		leave_out(&left.profiles[i], v, n, &scratch);
	clean = same_lines(&was->md, &now->md, v, n) &&
	    !compare_sources(&left, &after, UINT32_MAX, UINT32_MAX);
	arena_release(&scratch);
	return clean;
}
