#include "book_fixture.h"

/* How many people there are, by which rule. */

static size_t
people(struct fixture *fx)
{
	return make(fx)->people.n;
}

/* Two Markdown people are never one, but told. */
static void
test_doubles(void **state)
{
	struct fixture *fx = *state;
	struct source *s;

	s = note(fx, "people/ana.md", "Ana Ruiz");
	fact(fx, s->profiles, KEY_EMAIL, "ana@example.org");
	s = note(fx, "work/ana.md", "ana  RUIZ");
	fact(fx, s->profiles, KEY_EMAIL, "Ana@Example.org");
	s = note(fx, "work/cy.md", "Cy");
	fact(fx, s->profiles, KEY_EMAIL, "ana@example.org");
	s = source(fx, SOURCE_PEOPLE, "z.md");
	profile(s, "Cy");
	profile(s, "Di");
	assert_int_equal(people(fx), 5);
	assert_int_equal(findings(fx, "double-person"), 3);
	assert_str(finding(fx, "double-person")->path, "work/ana.md");
	assert_true(str_find(finding(fx, "double-person")->text,
	    STR("people/ana.md:1")) != SIZE_MAX);
}

static void
test_by_url(void **state)
{
	struct fixture *fx = *state;
	struct source *s = note(fx, "people/ana.md", "Ana");
	const struct str *emails;
	struct arena a = { 0 };

	fact(fx, s->profiles, KEY_URL, "https://www.Example.org/in/ana/");
	fact(fx, s->profiles, KEY_EMAIL, "a@example.org");
	s = source(fx, SOURCE_CONTACTS, "contacts.csv");
	row(fx, s, "Ana R.", "ana@example.org", "http://example.org/in/ana");
	row(fx, s, "Bob", NULL, "http://example.org/in/ANA");
	assert_int_equal(people(fx), 2);
	assert_int_equal(person(fx, "Ana")->parts_n, 2);
	assert_int_equal(person_facts(&fx->book, person(fx, "Ana"),
	    KEY_EMAIL, &a, &emails), 2);
	assert_str(emails[0], "a@example.org");
	assert_str(emails[1], "ana@example.org");
	assert_false(person(fx, "Bob")->markdown);
	arena_release(&a);
}

/* Ids and handles of a note; a table's ids do not join its own rows. */
static void
test_by_id(void **state)
{
	struct fixture *fx = *state;
	struct source *s = note(fx, "people/ana.md", "Ana");

	fact(fx, s->profiles, KEY_ID, "42");
	s = note(fx, "people/bob.md", "Bob");
	fact(fx, s->profiles, KEY_HANDLE, "@bobby");
	s = source(fx, SOURCE_CONTACTS, "a.csv");
	fact(fx, profile(s, "Ana R."), KEY_ID, "42");
	fact(fx, profile(s, "B."), KEY_HANDLE, "Bobby");
	fact(fx, profile(s, "Cy"), KEY_ID, "7");
	fact(fx, profile(s, "Cy"), KEY_ID, "7");
	assert_int_equal(people(fx), 4);
	assert_int_equal(person(fx, "Ana")->parts_n, 2);
	assert_int_equal(person(fx, "Bob")->parts_n, 2);
}

static void
test_by_email(void **state)
{
	struct fixture *fx = *state;
	struct source *s = note(fx, "people/ana.md", "Ana");

	fact(fx, s->profiles, KEY_EMAIL, "Ana@example.org");
	s = source(fx, SOURCE_CONTACTS, "a.csv");
	row(fx, s, "Ana Ruiz", "ana@example.org", NULL);
	/* two names: the office's */
	row(fx, s, "Bob", "info@example.org", NULL);
	row(fx, s, "Cy", "info@example.org", NULL);
	s = source(fx, SOURCE_CONTACTS, "b.csv");
	row(fx, s, "B.", "info@example.org", NULL);
	/* among tables only */
	row(fx, s, "Di", "di@example.org", NULL);
	s = source(fx, SOURCE_CONTACTS, "c.csv");
	row(fx, s, "Di Ito", "di@example.org", NULL);
	assert_int_equal(people(fx), 5);
	assert_int_equal(person(fx, "Ana")->parts_n, 2);
	/* named by the first table */
	assert_int_equal(person(fx, "Di")->parts_n, 2);
	assert_int_equal(findings(fx, "double-person"), 0);
}

static void
test_by_name(void **state)
{
	struct fixture *fx = *state;
	struct source *s;

	note(fx, "people/ana.md", "Ana Ruiz");
	note(fx, "people/bob.md", "Bob");
	note(fx, "people/cy.md", "Cy");
	note(fx, "work/cy.md", "Cy");
	s = source(fx, SOURCE_CONTACTS, "a.csv");
	row(fx, s, "ANA RUIZ", NULL, NULL);
	row(fx, s, "Bob", "b1@example.org", NULL);
	row(fx, s, "Bob", "b2@example.org", NULL);
	row(fx, s, "Cy", NULL, NULL);
	row(fx, s, "Di", NULL, NULL);
	s = source(fx, SOURCE_CONTACTS, "b.csv");
	row(fx, s, "Bob", NULL, NULL);
	row(fx, s, "di", NULL, NULL);
	row(fx, s, "Eve", NULL, NULL);
	/* Ana, Bob with b.csv, Bob, Bob, Cy, Cy, Cy of a.csv, Di, Eve */
	assert_int_equal(people(fx), 9);
	assert_int_equal(person(fx, "Ana Ruiz")->parts_n, 2);
	assert_int_equal(person(fx, "Di")->parts_n, 2);
}

/* Rows of one table join when name and email or URL agree. */
static void
test_one_table(void **state)
{
	struct fixture *fx = *state;
	struct source *s = source(fx, SOURCE_CONTACTS, "a.csv");

	row(fx, s, "Ana", "ana@example.org", NULL);
	row(fx, s, "ana", "ANA@example.org", NULL);
	row(fx, s, "Bob", NULL, "https://example.org/bob");
	row(fx, s, "Bob", NULL, "www.example.org/bob");
	row(fx, s, "Cy", NULL, NULL);
	row(fx, s, "Cy", NULL, NULL);
	row(fx, s, "", "x@example.org", NULL);
	row(fx, s, "", "x@example.org", NULL);
	row(fx, s, "", NULL, NULL);
	/* Ana, Bob, Cy, Cy, x, x; a row of nothing is nobody */
	assert_int_equal(people(fx), 6);
	assert_int_equal(person(fx, "Ana")->parts_n, 2);
	assert_int_equal(person(fx, "Bob")->parts_n, 2);
}

/* A row with two emails does not make one of two rows of another table. */
static void
test_bridge(void **state)
{
	struct fixture *fx = *state;
	struct source *s = source(fx, SOURCE_CONTACTS, "a.csv");

	row(fx, s, "Ana", "ana@example.org", NULL);
	row(fx, s, "Bob", "bob@example.org", NULL);
	s = source(fx, SOURCE_CONTACTS, "b.csv");
	fact(fx, row(fx, s, "Ana", "ana@example.org", NULL), KEY_EMAIL,
	    "bob@example.org");
	assert_int_equal(people(fx), 2);
	assert_int_equal(person(fx, "Ana")->parts_n, 2);
}

/* Whatever the order of the files: the row in the middle joins both. */
static void
test_chain(void **state)
{
	struct fixture *fx = *state;
	struct source *s = source(fx, SOURCE_CONTACTS, "a.csv");

	row(fx, s, "A. Ruiz", "ana@example.org", NULL);
	s = source(fx, SOURCE_CONTACTS, "b.csv");
	row(fx, s, "Ana", "ana@example.org", "example.org/ana");
	s = note(fx, "z/ana.md", "Ana R.");
	fact(fx, s->profiles, KEY_URL, "https://example.org/ana");
	assert_int_equal(people(fx), 1);
	assert_int_equal(person(fx, "Ana R.")->parts_n, 3);
	assert_int_equal(person(fx, "Ana R.")->parts[0].source, 2);
	assert_int_equal(person(fx, "Ana R.")->parts[1].source, 0);
}

static void
test_me(void **state)
{
	struct fixture *fx = *state;
	struct source *s;

	fx->me[0] = STR("Zoë Me");
	fx->me[1] = STR("Zoe@example.org");
	note(fx, "people/zoe.md", "zoë me");
	s = note(fx, "people/me.md", "Z.");
	fact(fx, s->profiles, KEY_EMAIL, "zoe@example.org");
	note(fx, "people/ana.md", "Ana");
	s = source(fx, SOURCE_DATED, "d.md");
	entry(s, "2026-05-02", "Zoë Me", "1>Ana");
	record(s, RECORD_PROMISE, "2026-05-02", "people/me.md", NULL);
	assert_int_equal(people(fx), 1);
	/* the owner is nobody: the line is its heading's */
	assert_int_equal(fx->book.interactions.n, 1);
	assert_int_equal(fx->book.followups.n, 0);
}

/* By folded name, then by path. */
static void
test_order(void **state)
{
	static const char *const expected[] = {
		"a/bob.md", "c/Émile.md", "b/emile.md", "a/x.md", "b/x.md",
		"c.md#Mother Superior",
	};
	struct fixture *fx = *state;
	struct arena a = { 0 };
	struct book *b;
	size_t i;

	note(fx, "b/x.md", "Mother Superior");
	note(fx, "a/x.md", "mother superior");
	profile(source(fx, SOURCE_PEOPLE, "c.md"), "Mother Superior");
	note(fx, "a/bob.md", "Bob");
	note(fx, "b/emile.md", "emile");
	note(fx, "c/Émile.md", "EMILE  ");
	fx->sources[5].profiles->name = STR("EMIL");
	b = make(fx);
	for (i = 0; i < b->people.n; i++)
		assert_str(person_path(b, &b->people.v[i], &a), expected[i]);
	arena_release(&a);
}

static void
test_person(void **state)
{
	struct fixture *fx = *state;
	struct source *s = note(fx, "people/work/ana.md", "Ana");
	const struct person *p;
	const struct str *tags;
	struct arena a = { 0 };
	struct record *r;
	struct book *b;

	fact(fx, s->profiles, KEY_TAGS, "friend");
	fact(fx, s->profiles, KEY_TAGS, "#Porto/north");
	r = record(s, RECORD_TAG, NULL, "", NULL);
	r->text = STR("Friend");
	r = record(s, RECORD_TAG, NULL, "", NULL);
	r->text = STR("climbing");
	r = record(s, RECORD_TAG, "2026-05-02", "", NULL);
	r->text = STR("pizza");
	r->flags = RECORD_IN_ENTRY;
	s = source(fx, SOURCE_DATED, "d.md");
	r = record(s, RECORD_TAG, NULL, "Ana", NULL);
	r->text = STR("elsewhere");
	s = source(fx, SOURCE_CONTACTS, "contacts.csv");
	fact(fx, profile(s, "Ana"), KEY_TAGS, "Label");
	b = make(fx);
	p = person(fx, "Ana");
	assert_int_equal(person_tags(b, p, &a, &tags), 4);
	assert_str(tags[0], "friend");
	assert_str(tags[1], "Porto/north");
	assert_str(tags[2], "Label");
	assert_str(tags[3], "climbing");
	assert_true(person_tagged(b, p, STR("#porto")));
	assert_true(person_tagged(b, p, STR("CLIMBING")));
	assert_false(person_tagged(b, p, STR("port")));
	assert_false(person_tagged(b, p, STR("pizza")));
	assert_false(person_tagged(b, p, STR_NONE));
	assert_true(person_under(b, p, STR("people")));
	assert_true(person_under(b, p, STR("./people/work/")));
	assert_true(person_under(b, p, STR("contacts.csv")));
	assert_true(person_under(b, p, STR(".")));
	assert_false(person_under(b, p, STR("people/wor")));
	assert_false(person_under(b, p, STR("work")));
	assert_int_equal(b->abouts.n, 4);
	arena_release(&a);
}

/* Hostile: one email a thousand times; a person of a thousand emails. */
static void
test_many(void **state)
{
	enum { MANY = 2000 };
	struct fixture *fx = *state;
	struct source *s = source(fx, SOURCE_CONTACTS, "a.csv");
	struct fact *facts = arena_alloc(&fx->arena, MANY * sizeof(*facts));
	struct profile *p;
	const struct str *values;
	struct arena a = { 0 };
	size_t i;

	s->profiles = arena_alloc(&fx->arena, MANY * sizeof(*s->profiles));
	for (i = 0; i < MANY; i++) {
		facts[i] = (struct fact){ arena_str(&fx->arena,
		    STR("x00000000")), 1, KEY_EMAIL };
		snprintf((char *)facts[i].value.ptr, 9, "x%zu", i % 1900);
		p = &s->profiles[s->profiles_n++];
		p->name = STR("Ana");
		p->facts = facts + i;
		p->facts_n = 1;
		p->last_contact = p->met = p->snooze = DAY_NONE;
	}
	p = note(fx, "people/ana.md", "Ana")->profiles;
	p->facts = facts;
	p->facts_n = MANY;
	/* so many rows are not compared one by one, and so stay apart */
	assert_in_range(people(fx), 2, 1900);
	for (i = 0; !fx->book.people.v[i].markdown; i++)
		continue;
	assert_int_equal(person_facts(&fx->book, &fx->book.people.v[i],
	    KEY_EMAIL, &a, &values), 1900);
	arena_release(&a);
}

static void
test_empty(void **state)
{
	struct fixture *fx = *state;
	uint32_t who;
	bool ambiguous;
	int tier;

	source(fx, SOURCE_OTHER, "x.md");
	assert_int_equal(people(fx), 0);
	assert_int_equal(book_select(&fx->book, STR("x"), &who, 1, &tier), 0);
	assert_int_equal(book_near(&fx->book, STR("x"), &who, 1), 0);
	assert_int_equal(book_link(&fx->book, STR("x.md"), NULL, &ambiguous),
	    PERSON_NONE);
	book_release(&fx->book);
	book_make(&fx->book, NULL, 0, &fx->options, &fx->diags);
	assert_int_equal(fx->book.people.n, 0);
}

#define test(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		test(test_doubles),
		test(test_by_url),
		test(test_by_id),
		test(test_by_email),
		test(test_by_name),
		test(test_one_table),
		test(test_bridge),
		test(test_chain),
		test(test_me),
		test(test_order),
		test(test_person),
		test(test_many),
		test(test_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
