#include "note/header.h"

/* The names are as squeeze leaves them, each with a blank at both ends. */
struct meaning {
	const char *names;
	uint8_t role; /* enum header_role */
	uint8_t key;  /* enum key, of HEADER_FACT */
};

static const struct meaning by_name[] = {
	{ " name fullname displayname fn ", HEADER_FULL, 0 },
	{ " first firstname givenname forename vorname prénom nombre nome"
	  " voornaam ", HEADER_FIRST, 0 },
	{ " last lastname familyname surname nachname nom apellidos cognome"
	  " sobrenome achternaam ", HEADER_LAST, 0 },
	{ " nickname ", HEADER_FACT, KEY_ALIASES },
	{ " email emailvalue emailaddress primaryemail secondaryemail"
	  " emailadresse adressedemessagerie correoelectrónico"
	  " direccióndecorreoelectrónico ", HEADER_FACT, KEY_EMAIL },
	{ " phone phonevalue phonenumber phonenumbers primaryphone"
	  " mobilephone mobilenumber homephone businessphone workphone"
	  " otherphone carphone telefon téléphone teléfono ",
	  HEADER_FACT, KEY_PHONE },
	{ " company companies organization organizationname organisation"
	  " firma société empresa ", HEADER_FACT, KEY_ORG },
	{ " url profileurl linkedinurl ", HEADER_FACT, KEY_URL },
	{ " webpage personalwebpage website websitevalue homepage ",
	  HEADER_SITE, 0 },
	{ " connectedon ", HEADER_FACT, KEY_MET },
	{ " labels groupmembership groups keywords ", HEADER_LABELS, 0 },
	{ " birthyear ", HEADER_BIRTH_YEAR, 0 },
	{ " birthmonth ", HEADER_BIRTH_MONTH, 0 },
	{ " date day when datetime timestamp sentat datesent ",
	  HEADER_DATE, 0 },
	{ " from sender ", HEADER_FROM, 0 },
	{ " senderprofileurl inviterprofileurl ", HEADER_FROM_URL, 0 },
	{ " to recipient recipients who person with contact contacts ",
	  HEADER_TO, 0 },
	{ " recipientprofileurl recipientprofileurls inviteeprofileurl ",
	  HEADER_TO_URL, 0 },
	{ " channel type medium ", HEADER_CHANNEL, 0 },
	{ " subject message text note notes summary topic what comment"
	  " comments description ", HEADER_TEXT, 0 },
	{ " content ", HEADER_CONTENT, 0 },
	{ " conversationid ", HEADER_THREAD, 0 },
	{ " direction ", HEADER_DIRECTION, 0 },
	{ " calltype ", HEADER_CALL, 0 },
	{ " duration callduration ", HEADER_DURATION, 0 },
	{ " folder ismessagedraft isconversationdraft ", HEADER_DRAFT, 0 },
	/* words of other things, that note/keys.h takes for keys of people */
	{ " work where intro ", HEADER_NONE, 0 },
};

/* What keys of notes (note/keys.h) mean at the head of a column. */
static const uint8_t by_key[KEY_END] = {
	[KEY_FIRST_NAME] = HEADER_FIRST,
	[KEY_LAST_NAME] = HEADER_LAST,
	[KEY_CATEGORIES] = HEADER_LABELS,
	[KEY_TAGS] = HEADER_LABELS,
	[KEY_PEOPLE] = HEADER_TO,
	[KEY_DATE] = HEADER_DATE,
	[KEY_ALIASES] = HEADER_FACT,
	[KEY_EMAIL] = HEADER_FACT,
	[KEY_PHONE] = HEADER_FACT,
	[KEY_HANDLE] = HEADER_FACT,
	[KEY_ID] = HEADER_FACT,
	[KEY_URL] = HEADER_FACT,
	[KEY_ORG] = HEADER_FACT,
	[KEY_PLACE] = HEADER_FACT,
	[KEY_LAST_CONTACT] = HEADER_FACT,
	[KEY_CADENCE] = HEADER_FACT,
	[KEY_SNOOZE] = HEADER_FACT,
	[KEY_PAUSED] = HEADER_FACT,
	[KEY_STATUS] = HEADER_FACT,
	[KEY_DO_NOT_CONTACT] = HEADER_FACT,
	[KEY_DECEASED] = HEADER_FACT,
	[KEY_MET] = HEADER_FACT,
	[KEY_MET_AT] = HEADER_FACT,
	[KEY_VIA] = HEADER_FACT,
	[KEY_BIRTHDAY] = HEADER_FACT,
	[KEY_CARE] = HEADER_FACT,
};

/* The longest cell that can name a column; a preamble's text is longer. */
enum { NAME_MAX_BYTES = 64 };

/*
 * " emailvalue " out of "E-mail 2 - Value": no case, digits, marks. Bytes of
 * letters beyond ASCII stay. Returns the length, 0 for no name, nor is one
 * with a NUL byte: that is no text in an encoding that is known.
 */
static size_t
squeeze(struct str cell, char name[NAME_MAX_BYTES + 2])
{
	size_t i, n = 0;
	char c;

	if (cell.len > NAME_MAX_BYTES || str_chr(cell, '\0') != SIZE_MAX)
		return 0;
	name[n++] = ' ';
	for (i = 0; i < cell.len; i++) {
		c = cell.ptr[i];
		if (ch_alpha(c) || (unsigned char)c >= 0x80)
			name[n++] = ch_lower(c);
	}
	name[n++] = ' ';
	return n > 2 ? n : 0;
}

static struct header_column
meaning_of(struct str cell)
{
	struct header_column column = { 0, HEADER_NONE, KEY_OTHER };
	char name[NAME_MAX_BYTES + 2];
	size_t i, n = squeeze(cell, name);

	if (!n)
		return column;
	for (i = 0; i < sizeof(by_name) / sizeof(by_name[0]); i++) {
		if (str_find(str_of(by_name[i].names),
		    (struct str){ name, n }) == SIZE_MAX)
			continue;
		column.role = by_name[i].role;
		column.key = by_name[i].key;
		return column;
	}
	column.key = (uint8_t)key_of(cell);
	column.role = by_key[column.key];
	return column;
}

/* contacts.csv, Connections (2).csv, people/2019.csv */
static bool
named_for_people(struct str path)
{
	static const char *const names[] = { "contacts", "people",
		"connections" };
	size_t slash = str_rchr(path, '/'), i, up;
	struct str base = slash == SIZE_MAX ? path : str_from(path, slash + 1);
	struct str folder = slash == SIZE_MAX ? STR_NONE :
	    str_upto(path, slash);

	up = str_rchr(folder, '/');
	if (up != SIZE_MAX)
		folder = str_from(folder, up + 1);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (str_ieq(folder, str_of(names[i])))
			return true;
		if (str_istarts(base, str_of(names[i])) &&
		    base.len > strlen(names[i]) &&
		    !ch_alpha(base.ptr[strlen(names[i])]))
			return true;
	}
	return false;
}

static bool
decide_contacts(struct header *h, const bool *key, struct str path)
{
	bool name = h->has[HEADER_FULL] || h->has[HEADER_FIRST];

	h->kind = SOURCE_CONTACTS;
	if (h->has[HEADER_FIRST] && h->has[HEADER_LAST])
		h->reason = "columns: first and last name";
	else if (name && key[KEY_EMAIL])
		h->reason = "columns: name and email";
	else if (name && key[KEY_PHONE])
		h->reason = "columns: name and phone";
	else if (name && (key[KEY_ORG] || key[KEY_URL] ||
	    h->has[HEADER_SITE]) && named_for_people(path))
		h->reason = "column: name; named for people";
	else
		h->kind = SOURCE_OTHER;
	return h->kind == SOURCE_CONTACTS;
}

/*
 * A name with a date is how lists of people begin, too: what took time makes
 * it a log, of calls as telephones export it.
 */
static bool
take_names(struct header *h)
{
	size_t i;

	if (!h->has[HEADER_FULL] ||
	    (!h->has[HEADER_DURATION] && !h->has[HEADER_CALL]))
		return false;
	for (i = 0; i < h->columns.n; i++)
		if (h->columns.v[i].role == HEADER_FULL)
			h->columns.v[i].role = HEADER_TO;
	h->has[HEADER_TO] = true;
	h->channel = STR("call");
	return true;
}

static bool
decide(struct header *h, const bool *key, struct str path)
{
	bool who = h->has[HEADER_FROM] || h->has[HEADER_TO] ||
	    h->has[HEADER_FROM_URL] || h->has[HEADER_TO_URL];

	if (!h->has[HEADER_DATE] || (!who && !take_names(h)))
		return decide_contacts(h, key, path);
	h->kind = SOURCE_INTERACTIONS;
	h->reason = "columns: date and people";
	if (h->has[HEADER_FROM] &&
	    (h->has[HEADER_CONTENT] || h->has[HEADER_THREAD]))
		h->channel = STR("message");
	else if (h->has[HEADER_FROM] && h->has[HEADER_DIRECTION])
		h->channel = STR("invitation");
	else if (h->has[HEADER_CALL])
		h->channel = STR("call");
	return true;
}

bool
header_read(struct header *h, const struct str *cells, size_t n,
    struct str path)
{
	bool key[KEY_END] = { false }; /* of facts */
	struct header_column column;
	size_t i;

	vec_clear(&h->columns);
	memset(h->has, 0, sizeof(h->has));
	h->n = n;
	h->channel = STR_NONE;
	for (i = 0; i < n; i++) {
		column = meaning_of(cells[i]);
		if (column.role == HEADER_NONE)
			continue;
		column.index = (uint32_t)i;
		h->has[column.role] = true;
		if (column.role == HEADER_FACT)
			key[column.key] = true;
		vec_push(&h->columns, column);
	}
	/* Thunderbird's Birth Day is a day of a month, not a birthday */
	for (i = 0; h->has[HEADER_BIRTH_MONTH] && i < h->columns.n; i++) {
		if (h->columns.v[i].role != HEADER_FACT ||
		    h->columns.v[i].key != KEY_BIRTHDAY)
			continue;
		h->columns.v[i].role = HEADER_BIRTH_DAY;
		h->columns.v[i].key = KEY_OTHER;
		h->has[HEADER_BIRTH_DAY] = true;
	}
	return decide(h, key, path);
}

struct str
header_twice(const struct header *h, const struct str *cells)
{
	static const bool once[HEADER_ROLES] = {
		[HEADER_FULL] = true,
		[HEADER_FIRST] = true,
		[HEADER_LAST] = true,
		[HEADER_DATE] = true,
		[HEADER_FROM] = true,
		[HEADER_FROM_URL] = true,
		[HEADER_TO_URL] = true,
		[HEADER_CHANNEL] = true,
	};
	struct str seen[HEADER_ROLES] = { 0 }, name;
	const struct header_column *column;
	size_t i;

	for (i = 0; i < h->columns.n; i++) {
		column = &h->columns.v[i];
		name = str_trim(cells[column->index]);
		if (once[column->role] && str_ieq(seen[column->role], name))
			return name;
		seen[column->role] = name;
	}
	return STR_NONE;
}

void
header_release(struct header *h)
{
	vec_release(&h->columns);
}
