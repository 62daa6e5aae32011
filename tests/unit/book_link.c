#include "book_fixture.h"

/* Whom links and names mean, and what records make of that. */

static void
fill(struct fixture *fx)
{
	struct source *s = note(fx, "people/ana-ruiz.md", "Ana Ruiz");

	fact(fx, s->profiles, KEY_EMAIL, "Ana@example.org");
	fact(fx, s->profiles, KEY_HANDLE, "@anaruiz");
	fact(fx, s->profiles, KEY_ALIASES, "Anita");
	fact(fx, s->profiles, KEY_ALIASES, "Cy");
	s = note(fx, "people/Bob Chen.md", "Robert Chen");
	fact(fx, s->profiles, KEY_URL, "https://www.example.org/in/bob/");
	fact(fx, s->profiles, KEY_ID, "N7");
	note(fx, "work/team/cy.md", "Cyril");
	note(fx, "work/ana.md", "Ana Berg");
	note(fx, "home/ana.md", "Ana Lima");
	s = note(fx, "home/anita.md", "Ana Sol");
	note(fx, "x/y/z/José.markdown", "José");
	s = source(fx, SOURCE_PEOPLE, "lists/contacts.md");
	profile(s, "Di Ito");
	profile(s, "Eve");
	source(fx, SOURCE_OTHER, "projects/dora.md");
	note(fx, "people/dora.md", "Dora");
	profile(source(fx, SOURCE_FRIENDS, "friends.md"), "Flo");
	source(fx, SOURCE_DATED, "work/log.md");
	fact(fx, row(fx, source(fx, SOURCE_CONTACTS, "t.csv"), "Gil", NULL,
	    NULL), KEY_ALIASES, "Anita");
}

/* From work/log.md; NULL: nobody, "?": more than one. */
static const struct {
	const char *target, *expected;
} links[] = {
	/* paths */
	{ "people/ana-ruiz.md", "Ana Ruiz" },
	{ "people/ana-ruiz", "Ana Ruiz" },
	{ "../people/ana-ruiz.md", "Ana Ruiz" },
	{ "./../people/./ana-ruiz.md", "Ana Ruiz" },
	{ "/people/ana-ruiz.md", "Ana Ruiz" },
	{ "People/Ana-Ruiz", "Ana Ruiz" },
	{ "ana-ruiz.md", "Ana Ruiz" },
	{ "people/ana-ruiz.md#Log", "Ana Ruiz" },
	{ "../people/bob%20chen.md", NULL },
	{ "../people/Bob%20Chen.md", "Robert Chen" },
	{ "people/bob%20chen.md", "Robert Chen" },
	{ "team/cy", "Cyril" },
	{ "Work/Team/CY", "Cyril" },
	{ "Team/CY.MD", "Cyril" },
	{ "people/team/cy", NULL },
	{ "team/cy.md", "Cyril" },
	{ "./team/cy.md", "Cyril" },
	{ "eam/cy", NULL },
	{ "../team/cy.md", NULL },
	{ "../../../people/ana-ruiz.md", NULL },
	{ "ana.md", "Ana Berg" },
	{ "home/ana.md", "Ana Lima" },
	{ "y/z/jose\xcc\x81", "José" },
	{ "../x/y/z/José.markdown", "José" },
	/* a file that is nobody's */
	{ "projects/dora.md", NULL },
	{ "projects/dora", NULL },
	{ "dora", "Dora" },
	/* email, handle, URL, id */
	{ "ana@EXAMPLE.org", "Ana Ruiz" },
	{ "mailto:ana@example.org", "Ana Ruiz" },
	{ "@AnaRuiz", "Ana Ruiz" },
	{ "@anita", "Ana Sol" },
	{ "@dora", "Dora" },
	{ "anaruiz", NULL },
	{ "http://example.org/in/bob", "Robert Chen" },
	{ "WWW.example.org/in/bob", "Robert Chen" },
	{ "example.org/in/bob", "Robert Chen" },
	{ "https://example.org/in/BOB", NULL },
	{ "n7", "Robert Chen" },
	/* base names before full names and aliases */
	{ "Bob Chen", "Robert Chen" },
	{ "bob  chen", "Robert Chen" },
	{ "cy", "Cyril" },
	{ "ana", "?" },
	{ "ANITA", "Ana Sol" },
	{ "Ana Ruiz", "Ana Ruiz" },
	{ " ana ruiz ", "Ana Ruiz" },
	{ "Ana Ruiz#Log", "Ana Ruiz" },
	{ "Robert Chen", "Robert Chen" },
	{ "Robert", NULL },
	/* files of many people */
	{ "contacts#Di Ito", "Di Ito" },
	{ "contacts.md#di ito", "Di Ito" },
	{ "lists/contacts#Friends#Eve", "Eve" },
	{ "../lists/contacts.md#di-ito", "Di Ito" },
	{ "contacts", NULL },
	{ "contacts#Zed", NULL },
	{ "contacts.md", NULL },
	{ "friends.md#Flo", "Flo" },
	{ "../friends.md#Flo", "Flo" },
	{ "friends#Flo", "Flo" },
	{ "Flo", "Flo" },
	{ "#Eve", NULL },
	/* nobody */
	{ "", NULL },
	{ " ", NULL },
	{ "#", NULL },
	{ "@", NULL },
	{ "/", NULL },
	{ ".", NULL },
	{ "..", NULL },
	{ "../", NULL },
	{ ".md", NULL },
	{ "%", NULL },
	{ "%00", NULL },
	{ "://", NULL },
	{ "Zed", NULL },
};

static void
test_links(void **state)
{
	struct fixture *fx = *state;
	const struct source *from = NULL;
	const char *expected;
	struct book *b;
	bool ambiguous;
	uint32_t who;
	size_t i;

	fill(fx);
	b = make(fx);
	for (i = 0; i < fx->n; i++)
		if (str_eq(fx->sources[i].path, STR("work/log.md")))
			from = &fx->sources[i];
	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		who = book_link(b, str_of(links[i].target), from, &ambiguous);
		expected = ambiguous ? "?" : NULL;
		if (who == PERSON_NONE ? expected != links[i].expected &&
		    (!expected || !links[i].expected ||
		    strcmp(expected, links[i].expected)) :
		    !links[i].expected || !str_eq(b->people.v[who].name,
		    str_of(links[i].expected)))
			fail_msg("\"%s\" is %s, %.*s", links[i].target,
			    expected ? expected : "one or none",
			    STR_ARG(who == PERSON_NONE ? STR("nobody") :
			    b->people.v[who].name));
	}
	/* in its own file */
	for (i = 0; i < fx->n; i++)
		if (fx->sources[i].kind == SOURCE_PEOPLE)
			from = &fx->sources[i];
	who = book_link(b, STR("#Eve"), from, &ambiguous);
	assert_str(b->people.v[who].name, "Eve");
	who = book_link(b, STR("people/dora.md"), NULL, &ambiguous);
	assert_str(b->people.v[who].name, "Dora");
}

/* Who typed what: the first of those who fit, how many, and by which tier. */
static const struct {
	const char *typed;
	size_t n;
	int tier;
	const char *first;
} selections[] = {
	{ "people/ana-ruiz.md", 1, 1, "Ana Ruiz" },
	{ "./people/ana-ruiz", 1, 1, "Ana Ruiz" },
	{ "lists/contacts.md#Di Ito", 1, 1, "Di Ito" },
	{ "lists/contacts.md", 0, 0, NULL },
	{ "t.csv#gil", 1, 1, "Gil" },
	{ "ANA@example.org", 1, 1, "Ana Ruiz" },
	{ "anaruiz", 1, 1, "Ana Ruiz" },
	{ "@anaruiz", 1, 1, "Ana Ruiz" },
	{ "n7", 1, 1, "Robert Chen" },
	{ "https://example.org/in/bob", 1, 1, "Robert Chen" },
	{ "ana ruiz", 1, 1, "Ana Ruiz" },
	/* of two with that alias the one with a note */
	{ "anita", 1, 1, "Ana Ruiz" },
	/* an alias, though there is a file of that name */
	{ "cy", 1, 1, "Ana Ruiz" },
	{ "ana", 4, 2, "Ana Berg" },
	{ "berg", 1, 2, "Ana Berg" },
	{ "chen", 1, 2, "Robert Chen" },
	{ "jose\xcc\x81", 1, 1, "José" },
	{ "rob", 1, 3, "Robert Chen" },
	{ "nit", 1, 3, "Ana Ruiz" },
	{ "gi", 1, 3, "Gil" },
	{ "bob chen", 1, 1, "Robert Chen" },
	{ "ana-ruiz", 1, 1, "Ana Ruiz" },
	{ "team/cy", 1, 1, "Cyril" },
	{ "zed", 0, 0, NULL },
	{ "", 0, 0, NULL },
	{ " ", 0, 0, NULL },
	{ "@", 0, 0, NULL },
	{ "#", 0, 0, NULL },
};

static void
test_select(void **state)
{
	struct fixture *fx = *state;
	uint32_t who[2];
	struct book *b;
	size_t i, n;
	int tier;

	fill(fx);
	b = make(fx);
	for (i = 0; i < sizeof(selections) / sizeof(selections[0]); i++) {
		n = book_select(b, str_of(selections[i].typed), who, 2, &tier);
		if (n != selections[i].n || tier != selections[i].tier)
			fail_msg("\"%s\": %zu by tier %d",
			    selections[i].typed, n, tier);
		if (n)
			assert_str(b->people.v[who[0]].name,
			    selections[i].first);
	}
}

static void
test_near(void **state)
{
	static const struct {
		const char *typed, *first;
	} rows[] = {
		{ "Ana Riuz", "Ana Ruiz" },
		{ "robrt", "Robert Chen" },
		{ "jose", "José" },
		{ "drao", "Dora" },
		{ "cyrill", "Cyril" },
		{ "xxxxxxxx", NULL },
		{ "", NULL },
	};
	struct fixture *fx = *state;
	uint32_t who[3];
	struct book *b;
	size_t i, n;

	fill(fx);
	b = make(fx);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		n = book_near(b, str_of(rows[i].typed), who, 3);
		if (rows[i].first) {
			assert_true(n);
			assert_str(b->people.v[who[0]].name, rows[i].first);
		} else {
			assert_int_equal(n, 0);
		}
	}
	assert_int_equal(book_near(b, STR("Anna"), who, 3), 3);
	assert_int_equal(book_near(b, STR("Anna"), who, 0), 0);
}

/* Only the lowest tier that names anybody counts. */
static void
test_tiers(void **state)
{
	static const struct {
		const char *whos[4];
		size_t n;
		const char *first;
	} rows[] = {
		{ { "", "Dora" }, 2, "Flo" },
		{ { "Dora", "1>Flo" }, 1, "Dora" },
		{ { "1>Flo", "Dora" }, 1, "Dora" },
		{ { "Zed", "1>Flo", "2>Eve" }, 1, "Flo" },
		{ { "Zed", "1>Yan" }, 0, NULL },
		{ { "2>Eve", "2>Dora", "2>people/dora.md" }, 2, "Eve" },
		/* somebody is named, though nobody knows whom */
		{ { "ana", "1>Flo" }, 0, NULL },
		{ { "ana", "Dora", "1>Flo" }, 1, "Dora" },
	};
	struct fixture *fx;
	struct source *s;
	struct book *b;
	void *unused;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		begin(&unused);
		fx = unused;
		fill(fx);
		for (s = fx->sources; s->kind != SOURCE_FRIENDS; s++)
			continue;
		entry(s, "2026-05-02", rows[i].whos[0], rows[i].whos[1],
		    rows[i].whos[2]);
		b = make(fx);
		assert_int_equal(b->interactions.n, rows[i].n);
		if (rows[i].n)
			assert_true(person(fx, rows[i].first)->
			    interactions_n == 1);
		end(&unused);
	}
}

/* What is an interaction, and what is only a mention. */
static void
test_records(void **state)
{
	struct fixture *fx = *state;
	struct source *s;
	struct book *b;

	fill(fx);
	for (s = fx->sources; s->kind != SOURCE_DATED; s++)
		continue;
	entry(s, "2026-05-02", "Dora", "Eve");
	entry(s, NULL, "Dora");
	entry(s, "2026-11-24", "Dora", "Eve");
	entry(s, "2026-11-24", "Zed");
	entry(s, "2026-11-23", "Dora");
	entry(s, "2026-05-01", "Dora");
	record(s, RECORD_MENTION, "2026-05-02", "Dora", NULL);
	record(s, RECORD_MENTION, "2026-05-02", "Zed", NULL);
	record(s, RECORD_GAVE, "2026-05-02", "Zed", NULL);
	record(s, RECORD_INTRO, "2026-05-02", "Dora", "Eve", NULL);
	b = make(fx);
	assert_int_equal(b->interactions.n, 4);
	assert_int_equal(person(fx, "Dora")->days, 3);
	assert_int_equal(b->interactions.v[person(fx, "Dora")->first].day,
	    day("2026-05-01"));
	/* those of the future, a mention, a gift of nobody's, an intro of two */
	assert_int_equal(b->abouts.n, 6);
	assert_int_equal(b->abouts.v[3].person, PERSON_NONE);
	assert_int_equal(findings(fx, "future-entry"), 1);
	assert_int_equal(finding(fx, "future-entry")->line, 13);
}

/* Told once for a link and a file; names of tables once a file. */
static void
test_findings(void **state)
{
	struct fixture *fx = *state;
	struct source *s;

	fill(fx);
	fx->me[0] = STR("Zoe");
	for (s = fx->sources; s->kind != SOURCE_DATED; s++)
		continue;
	entry(s, "2026-05-02", "ana");
	entry(s, "2026-05-02", "Ana");
	entry(s, "2026-05-02", "Zed");
	s = source(fx, SOURCE_DATED, "other.md");
	entry(s, "2026-05-02", "Ana");
	s = source(fx, SOURCE_INTERACTIONS, "messages.csv");
	entry(s, "2026-05-02", "Zoe", "Dora");
	entry(s, "2026-05-02", "Dora", "Zed");
	entry(s, "2026-05-02", "Zed", "Yan");
	entry(s, "2026-05-02", "Zed", "https://example.org/in/yan");
	s = source(fx, SOURCE_INTERACTIONS, "more.csv");
	entry(s, "2026-05-02", "Dora");
	make(fx);
	assert_int_equal(findings(fx, "ambiguous"), 2);
	assert_int_equal(finding(fx, "ambiguous")->line, 11);
	assert_int_equal(finding(fx, "ambiguous")->column, 7);
	assert_int_equal(findings(fx, "unknown-name"), 1);
	assert_int_equal(finding(fx, "unknown-name")->line, 12);
	assert_true(str_starts(finding(fx, "unknown-name")->text,
	    STR("3 names in this table are nobody: \"Zed\" (3), \"Yan\" (1), "
	    "\"https://example.org/in/yan\" (1);")));
	assert_int_equal(person(fx, "Dora")->interactions_n, 3);
	assert_int_equal(person(fx, "Dora")->days, 1);
}

/* A long log in any order comes out in order. */
static void
test_order(void **state)
{
	enum { MANY = 40 };
	struct fixture *fx = *state;
	struct source *s[3];
	const struct person *p;
	struct interaction *v;
	struct book *b;
	day_t first = day("2026-01-01");
	int i, k;

	s[0] = note(fx, "a.md", "Up");
	s[1] = note(fx, "b.md", "Down");
	s[2] = note(fx, "c.md", "Mixed");
	for (i = 0; i < MANY; i++) {
		entry(s[0], "2026-01-01", "")->day = first + i / 2;
		entry(s[1], "2026-01-01", "")->day = first + MANY - i;
		entry(s[2], "2026-01-01", "")->day = first + i * 7 % MANY;
	}
	b = make(fx);
	for (i = 0; i < 3; i++) {
		p = &b->people.v[i];
		v = b->interactions.v + p->first;
		assert_int_equal(p->interactions_n, MANY);
		for (k = 1; k < MANY; k++)
			assert_true(v[k - 1].day < v[k].day ||
			    (v[k - 1].day == v[k].day &&
			    v[k - 1].at.record < v[k].at.record));
	}
	assert_int_equal(person(fx, "Up")->days, MANY / 2);
	assert_int_equal(person(fx, "Down")->days, MANY);
}

#define test(f) cmocka_unit_test_setup_teardown(f, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		test(test_links),
		test(test_select),
		test(test_near),
		cmocka_unit_test(test_tiers),
		test(test_records),
		test(test_findings),
		test(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
