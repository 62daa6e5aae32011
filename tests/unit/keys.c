/* What keys mean, under all their synonyms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "note/keys.h"

#define N(array) (sizeof(array) / sizeof((array)[0]))

static void
test_synonyms(void **state)
{
	static const struct {
		const char *names; /* parted by '|' */
		enum key key;
	} table[] = {
		{ "type|Type|TYPE", KEY_TYPE },
		{ "categories|CATEGORIES", KEY_CATEGORIES },
		{ "tags|tag|Tags", KEY_TAGS },
		{ "name|Name|FN|Full Name|name.full", KEY_NAME },
		{ "First Name|first_name|firstname|GivenName|N.GN|name.first",
		    KEY_FIRST_NAME },
		{ "middle-name|name.middle", KEY_MIDDLE_NAME },
		{ "Last Name|last_name|surname|N.FN|name.last|Family Name",
		    KEY_LAST_NAME },
		{ "title", KEY_TITLE },
		{ "aliases|alias|nickname|also_known_as|Also known as",
		    KEY_ALIASES },
		{ "email|emails|E-mail|mail|EMAIL[HOME]|EMAIL[WORK] ",
		    KEY_EMAIL },
		{ "phone|tel|mobile|cell|TEL[CELL]", KEY_PHONE },
		{ "handle|twitter|x_id|mastodon|github|telegram", KEY_HANDLE },
		{ "id|uid|slug", KEY_ID },
		{ "url|website|linkedin|URL[WORK]", KEY_URL },
		{ "org|organization|organisation|company|employer|work",
		    KEY_ORG },
		{ "role", KEY_ROLE },
		{ "place|location|city", KEY_PLACE },
		{ "last_contact|last_contacted|last contact|last-contacted|"
		  "last_chat|last_interaction|prm-last-contacted|LAST_HOWDY",
		    KEY_LAST_CONTACT },
		{ "cadence|cadence_days|prm-cadence|custom_frequency_days|"
		  "contact_interval_days|contact_cadence|contact_frequency|"
		  "HOWDY_INTERVAL|X-FRM-FREQUENCY|stay_in_touch", KEY_CADENCE },
		{ "follow_up|follow_up_date|next contact|next_contact_due|"
		  "next_follow_up|next_action_date|follow-up",
		    KEY_NEXT_CONTACT },
		{ "snooze|prm-snooze-until|snooze until", KEY_SNOOZE },
		{ "paused|prm-paused|archived", KEY_PAUSED },
		{ "status", KEY_STATUS },
		{ "do_not_contact|Do not contact", KEY_DO_NOT_CONTACT },
		{ "deceased|died", KEY_DECEASED },
		{ "contact_style", KEY_CONTACT_STYLE },
		{ "met|met_on|first_met|date_met|Connected On", KEY_MET },
		{ "met_at|where_met|where|how_we_met", KEY_MET_AT },
		{ "via|introduced_by|referred_by|intro", KEY_VIA },
		{ "birthday|bday|born|birthdate|BDAY", KEY_BIRTHDAY },
		{ "likes|interests|family|kids|partner", KEY_CARE },
		{ "people|attendees|participants|with", KEY_PEOPLE },
		{ "date", KEY_DATE },
		{ "prm-tier|Tier", KEY_TIER },
		{ "email.home|emails.address|emails.email|EMAIL[1:WORK]|email2|"
		  "contact.email|contact_info.email|contact.email.work",
		    KEY_EMAIL },
		{ "phones.number|phone.work|TEL[1]|socials.phone|Phone 2",
		    KEY_PHONE },
		{ "ADR[HOME].LOCALITY|address.city|location.name", KEY_PLACE },
		{ "socials.github|socials.x|contact.socials.x", KEY_HANDLE },
		{ "attendees.name|people.email", KEY_PEOPLE },
		{ "company.name", KEY_ORG },
		{ "|[|[x]|-|e|emailx|names|colour|name.|n.|emails.type|.|..|1|"
		  "emails.|.email|email.x|contact.name|contact.type|x.email|"
		  "company.role|address.street|attendees.role|id2|EMAIL[HOME|"
		  "a-key-that-is-much-longer-than-any-that-is-known",
		    KEY_OTHER },
	};
	struct str rest, name;
	size_t i;

	(void)state;
	for (i = 0; i < N(table); i++) {
		rest = str_of(table[i].names);
		while (str_cut(&rest, '|', &name))
			if (key_of(name) != table[i].key)
				fail_msg("%.*s: %s", STR_ARG(name),
				    key_name(key_of(name)));
	}
	assert_int_equal(key_of((struct str){ "id\0x", 4 }), KEY_OTHER);
	assert_int_equal(key_of(STR_NONE), KEY_OTHER);
}

/* Each key has a name of its own, which is one of its synonyms. */
static void
test_names(void **state)
{
	int key;

	(void)state;
	for (key = KEY_OTHER + 1; key < KEY_REMARK; key++)
		assert_int_equal(key_of(str_of(key_name((enum key)key))), key);
	assert_string_equal(key_name(KEY_OTHER), "other");
	assert_string_equal(key_name(KEY_END), "other");
}

static void
test_equal(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal;
	} table[] = {
		{ "", "", true },
		{ "", "-_ ", true },
		{ "follow_up", "Follow-Up", true },
		{ "follow up", "followup", true },
		{ "followup", "follow", false },
		{ "a", "", false },
		{ "let-go", "Let go", true },
		{ "a.b", "ab", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < N(table); i++) {
		assert_int_equal(key_eq(str_of(table[i].a),
		    str_of(table[i].b)), table[i].equal);
		assert_int_equal(key_eq(str_of(table[i].b),
		    str_of(table[i].a)), table[i].equal);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_synonyms),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_equal),
	};

	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
