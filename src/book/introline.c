#include "book/introline.h"

#include "book/index.h"

/*
 * What is looked at of one line. Else the time would be that of the links times
 * the length of the text, and a line may be a megabyte.
 */
enum {
	LINKS = 50,      /* people */
	MENTIONS = 200,  /* records of links */
	TEXT = 16 << 10, /* bytes; no pattern looks at more, either */
};

/* What is read of a line before it is known whom it is about. */
struct look {
	struct introline *l;
	const struct book *book;
	const struct source *source;
	uint32_t begin, end;        /* its records */
	const struct record *intro; /* the first of them that is one, else a
	                               gift */
	uint32_t above;             /* the nearest person whom the line takes
	                               from above itself, or PERSON_NONE */
};

/* Takes the line apart; false where nothing was introduced, or not yet. */
static bool
look_at_records(struct look *k)
{
	const struct record *r;
	uint32_t i;

	k->l->made = false;
	for (i = k->begin; i < k->end; i++) {
		r = &k->source->records[i];
		if ((r->kind == RECORD_PROMISE || r->kind == RECORD_WAITING) &&
		    r->state != FOLLOWUP_DONE)
			return false;
		if (r->kind == RECORD_GAVE)
			k->l->made = true;
		if (r->kind == RECORD_INTRO && k->intro->kind != RECORD_INTRO)
			k->intro = r;
	}
	k->l->line = k->intro->line;
	k->l->day = k->intro->day;
	k->l->text = k->intro->text;
	return k->intro->day == DAY_NONE ||
	    k->intro->day <= k->book->options->today;
}

/* "#gave intro to", "#got an introduction": a gift that was one. */
static bool
is_gift(struct str text)
{
	static const struct str intro = { "intro", 5 };
	struct str word;
	bool given = false;

	while (str_cut(&text, ' ', &word)) {
		if (given && str_istarts(word, intro))
			return true;
		if (!str_ieq(word, STR("an")) && !str_ieq(word, STR("the")))
			given = str_starts(word, STR("#"));
	}
	return false;
}

static bool
among(const char *bytes, char c)
{
	return c && strchr(bytes, c);
}

/* May a link be what is before that byte, as in "[[", "](", "<", "**"? */
static bool
opens_link(struct str text, size_t at)
{
	while (at && among(" \t", text.ptr[at - 1]))
		at--;
	return at && among("[(<*", text.ptr[at - 1]);
}

/* Where the text links target; else where it says so; else SIZE_MAX. */
static size_t
find_link(struct str text, struct str target)
{
	size_t at, from, said = SIZE_MAX;

	for (from = 0; (at = str_find(str_from(text, from), target)) !=
	    SIZE_MAX; from += at + 1) {
		if (opens_link(text, from + at))
			return from + at;
		if (said == SIZE_MAX)
			said = from + at;
	}
	return said;
}

/* What stands before the link whose target is at. */
static struct str
before_link(struct str text, size_t at)
{
	struct str s = str_upto(text, at);
	size_t open;

	while (s.len && among("[(<*@_ \t", s.ptr[s.len - 1]))
		s.len--;
	/* "[shown](": the target is behind what is shown */
	if (s.len && s.ptr[s.len - 1] == ']') {
		open = str_rchr(s, '[');
		s = str_upto(s, open == SIZE_MAX ? 0 : open);
	}
	return str_rtrim(s);
}

/* Ends s with one of the words? */
static bool
ends_with(struct str s, const char *const *words)
{
	struct str word;

	for (; *words; words++) {
		word = str_of(*words);
		if (str_iends(s, word) && (s.len == word.len ||
		    !ch_alpha(s.ptr[s.len - word.len - 1])))
			return true;
	}
	return false;
}

static void
add_link(struct introline *l, uint32_t person, size_t at)
{
	struct introline_link link = { person, at, false };
	size_t i;

	for (i = 0; i < l->links.n; i++)
		if (l->links.v[i].person == person) {
			if (at < l->links.v[i].at)
				l->links.v[i].at = at;
			return;
		}
	vec_push(&l->links, link);
}

/* Those of a record: on the line, or taken from above it. */
static void
look_at_people(struct look *k, const struct record *r)
{
	const struct who *w = k->source->whos + r->who;
	const struct who *end = w + r->who_n;
	struct str text = str_upto(k->l->text, TEXT);
	bool ambiguous;
	uint32_t person;
	size_t at;

	for (; w < end && k->l->links.n < LINKS; w++) {
		if (!w->target.len)
			continue;
		at = find_link(text, w->target);
		if (at == SIZE_MAX && k->above != PERSON_NONE)
			continue;
		person = book_link(k->book, w->target, k->source, &ambiguous);
		if (person == PERSON_NONE)
			continue;
		if (at != SIZE_MAX)
			add_link(k->l, person, at);
		else
			k->above = person;
	}
}

static int
link_compare(const void *x, const void *y)
{
	const struct introline_link *a = x, *b = y;

	return (a->at > b->at) - (a->at < b->at);
}

/* Sorts the links, and says which of them are behind "by". */
static void
look_at_words(struct introline *l)
{
	static const char *const by[] = { "by", "via", "through", "from",
		NULL };
	static const char *const joints[] = { "and", ",", "&", "+", NULL };
	struct str before;
	size_t i;

	if (l->links.n > 1)
		qsort(l->links.v, l->links.n, sizeof(*l->links.v),
		    link_compare);
	for (i = 0; i < l->links.n; i++) {
		before = before_link(l->text, l->links.v[i].at);
		l->links.v[i].by = ends_with(before, by) || (i &&
		    l->links.v[i - 1].by && ends_with(before, joints));
	}
}

/* Whose note, or section of one, the line stands in. */
static uint32_t
owner(const struct look *k)
{
	const struct source *s = k->source;
	const struct profile *f;
	uint32_t i;

	if (s->kind != SOURCE_PERSON && s->kind != SOURCE_PEOPLE)
		return PERSON_NONE;
	for (i = s->profiles_n; i-- > 0;) {
		f = &s->profiles[i];
		if (s->kind == SOURCE_PERSON || (f->line <= k->l->line &&
		    k->l->line <= f->end))
			return k->book->index->person[
			    k->book->index->base[k->l->source] + i];
	}
	return PERSON_NONE;
}

/* The subject is no link: the owner, else the first, else one from above. */
static void
find_subject(struct look *k)
{
	struct introline *l = k->l;
	size_t i, kept = 0;

	l->subject = owner(k);
	for (i = 0; l->subject == PERSON_NONE && l->links.n > 1 &&
	    i < l->links.n; i++)
		if (!l->links.v[i].by)
			l->subject = l->links.v[i].person;
	if (l->subject == PERSON_NONE)
		l->subject = k->above;
	for (i = 0; i < l->links.n; i++)
		if (l->links.v[i].person != l->subject)
			l->links.v[kept++] = l->links.v[i];
	l->links.n = kept;
}

bool
introline_read(struct introline *l, const struct book *book, uint32_t source,
    uint32_t record, uint32_t *end)
{
	struct look k = { .l = l, .book = book,
		.source = &book->sources[source], .begin = record,
		.end = record + 1, .above = PERSON_NONE };
	const struct record *v = k.source->records;
	uint32_t i, mentions = 0;

	while (k.begin && v[k.begin - 1].line == v[record].line)
		k.begin--;
	while (k.end < k.source->records_n &&
	    v[k.end].line == v[record].line)
		k.end++;
	*end = k.end;
	k.intro = &v[record];
	l->source = source;
	vec_clear(&l->links);
	if (!look_at_records(&k) || (k.intro->kind != RECORD_INTRO &&
	    !is_gift(l->text)))
		return false;
	look_at_people(&k, k.intro);
	for (i = k.begin; i < k.end; i++)
		if (v[i].kind == RECORD_MENTION && mentions++ < MENTIONS)
			look_at_people(&k, &v[i]);
	look_at_words(l);
	find_subject(&k);
	return l->subject != PERSON_NONE && l->links.n;
}

void
introline_release(struct introline *l)
{
	vec_release(&l->links);
}
