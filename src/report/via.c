/* via: how you know somebody, and whom you know through them. */
#include "report/report.h"

/* What all of a run's rows need. */
struct chain {
	const struct book *book;
	const struct query *query;
	const bool *wanted;
	struct intros intros;
	struct sink *sink;
	size_t n; /* rows that there are */
	VEC(uint32_t) people; /* from the first to the one asked for; then
	                         those whose turn comes, the next one last … */
	VEC(int64_t) depths;  /* … and how far from that person each is */
	struct buf text;
};

static const struct column columns[] = {
	{ "person", CELL_TEXT, SHOW_ALWAYS },
	{ "via", CELL_TEXT, SHOW_ALWAYS },
	{ "depth", CELL_NUMBER, SHOW_ALWAYS },
	{ "date", CELL_DAY, SHOW_WIDE },
	{ "text", CELL_TEXT, SHOW_FLEX },
	{ "path", CELL_PATH, SHOW_ALWAYS },
	{ "line", CELL_NUMBER, SHOW_ALWAYS },
};

/* One whom nothing says a word of stands at their own name. */
static void
print(struct chain *c, uint32_t person, int64_t depth)
{
	const struct person *people = c->book->people.v;
	const struct intro *in = &c->intros.of[person];
	bool told = in->source != UINT32_MAX;

	if (!c->wanted[person] || c->n++ >= query_limit(c->query, SIZE_MAX))
		return;
	buf_clear(&c->text);
	buf_puts(&c->text, in->key ? "via: " : "");
	buf_add(&c->text, in->text);
	c->sink->row(c->sink, (const struct cell[]){
		cell_text(people[person].name),
		in->via == PERSON_NONE ? cell_none() :
		    cell_text(people[in->via].name),
		cell_number(depth),
		cell_day(in->day),
		cell_text(buf_str(&c->text)),
		cell_text(told ? c->book->sources[in->source].path :
		    person_source(c->book, &people[person])->path),
		cell_line(told ? in->line :
		    person_profile(c->book, &people[person])->line),
	});
}

/* Those before somebody, the first one first; they have depths below 0. */
static void
print_before(struct chain *c, uint32_t person)
{
	uint32_t at;
	size_t i;

	vec_clear(&c->people);
	for (at = c->intros.of[person].via; at != PERSON_NONE;
	    at = c->intros.of[at].via)
		vec_push(&c->people, at);
	for (i = c->people.n; i-- > 0;)
		print(c, c->people.v[i], -(int64_t)i - 1);
}

/* Somebody, and each of those who came through them before the next. */
static void
print_from(struct chain *c, uint32_t person)
{
	int64_t depth;
	size_t i;

	vec_clear(&c->people);
	vec_clear(&c->depths);
	vec_push(&c->people, person);
	vec_push(&c->depths, 0);
	while (c->people.n) {
		person = c->people.v[--c->people.n];
		depth = c->depths.v[--c->depths.n];
		print(c, person, depth);
		for (i = c->intros.first[person + 1];
		    i-- > c->intros.first[person];) {
			vec_push(&c->people, c->intros.came[i]);
			vec_push(&c->depths, depth + 1);
		}
	}
}

static size_t
run(const struct book *book, const struct query *query, struct sink *sink)
{
	struct chain c = { .book = book, .query = query, .sink = sink };
	struct query rows = *query;
	struct arena arena = { 0 };
	size_t i;

	/* those named are where chains are begun, the rows are others' too */
	rows.everybody = true;
	c.wanted = query_people(&rows, book, &arena);
	intro_make(&c.intros, book, NULL, &arena);
	for (i = 0; i < query->people_n; i++) {
		print_before(&c, query->people[i]);
		print_from(&c, query->people[i]);
	}
	vec_release(&c.people);
	vec_release(&c.depths);
	buf_release(&c.text);
	arena_release(&arena);
	return c.n;
}

const struct report via_report = {
	.name = "via",
	.columns = { REPORT_COLUMNS(columns),
	    "%{person}: %{text}" },
	.run = run,
	.operands = OPERANDS_PERSON,
};
