/* Profiles out of keys and values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "note/link.h"
#include "note/profile.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static int
set_up(void **state)
{
	*state = mem_zalloc(sizeof(struct reader));
	return 0;
}

static int
tear_down(void **state)
{
	struct reader *r = *state;

	front_release(&r->front);
	arena_release(&r->arena);
	arena_release(&r->scratch);
	diag_release(&r->diags);
	free(r);
	return 0;
}

/* The profile of a block of front matter, whose bytes are gone by then. */
static struct profile
profile_of(struct reader *r, const char *block)
{
	struct profile_builder b;
	struct profile profile;
	struct buf file = { 0 };
	size_t i;

	diag_release(&r->diags);
	buf_printf(&file, "---\n%s---\n", block);
	front_read(&r->front, buf_str(&file), STR("n.md"), &r->scratch,
	    &r->diags);
	profile_begin(&b, r, STR("n.md"));
	b.profile.name = STR("file name");
	b.profile.line = b.profile.column = 1;
	for (i = 0; i < r->front.fields.n; i++)
		profile_add_field(&b, &r->front.fields.v[i]);
	profile = profile_end(&b);
	memset(file.ptr, '#', file.cap);
	buf_release(&file);
	arena_release(&r->scratch);
	return profile;
}

static void
test_names(void **state)
{
	static const struct {
		const char *block, *name;
		unsigned line, column;
	} table[] = {
		{ "", "file name", 1, 1 },
		{ "name: Ana Ruiz\n", "Ana Ruiz", 2, 7 },
		{ "first: x\nname: \"[[Ana Ruiz]]\"\n", "Ana Ruiz", 3, 7 },
		{ "first_name: Ana\nlast_name: Ruiz\n", "Ana Ruiz", 2, 13 },
		{ "last_name: Ruiz\nMiddle-Name: M.\nFirst name: Ana\n",
		    "Ana M. Ruiz", 2, 12 },
		{ "FN: Ana Ruiz\nN.GN: A\nN.FN: R\n", "Ana Ruiz", 2, 5 },
		{ "N.FN: R\nN.GN: A\nFN: Ana Ruiz\n", "Ana Ruiz", 4, 5 },
		{ "name: {first: Ana, last: Ruiz}\n", "Ana Ruiz", 2, 15 },
		{ "name:\n  last: Ruiz\n", "Ruiz", 3, 9 },
		{ "name:\nmiddle name: M.\n", "file name", 1, 1 },
		{ "title: Dr\n", "file name", 1, 1 },
		{ "name: Ana\nfull name: Bob\n", "Ana", 2, 7 },
	};
	struct reader *r = *state;
	struct profile p;
	size_t i;

	for (i = 0; i < N(table); i++) {
		p = profile_of(r, table[i].block);
		assert_string_equal(p.name.ptr, table[i].name);
		assert_int_equal(p.line, table[i].line);
		assert_int_equal(p.column, table[i].column);
		assert_int_equal(r->diags.list.n, 0);
	}
}

/* In a section the line stays its heading's, for it bounds the section. */
static void
test_section(void **state)
{
	struct reader *r = *state;
	struct profile_builder b;
	struct profile p;

	profile_begin(&b, r, STR("contacts.md"));
	b.profile.anchor = STR("Ana");
	b.profile.name = STR("Ana");
	b.profile.line = 7;
	profile_add(&b, KEY_TITLE, STR("Dr"), 8, 3);
	assert_true(str_eq(b.title, STR("Dr")));
	profile_add(&b, KEY_NAME, STR(" Ana Ruiz "), 9, 3);
	p = profile_end(&b);
	assert_string_equal(p.name.ptr, "Ana Ruiz");
	assert_string_equal(p.anchor.ptr, "Ana");
	assert_int_equal(p.line, 7);
	assert_int_equal(p.facts_n, 0);
	assert_int_equal(b.facts.cap, 0);
}

static void
test_facts(void **state)
{
	static const struct {
		const char *block, *facts;
	} table[] = {
		{ "email: ana@example.org\n", "2 email ana@example.org\n" },
		{ "EMAIL[HOME]: a@example.org\nmail: b@example.org\n",
		    "2 email a@example.org\n3 email b@example.org\n" },
		{ "emails:\n- a@example.org\n- mailto:b@example.org?x=y\n",
		    "3 email a@example.org\n4 email b@example.org\n" },
		{ "email: a@example.org, b@example.org;c@example.org "
		  "d@example.org\n", "2 email a@example.org\n"
		  "2 email b@example.org\n2 email c@example.org\n"
		  "2 email d@example.org\n" },
		{ "email: '\"Ruiz, Ana\" <a@example.org>, <b@example.org>'\n",
		    "2 email a@example.org\n2 email b@example.org\n" },
		{ "email: \"[a@example.org](mailto:a@example.org)\"\n",
		    "2 email a@example.org\n" },
		{ "email: none\nmail: \"@x\"\nemails: \"x@\"\n", "" },
		{ "email: \"a@example.org ::: b@example.org\"\n",
		    "2 email a@example.org\n2 email b@example.org\n" },
		{ "tags: \"friend, porto #work/eu\"\n",
		    "2 tags friend\n2 tags porto\n2 tags work/eu\n" },
		{ "tags: [friend, \"#porto\", \"[[Old Friends]]\"]\n",
		    "2 tags friend\n2 tags porto\n2 tags Old Friends\n" },
		{ "tags: \"# , ,\"\n", "" },
		{ "aliases: Anita, Ani\n", "2 aliases Anita\n2 aliases Ani\n" },
		{ "aliases: [\"Ruiz, Ana\"]\nnickname: \"[[Ani]]\"\n",
		    "2 aliases Ruiz, Ana\n3 aliases Ani\n" },
		{ "via: \"[[Bob Chen]]\"\nintro: [[people/cy|Cy]]\n",
		    "2 via Bob Chen\n3 via people/cy\n" },
		{ "birthday: 1984-04-17\nborn: --04-17\n",
		    "2 birthday 1984-04-17\n3 birthday --04-17\n" },
		{ "follow_up: 2026-12-01\n", "2 follow_up 2026-12-01\n" },
		{ "org: Kelp & Co, Porto\ncity: Porto\nkids: [Leo, Mia]\n",
		    "2 org Kelp & Co, Porto\n3 place Porto\n4 care Leo\n"
		    "4 care Mia\n" },
		{ "phone: 5550 1234\ntwitter: \"@ana\"\nid: 7\n"
		  "url: https://example.org\nwhere: at the fair\n",
		    "2 phone 5550 1234\n3 handle @ana\n4 id 7\n"
		    "5 url https://example.org\n6 met_at at the fair\n" },
		{ "type: person\ncategories: [\"[[People]]\"]\ndate: x\n"
		  "people: [Bob]\nshoe: 42\norg:\nplace: \"\"\n", "" },
	};
	struct reader *r = *state;
	struct buf out = { 0 };
	struct profile p;
	size_t i, k;

	for (i = 0; i < N(table); i++) {
		p = profile_of(r, table[i].block);
		buf_clear(&out);
		for (k = 0; k < p.facts_n; k++)
			buf_printf(&out, "%u %s %s\n", p.facts[k].line,
			    key_name((enum key)p.facts[k].key),
			    p.facts[k].value.ptr);
		assert_string_equal(buf_cstr(&out), table[i].facts);
		assert_int_equal(r->diags.list.n, 0);
	}
	buf_release(&out);
}

static void
test_status(void **state)
{
	static const struct {
		const char *block;
		enum person_status status;
	} table[] = {
		{ "name: Ana\n", STATUS_NONE },
		{ "status: active\n", STATUS_NONE },
		{ "status: let-go\n", STATUS_LET_GO },
		{ "status: Let go\n", STATUS_LET_GO },
		{ "status: \"[[deceased]]\"\n", STATUS_LET_GO },
		{ "status: Archived\n", STATUS_PAUSED },
		{ "status: dormant\n", STATUS_PAUSED },
		{ "status: [friend, paused]\n", STATUS_PAUSED },
		{ "paused: true\n", STATUS_PAUSED },
		{ "prm-paused: Yes\n", STATUS_PAUSED },
		{ "paused: on\n", STATUS_PAUSED },
		{ "paused: 1\n", STATUS_PAUSED },
		{ "paused: false\n", STATUS_NONE },
		{ "paused:\n", STATUS_NONE },
		{ "do_not_contact: true\n", STATUS_LET_GO },
		{ "do_not_contact: no\n", STATUS_NONE },
		{ "deceased: yes\n", STATUS_LET_GO },
		{ "deceased: 2025-03-01\n", STATUS_LET_GO },
		{ "deceased: 2025\n", STATUS_LET_GO },
		{ "deceased: \"?\"\n", STATUS_NONE },
		{ "contact_style: ambient\n", STATUS_PAUSED },
		{ "contact_style: active\n", STATUS_NONE },
		{ "cadence: none\n", STATUS_PAUSED },
		{ "contact_frequency: Never\n", STATUS_PAUSED },
		{ "status: let-go\npaused: true\n", STATUS_LET_GO },
		{ "paused: true\nstatus: let-go\n", STATUS_LET_GO },
	};
	struct reader *r = *state;
	struct profile p;
	size_t i;

	for (i = 0; i < N(table); i++) {
		p = profile_of(r, table[i].block);
		if (p.status != table[i].status)
			fail_msg("%s: %d", table[i].block, p.status);
		assert_int_equal(r->diags.list.n, 0);
	}
}

static void
test_cadence(void **state)
{
	static const struct {
		const char *block, *span;
		unsigned line, warnings;
	} table[] = {
		{ "cadence: 1m\n", "1m", 2, 0 },
		{ "cadence: 30\n", "30d", 2, 0 },
		{ "cadence_days: 14\n", "2w", 2, 0 },
		{ "prm-cadence: 10\n", "10d", 2, 0 },
		{ "contact_interval_days: 90\n", "90d", 2, 0 },
		{ "contact_frequency: Weekly\n", "1w", 2, 0 },
		{ "stay_in_touch: quarterly\n", "3m", 2, 0 },
		{ "X-FRM-FREQUENCY: 2w\n", "2w", 2, 0 },
		{ "cadence: soon\nprm-cadence: 10\n", "10d", 3, 1 },
		{ "cadence: 2w\nprm-cadence: 10\n", "2w", 2, 0 },
		{ "cadence: 0\n", "0d", 0, 1 },
		{ "cadence: 99999999999d\n", "0d", 0, 1 },
		{ "cadence:\n", "0d", 0, 0 },
		{ "cadence: none\n", "0d", 2, 0 },
	};
	struct reader *r = *state;
	char text[SPAN_TEXT], expected[SPAN_TEXT];
	struct span span;
	struct profile p;
	size_t i;

	for (i = 0; i < N(table); i++) {
		p = profile_of(r, table[i].block);
		span = (struct span){ 0 };
		(void)span_parse(str_of(table[i].span), false, &span);
		span_format(span, expected);
		span_format(p.cadence, text);
		assert_string_equal(text, expected);
		assert_int_equal(p.cadence_line, table[i].line);
		assert_int_equal(r->diags.list.n, table[i].warnings);
		if (r->diags.list.n) {
			assert_string_equal(r->diags.list.v[0].code,
			    "bad-cadence");
			assert_int_equal(r->diags.list.v[0].line, 2);
		}
	}
}

static void
test_dates(void **state)
{
	struct reader *r = *state;
	day_t day = day_from(2026, 5, 2);
	struct profile p = profile_of(r, "name: Ana\n");

	assert_int_equal(p.met, DAY_NONE);
	assert_int_equal(p.last_contact, DAY_NONE);
	assert_int_equal(p.snooze, DAY_NONE);
	p = profile_of(r, "met: 2026-05-02\nfirst_met: 2020-01-01\n"
	    "last_contact: 2026-05-01\nlast_chat: 2026/05/02\n"
	    "LAST_HOWDY: 20260430\nsnooze: [[2026-05-02]]\n");
	assert_int_equal(p.met, day);
	assert_int_equal(p.met_line, 2);
	assert_int_equal(p.last_contact, day);
	assert_int_equal(p.last_contact_line, 5);
	assert_int_equal(p.snooze, day);
	assert_int_equal(r->diags.list.n, 0);
	/* H67 */
	p = profile_of(r, "met: 2026-02-30\nlast_contact: soon\n"
	    "snooze: 2025-02-29\nmet_on: 2026-05-02\n");
	assert_int_equal(p.met, day);
	assert_int_equal(p.met_line, 5);
	assert_int_equal(p.last_contact, DAY_NONE);
	assert_int_equal(p.snooze, DAY_NONE);
	assert_int_equal(r->diags.list.n, 3);
	assert_string_equal(r->diags.list.v[0].code, "bad-date");
	assert_int_equal(r->diags.list.v[0].line, 2);
	assert_int_equal(r->diags.list.v[0].column, 6);
	/* no date yet is no mistake */
	profile_of(r, "met: unknown\nlast_contact: never\nsnooze: \"-\"\n");
	assert_int_equal(r->diags.list.n, 0);
}

static void
test_date_values(void **state)
{
	static const struct {
		const char *value;
		bool date;
	} table[] = {
		{ "2026-08-15", true },
		{ " 2026-08-15 ", true },
		{ "2026/08/15", true },
		{ "20260815", true },
		{ "2026-08-15T09:30:00Z", true },
		{ "2026-08-15t09:30:00+02:00", true },
		{ "2026-08-15 09:30", true },
		{ "[[2026-08-15]]", true },
		{ "[[2026-08-15|Saturday]]", true },
		{ "[[journal/2026-08-15]]", true },
		{ "[[2026/08/15]]", true },
		{ "2026-08-15 or so", false },
		{ "2026-08-15Tea", false },
		{ "2026-08-155", false },
		{ "2026-02-29", false },
		{ "2026-13-01T10:00", false },
		{ "x/2026-08-15", false },
		{ "[[2026-08-15]] [[2026-08-16]]", false },
		{ "08-15", false },
		{ "", false },
	};
	day_t day;
	size_t i;

	(void)state;
	for (i = 0; i < N(table); i++) {
		day = 0;
		if (profile_date(str_of(table[i].value), &day) !=
		    table[i].date)
			fail_msg("%s", table[i].value);
		assert_int_equal(day, table[i].date ?
		    day_from(2026, 8, 15) : DAY_NONE);
	}
}

static void
test_links(void **state)
{
	static const char *const table[][2] = {
		{ "[[Bob Chen]]", "Bob Chen" },
		{ " [[ Bob Chen ]] ", "Bob Chen" },
		{ "[[people/bob|Bob]]", "people/bob" },
		{ "[[people/bob\\|Bob]]", "people/bob" },
		{ "[[bob#Log|Bob]]", "bob" },
		{ "[[#Log]]", "#Log" },
		{ "[[A]], [[B]]", "[[A]], [[B]]" },
		{ "[[A]] and me", "[[A]] and me" },
		{ "[[]]", "[[]]" },
		{ "[[", "[[" },
		{ "Bob [x]", "Bob [x]" },
		{ "", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < N(table); i++)
		if (!str_eq(link_target(str_of(table[i][0])),
		    str_of(table[i][1])))
			fail_msg("%s", table[i][0]);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_names),
		T(test_section),
		T(test_facts),
		T(test_status),
		T(test_cadence),
		T(test_dates),
		T(test_date_values),
		T(test_links),
	};

	return cmocka_run_group_tests_name("profile", tests, NULL, NULL);
}
