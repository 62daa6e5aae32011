#include "base/slips.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/unicode.h"

enum { LETTERS = 48 }; /* longer names are not mistyped, but pasted */

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
edits(const struct word *a, const struct word *b, size_t most)
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
slips(struct str a, struct str b, size_t most)
{
	struct word v, w;

	return word_of(a, &v) && word_of(b, &w) ? edits(&v, &w, most) :
	    most + 1;
}
