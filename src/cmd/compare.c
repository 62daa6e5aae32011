#include "cmd/compare.h"

#include <stdlib.h>

#include "base/map.h"

static uint32_t *
none(size_t n)
{
	uint32_t *v = mem_alloc((n + 1) * sizeof(*v));
	size_t i;

	for (i = 0; i <= n; i++)
		v[i] = ITEM_NONE;
	return v;
}

static void
mark_lines(struct compare *c)
{
	const struct diff_run *run;
	uint32_t k;
	size_t i;

	c->gone = mem_zalloc(c->was->rows.n + 2);
	c->added = mem_zalloc(c->now->rows.n + 2);
	for (i = 0; i < c->runs.n; i++) {
		run = &c->runs.v[i];
		for (k = 0; k < run->was_n; k++)
			c->gone[run->was + k] = true;
		for (k = 0; k < run->now_n; k++)
			c->added[run->now + k] = true;
	}
}

static void
join(struct compare *c, uint32_t was, uint32_t now, bool same)
{
	(same ? c->was_same : c->was_turned)[was] = now;
	(same ? c->now_same : c->now_turned)[now] = was;
}

static bool
is_free(const struct compare *c, bool of_now, uint32_t item)
{
	return of_now ? c->now_same[item] == ITEM_NONE &&
	    c->now_turned[item] == ITEM_NONE : c->was_same[item] ==
	    ITEM_NONE && c->was_turned[item] == ITEM_NONE;
}

/* The same facts on lines that stand in both texts. */
static void
join_unmoved(struct compare *c)
{
	const struct item *was = c->was->items.v, *now = c->now->items.v;
	uint32_t w = 0, n, k;
	int64_t shift = 0;
	size_t run = 0;

	for (n = 0; n < c->now->items.n; n++) {
		while (run < c->runs.n && c->runs.v[run].now <= now[n].line) {
			shift += (int64_t)c->runs.v[run].was_n -
			    (int64_t)c->runs.v[run].now_n;
			run++;
		}
		if (c->added[now[n].line])
			continue;
		while (w < c->was->items.n &&
		    was[w].line < now[n].line + shift)
			w++;
		for (k = w; k < c->was->items.n &&
		    was[k].line == now[n].line + shift; k++) {
			if (c->was_same[k] != ITEM_NONE ||
			    !str_eq(was[k].key, now[n].key))
				continue;
			join(c, k, n, true);
			break;
		}
	}
}

/* Which key of an item is compared. */
enum by { BY_KEY, BY_STEM };

static struct str
key_by(const struct item *item, enum by by)
{
	return by == BY_KEY ? item->key : item->stem;
}

/*
 * Those with one key are joined one by one, in their order: those of was wait
 * in a chain for those of now.
 */
static void
join_by(struct compare *c, enum by by)
{
	uint32_t *next = none(c->was->items.n), *first, i;
	struct map waiting = { 0 };
	bool added;

	for (i = (uint32_t)c->was->items.n; i-- > 0;) {
		if (!is_free(c, false, i))
			continue;
		first = map_put(&waiting, key_by(&c->was->items.v[i], by), i,
		    &added);
		if (!added) {
			next[i] = *first;
			*first = i;
		}
	}
	for (i = 0; i < c->now->items.n; i++) {
		first = is_free(c, true, i) ? map_get(&waiting,
		    key_by(&c->now->items.v[i], by)) : NULL;
		if (!first || *first == ITEM_NONE)
			continue;
		join(c, *first, i, by == BY_KEY);
		*first = next[*first];
	}
	map_release(&waiting);
	free(next);
}

static bool
has_word(struct str text, struct str word)
{
	struct str part;

	while (str_cut(&text, ' ', &part))
		if (str_eq(part, word))
			return true;
	return false;
}

/* Do they share half of the words of the longer? */
static bool
resembles(struct str a, struct str b)
{
	size_t shared = 0, n = 0, of_b = 0;
	struct str rest = a, word;

	while (str_cut(&rest, ' ', &word)) {
		if (!word.len)
			continue;
		n++;
		shared += has_word(b, word);
	}
	for (rest = b; str_cut(&rest, ' ', &word);)
		of_b += word.len > 0;
	/* the first word is the kind of both */
	return n > 1 && of_b > 1 &&
	    2 * (shared - 1) >= (n > of_b ? n : of_b) - 1;
}

/* One in the place of another: was it reworded, or renamed? */
static bool
is_reworded(const struct compare *c, const struct item *was,
    const struct item *now)
{
	const struct record *a = edition_record(c->was, was);
	const struct record *b = edition_record(c->now, now);

	if (was->kind == ITEM_PERSON && now->kind == ITEM_PERSON)
		return true;
	return a && b && a->kind == b->kind &&
	    ((a->kind == RECORD_ENTRY && a->day == b->day) ||
	    resembles(was->stem, now->stem));
}

static void
join_replaced(struct compare *c)
{
	const struct diff_run *run;
	uint32_t w, n, first = 0;
	size_t i = 0;

	for (n = 0; n < c->now->items.n; n++) {
		const struct item *now = &c->now->items.v[n];

		while (i < c->runs.n && c->runs.v[i].now +
		    c->runs.v[i].now_n <= now->line)
			i++;
		if (i == c->runs.n)
			return;
		run = &c->runs.v[i];
		if (run->now > now->line || !run->was_n ||
		    !is_free(c, true, n))
			continue;
		while (first < c->was->items.n &&
		    c->was->items.v[first].line < run->was)
			first++;
		for (w = first; w < c->was->items.n &&
		    c->was->items.v[w].line < run->was + run->was_n; w++) {
			if (!is_free(c, false, w) ||
			    !is_reworded(c, &c->was->items.v[w], now))
				continue;
			join(c, w, n, false);
			break;
		}
	}
}

int
compare_make(struct compare *c, const struct edition *was,
    const struct edition *now)
{
	*c = (struct compare){ .was = was, .now = now };
	c->was_same = none(was->items.n);
	c->was_turned = none(was->items.n);
	c->now_same = none(now->items.n);
	c->now_turned = none(now->items.n);
	if (diff_lines(&c->runs, was->text, now->text) == -1)
		return -1;
	mark_lines(c);
	join_unmoved(c);
	join_by(c, BY_KEY);
	join_by(c, BY_STEM);
	join_replaced(c);
	return 0;
}

uint32_t
compare_end(const struct compare *c, uint32_t item)
{
	const struct item *now = &c->now->items.v[item];
	uint32_t end = now->end;

	if (now->kind == ITEM_PERSON && c->now_turned[item] != ITEM_NONE)
		end = now->line;
	return end < c->now->rows.n ? end : (uint32_t)c->now->rows.n;
}

bool
compare_is_new(const struct compare *c, uint32_t item)
{
	const struct item *now = &c->now->items.v[item];
	uint32_t line;

	if (c->now_same[item] != ITEM_NONE)
		return false;
	for (line = now->line; line <= compare_end(c, item); line++)
		if (c->added[line])
			return true;
	return false;
}

bool
compare_is_gone(const struct compare *c, uint32_t item)
{
	const struct item *was = &c->was->items.v[item];

	return is_free(c, false, item) && was->line <= c->was->rows.n &&
	    c->gone[was->line];
}

void
compare_release(struct compare *c)
{
	vec_release(&c->runs);
	free(c->was_same);
	free(c->now_same);
	free(c->was_turned);
	free(c->now_turned);
	free(c->added);
	free(c->gone);
}
