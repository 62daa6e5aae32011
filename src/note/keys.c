#include "note/keys.h"

#include <stdint.h>

enum { NAME_MAX_LEN = 32 }; /* longer than any key that is known */

struct synonym {
	const char *name; /* as squeeze leaves it */
	uint8_t key;      /* enum key */
};

/*
 * In the order of strcmp. Seen in public notes and vCard files, where N.GN is
 * the given name, N.FN that of the family, and FN alone the whole one.
 */
static const struct synonym synonyms[] = {
	{ "aka", KEY_ALIASES },
	{ "alias", KEY_ALIASES },
	{ "aliases", KEY_ALIASES },
	{ "alsoknownas", KEY_ALIASES },
	{ "archived", KEY_PAUSED },
	{ "attendedby", KEY_PEOPLE },
	{ "attendee", KEY_PEOPLE },
	{ "attendees", KEY_PEOPLE },
	{ "basedin", KEY_PLACE },
	{ "bday", KEY_BIRTHDAY },
	{ "birthdate", KEY_BIRTHDAY },
	{ "birthday", KEY_BIRTHDAY },
	{ "blog", KEY_URL },
	{ "bluesky", KEY_HANDLE },
	{ "born", KEY_BIRTHDAY },
	{ "bsky", KEY_HANDLE },
	{ "cadence", KEY_CADENCE },
	{ "cadencedays", KEY_CADENCE },
	{ "care", KEY_CARE },
	{ "categories", KEY_CATEGORIES },
	{ "category", KEY_CATEGORIES },
	{ "cell", KEY_PHONE },
	{ "cellphone", KEY_PHONE },
	{ "children", KEY_CARE },
	{ "city", KEY_PLACE },
	{ "companies", KEY_ORG },
	{ "company", KEY_ORG },
	{ "connectedon", KEY_MET },
	{ "connectedthrough", KEY_VIA },
	{ "contactcadence", KEY_CADENCE },
	{ "contactevery", KEY_CADENCE },
	{ "contactfrequency", KEY_CADENCE },
	{ "contactinterval", KEY_CADENCE },
	{ "contactintervaldays", KEY_CADENCE },
	{ "contactstyle", KEY_CONTACT_STYLE },
	{ "customfrequencydays", KEY_CADENCE },
	{ "date", KEY_DATE },
	{ "datefirstmet", KEY_MET },
	{ "datemet", KEY_MET },
	{ "dateofbirth", KEY_BIRTHDAY },
	{ "dateofdeath", KEY_DECEASED },
	{ "deathdate", KEY_DECEASED },
	{ "deceased", KEY_DECEASED },
	{ "died", KEY_DECEASED },
	{ "discord", KEY_HANDLE },
	{ "displayname", KEY_NAME },
	{ "dnc", KEY_DO_NOT_CONTACT },
	{ "dob", KEY_BIRTHDAY },
	{ "donotcontact", KEY_DO_NOT_CONTACT },
	{ "dormant", KEY_PAUSED },
	{ "email", KEY_EMAIL },
	{ "emailaddress", KEY_EMAIL },
	{ "emailaddresses", KEY_EMAIL },
	{ "emails", KEY_EMAIL },
	{ "employer", KEY_ORG },
	{ "employers", KEY_ORG },
	{ "facebook", KEY_URL },
	{ "family", KEY_CARE },
	{ "familyname", KEY_LAST_NAME },
	{ "fileclass", KEY_TYPE },
	{ "firstcontact", KEY_MET },
	{ "firstencounter", KEY_MET },
	{ "firstencounterdate", KEY_MET },
	{ "firstmet", KEY_MET },
	{ "firstname", KEY_FIRST_NAME },
	{ "fn", KEY_NAME },
	{ "followup", KEY_NEXT_CONTACT },
	{ "followupdate", KEY_NEXT_CONTACT },
	{ "followupinterval", KEY_CADENCE },
	{ "followupon", KEY_NEXT_CONTACT },
	{ "forename", KEY_FIRST_NAME },
	{ "formattedname", KEY_NAME },
	{ "frequency", KEY_CADENCE },
	{ "fullname", KEY_NAME },
	{ "giftideas", KEY_CARE },
	{ "github", KEY_HANDLE },
	{ "githubid", KEY_HANDLE },
	{ "givenname", KEY_FIRST_NAME },
	{ "goesby", KEY_ALIASES },
	{ "handle", KEY_HANDLE },
	{ "hobbies", KEY_CARE },
	{ "homeemail", KEY_EMAIL },
	{ "homepage", KEY_URL },
	{ "homephone", KEY_PHONE },
	{ "howdyinterval", KEY_CADENCE },
	{ "howmet", KEY_MET_AT },
	{ "howwemet", KEY_MET_AT },
	{ "husband", KEY_CARE },
	{ "id", KEY_ID },
	{ "identifier", KEY_ID },
	{ "instagram", KEY_HANDLE },
	{ "interests", KEY_CARE },
	{ "intro", KEY_VIA },
	{ "introby", KEY_VIA },
	{ "introducedby", KEY_VIA },
	{ "introducedvia", KEY_VIA },
	{ "keepintouch", KEY_CADENCE },
	{ "kids", KEY_CARE },
	{ "lastcall", KEY_LAST_CONTACT },
	{ "lastcalled", KEY_LAST_CONTACT },
	{ "lastchat", KEY_LAST_CONTACT },
	{ "lastcontact", KEY_LAST_CONTACT },
	{ "lastcontactdate", KEY_LAST_CONTACT },
	{ "lastcontacted", KEY_LAST_CONTACT },
	{ "lastcontactedat", KEY_LAST_CONTACT },
	{ "lastencounter", KEY_LAST_CONTACT },
	{ "lasthowdy", KEY_LAST_CONTACT },
	{ "lastinteraction", KEY_LAST_CONTACT },
	{ "lastinteractiondate", KEY_LAST_CONTACT },
	{ "lastmeeting", KEY_LAST_CONTACT },
	{ "lastmet", KEY_LAST_CONTACT },
	{ "lastname", KEY_LAST_NAME },
	{ "lastspoke", KEY_LAST_CONTACT },
	{ "lastspoken", KEY_LAST_CONTACT },
	{ "lasttalked", KEY_LAST_CONTACT },
	{ "likes", KEY_CARE },
	{ "linkedin", KEY_URL },
	{ "linkedinid", KEY_URL },
	{ "linkedinprofile", KEY_URL },
	{ "linkedinurl", KEY_URL },
	{ "livesin", KEY_PLACE },
	{ "location", KEY_PLACE },
	{ "mail", KEY_EMAIL },
	{ "mails", KEY_EMAIL },
	{ "mastodon", KEY_HANDLE },
	{ "matrix", KEY_HANDLE },
	{ "met", KEY_MET },
	{ "metat", KEY_MET_AT },
	{ "metdate", KEY_MET },
	{ "meton", KEY_MET },
	{ "metthrough", KEY_VIA },
	{ "metvia", KEY_VIA },
	{ "metwhere", KEY_MET_AT },
	{ "metwith", KEY_PEOPLE },
	{ "middlename", KEY_MIDDLE_NAME },
	{ "mobile", KEY_PHONE },
	{ "mobilenumber", KEY_PHONE },
	{ "mobilephone", KEY_PHONE },
	{ "n.fn", KEY_LAST_NAME },
	{ "n.gn", KEY_FIRST_NAME },
	{ "n.mn", KEY_MIDDLE_NAME },
	{ "name", KEY_NAME },
	{ "name.family", KEY_LAST_NAME },
	{ "name.first", KEY_FIRST_NAME },
	{ "name.firstname", KEY_FIRST_NAME },
	{ "name.full", KEY_NAME },
	{ "name.given", KEY_FIRST_NAME },
	{ "name.last", KEY_LAST_NAME },
	{ "name.lastname", KEY_LAST_NAME },
	{ "name.middle", KEY_MIDDLE_NAME },
	{ "name.nick", KEY_ALIASES },
	{ "name.nickname", KEY_ALIASES },
	{ "name.surname", KEY_LAST_NAME },
	{ "nextactiondate", KEY_NEXT_CONTACT },
	{ "nextcheckin", KEY_NEXT_CONTACT },
	{ "nextcontact", KEY_NEXT_CONTACT },
	{ "nextcontactdate", KEY_NEXT_CONTACT },
	{ "nextcontactdue", KEY_NEXT_CONTACT },
	{ "nextfollowup", KEY_NEXT_CONTACT },
	{ "nextfollowupdate", KEY_NEXT_CONTACT },
	{ "nick", KEY_ALIASES },
	{ "nickname", KEY_ALIASES },
	{ "nicknames", KEY_ALIASES },
	{ "nocontact", KEY_DO_NOT_CONTACT },
	{ "notetype", KEY_TYPE },
	{ "org", KEY_ORG },
	{ "organisation", KEY_ORG },
	{ "organisations", KEY_ORG },
	{ "organization", KEY_ORG },
	{ "organizations", KEY_ORG },
	{ "orgs", KEY_ORG },
	{ "othernames", KEY_ALIASES },
	{ "participant", KEY_PEOPLE },
	{ "participants", KEY_PEOPLE },
	{ "partner", KEY_CARE },
	{ "paused", KEY_PAUSED },
	{ "pauseduntil", KEY_SNOOZE },
	{ "people", KEY_PEOPLE },
	{ "personalemail", KEY_EMAIL },
	{ "pets", KEY_CARE },
	{ "phone", KEY_PHONE },
	{ "phonehome", KEY_PHONE },
	{ "phonemobile", KEY_PHONE },
	{ "phonenumber", KEY_PHONE },
	{ "phonenumbers", KEY_PHONE },
	{ "phones", KEY_PHONE },
	{ "phonework", KEY_PHONE },
	{ "place", KEY_PLACE },
	{ "preferredname", KEY_ALIASES },
	{ "privateemail", KEY_EMAIL },
	{ "prmcadence", KEY_CADENCE },
	{ "prmlastcontacted", KEY_LAST_CONTACT },
	{ "prmpaused", KEY_PAUSED },
	{ "prmsnoozeuntil", KEY_SNOOZE },
	{ "prmtier", KEY_TIER },
	{ "reachoutevery", KEY_CADENCE },
	{ "redditid", KEY_HANDLE },
	{ "referredby", KEY_VIA },
	{ "referrer", KEY_VIA },
	{ "remindon", KEY_NEXT_CONTACT },
	{ "residence", KEY_PLACE },
	{ "role", KEY_ROLE },
	{ "slug", KEY_ID },
	{ "snooze", KEY_SNOOZE },
	{ "snoozed", KEY_SNOOZE },
	{ "snoozeduntil", KEY_SNOOZE },
	{ "snoozeuntil", KEY_SNOOZE },
	{ "socials.x", KEY_HANDLE },
	{ "spouse", KEY_CARE },
	{ "status", KEY_STATUS },
	{ "stayintouch", KEY_CADENCE },
	{ "surname", KEY_LAST_NAME },
	{ "tag", KEY_TAGS },
	{ "tags", KEY_TAGS },
	{ "tel", KEY_PHONE },
	{ "telegram", KEY_HANDLE },
	{ "telephone", KEY_PHONE },
	{ "threads", KEY_HANDLE },
	{ "threadsid", KEY_HANDLE },
	{ "tier", KEY_TIER },
	{ "title", KEY_TITLE },
	{ "town", KEY_PLACE },
	{ "twitter", KEY_HANDLE },
	{ "twitterhandle", KEY_HANDLE },
	{ "type", KEY_TYPE },
	{ "uid", KEY_ID },
	{ "url", KEY_URL },
	{ "urls", KEY_URL },
	{ "uuid", KEY_ID },
	{ "via", KEY_VIA },
	{ "website", KEY_URL },
	{ "whatsapp", KEY_PHONE },
	{ "where", KEY_MET_AT },
	{ "wheremet", KEY_MET_AT },
	{ "wherewemet", KEY_MET_AT },
	{ "wife", KEY_CARE },
	{ "with", KEY_PEOPLE },
	{ "work", KEY_ORG },
	{ "workemail", KEY_EMAIL },
	{ "workphone", KEY_PHONE },
	{ "workplace", KEY_ORG },
	{ "worksat", KEY_ORG },
	{ "xfrmfrequency", KEY_CADENCE },
	{ "xid", KEY_HANDLE },
};

static bool
is_joint(char c)
{
	return c == '-' || c == '_' || ch_blank(c);
}

/* The bytes of a "[HOME]" at i, or 0. */
static size_t
kind_length(struct str name, size_t i)
{
	size_t end = name.ptr[i] == '[' ? str_chr(str_from(name, i), ']') :
	    SIZE_MAX;

	return end == SIZE_MAX ? 0 : end + 1;
}

/*
 * The name without case and joints, with a NUL; -1 when it is too long.
 * "EMAIL[HOME]" is an email: what kind of one is not asked.
 */
static int
squeeze(struct str name, char out[NAME_MAX_LEN])
{
	size_t i, n = 0, kind;

	for (i = 0; i < name.len; i++) {
		kind = i ? kind_length(name, i) : 0;
		if (kind)
			i += kind - 1;
		if (kind || is_joint(name.ptr[i]))
			continue;
		if (n == NAME_MAX_LEN - 1 || !name.ptr[i])
			return -1;
		out[n++] = ch_lower(name.ptr[i]);
	}
	out[n] = '\0';
	return 0;
}

/* As bsearch would, with its calls spared: there are many keys. */
static enum key
find(const char *squeezed)
{
	size_t low = 0, high = sizeof(synonyms) / sizeof(synonyms[0]), mid;
	int order;

	while (low < high) {
		mid = low + (high - low) / 2;
		order = (unsigned char)squeezed[0] -
		    (unsigned char)synonyms[mid].name[0];
		if (!order)
			order = strcmp(squeezed, synonyms[mid].name);
		if (!order)
			return (enum key)synonyms[mid].key;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return KEY_OTHER;
}

static bool
one_of(const char *s, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(s, *words) == 0)
			return true;
	return false;
}

/* Keys that may stand in a group, as "contact: {email: …}" does. */
static bool
may_stand_in_group(enum key key)
{
	return key == KEY_EMAIL || key == KEY_PHONE || key == KEY_HANDLE ||
	    key == KEY_URL || key == KEY_ORG || key == KEY_PLACE ||
	    key == KEY_BIRTHDAY || key == KEY_LAST_CONTACT ||
	    key == KEY_CADENCE || key == KEY_NEXT_CONTACT;
}

/* "emails.address" is a value of emails, "emails.type" is not. */
static bool
is_value(enum key head, const char *last)
{
	static const char *const ways[] = { "address", "value", "number",
		"work", "home", "personal", "private", "mobile", "cell",
		"main", "primary", "other", "office", "business", NULL };
	static const char *const whos[] = { "name", "fullname", "person",
		"who", "value", NULL };
	static const char *const places[] = { "city", "locality", "town",
		"name", "value", NULL };

	switch (head) {
	case KEY_EMAIL:
	case KEY_PHONE:
	case KEY_URL:
		return one_of(last, ways) || find(last) == head;
	case KEY_PEOPLE:
		return one_of(last, whos) || find(last) == KEY_EMAIL;
	case KEY_PLACE:
		return one_of(last, places);
	case KEY_ORG:
		return strcmp(last, "name") == 0 || strcmp(last, "value") == 0;
	default:
		return false;
	}
}

/* The last of "a.b.c", and the one before it, which that stands in. */
static enum key
key_in(char *squeezed, char *dot)
{
	static const char *const groups[] = { "contact", "contactinfo",
		"contactdetails", "details", "info", "social", "socials",
		"socialmedia", "profiles", "accounts", "work", "home",
		"office", "personal", "private", NULL };
	static const char *const addresses[] = { "adr", "address",
		"addresses", NULL };
	const char *last = dot + 1, *head;

	*dot = '\0';
	head = strrchr(squeezed, '.');
	*dot = '.';
	/* "contact.socials.x" */
	if (head && may_stand_in_group(find(head + 1)))
		return find(head + 1);
	*dot = '\0';
	head = head ? head + 1 : squeezed;
	if (one_of(head, groups) && may_stand_in_group(find(last)))
		return find(last);
	if (one_of(head, addresses))
		return is_value(KEY_PLACE, last) ? KEY_PLACE : KEY_OTHER;
	return is_value(find(head), last) ? find(head) : KEY_OTHER;
}

/* "email2" */
static enum key
key_numbered(char *squeezed)
{
	size_t n = strlen(squeezed);
	enum key key;

	while (n && ch_digit(squeezed[n - 1]))
		n--;
	squeezed[n] = '\0';
	key = find(squeezed);
	return key == KEY_EMAIL || key == KEY_PHONE || key == KEY_URL ? key :
	    KEY_OTHER;
}

enum key
key_of(struct str name)
{
	char squeezed[NAME_MAX_LEN], *dot;
	enum key key;

	if (squeeze(str_trim(name), squeezed) == -1)
		return KEY_OTHER;
	key = find(squeezed);
	if (key != KEY_OTHER || !squeezed[0])
		return key;
	dot = strrchr(squeezed, '.');
	if (dot)
		return key_in(squeezed, dot);
	return ch_digit(squeezed[strlen(squeezed) - 1]) ?
	    key_numbered(squeezed) : KEY_OTHER;
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
		[KEY_ROLE] = "role",
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
		[KEY_TIER] = "tier",
		[KEY_CARE] = "care",
		[KEY_PEOPLE] = "people",
		[KEY_DATE] = "date",
	};

	return names[(unsigned)key < KEY_REMARK ? key : KEY_OTHER];
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
