#include "book/near.h"

#include "base/unicode.h"

enum {
	LETTERS = 48, /* longer names are not mistyped, but pasted */
	SLIPS_MAX = 3,
};

/* A name in code points. */
struct word {
	int32_t cp[LETTERS];
	size_t n;
};

/* False when s is too long. */
static bool
word_of(struct str s, struct word *w)
{
	for (w->n = 0; s.len; w->n++) {
		if (w->n == LETTERS)
			return false;
		s = str_from(s, unicode_next(s, &w->cp[w->n]));
	}
	return true;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Letters left out, put in, changed, or two neighbours swapped (Damerau and
 * Levenshtein, each place edited once); above most it says no more than that.
 */
static size_t
slips(const struct word *a, const struct word *b, size_t most)
{
	size_t rows[3][LETTERS + 1], *before = rows[0], *last = rows[1];
	size_t *row = rows[2], *spare, i, k, best;

	if (a->n > b->n + most || b->n > a->n + most)
		return most + 1;
	for (k = 0; k <= b->n; k++)
		last[k] = before[k] = k;
	for (i = 1; i <= a->n; i++) {
		best = row[0] = i;
		for (k = 1; k <= b->n; k++) {
			row[k] = least(least(last[k], row[k - 1]) + 1,
			    last[k - 1] + (a->cp[i - 1] != b->cp[k - 1]));
			if (i > 1 && k > 1 && a->cp[i - 1] == b->cp[k - 2] &&
			    a->cp[i - 2] == b->cp[k - 1])
				row[k] = least(row[k], before[k - 2] + 1);
			best = least(best, row[k]);
		}
		if (best > most)
			return most + 1;
		spare = before;
		before = last;
		last = row;
		row = spare;
	}
	return last[b->n];
}

size_t
near_slips(struct str a, struct str b, size_t most)
{
	struct word v, w;

	return word_of(a, &v) && word_of(b, &w) ? slips(&v, &w, most) :
	    most + 1;
}

/* The whole name or one of its words, whichever is nearer. */
static size_t
name_slips(const struct word *typed, struct str name, size_t most)
{
	size_t best = most + 1;
	struct str part;
	struct word w;

	if (word_of(name, &w))
		best = slips(typed, &w, most);
	while (str_cut(&name, ' ', &part))
		if (word_of(part, &w) && w.n > 1)
			best = least(best, slips(typed, &w, most));
	return best;
}

static size_t
person_slips(const struct book *b, const struct person *p,
    const struct word *typed, size_t most)
{
	const struct book_index *ix = b->index;
	size_t best = most + 1;
	uint32_t i;

	for (i = 0; i < p->parts_n; i++)
		best = least(best, name_slips(typed,
		    ix->folded[ix->base[p->parts[i].source] +
		    p->parts[i].profile], most));
	return best;
}

size_t
near_people(const struct book *b, struct str typed, uint32_t *people,
    size_t room)
{
	size_t i, n = 0, slot, most, found;
	struct buf folded = { 0 };
	size_t *far = mem_resize(NULL, room, sizeof(*far));
	struct word w;

	unicode_fold(&folded, typed);
	most = word_of(buf_str(&folded), &w) ? w.n / 3 + (w.n > 1) : 0;
	most = least(most, SLIPS_MAX);
	for (i = 0; most && room && i < b->people.n; i++) {
		found = person_slips(b, &b->people.v[i], &w, most);
		if (found > most || (n == room && found >= far[n - 1]))
			continue;
		if (n < room)
			n++;
		for (slot = n - 1; slot && far[slot - 1] > found; slot--) {
			far[slot] = far[slot - 1];
			people[slot] = people[slot - 1];
		}
		far[slot] = found;
		people[slot] = (uint32_t)i;
	}
	buf_release(&folded);
	free(far);
	return n;
}
