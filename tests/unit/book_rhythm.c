#include "book_fixture.h"

#include "book/rhythm.h"
#include "note/older.h"

/* Days of contact, as days of 2026 (1: the first of January). */
static const struct {
	const char *about;
	day_t days[9]; /* up to the first 0 */
	int32_t gap;   /* expected */
} rhythms[] = {
	{ "nobody", { 0 }, 0 },
	{ "three days are none", { 1, 31, 61 }, 0 },
	{ "four days are", { 1, 11, 21, 31 }, 10 },
	{ "within 20 days they are not", { 1, 7, 14, 21 }, 0 },
	{ "within 21 they are", { 1, 8, 15, 22 }, 7 },
	{ "of three gaps the one in the middle", { 1, 3, 33, 43 }, 10 },
	{ "of four the mean of two", { 1, 3, 13, 33, 133 }, 15 },
	{ "rounded down", { 1, 3, 13, 34, 134 }, 15 },
	{ "of two that are the same", { 1, 11, 21, 31, 131 }, 10 },
	{ "of six the mean of two", { 1, 2, 4, 14, 25, 125, 225 }, 10 },
	{ "no more than six count", { 1, 101, 201, 202, 204, 214, 225, 226,
	    227 }, 1 },
	{ "what is longer ago counts for the span",
	    { 1, 100, 101, 102, 103, 104, 105, 106 }, 1 },
};

static void
test_gap(void **state)
{
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(rhythms) / sizeof(rhythms[0]); i++) {
		for (n = 0; n < 9 && rhythms[i].days[n]; n++)
			;
		if (rhythm_gap(rhythms[i].days, n) != rhythms[i].gap)
			fail_msg("%s: %d, not %d", rhythms[i].about,
			    (int)rhythm_gap(rhythms[i].days, n),
			    (int)rhythms[i].gap);
	}
}

/* Both ends, on either side of where the one or the other of two counts. */
static void
test_drifts(void **state)
{
	static const struct {
		int32_t gap, least, most;
	} rows[] = {
		{ 1, 15, 91 },
		{ 8, 22, 98 },
		{ 9, 23, 108 },
		{ 13, 27, 156 },
		{ 14, 28, 168 },
		{ 15, 30, 180 },
		{ 365, 730, 4380 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(rhythm_least(rows[i].gap), rows[i].least);
		assert_int_equal(rhythm_most(rows[i].gap), rows[i].most);
		assert_false(rhythm_drifts(rows[i].gap, rows[i].least));
		assert_true(rhythm_drifts(rows[i].gap, rows[i].least + 1));
		assert_true(rhythm_drifts(rows[i].gap, rows[i].most));
		assert_false(rhythm_drifts(rows[i].gap, rows[i].most + 1));
	}
	assert_false(rhythm_drifts(0, 50));
}

/*
 * Four days, the last of them `silent` days before today; usually every `gap`
 * days.
 */
static void
talk(struct fixture *fx, struct source *s, int gap, int silent)
{
	char text[DAY_TEXT];
	int i;

	for (i = 3; i >= 0; i--) {
		day_format(fx->options.today - silent - i * gap, text);
		entry(s, text, "");
	}
}

/* What is usual goes before the default, and what is written before both. */
static void
test_states(void **unused)
{
	static const struct {
		int gap, silent;
		const char *cadence, *rule, *last_contact, *expected;
		bool drifts;
	} rows[] = {
		{ 9, 23, NULL, NULL, NULL, "ok", false },
		{ 9, 24, NULL, NULL, NULL, "drifting", true },
		{ 9, 108, NULL, NULL, NULL, "drifting", true },
		{ 9, 109, NULL, NULL, NULL, "overdue", false },
		/* on the default of 3 months too */
		{ 40, 100, NULL, NULL, NULL, "drifting", true },
		{ 60, 100, NULL, NULL, NULL, "overdue", false },
		/* longer than netgrep.lapsed */
		{ 100, 400, NULL, NULL, NULL, "drifting", true },
		{ 9, 400, NULL, NULL, NULL, "lapsed", false },
		/* what the owner says */
		{ 9, 24, "1m", NULL, NULL, "ok", true },
		{ 9, 40, "1m", NULL, NULL, "overdue", true },
		{ 9, 24, NULL, "1m", NULL, "ok", true },
		{ 9, 40, NULL, "1m", NULL, "overdue", true },
		/* a key ends the silence, and is no day of contact */
		{ 9, 40, NULL, NULL, "2026-11-20", "ok", false },
		{ 9, 90, NULL, NULL, "2026-10-20", "drifting", true },
	};
	const struct person *p;
	struct fixture *fx;
	struct source *s;
	void *state;
	size_t i;

	(void)unused;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		begin(&state);
		fx = state;
		s = note(fx, "people/ana.md", "Ana");
		talk(fx, s, rows[i].gap, rows[i].silent);
		s->profiles[0].cadence = span(rows[i].cadence);
		s->profiles[0].last_contact = day(rows[i].last_contact);
		if (rows[i].rule)
			fx->rules[0] = (struct cadence_rule){ STR_NONE,
				STR("people"), span(rows[i].rule) };
		make(fx);
		p = person(fx, "Ana");
		assert_int_equal(p->gap, rows[i].gap);
		if (strcmp(state_name(p->state), rows[i].expected))
			fail_msg("%d silent for %d: %s, not %s", rows[i].gap,
			    rows[i].silent, state_name(p->state),
			    rows[i].expected);
		assert_int_equal(person_drifts(p, fx->options.today),
		    rows[i].drifts);
		end(&state);
	}
}

/* Nobody drifts whom one has put off or let go. */
static void
test_silenced(void **unused)
{
	static const struct {
		uint8_t status;
		const char *snooze, *expected;
	} rows[] = {
		{ STATUS_NONE, "2026-11-24", "snoozed" },
		{ STATUS_PAUSED, NULL, "paused" },
		{ STATUS_LET_GO, NULL, "let-go" },
	};
	const struct person *p;
	struct fixture *fx;
	struct source *s;
	void *state;
	size_t i;

	(void)unused;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		begin(&state);
		fx = state;
		s = note(fx, "people/ana.md", "Ana");
		talk(fx, s, 9, 40);
		s->profiles[0].status = rows[i].status;
		s->profiles[0].snooze = day(rows[i].snooze);
		make(fx);
		p = person(fx, "Ana");
		assert_string_equal(state_name(p->state), rows[i].expected);
		assert_false(person_drifts(p, fx->options.today));
		end(&state);
	}
}

/* Those of joined entries too, each once, from all sources. */
static void
test_days(void **state)
{
	struct fixture *fx = *state;
	const day_t joined[] = { older_pack(day("2026-01-02"), 0),
		older_pack(day("2026-02-03"), DIRECTION_OUT),
		older_pack(day("2026-10-01"), DIRECTION_IN) };
	const struct older older = { joined, 3, 4, 5 };
	struct source *ana = note(fx, "people/ana.md", "Ana");
	struct source *diary = source(fx, SOURCE_DATED, "2026.md");
	struct record *r = entry(ana, "2026-10-10", "");
	struct arena a = { 0 };
	const day_t *days;
	const struct person *p;
	size_t n;

	ana->olders = &older;
	r->older = 1;
	entry(diary, "2026-02-03", "Ana");
	entry(diary, "2026-11-01", "Ana");
	note(fx, "people/bob.md", "Bob");
	make(fx);
	p = person(fx, "Ana");
	n = person_days(&fx->book, p, &a, &days);
	assert_int_equal(n, 5);
	assert_int_equal(p->days, 5);
	assert_int_equal(days[0], day("2026-01-02"));
	assert_int_equal(days[1], day("2026-02-03"));
	assert_int_equal(days[2], day("2026-10-01"));
	assert_int_equal(days[3], day("2026-10-10"));
	assert_int_equal(days[4], day("2026-11-01"));
	/* 32 240 9 22 */
	assert_int_equal(p->gap, 27);
	assert_int_equal(person_silence(p, fx->options.today), 81);
	assert_int_equal(person_days(&fx->book, person(fx, "Bob"), &a, &days),
	    0);
	assert_int_equal(person_silence(person(fx, "Bob"),
	    fx->options.today), -1);
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gap),
		cmocka_unit_test(test_drifts),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_silenced),
		cmocka_unit_test_setup_teardown(test_days, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
