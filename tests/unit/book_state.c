#include "book_fixture.h"

/*
 * DESIGN 8 on 2026-11-23: what is known of a person, the state that it makes.
 * 3m before is 2026-08-23, 365 days 2025-11-23, 90 days 2026-08-25.
 */
static const struct {
	const char *about;
	const char *days[3]; /* interactions */
	const char *met, *last_contact;
	const char *cadence; /* own */
	const char *rule;    /* "none": never remind */
	const char *expected;
	const char *due;
	int ratio;
	bool table;
	bool relationship;
} states[] = {
	{ "past due", { "2026-01-01", "2026-08-22" }, .expected = "overdue",
	    .due = "2026-11-22", .ratio = 101, .relationship = true },
	{ "the due day is not stale", { "2026-01-01", "2026-08-23" },
	    .expected = "ok", .due = "2026-11-23", .ratio = 100,
	    .relationship = true },
	{ "two interactions on one day are one", { "2026-05-02",
	    "2026-05-02" }, .expected = "cold", .ratio = -1 },
	{ "own cadence makes a relationship", { "2026-11-01" },
	    .cadence = "2w", .expected = "overdue", .due = "2026-11-15",
	    .ratio = 157, .relationship = true },
	{ "a rule does too", { "2026-11-01" }, .rule = "2w",
	    .expected = "overdue", .due = "2026-11-15", .ratio = 157,
	    .relationship = true },
	{ "the own one goes before the rule", { "2026-11-01" },
	    .cadence = "1m", .rule = "2w", .expected = "ok",
	    .due = "2026-12-01", .ratio = 73, .relationship = true },
	{ "a rule that says none", { "2026-01-01", "2026-02-01" },
	    .rule = "none", .expected = "paused", .ratio = -1,
	    .relationship = true },
	{ "the own one goes before none", { "2026-11-01" }, .cadence = "1m",
	    .rule = "none", .expected = "ok", .due = "2026-12-01",
	    .ratio = 73, .relationship = true },
	{ "last contact kept", .last_contact = "2026-08-22",
	    .expected = "overdue", .due = "2026-11-22", .ratio = 101,
	    .relationship = true },
	{ "a table's last contact is an encounter",
	    .last_contact = "2026-08-22", .table = true, .expected = "cold",
	    .ratio = -1 },
	{ "last contact of one day with an entry", { "2026-11-01" },
	    .last_contact = "2026-11-01", .expected = "ok",
	    .due = "2027-02-01", .ratio = 24, .relationship = true },
	{ "once after 3 days", { "2026-11-20" }, .expected = "once",
	    .ratio = -1 },
	{ "fresh after 2 days", { "2026-11-21" }, .expected = "fresh",
	    .ratio = -1 },
	{ "fresh today", { "2026-11-23" }, .expected = "fresh",
	    .ratio = -1 },
	{ "once after 90 days", { "2026-08-25" }, .expected = "once",
	    .ratio = -1 },
	{ "cold after 91 days", { "2026-08-24" }, .expected = "cold",
	    .ratio = -1 },
	{ "met is an encounter", .met = "2026-11-20", .expected = "once",
	    .ratio = -1 },
	{ "Connected On is one", .met = "2026-08-24", .table = true,
	    .expected = "cold", .ratio = -1 },
	{ "met is no second interaction", { "2026-11-20" },
	    .met = "2026-05-02", .expected = "once", .ratio = -1 },
	{ "met is later than the entry", { "2026-05-02" },
	    .met = "2026-11-20", .expected = "once", .ratio = -1 },
	{ "never by the own cadence", .cadence = "1m", .expected = "never",
	    .ratio = -1, .relationship = true },
	{ "never by a rule", .rule = "1m", .expected = "never", .ratio = -1,
	    .relationship = true },
	{ "unmet", .expected = "unmet", .ratio = -1 },
	{ "overdue after 365 days", { "2025-01-01", "2025-11-23" },
	    .expected = "overdue", .due = "2026-02-23", .ratio = 397,
	    .relationship = true },
	{ "lapsed after 366 days", { "2025-01-01", "2025-11-22" },
	    .expected = "lapsed", .due = "2026-02-22", .ratio = 398,
	    .relationship = true },
	{ "no lapse with a cadence", { "2020-01-01" }, .cadence = "1y",
	    .expected = "overdue", .due = "2021-01-01", .ratio = 688,
	    .relationship = true },
	{ "no lapse with a rule", { "2020-01-01" }, .rule = "1y",
	    .expected = "overdue", .due = "2021-01-01", .ratio = 688,
	    .relationship = true },
	{ "a future entry is none", { "2026-11-24" }, .expected = "unmet",
	    .ratio = -1 },
	{ "a future key is none", .last_contact = "2026-11-24",
	    .met = "2027-01-01", .expected = "unmet", .ratio = -1 },
	{ "months are clamped", { "2026-01-31" }, .cadence = "1m",
	    .expected = "overdue", .due = "2026-02-28", .ratio = 1057,
	    .relationship = true },
};

static void
fill(struct fixture *fx, size_t i)
{
	struct source *s = states[i].table ?
	    source(fx, SOURCE_CONTACTS, "contacts.csv") :
	    source(fx, SOURCE_PERSON, "people/ana.md");
	struct profile *p = profile(s, "Ana Ruiz");
	size_t k;

	for (k = 0; k < 3 && states[i].days[k]; k++)
		entry(s, states[i].days[k], "");
	p->met = day(states[i].met);
	p->last_contact = day(states[i].last_contact);
	p->cadence = span(states[i].cadence);
	if (!states[i].rule)
		return;
	fx->rules[0].dir = STR("people");
	if (strcmp(states[i].rule, "none"))
		fx->rules[0].every = span(states[i].rule);
}

static void
test_states(void **unused)
{
	const struct person *p;
	struct fixture *fx;
	void *state;
	size_t i;

	(void)unused;
	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		begin(&state);
		fx = state;
		fill(fx, i);
		make(fx);
		p = person(fx, "Ana Ruiz");
		if (strcmp(state_name(p->state), states[i].expected))
			fail_msg("%s: %s, not %s", states[i].about,
			    state_name(p->state), states[i].expected);
		if (p->due != day(states[i].due))
			fail_msg("%s: due", states[i].about);
		if (person_ratio(p, fx->options.today) != states[i].ratio)
			fail_msg("%s: ratio %d", states[i].about,
			    (int)person_ratio(p, fx->options.today));
		if (p->relationship != states[i].relationship)
			fail_msg("%s: relationship", states[i].about);
		assert_int_equal(fx->book.relationships,
		    states[i].relationship);
		end(&state);
	}
}

/* What silences: the status, and a snooze until its day. */
static void
test_silence(void **unused)
{
	static const struct {
		uint8_t status;
		const char *snooze, *expected;
	} rows[] = {
		{ STATUS_NONE, NULL, "overdue" },
		{ STATUS_NONE, "2026-11-24", "snoozed" },
		{ STATUS_NONE, "2026-11-23", "overdue" },
		{ STATUS_PAUSED, NULL, "paused" },
		{ STATUS_PAUSED, "2026-11-24", "paused" },
		{ STATUS_LET_GO, "2026-11-24", "let-go" },
	};
	struct fixture *fx;
	struct source *s;
	void *state;
	size_t i;

	(void)unused;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		begin(&state);
		fx = state;
		s = note(fx, "people/ana.md", "Ana Ruiz");
		entry(s, "2026-01-01", "");
		entry(s, "2026-02-01", "");
		s->profiles[0].status = rows[i].status;
		s->profiles[0].snooze = day(rows[i].snooze);
		make(fx);
		assert_string_equal(
		    state_name(person(fx, "Ana Ruiz")->state),
		    rows[i].expected);
		end(&state);
	}
}

/* The last rule that fits wins, by tag or by folder. */
static void
test_rules(void **state)
{
	struct fixture *fx = *state;
	struct source *ana = note(fx, "people/ana.md", "Ana");
	struct source *bob = note(fx, "people/work/bob.md", "Bob");
	struct source *cy = note(fx, "people/workers/cy.md", "Cy");
	struct source *di = note(fx, "people/di.md", "Di");
	struct source *eve = note(fx, "people/eve.md", "Eve");
	struct record *r;

	fx->rules[0] = (struct cadence_rule){ STR("friend"), STR_NONE,
	    span("2w") };
	fx->rules[1] = (struct cadence_rule){ STR_NONE, STR("people/work"),
	    span("1m") };
	fx->rules[2] = (struct cadence_rule){ STR("ÉCOLE"), STR_NONE,
	    span("1y") };
	fact(fx, ana->profiles, KEY_TAGS, "Friend/close");
	fact(fx, bob->profiles, KEY_TAGS, "friend");
	fact(fx, cy->profiles, KEY_TAGS, "friendly");
	fact(fx, di->profiles, KEY_TAGS, "#école");
	r = record(eve, RECORD_TAG, NULL, "", NULL);
	r->text = STR("friend");
	make(fx);
	assert_int_equal(person(fx, "Ana")->cadence.days, 14);
	assert_int_equal(person(fx, "Ana")->cadence_from, CADENCE_RULE);
	assert_int_equal(person(fx, "Bob")->cadence.months, 1);
	assert_int_equal(person(fx, "Cy")->cadence.months, 3);
	assert_int_equal(person(fx, "Cy")->cadence_from, CADENCE_DEFAULT);
	assert_int_equal(person(fx, "Di")->cadence.months, 12);
	assert_int_equal(person(fx, "Eve")->cadence.days, 14);
}

/* Where path:line points. */
static void
test_why(void **state)
{
	struct fixture *fx = *state;
	struct source *ana = note(fx, "people/ana.md", "Ana");
	struct source *bob = note(fx, "people/bob.md", "Bob");
	struct source *cy = note(fx, "people/cy.md", "Cy");
	struct source *di = note(fx, "people/di.md", "Di");
	struct source *log = source(fx, SOURCE_DATED, "z/2026-05-02.md");
	const struct person *p;

	entry(log, "2026-05-02", "Ana");
	entry(ana, "2026-05-02", "");
	entry(ana, "2026-05-02", "");
	entry(ana, "2026-04-01", "");
	entry(bob, "2026-05-02", "");
	bob->profiles[0].last_contact = day("2026-06-01");
	bob->profiles[0].last_contact_line = 5;
	bob->profiles[0].met = day("2027-01-01");
	bob->profiles[0].met_line = 6;
	entry(cy, "2026-05-02", "");
	cy->profiles[0].last_contact = day("2026-05-02");
	cy->profiles[0].last_contact_line = 5;
	di->profiles[0].cadence = span("1m");
	di->profiles[0].cadence_line = 4;
	make(fx);

	/* of two on one day the own note's, of those the later line */
	p = person(fx, "Ana");
	assert_int_equal(p->why_line, 12);
	assert_str(fx->book.sources[p->why.source].path, "people/ana.md");
	assert_int_equal(p->interactions_n, 4);
	assert_int_equal(p->days, 2);
	assert_int_equal(p->newest->line, 12);
	/* a later key */
	p = person(fx, "Bob");
	assert_int_equal(p->last, day("2026-06-01"));
	assert_int_equal(p->why_line, 5);
	assert_int_equal(p->newest->line, 11);
	/* of the same day: the entry */
	assert_int_equal(person(fx, "Cy")->why_line, 11);
	assert_int_equal(person(fx, "Di")->why_line, 4);
	assert_int_equal(findings(fx, "future-key"), 1);
	assert_int_equal(finding(fx, "future-key")->line, 6);
}

static void
test_names(void **unused)
{
	enum person_state state;
	int i;

	(void)unused;
	for (i = 0; i < STATE_COUNT; i++) {
		assert_true(state_parse(str_of(state_name(i)), &state));
		assert_int_equal(state, i);
	}
	assert_true(state_parse(STR("Let-Go"), &state));
	assert_false(state_parse(STR("letgo"), &state));
	assert_false(state_parse(STR_NONE, &state));
}

/* The end of the calendar is no crash, and nobody is due after it. */
static void
test_far(void **state)
{
	struct fixture *fx = *state;
	struct source *s = note(fx, "people/ana.md", "Ana");

	entry(s, "2026-05-02", "");
	s->profiles[0].cadence = (struct span){ INT32_MAX, INT32_MAX };
	make(fx);
	assert_int_equal(person(fx, "Ana")->state, STATE_OK);
	assert_int_equal(person(fx, "Ana")->due, DAY_NONE);
	assert_int_equal(person_ratio(person(fx, "Ana"), fx->options.today),
	    -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_silence),
		cmocka_unit_test_setup_teardown(test_rules, begin, end),
		cmocka_unit_test_setup_teardown(test_why, begin, end),
		cmocka_unit_test(test_names),
		cmocka_unit_test_setup_teardown(test_far, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
