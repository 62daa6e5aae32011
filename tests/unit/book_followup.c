#include "book_fixture.h"

/* DESIGN 6 on 2026-11-23: a follow-up, and the contacts around it. */
static const struct {
	const char *about;
	uint8_t kind;
	uint8_t mark; /* enum followup_state */
	const char *day, *due;
	const char *contact; /* one interaction */
	const char *expected;
	const char *held;
} rows[] = {
	{ "no contact", RECORD_FOLLOWUP, 0, "2026-11-10", "2026-12-08", NULL,
	    "open", "2026-12-08" },
	{ "its own entry", RECORD_FOLLOWUP, 0, "2026-11-10", "2026-12-08",
	    "2026-11-10", "open", "2026-12-08" },
	{ "the first half", RECORD_FOLLOWUP, 0, "2026-10-31", "2026-11-30",
	    "2026-11-14", "open", "2026-11-30" },
	{ "the half", RECORD_FOLLOWUP, 0, "2026-10-31", "2026-11-30",
	    "2026-11-15", "closed", NULL },
	{ "the half of an odd wait", RECORD_FOLLOWUP, 0, "2026-11-01",
	    "2026-11-30", "2026-11-15", "open", "2026-11-30" },
	{ "a day later", RECORD_FOLLOWUP, 0, "2026-11-01", "2026-11-30",
	    "2026-11-16", "closed", NULL },
	{ "after it", RECORD_FOLLOWUP, 0, "2026-05-02", "2026-05-16",
	    "2026-09-01", "closed", NULL },
	{ "overdue", RECORD_FOLLOWUP, 0, "2026-05-02", "2026-05-16",
	    "2026-05-03", "overdue", NULL },
	{ "due today", RECORD_FOLLOWUP, 0, "2026-11-09", "2026-11-23", NULL,
	    "open", NULL },
	{ "a wait of one day", RECORD_FOLLOWUP, 0, "2026-11-09",
	    "2026-11-10", "2026-11-10", "closed", NULL },
	{ "due before its line", RECORD_FOLLOWUP, 0, "2026-11-09",
	    "2026-11-01", "2026-11-09", "overdue", NULL },
	{ "due before its line, later", RECORD_FOLLOWUP, 0, "2026-11-09",
	    "2026-11-01", "2026-11-10", "closed", NULL },
	{ "undated, before its due date", RECORD_FOLLOWUP, 0, NULL,
	    "2026-11-20", "2026-11-19", "overdue", NULL },
	{ "undated, on it", RECORD_FOLLOWUP, 0, NULL, "2026-11-20",
	    "2026-11-20", "closed", NULL },
	{ "neither", RECORD_FOLLOWUP, 0, NULL, NULL, "2026-11-20", "open", NULL },
	{ "done", RECORD_FOLLOWUP, FOLLOWUP_DONE, "2026-05-02",
	    "2026-12-16", NULL, "done", NULL },
	{ "cancelled", RECORD_FOLLOWUP, FOLLOWUP_CANCELLED, "2026-05-02",
	    "2026-12-16", NULL, "cancelled", NULL },
	{ "a promise is kept, not talked about", RECORD_PROMISE, 0,
	    "2026-05-02", "2026-05-16", "2026-09-01", "overdue", NULL },
	{ "a promise holds nobody", RECORD_PROMISE, 0, "2026-05-02",
	    "2026-12-16", NULL, "open", NULL },
	{ "a done promise", RECORD_PROMISE, FOLLOWUP_DONE, "2026-05-02",
	    NULL, NULL, "done", NULL },
	{ "waiting", RECORD_WAITING, 0, "2026-05-02", "2026-12-16",
	    "2026-11-20", "open", NULL },
};

static void
test_status(void **unused)
{
	const struct followup *f;
	struct fixture *fx;
	struct source *s;
	struct record *r;
	void *state;
	size_t i;

	(void)unused;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		begin(&state);
		fx = state;
		s = note(fx, "people/ana.md", "Ana");
		r = record(s, rows[i].kind, rows[i].day, "", NULL);
		r->due = day(rows[i].due);
		r->state = rows[i].mark;
		if (rows[i].contact)
			entry(s, rows[i].contact, "");
		make(fx);
		assert_int_equal(fx->book.followups.n, 1);
		f = fx->book.followups.v;
		if (strcmp(followup_status_name(f->status),
		    rows[i].expected))
			fail_msg("%s: %s", rows[i].about,
			    followup_status_name(f->status));
		if (person(fx, "Ana")->held != day(rows[i].held))
			fail_msg("%s: held", rows[i].about);
		end(&state);
	}
}

/* Whose they are: each person's, and tags without a person nobody's. */
static void
test_people(void **state)
{
	struct fixture *fx = *state;
	struct source *s = source(fx, SOURCE_DATED, "journal/2026-11-01.md");
	struct book *b;

	note(fx, "people/ana.md", "Ana");
	note(fx, "people/bob.md", "Bob");
	record(s, RECORD_FOLLOWUP, "2026-11-01", "Bob", "Ana", "Bob", NULL);
	record(s, RECORD_FOLLOWUP, "2026-11-01", NULL);
	record(s, RECORD_PROMISE, "2026-11-01", NULL);
	record(s, RECORD_PROMISE, "2026-11-01", "Zed", NULL);
	record(s, RECORD_WAITING, "2026-11-01", "Zed", NULL);
	record(s, RECORD_PROMISE, "2026-11-01", "Zed", "1>Ana", NULL);
	b = make(fx);
	assert_int_equal(b->followups.n, 5);
	assert_int_equal(b->followups.v[0].person, 1);
	assert_int_equal(b->followups.v[1].person, 0);
	assert_int_equal(b->followups.v[2].person, PERSON_NONE);
	assert_int_equal(b->followups.v[3].person, PERSON_NONE);
	assert_int_equal(b->followups.v[3].at.record, 4);
	assert_int_equal(b->followups.v[4].person, 0);
}

/* A contact with one of two closes the follow-up of that one. */
static void
test_one_of_two(void **state)
{
	struct fixture *fx = *state;
	struct source *s = source(fx, SOURCE_DATED, "journal/2026-11-01.md");
	struct record *r;

	note(fx, "people/ana.md", "Ana");
	note(fx, "people/bob.md", "Bob");
	r = record(s, RECORD_FOLLOWUP, "2026-11-01", "Ana", "Bob", NULL);
	r->due = day("2026-11-15");
	r = record(s, RECORD_FOLLOWUP, "2026-11-01", "Bob", NULL);
	r->due = day("2027-11-15");
	r = record(s, RECORD_FOLLOWUP, "2026-11-01", "Bob", NULL);
	r->due = day("2026-12-15");
	entry(s, "2026-11-20", "Ana");
	make(fx);
	assert_int_equal(fx->book.followups.v[0].status, DUE_CLOSED);
	assert_int_equal(fx->book.followups.v[1].status, DUE_OVERDUE);
	assert_int_equal(person(fx, "Ana")->held, DAY_NONE);
	assert_int_equal(person(fx, "Bob")->held, day("2027-11-15"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_status),
		cmocka_unit_test_setup_teardown(test_people, begin, end),
		cmocka_unit_test_setup_teardown(test_one_of_two, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
