#include "book/match.h"

#include "base/unicode.h"

void
match_init(struct matching *m, const struct book *book, struct str typed)
{
	*m = (struct matching){ .book = book };
	unicode_fold(&m->typed, typed);
}

void
match_release(struct matching *m)
{
	buf_release(&m->typed);
	buf_release(&m->known);
	buf_release(&m->other);
	arena_release(&m->arena);
}

/* A line of a text of lines; no folded value holds a newline. */
static void
add_line(struct buf *lines, struct str value)
{
	unicode_fold(lines, value);
	buf_addc(lines, '\n');
}

/*
 * What is known of somebody, a value a line: into known what they are called,
 * and into other what they belong to.
 */
static void
gather(struct matching *m, const struct person *p)
{
	const struct book *b = m->book;
	const struct source *s;
	const struct profile *f;
	uint32_t i, k;

	buf_clear(&m->known);
	buf_clear(&m->other);
	for (i = 0; i < p->parts_n; i++) {
		s = &b->sources[p->parts[i].source];
		f = &s->profiles[p->parts[i].profile];
		add_line(&m->known, f->name);
		for (k = 0; k < f->facts_n; k++)
			switch (f->facts[k].key) {
			case KEY_ALIASES:
			case KEY_EMAIL:
			case KEY_HANDLE:
				add_line(&m->known, f->facts[k].value);
				break;
			case KEY_ORG:
			case KEY_TAGS:
				add_line(&m->other, f->facts[k].value);
				break;
			default:
				break;
			}
	}
}

/* Letters beyond ASCII are letters; other bytes part words. */
static bool
is_letter(char c)
{
	return ch_alpha(c) || ch_digit(c) || (unsigned char)c >= 0x80;
}

static bool
begins_word(struct str lines, struct str word)
{
	size_t at, from = 0;

	while ((at = str_find(str_from(lines, from), word)) != SIZE_MAX) {
		at += from;
		if (!at || !is_letter(lines.ptr[at - 1]))
			return true;
		from = at + 1;
	}
	return false;
}

enum match_grade
match_person(struct matching *m, const struct person *p)
{
	struct str rest = buf_str(&m->typed), word;
	enum match_grade grade = MATCH_BEGIN;
	struct str known, other;

	gather(m, p);
	known = buf_str(&m->known);
	other = buf_str(&m->other);
	if (rest.len && str_has_line(known, rest))
		return MATCH_WHOLE;
	while (str_cut(&rest, ' ', &word)) {
		if (begins_word(known, word))
			continue;
		if (str_find(known, word) == SIZE_MAX &&
		    str_find(other, word) == SIZE_MAX)
			return MATCH_NONE;
		grade = MATCH_PART;
	}
	return grade;
}
