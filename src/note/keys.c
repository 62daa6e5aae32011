#include "note/keys.h"

#include <stdint.h>
#include <stdlib.h>

/* Longer than any key that is known. */
enum { NAME_MAX_LEN = 32 };

struct synonym {
	const char *name; /* as squeeze leaves it */
	uint8_t key;      /* enum key */
};

/*
 * In the order of strcmp. Seen in public notes and vCard files (N.GN is the
 * given name, N.FN the family name, FN alone the whole name); "stay in touch"
 * and "frequency" are how often, "intro" is who introduced.
 */
static const struct synonym synonyms[] = {
	{ "alias", KEY_ALIASES },
	{ "aliases", KEY_ALIASES },
	{ "alsoknownas", KEY_ALIASES },
	{ "archived", KEY_PAUSED },
	{ "attendee", KEY_PEOPLE },
	{ "attendees", KEY_PEOPLE },
	{ "bday", KEY_BIRTHDAY },
	{ "birthdate", KEY_BIRTHDAY },
	{ "birthday", KEY_BIRTHDAY },
	{ "born", KEY_BIRTHDAY },
	{ "cadence", KEY_CADENCE },
	{ "cadencedays", KEY_CADENCE },
	{ "care", KEY_CARE },
	{ "categories", KEY_CATEGORIES },
	{ "category", KEY_CATEGORIES },
	{ "cell", KEY_PHONE },
	{ "children", KEY_CARE },
	{ "city", KEY_PLACE },
	{ "company", KEY_ORG },
	{ "connectedon", KEY_MET },
	{ "contactcadence", KEY_CADENCE },
	{ "contactfrequency", KEY_CADENCE },
	{ "contactinterval", KEY_CADENCE },
	{ "contactintervaldays", KEY_CADENCE },
	{ "contactstyle", KEY_CONTACT_STYLE },
	{ "customfrequencydays", KEY_CADENCE },
	{ "date", KEY_DATE },
	{ "datemet", KEY_MET },
	{ "dateofbirth", KEY_BIRTHDAY },
	{ "deceased", KEY_DECEASED },
	{ "died", KEY_DECEASED },
	{ "dob", KEY_BIRTHDAY },
	{ "donotcontact", KEY_DO_NOT_CONTACT },
	{ "email", KEY_EMAIL },
	{ "emailaddress", KEY_EMAIL },
	{ "emails", KEY_EMAIL },
	{ "employer", KEY_ORG },
	{ "family", KEY_CARE },
	{ "familyname", KEY_LAST_NAME },
	{ "firstmet", KEY_MET },
	{ "firstname", KEY_FIRST_NAME },
	{ "fn", KEY_NAME },
	{ "followup", KEY_NEXT_CONTACT },
	{ "followupdate", KEY_NEXT_CONTACT },
	{ "fullname", KEY_NAME },
	{ "github", KEY_HANDLE },
	{ "givenname", KEY_FIRST_NAME },
	{ "handle", KEY_HANDLE },
	{ "homepage", KEY_URL },
	{ "howdyinterval", KEY_CADENCE },
	{ "howwemet", KEY_MET_AT },
	{ "id", KEY_ID },
	{ "interests", KEY_CARE },
	{ "intro", KEY_VIA },
	{ "introducedby", KEY_VIA },
	{ "kids", KEY_CARE },
	{ "lastchat", KEY_LAST_CONTACT },
	{ "lastcontact", KEY_LAST_CONTACT },
	{ "lastcontactdate", KEY_LAST_CONTACT },
	{ "lastcontacted", KEY_LAST_CONTACT },
	{ "lasthowdy", KEY_LAST_CONTACT },
	{ "lastinteraction", KEY_LAST_CONTACT },
	{ "lastname", KEY_LAST_NAME },
	{ "likes", KEY_CARE },
	{ "linkedin", KEY_URL },
	{ "location", KEY_PLACE },
	{ "mail", KEY_EMAIL },
	{ "mastodon", KEY_HANDLE },
	{ "met", KEY_MET },
	{ "metat", KEY_MET_AT },
	{ "meton", KEY_MET },
	{ "middlename", KEY_MIDDLE_NAME },
	{ "mobile", KEY_PHONE },
	{ "n.fn", KEY_LAST_NAME },
	{ "n.gn", KEY_FIRST_NAME },
	{ "n.mn", KEY_MIDDLE_NAME },
	{ "name", KEY_NAME },
	{ "name.family", KEY_LAST_NAME },
	{ "name.first", KEY_FIRST_NAME },
	{ "name.full", KEY_NAME },
	{ "name.given", KEY_FIRST_NAME },
	{ "name.last", KEY_LAST_NAME },
	{ "name.middle", KEY_MIDDLE_NAME },
	{ "nextactiondate", KEY_NEXT_CONTACT },
	{ "nextcontact", KEY_NEXT_CONTACT },
	{ "nextcontactdate", KEY_NEXT_CONTACT },
	{ "nextcontactdue", KEY_NEXT_CONTACT },
	{ "nextfollowup", KEY_NEXT_CONTACT },
	{ "nickname", KEY_ALIASES },
	{ "nicknames", KEY_ALIASES },
	{ "org", KEY_ORG },
	{ "organisation", KEY_ORG },
	{ "organization", KEY_ORG },
	{ "participant", KEY_PEOPLE },
	{ "participants", KEY_PEOPLE },
	{ "partner", KEY_CARE },
	{ "paused", KEY_PAUSED },
	{ "people", KEY_PEOPLE },
	{ "phone", KEY_PHONE },
	{ "phonenumber", KEY_PHONE },
	{ "phones", KEY_PHONE },
	{ "place", KEY_PLACE },
	{ "prmcadence", KEY_CADENCE },
	{ "prmlastcontacted", KEY_LAST_CONTACT },
	{ "prmpaused", KEY_PAUSED },
	{ "prmsnoozeuntil", KEY_SNOOZE },
	{ "referredby", KEY_VIA },
	{ "slug", KEY_ID },
	{ "snooze", KEY_SNOOZE },
	{ "snoozed", KEY_SNOOZE },
	{ "snoozeuntil", KEY_SNOOZE },
	{ "spouse", KEY_CARE },
	{ "status", KEY_STATUS },
	{ "stayintouch", KEY_CADENCE },
	{ "surname", KEY_LAST_NAME },
	{ "tag", KEY_TAGS },
	{ "tags", KEY_TAGS },
	{ "tel", KEY_PHONE },
	{ "telegram", KEY_HANDLE },
	{ "telephone", KEY_PHONE },
	{ "title", KEY_TITLE },
	{ "twitter", KEY_HANDLE },
	{ "type", KEY_TYPE },
	{ "uid", KEY_ID },
	{ "url", KEY_URL },
	{ "urls", KEY_URL },
	{ "via", KEY_VIA },
	{ "website", KEY_URL },
	{ "where", KEY_MET_AT },
	{ "wheremet", KEY_MET_AT },
	{ "with", KEY_PEOPLE },
	{ "work", KEY_ORG },
	{ "xfrmfrequency", KEY_CADENCE },
	{ "xid", KEY_HANDLE },
};

static bool
is_joint(char c)
{
	return c == '-' || c == '_' || ch_blank(c);
}

/* "EMAIL[HOME]" is an email: what kind of one is not asked. */
static struct str
without_kind(struct str name)
{
	size_t bracket;

	name = str_trim(name);
	if (!str_ends(name, STR("]")))
		return name;
	bracket = str_chr(name, '[');
	return bracket == SIZE_MAX ? name : str_upto(name, bracket);
}

/* The name without case and joints, with a NUL; -1 when it is too long. */
static int
squeeze(struct str name, char out[NAME_MAX_LEN])
{
	size_t i, n = 0;

	for (i = 0; i < name.len; i++) {
		if (is_joint(name.ptr[i]))
			continue;
		if (n == NAME_MAX_LEN - 1 || !name.ptr[i])
			return -1;
		out[n++] = ch_lower(name.ptr[i]);
	}
	out[n] = '\0';
	return 0;
}

static int
compare(const void *name, const void *synonym)
{
	return strcmp(name, ((const struct synonym *)synonym)->name);
}

enum key
key_of(struct str name)
{
	const struct synonym *found;
	char squeezed[NAME_MAX_LEN];

	if (squeeze(without_kind(name), squeezed) == -1)
		return KEY_OTHER;
	found = bsearch(squeezed, synonyms,
	    sizeof(synonyms) / sizeof(synonyms[0]), sizeof(synonyms[0]),
	    compare);
	return found ? (enum key)found->key : KEY_OTHER;
}

const char *
key_name(enum key key)
{
	static const char *const names[KEY_END] = {
		[KEY_OTHER] = "other",
		[KEY_TYPE] = "type",
		[KEY_CATEGORIES] = "categories",
		[KEY_TAGS] = "tags",
		[KEY_NAME] = "name",
		[KEY_FIRST_NAME] = "first_name",
		[KEY_MIDDLE_NAME] = "middle_name",
		[KEY_LAST_NAME] = "last_name",
		[KEY_TITLE] = "title",
		[KEY_ALIASES] = "aliases",
		[KEY_EMAIL] = "email",
		[KEY_PHONE] = "phone",
		[KEY_HANDLE] = "handle",
		[KEY_ID] = "id",
		[KEY_URL] = "url",
		[KEY_ORG] = "org",
		[KEY_PLACE] = "place",
		[KEY_LAST_CONTACT] = "last_contact",
		[KEY_CADENCE] = "cadence",
		[KEY_NEXT_CONTACT] = "follow_up",
		[KEY_SNOOZE] = "snooze",
		[KEY_PAUSED] = "paused",
		[KEY_STATUS] = "status",
		[KEY_DO_NOT_CONTACT] = "do_not_contact",
		[KEY_DECEASED] = "deceased",
		[KEY_CONTACT_STYLE] = "contact_style",
		[KEY_MET] = "met",
		[KEY_MET_AT] = "met_at",
		[KEY_VIA] = "via",
		[KEY_BIRTHDAY] = "birthday",
		[KEY_CARE] = "care",
		[KEY_PEOPLE] = "people",
		[KEY_DATE] = "date",
	};

	return (unsigned)key < KEY_END ? names[key] : names[KEY_OTHER];
}

bool
key_eq(struct str a, struct str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.len && is_joint(a.ptr[i]))
			i++;
		while (k < b.len && is_joint(b.ptr[k]))
			k++;
		if (i == a.len || k == b.len)
			return i == a.len && k == b.len;
		if (ch_lower(a.ptr[i++]) != ch_lower(b.ptr[k++]))
			return false;
	}
}

bool
key_among(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (key_eq(s, str_of(*words)))
			return true;
	return false;
}
