#include "book/near.h"

#include "base/slips.h"
#include "base/unicode.h"

enum { SLIPS_MAX = 3 };

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t
letters(struct str s)
{
	size_t n = 0;
	int32_t cp;

	for (; s.len; n++)
		s = str_from(s, unicode_next(s, &cp));
	return n;
}

/* The whole name or one of its words, whichever is nearer. */
static size_t
name_slips(struct str typed, struct str name, size_t most)
{
	size_t best = slips(typed, name, most);
	struct str part;

	while (str_cut(&name, ' ', &part))
		if (letters(part) > 1)
			best = least(best, slips(typed, part, most));
	return best;
}

static size_t
person_slips(const struct book *b, const struct person *p,
    struct str typed, size_t most)
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

	unicode_fold(&folded, typed);
	n = letters(buf_str(&folded));
	most = least(n / 3 + (n > 1), SLIPS_MAX);
	n = 0;
	for (i = 0; most && room && i < b->people.n; i++) {
		found = person_slips(b, &b->people.v[i],
		    buf_str(&folded), most);
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
