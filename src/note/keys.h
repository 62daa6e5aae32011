#ifndef NOTE_KEYS_H
#define NOTE_KEYS_H

#include "base/buf.h"

/*
 * What a key of front matter, of a "- key: value" line or a table's header
 * means, under all its synonyms (FACTS 1). Keys are compared without case,
 * '-', '_' and spaces, and without what stands in brackets: "EMAIL[HOME]". A
 * dot is a key in a key: "emails.address" and "contact.email" are emails, and
 * so is "email2".
 */
enum key {
	KEY_OTHER, /* nothing that netgrep knows */
	KEY_TYPE,
	KEY_CATEGORIES,
	KEY_TAGS,
	KEY_NAME,
	KEY_FIRST_NAME,
	KEY_MIDDLE_NAME,
	KEY_LAST_NAME,
	KEY_TITLE,
	KEY_ALIASES,
	KEY_EMAIL,
	KEY_PHONE,
	KEY_HANDLE,
	KEY_ID,
	KEY_URL,
	KEY_ORG,
	KEY_ROLE,   /* what they do there */
	KEY_PLACE,
	KEY_LAST_CONTACT,
	KEY_CADENCE,
	KEY_NEXT_CONTACT,
	KEY_SNOOZE,
	KEY_PAUSED,
	KEY_STATUS,
	KEY_DO_NOT_CONTACT,
	KEY_DECEASED,
	KEY_CONTACT_STYLE,
	KEY_MET,
	KEY_MET_AT,
	KEY_VIA,
	KEY_BIRTHDAY,
	KEY_TIER,   /* how close: a tag tier/… */
	KEY_CARE,   /* likes, interests, family, kids, partner */
	KEY_PEOPLE, /* people attendees participants with: who took part */
	KEY_DATE,
	KEY_REMARK, /* what a file from elsewhere says besides, in words; no
	               key of notes */
	KEY_END,
};

/* KEY_OTHER for what is not known. */
enum key key_of(struct str name);
/* The canonical spelling, as netgrep writes it: "email". */
const char *key_name(enum key key);
/* Equal as keys are compared. */
bool key_eq(struct str a, struct str b);
/* Whether s is one of words, up to NULL, in that sense. */
bool key_among(struct str s, const char *const *words);

#endif
