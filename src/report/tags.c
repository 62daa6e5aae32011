/* tags: every tag, whose it is, and what stands on the lines that have it. */
#include "base/unicode.h"
#include "report/links.h"
#include "report/report.h"

struct tag {
	struct str name;   /* as it is first met */
	struct str folded; /* one tag, whatever its case */
	uint32_t people, interactions, followups;
	uint32_t source, line; /* of the last line that was counted */
};

/* Something that counts, on a line. One of several people is there once. */
struct use {
	uint32_t source, line, record;
	bool followup; /* else an interaction */
};

/* What all of a run's rows need. */
struct tags {
	const struct book *book;
	const struct query *query;
	const bool *wanted;
	struct links links;
	struct map known; /* folded -> list */
	VEC(struct tag) list;
	VEC(struct use) uses; /* by source and line */
	struct buf folded;
	struct arena arena;
};

static int
use_compare(const void *x, const void *y)
{
	const struct use *a = x, *b = y;

	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->record > b->record) - (a->record < b->record);
}

/* Most people first, then by name. */
static int
tag_compare(const void *x, const void *y)
{
	const struct tag *a = x, *b = y;

	if (a->people != b->people)
		return a->people > b->people ? -1 : 1;
	return str_cmp(a->folded, b->folded);
}

/* Valid until the next one is met. */
static struct tag *
find_tag(struct tags *t, struct str name)
{
	struct tag tag = { .name = name, .source = UINT32_MAX };
	uint32_t *at;

	buf_clear(&t->folded);
	unicode_fold(&t->folded, name);
	at = map_get(&t->known, buf_str(&t->folded));
	if (at)
		return &t->list.v[*at];
	tag.folded = arena_str(&t->arena, buf_str(&t->folded));
	map_put(&t->known, tag.folded, (uint32_t)t->list.n, NULL);
	vec_push(&t->list, tag);
	return &t->list.v[t->list.n - 1];
}

static void
count_people(struct tags *t)
{
	const struct str *tags;
	size_t n, k;
	uint32_t i;

	for (i = 0; i < t->book->people.n; i++) {
		if (!t->wanted[i])
			continue;
		n = person_tags(t->book, &t->book->people.v[i], &t->arena,
		    &tags);
		for (k = 0; k < n; k++)
			find_tag(t, tags[k])->people++;
	}
}

static void
add_use(struct tags *t, struct origin at, uint32_t person, bool followup)
{
	if (!query_among(t->query, t->wanted, person))
		return;
	vec_push(&t->uses, (struct use){ at.source,
	    report_record(t->book, at)->line, at.record, followup });
}

/* Gathers what counts: interactions, and follow-ups that are open. */
static void
find_uses(struct tags *t)
{
	const struct book *b = t->book;
	const struct followup *f;
	size_t i, n = 0;

	for (i = 0; i < b->interactions.n; i++)
		add_use(t, b->interactions.v[i].at, b->interactions.v[i].person,
		    false);
	for (i = 0; i < b->followups.n; i++) {
		f = &b->followups.v[i];
		if (f->status == DUE_OPEN || f->status == DUE_OVERDUE)
			add_use(t, f->at, f->person, true);
	}
	if (t->uses.n)
		qsort(t->uses.v, t->uses.n, sizeof(*t->uses.v), use_compare);
	for (i = 0; i < t->uses.n; i++)
		if (!n || use_compare(&t->uses.v[i], &t->uses.v[n - 1]))
			t->uses.v[n++] = t->uses.v[i];
	t->uses.n = n;
}

/* The first use at or behind that line. */
static size_t
uses_of(const struct tags *t, uint32_t source, uint32_t line)
{
	const struct use wanted = { .source = source, .line = line };
	size_t low = 0, high = t->uses.n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (use_compare(&t->uses.v[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A tag on a line: once, however often it stands there. */
static void
count_line(struct tags *t, uint32_t source, const struct record *r)
{
	struct tag *tag = find_tag(t, r->text);
	const struct use *use;
	size_t i;

	if (tag->source == source && tag->line == r->line)
		return;
	tag->source = source;
	tag->line = r->line;
	for (i = uses_of(t, source, r->line); i < t->uses.n; i++) {
		use = &t->uses.v[i];
		if (use->source != source || use->line != r->line)
			break;
		if (use->followup)
			tag->followups++;
		else
			tag->interactions++;
	}
}

/* Is one of the record's people wanted, or nobody's tag? */
static bool
is_wanted(const struct tags *t, size_t record)
{
	size_t i = t->links.first[record], end = t->links.first[record + 1];

	if (i == end)
		return query_among(t->query, t->wanted, PERSON_NONE);
	for (; i < end; i++)
		if (t->wanted[t->links.people[i]])
			return true;
	return false;
}

static void
count_lines(struct tags *t)
{
	const struct source *source;
	uint32_t i, k;

	for (i = 0; i < t->book->sources_n; i++) {
		source = &t->book->sources[i];
		for (k = 0; k < source->records_n; k++)
			if (source->records[k].kind == RECORD_TAG &&
			    is_wanted(t, t->links.record_base[i] + k))
				count_line(t, i, &source->records[k]);
	}
}

static const struct column columns[] = {
	{ "tag", CELL_TEXT, SHOW_ALWAYS },
	{ "people", CELL_NUMBER, SHOW_ALWAYS },       /* who have it */
	{ "interactions", CELL_NUMBER, SHOW_ALWAYS }, /* on lines with it */
	{ "followups", CELL_NUMBER, SHOW_ALWAYS },    /* open ones, there */
};

static void
print(const struct tag *tag, struct sink *sink)
{
	const struct cell cells[] = {
		cell_text(tag->name),
		cell_number(tag->people),
		cell_number(tag->interactions),
		cell_number(tag->followups),
	};

	sink->row(sink, cells);
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct tags t = { .book = book, .query = query };
	size_t i, n;

	t.wanted = query_people(query, book, &t.arena);
	links_make(&t.links, book, &t.arena);
	count_people(&t);
	find_uses(&t);
	count_lines(&t);
	if (t.list.n)
		qsort(t.list.v, t.list.n, sizeof(*t.list.v), tag_compare);
	for (i = 0; i < query_limit(query, t.list.n); i++)
		print(&t.list.v[i], sink);
	n = t.list.n;
	map_release(&t.known);
	vec_release(&t.list);
	vec_release(&t.uses);
	buf_release(&t.folded);
	arena_release(&t.arena);
	return n;
}

const struct report tags_report = {
	.name = "tags",
	.columns = { REPORT_COLUMNS(columns), "%{tag}" },
	.run = run,
};
