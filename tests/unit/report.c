/* Reports: from a book and a query to rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/buf.h"
#include "report/report.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))
/* STR for what is static. */
#define T(literal) { (literal), sizeof(literal) - 1 }
#define BIT(state) (UINT32_C(1) << (state))

static day_t
at(const char *text)
{
	day_t day;

	if (!text)
		return DAY_NONE;
	if (!day_parse(str_of(text), &day))
		fail_msg("no date: %s", text);
	return day;
}

/* A sink that writes rows as "a|b|c" and a newline. */
struct text_sink {
	struct sink sink;
	const struct columns *columns;
	struct buf out;
	size_t rows;
};

static void
put_cell(struct buf *out, const struct column *column,
    const struct cell *cell)
{
	char day[DAY_TEXT];
	size_t i;

	if (cell->missing)
		return;
	switch (column->type) {
	case CELL_TEXT:
	case CELL_PATH:
		buf_add(out, cell->text);
		break;
	case CELL_DAY:
		day_format(cell->day, day);
		buf_puts(out, day);
		break;
	case CELL_NUMBER:
		buf_printf(out, "%lld", (long long)cell->number);
		break;
	case CELL_RATIO:
		buf_printf(out, "%lld.%02lld", (long long)cell->number / 100,
		    (long long)cell->number % 100);
		break;
	case CELL_LIST:
		for (i = 0; i < cell->list.n; i++) {
			if (i)
				buf_addc(out, ',');
			buf_add(out, cell->list.v[i]);
		}
		break;
	}
}

static void
put_row(struct sink *sink, const struct cell *cells)
{
	struct text_sink *t = (struct text_sink *)sink;
	size_t i;

	for (i = 0; i < t->columns->n; i++) {
		if (i)
			buf_addc(&t->out, '|');
		put_cell(&t->out, &t->columns->v[i], &cells[i]);
	}
	buf_addc(&t->out, '\n');
	t->rows++;
}

/* Everybody, everything. */
static struct query
everything(void)
{
	return (struct query){ .everybody = true, .within = DAY_NONE,
		.since = DAY_NONE, .until = DAY_NONE };
}

/* Runs a report and compares all rows; total counts those beyond the limit. */
static void
assert_total(const char *name, const struct book *book,
    const struct query *query, size_t total, const char *expected)
{
	const struct report *report = report_find(name);
	struct text_sink t = { .sink = { .row = put_row } };

	assert_non_null(report);
	t.columns = &report->columns;
	assert_int_equal(report->run(book, query, &t.sink), total);
	assert_string_equal(buf_cstr(&t.out), expected);
	buf_release(&t.out);
}

static void
assert_rows(const char *name, const struct book *book,
    const struct query *query, const char *expected)
{
	const char *p;
	size_t n = 0;

	for (p = expected; *p; p++)
		n += *p == '\n';
	assert_total(name, book, query, n, expected);
}

static struct book_options
options(void)
{
	return (struct book_options){ .today = at("2026-11-23"),
		.default_cadence = { .months = 3 },
		.first_followup = { .days = 2 }, .fresh = { .days = 90 },
		.lapsed = { .days = 365 } };
}

/* One person of the books made by hand: state and what decides the order. */
struct someone {
	const char *name;
	uint8_t state, from;
	bool markdown, relationship;
	struct span cadence;
	const char *last, *due, *held;
};

static const struct someone network[] = {
	{ "Ana", STATE_OVERDUE, CADENCE_OWN, true, true, { 1, 0 },
	    "2026-10-01", "2026-11-01", NULL },
	{ "Bob", STATE_ONCE, CADENCE_DEFAULT, true, false, { 3, 0 },
	    "2026-11-01", NULL, NULL },
	{ "Cy", STATE_NEVER, CADENCE_OWN, true, true, { 0, 14 },
	    NULL, NULL, NULL },
	{ "Di", STATE_NEVER, CADENCE_RULE, true, true, { 0, 14 },
	    NULL, NULL, NULL },
	{ "Eve", STATE_OVERDUE, CADENCE_RULE, false, true, { 0, 10 },
	    "2026-08-15", "2026-08-25", NULL },
	{ "Flo", STATE_ONCE, CADENCE_DEFAULT, true, false, { 3, 0 },
	    "2026-11-18", NULL, NULL },
	{ "Gus", STATE_OVERDUE, CADENCE_DEFAULT, false, true, { 3, 0 },
	    "2026-06-01", "2026-09-01", NULL },
	{ "Hal", STATE_LAPSED, CADENCE_DEFAULT, true, true, { 3, 0 },
	    "2024-01-01", "2024-04-01", NULL },
	{ "Ian", STATE_COLD, CADENCE_DEFAULT, true, false, { 3, 0 },
	    "2026-01-01", NULL, NULL },
	{ "Joy", STATE_COLD, CADENCE_DEFAULT, true, false, { 3, 0 },
	    "2026-02-01", NULL, NULL },
	{ "Kay", STATE_FRESH, CADENCE_DEFAULT, true, false, { 3, 0 },
	    "2026-11-23", NULL, NULL },
	{ "Lee", STATE_UNMET, CADENCE_DEFAULT, true, false, { 3, 0 },
	    NULL, NULL, NULL },
	{ "Mo", STATE_OVERDUE, CADENCE_OWN, true, true, { 1, 0 },
	    "2026-10-01", "2026-11-01", "2026-11-23" },
	{ "Ned", STATE_OVERDUE, CADENCE_OWN, true, true, { 1, 0 },
	    "2026-01-01", "2026-02-01", "2026-11-24" },
	{ "Oz", STATE_PAUSED, CADENCE_OWN, true, true, { 0, 0 },
	    "2026-01-01", NULL, NULL },
	{ "Pam", STATE_OK, CADENCE_OWN, true, true, { 0, 30 },
	    "2026-11-13", "2026-12-13", NULL },
};

/* A note with a profile and one entry for each person of the network. */
struct hand_made {
	struct book book;
	struct book_options options;
	struct source sources[N(network)];
	struct profile profiles[N(network)];
	struct record records[N(network)];
	struct part parts[N(network)];
	char paths[N(network)][16], texts[N(network)][16];
};

static void
network_make(struct hand_made *h)
{
	const struct someone *s;
	struct person p;
	uint32_t i;

	*h = (struct hand_made){ .options = options() };
	for (i = 0; i < N(network); i++) {
		s = &network[i];
		snprintf(h->paths[i], sizeof(h->paths[i]), "p/%s.md", s->name);
		snprintf(h->texts[i], sizeof(h->texts[i]), "saw %s", s->name);
		h->profiles[i] = (struct profile){ .name = str_of(s->name),
			.line = 2, .last_contact = DAY_NONE, .met = DAY_NONE };
		h->records[i] = (struct record){ .text = str_of(h->texts[i]),
			.day = at(s->last), .line = 9, .column = 3 };
		h->sources[i] = (struct source){ .path = str_of(h->paths[i]),
			.profiles = &h->profiles[i], .profiles_n = 1,
			.records = &h->records[i], .records_n = 1 };
		h->parts[i] = (struct part){ i, 0 };
		p = (struct person){ .name = str_of(s->name),
			.parts = &h->parts[i], .parts_n = 1,
			.markdown = s->markdown, .state = s->state,
			.cadence_from = s->from, .cadence = s->cadence,
			.last = at(s->last), .due = at(s->due),
			.relationship = s->relationship, .held = at(s->held),
			.snooze = DAY_NONE, .why = { i, 0 },
			.why_line = s->last ? 9 : 2,
			.newest = s->last ? &h->records[i] : NULL,
			.newest_source = i };
		vec_push(&h->book.people, p);
	}
	h->book.options = &h->options;
	h->book.sources = h->sources;
	h->book.sources_n = N(network);
}

static void
network_release(struct hand_made *h)
{
	vec_release(&h->book.people);
	vec_release(&h->book.interactions);
	vec_release(&h->book.followups);
	vec_release(&h->book.abouts);
}

#define EVE "Eve|overdue|2026-08-15|100|10d|2026-08-25|10.00|saw Eve|p/Eve.md|9|\n"
#define ANA "Ana|overdue|2026-10-01|53|1m|2026-11-01|1.71|saw Ana|p/Ana.md|9|\n"
#define MO "Mo|overdue|2026-10-01|53|1m|2026-11-01|1.71|saw Mo|p/Mo.md|9|\n"
#define FLO "Flo|once|2026-11-18|5||||saw Flo|p/Flo.md|9|\n"
#define BOB "Bob|once|2026-11-01|22||||saw Bob|p/Bob.md|9|\n"
#define CY "Cy|never|||2w||||p/Cy.md|2|\n"
#define DI "Di|never|||2w||||p/Di.md|2|\n"
#define HAL "Hal|lapsed|2024-01-01|1057|3m|2024-04-01|11.62|saw Hal|p/Hal.md|9|\n"
#define JOY "Joy|cold|2026-02-01|295||||saw Joy|p/Joy.md|9|\n"
#define IAN "Ian|cold|2026-01-01|326||||saw Ian|p/Ian.md|9|\n"
#define KAY "Kay|fresh|2026-11-23|0||||saw Kay|p/Kay.md|9|\n"
#define LEE "Lee|unmet|||||||p/Lee.md|2|\n"
#define OZ "Oz|paused|2026-01-01|326|none|||saw Oz|p/Oz.md|9|\n"

static void
test_stale(void **state)
{
	static const uint32_t some[] = { 1, 4, 7 };
	static const struct {
		bool all;
		uint32_t states;
		const char *expected;
	} rows[] = {
		{ false, 0, EVE ANA MO FLO BOB CY },
		{ true, 0, EVE ANA MO FLO BOB CY DI HAL JOY IAN KAY LEE },
		{ false, BIT(STATE_OVERDUE), EVE ANA MO },
		{ false, BIT(STATE_NEVER), CY DI },
		{ false, BIT(STATE_UNMET) | BIT(STATE_COLD), JOY IAN LEE },
		{ true, BIT(STATE_PAUSED), OZ },
		{ false, BIT(STATE_SNOOZED), "" },
	};
	struct hand_made h;
	struct query query;
	size_t i;

	(void)state;
	network_make(&h);
	for (i = 0; i < N(rows); i++) {
		query = everything();
		query.all = rows[i].all;
		query.states = rows[i].states;
		assert_rows("stale", &h.book, &query, rows[i].expected);
	}
	query = everything();
	query.limit = 2;
	assert_total("stale", &h.book, &query, 6, EVE ANA);
	query = everything();
	query.everybody = false;
	assert_rows("stale", &h.book, &query, "");
	query.people = some;
	query.people_n = N(some);
	assert_rows("stale", &h.book, &query, EVE BOB);
	query.all = true;
	assert_rows("stale", &h.book, &query, EVE BOB HAL);
	network_release(&h);
}

static void
test_stale_ok(void **state)
{
	struct query query = everything();
	struct hand_made h;
	char cadence[SPAN_TEXT];
	struct buf expected = { 0 };

	(void)state;
	network_make(&h);
	span_format((struct span){ .days = 30 }, cadence);
	buf_printf(&expected, "Pam|ok|2026-11-13|10|%s|2026-12-13|0.33|"
	    "saw Pam|p/Pam.md|9|\n", cadence);
	query.states = BIT(STATE_OK);
	assert_rows("stale", &h.book, &query, buf_cstr(&expected));
	buf_release(&expected);
	network_release(&h);
}

/* A key that is newer than every entry is why, at its own place. */
static void
test_stale_why(void **state)
{
	struct query query = everything();
	struct hand_made h;
	struct person *ana;

	(void)state;
	network_make(&h);
	ana = &h.book.people.v[0];
	query.states = BIT(STATE_OVERDUE);
	query.people = (const uint32_t[]){ 0 };
	query.people_n = 1;
	query.everybody = false;
	h.records[0].day = at("2026-09-01");
	ana->why_line = 5;
	h.profiles[0].last_contact = ana->last;
	assert_rows("stale", &h.book, &query, "Ana|overdue|2026-10-01|53|1m|"
	    "2026-11-01|1.71|last contact|p/Ana.md|5|\n");
	h.profiles[0].last_contact = DAY_NONE;
	h.profiles[0].met = ana->last;
	ana->newest = NULL;
	assert_rows("stale", &h.book, &query, "Ana|overdue|2026-10-01|53|1m|"
	    "2026-11-01|1.71|met|p/Ana.md|5|\n");
	h.profiles[0].met = DAY_NONE;
	assert_rows("stale", &h.book, &query, "Ana|overdue|2026-10-01|53|1m|"
	    "2026-11-01|1.71||p/Ana.md|5|\n");
	network_release(&h);
}

/* Two files, three people (Cy was let go), six follow-ups. */
static struct record things[] = {
	{ .text = T("ask #followup"), .kind = RECORD_FOLLOWUP, .line = 4,
	    .column = 7 },
	{ .text = T("send deck"), .kind = RECORD_PROMISE, .line = 5,
	    .column = 3 },
	{ .text = T("answer"), .kind = RECORD_WAITING, .line = 6,
	    .column = 1 },
	{ .text = T("form #followup"), .kind = RECORD_FOLLOWUP, .line = 7,
	    .column = 1 },
	{ .text = T("book table"), .kind = RECORD_PROMISE, .line = 8,
	    .column = 1 },
};

static void
due_make(struct hand_made *h)
{
	/* by path and line, as the book has them */
	static const struct followup followups[] = {
		{ 0, { 0, 0 }, DUE_OVERDUE },
		{ 1, { 0, 0 }, DUE_OVERDUE },
		{ 2, { 0, 0 }, DUE_OVERDUE },
		{ 0, { 0, 1 }, DUE_OPEN },
		{ 0, { 0, 2 }, DUE_OPEN },
		{ PERSON_NONE, { 0, 3 }, DUE_OPEN },
		{ 2, { 0, 4 }, DUE_OVERDUE },
		{ 0, { 1, 0 }, DUE_OPEN },
		{ 0, { 1, 1 }, DUE_CLOSED },
		{ 2, { 1, 2 }, DUE_CANCELLED },
		{ 1, { 1, 3 }, DUE_DONE },
	};
	size_t i;

	network_make(h);
	h->book.people.v[2].status = STATUS_LET_GO;
	h->book.people.v[2].state = STATE_LET_GO;
	h->sources[0].records = things;
	h->sources[0].records_n = N(things);
	h->sources[1].records = things;
	h->sources[1].records_n = N(things);
	things[0].due = at("2026-11-20");
	things[1].due = at("2026-11-23");
	things[2].due = DAY_NONE;
	things[3].due = at("2026-12-24");
	things[4].due = at("2026-11-19");
	for (i = 0; i < N(followups); i++)
		vec_push(&h->book.followups, followups[i]);
}

#define TABLE "2026-11-19|-4|Cy|promise|overdue|book table|p/Ana.md|8|1\n"
#define ASKA "2026-11-20|-3|Ana|followup|overdue|ask #followup|p/Ana.md|4|7\n"
#define ASKB "2026-11-20|-3|Bob|followup|overdue|ask #followup|p/Ana.md|4|7\n"
#define OPEN "2026-11-20|-3|Ana|followup|open|ask #followup|p/Bob.md|4|7\n"
#define DECK "2026-11-23|0|Ana|promise|open|send deck|p/Ana.md|5|3\n"
#define FORM "2026-12-24|31||followup|open|form #followup|p/Ana.md|7|1\n"
#define WAIT "||Ana|waiting|open|answer|p/Ana.md|6|1\n"

static void
test_due(void **state)
{
	static const uint32_t ana[] = { 0 };
	struct str promise = STR("promise"), waiting = STR("waiting");
	struct str kinds[] = { promise, waiting };
	struct query query = everything();
	struct hand_made h;

	(void)state;
	due_make(&h);
	assert_rows("due", &h.book, &query,
	    TABLE ASKA ASKB OPEN DECK FORM WAIT);
	query.limit = 1;
	assert_total("due", &h.book, &query, 7, TABLE);
	query = everything();
	query.kinds = (struct strs){ kinds, 2, 2 };
	assert_rows("due", &h.book, &query, TABLE DECK WAIT);
	query = everything();
	query.within = at("2026-11-23");
	assert_rows("due", &h.book, &query, TABLE ASKA ASKB OPEN DECK);
	query = everything();
	query.everybody = false;
	query.people = ana;
	query.people_n = 1;
	assert_rows("due", &h.book, &query, ASKA OPEN DECK WAIT);
	query = everything();
	query.states = BIT(STATE_LET_GO);
	assert_rows("due", &h.book, &query, TABLE);
	query = everything();
	query.done = true;
	assert_rows("due", &h.book, &query,
	    "2026-11-23|0|Ana|promise|closed|send deck|p/Bob.md|5|3\n"
	    "2026-12-24|31|Bob|followup|done|form #followup|p/Bob.md|7|1\n"
	    "||Cy|waiting|cancelled|answer|p/Bob.md|6|1\n");
	network_release(&h);
}

#define FIRST "2026-10-01|Ana|note|saw Ana|p/Ana.md|9\n"
#define LATER "2026-11-01|Ana|note|saw Bob|p/Bob.md|9\n" \
	"2026-11-01|Bob|note|saw Bob|p/Bob.md|9\n"
#define CALL "2026-11-18|Flo|call||p/Flo.md|9\n"

static void
test_timeline(void **state)
{
	/* by person, then day */
	static const struct interaction interactions[] = {
		{ 0, 0, 0, { 0, 0 } },
		{ 0, 0, 0, { 1, 0 } },
		{ 1, 0, 0, { 1, 0 } },
		{ 5, 0, 0, { 5, 0 } },
	};
	struct str call[] = { STR("Call"), STR("lunch") };
	struct str note[] = { STR("note") };
	struct query query = everything();
	struct interaction in;
	struct hand_made h;
	size_t i;

	(void)state;
	network_make(&h);
	h.records[5].channel = STR("call");
	h.records[5].text = STR_NONE;
	for (i = N(interactions); i-- > 0;) {
		in = interactions[i];
		in.day = h.records[in.at.source].day;
		vec_push(&h.book.interactions, in);
	}
	assert_rows("timeline", &h.book, &query, FIRST LATER CALL);
	query.since = at("2026-11-01");
	assert_rows("timeline", &h.book, &query, LATER CALL);
	query.until = at("2026-11-01");
	assert_rows("timeline", &h.book, &query, LATER);
	query = everything();
	query.channels = (struct strs){ call, 2, 2 };
	assert_rows("timeline", &h.book, &query, CALL);
	query.channels = (struct strs){ note, 1, 1 };
	assert_rows("timeline", &h.book, &query, FIRST LATER);
	query.states = BIT(STATE_OVERDUE);
	query.limit = 1;
	assert_total("timeline", &h.book, &query, 2, FIRST);
	network_release(&h);
}

/* Two notes and a file that is no source. */
static void
scan_make(struct hand_made *h)
{
	static const struct fact facts[] = {
		{ T("ana@example.org"), 3, KEY_EMAIL },
		{ T("Porto"), 4, KEY_PLACE },
		{ T("ruiz@example.org"), 5, KEY_EMAIL },
	};
	static struct record records[] = {
		{ .text = T("lunch"), .kind = RECORD_ENTRY, .line = 6,
		    .column = 3 },
		{ .text = T("who?"), .kind = RECORD_MENTION, .line = 7,
		    .column = 5 },
		{ .text = T("send deck"), .kind = RECORD_PROMISE,
		    .line = 8, .column = 3 },
		{ .text = T("nobody's task"), .kind = RECORD_PROMISE,
		    .line = 9, .column = 3 },
		{ .text = T("art"), .kind = RECORD_TAG, .line = 10,
		    .column = 1 },
	};
	size_t i;

	network_make(h);
	for (i = 0; i < N(records); i++)
		records[i].day = i ? DAY_NONE : at("2026-11-01");
	h->book.sources_n = 3;
	h->sources[0].kind = SOURCE_PERSON;
	h->sources[0].reason = "in a folder of people";
	h->sources[0].day = DAY_NONE;
	h->sources[0].records = records;
	h->sources[0].records_n = N(records);
	h->profiles[0].facts = facts;
	h->profiles[0].facts_n = N(facts);
	h->profiles[0].column = 7;
	h->sources[1].kind = SOURCE_DATED;
	h->sources[1].reason = NULL;
	h->sources[1].day = at("2026-11-02");
	h->sources[1].profiles_n = h->sources[1].records_n = 0;
	h->sources[2] = (struct source){ .path = STR("q/README.md"),
		.kind = SOURCE_NONE, .reason = "named readme",
		.day = DAY_NONE };
	h->book.people.n = 2;
	h->book.people.v[1].parts_n = 0;
	vec_push(&h->book.interactions, (struct interaction){
	    .person = 1, .day = records[0].day, .at = { 0, 0 } });
	vec_push(&h->book.interactions, (struct interaction){
	    .person = 0, .day = records[0].day, .at = { 0, 0 } });
	vec_push(&h->book.followups, (struct followup){
	    .person = 0, .at = { 0, 2 } });
	vec_push(&h->book.abouts, (struct about){
	    .person = PERSON_NONE, .at = { 0, 4 } });
}

#define PERSON "person||Ana|ana@example.org, ruiz@example.org|p/Ana.md|2|7\n"
#define LUNCH "entry|2026-11-01|Ana,Bob|lunch|p/Ana.md|6|3\n"
#define SEND "promise||Ana|send deck|p/Ana.md|8|3\n"
#define ART "tag|||art|p/Ana.md|10|1\n"
#define FILE0 "source|||person note: in a folder of people|p/Ana.md|1|1\n"
#define FILE1 "source|2026-11-02||dated note|p/Bob.md|1|1\n"
#define FILE2 "source|||not a source: named readme|q/README.md|1|1\n"

static void
test_scan(void **state)
{
	static const uint32_t bob[] = { 1 };
	struct str files[] = { STR("source"), STR("person") };
	struct str entry[] = { STR("entry") };
	struct query query = everything();
	struct hand_made h;

	(void)state;
	scan_make(&h);
	assert_rows("scan", &h.book, &query,
	    FILE0 PERSON LUNCH SEND ART FILE1 FILE2);
	query.limit = 3;
	assert_total("scan", &h.book, &query, 7, FILE0 PERSON LUNCH);
	query = everything();
	query.kinds = (struct strs){ files, 2, 2 };
	assert_rows("scan", &h.book, &query, FILE0 PERSON FILE1 FILE2);
	query.kinds = (struct strs){ entry, 1, 1 };
	assert_rows("scan", &h.book, &query, LUNCH);
	query = everything();
	query.everybody = false;
	query.people = bob;
	query.people_n = 1;
	assert_rows("scan", &h.book, &query, LUNCH);
	network_release(&h);
}

#define BAD "error|unclosed-quote|broken; mend it|a/b.csv|4|2\n"
#define ODD "warning|double-person|alike|a/c.md||\n"
#define ALL "error|bad-pattern|no regex|ab.md|1|\n"

static void
test_check(void **state)
{
	struct query query = everything();
	struct diags diags = { 0 };
	struct book book = { 0 };

	(void)state;
	assert_rows("check", &book, &query, "");
	diag_error(&diags, "bad-pattern", STR("ab.md"), 1, 0, "no regex");
	diag_warn(&diags, "double-person", STR("a/c.md"), 0, 0, "alike");
	diag_error(&diags, "unclosed-quote", STR("a/b.csv"), 4, 2,
	    "broken; mend it");
	diag_sort(&diags);
	query.diags = &diags;
	assert_rows("check", &book, &query, BAD ODD ALL);
	query.limit = 2;
	assert_total("check", &book, &query, 3, BAD ODD);
	query = everything();
	query.diags = &diags;
	query.under = STR("a");
	assert_rows("check", &book, &query, BAD ODD);
	query.under = STR("a/c.md");
	assert_rows("check", &book, &query, ODD);
	diag_release(&diags);
}

#define RUIZ "Ana Ruiz|ana@example.org,ruiz@example.org|friend/old|1m|" \
	"2026-11-01|1|ok|people/ana.md|2\n"
#define CHEN "Bob Chen|||||0|unmet|work/bob.md|1\n"

/* With a real book: emails, tags and folders are its to find. */
static void
test_people(void **state)
{
	static const struct fact ana_facts[] = {
		{ T("ana@example.org"), 3, KEY_EMAIL },
		{ T("ruiz@example.org"), 4, KEY_EMAIL },
		{ T("friend/old"), 5, KEY_TAGS },
	};
	struct profile profiles[] = {
		{ .name = STR("Ana Ruiz"), .facts = ana_facts,
		    .facts_n = N(ana_facts), .line = 2, .column = 7,
		    .cadence = { .months = 1 }, .cadence_line = 6,
		    .last_contact = DAY_NONE, .met = DAY_NONE,
		    .snooze = DAY_NONE },
		{ .name = STR("Bob Chen"), .line = 1, .column = 3,
		    .last_contact = DAY_NONE, .met = DAY_NONE,
		    .snooze = DAY_NONE },
	};
	struct who whos[] = { { .profile = 0, .column = 1 } };
	struct record records[] = {
		{ .text = STR("lunch"), .kind = RECORD_ENTRY, .line = 9,
		    .column = 3, .day = at("2026-11-01"), .due = DAY_NONE,
		    .who_n = 1 },
	};
	struct source sources[] = {
		{ .path = STR("people/ana.md"), .kind = SOURCE_PERSON,
		    .day = DAY_NONE, .profiles = &profiles[0],
		    .profiles_n = 1, .records = records, .records_n = 1,
		    .whos = whos, .whos_n = 1 },
		{ .path = STR("work/bob.md"), .kind = SOURCE_PERSON,
		    .day = DAY_NONE, .profiles = &profiles[1],
		    .profiles_n = 1 },
	};
	struct book_options o = options();
	struct query query = everything();
	struct diags diags = { 0 };
	struct book book;

	(void)state;
	book_make(&book, sources, N(sources), &o, &diags);
	assert_rows("people", &book, &query, RUIZ CHEN);
	query.limit = 1;
	assert_total("people", &book, &query, 2, RUIZ);
	query = everything();
	query.tag = STR("#Friend");
	assert_rows("people", &book, &query, RUIZ);
	query = everything();
	query.under = STR("work");
	assert_rows("people", &book, &query, CHEN);
	query.states = BIT(STATE_OK);
	assert_rows("people", &book, &query, "");
	assert_false(query_wants(&query, &book, PERSON_NONE));
	book_release(&book);
	diag_release(&diags);
}

/* Nothing to say of nothing. */
static void
test_empty(void **state)
{
	static const char *const names[] = { "stale", "due", "people",
		"timeline", "scan", "check" };
	struct book_options o = options();
	struct query query = everything();
	struct book book = { .options = &o };
	const struct report *report;
	size_t i, j;

	(void)state;
	for (i = 0; i < N(names); i++) {
		assert_rows(names[i], &book, &query, "");
		report = report_find(names[i]);
		assert_string_equal(report->name, names[i]);
		assert_non_null(report->columns.vimgrep);
		/* where a row is from is the last thing in it */
		for (j = 0; j < report->columns.n; j++)
			if (!strcmp(report->columns.v[j].name, "path"))
				break;
		assert_in_range(report->columns.n - j, 2, 3);
	}
	assert_null(report_find("sta"));
	assert_null(report_find(""));
}

static void
test_cells(void **state)
{
	struct person p = { .state = STATE_OK, .relationship = true,
		.cadence = { .months = 3 } };
	char text[SPAN_TEXT];

	(void)state;
	assert_true(cell_text(STR("")).missing);
	assert_true(cell_day(DAY_NONE).missing);
	assert_false(cell_list(NULL, 0).missing);
	assert_true(cell_line(0).missing);
	assert_false(cell_number(0).missing);
	assert_true(cell_days(DAY_NONE, 1).missing);
	assert_int_equal(cell_days(day_from(9999, 12, 31),
	    day_from(1, 1, 1)).number, -3652058);
	assert_true(str_eq(cell_cadence(&p, text).text, STR("3m")));
	p.relationship = false;
	assert_true(cell_cadence(&p, text).missing);
	p.cadence_from = CADENCE_OWN;
	assert_false(cell_cadence(&p, text).missing);
	p.state = STATE_PAUSED;
	assert_true(str_eq(cell_cadence(&p, text).text, STR("none")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stale),
		cmocka_unit_test(test_stale_ok),
		cmocka_unit_test(test_stale_why),
		cmocka_unit_test(test_due),
		cmocka_unit_test(test_timeline),
		cmocka_unit_test(test_scan),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_people),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
