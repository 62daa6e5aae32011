#ifndef NOTE_VCARDVALUE_H
#define NOTE_VCARDVALUE_H

#include "note/contentline.h"
#include "note/keys.h"

/* What the properties of one card say, kept until its end. */

/* One value under a key of ours; KEY_PEOPLE: the UID or address of a member. */
struct vcardvalue {
	size_t at, len; /* in the text */
	uint32_t line, column;
	uint8_t key;    /* enum key */
	bool listed;    /* of a list: blanks and commas in it stay */
	bool preferred; /* before others of its key */
};

/* Zero-initialised it is empty. */
struct vcardvalues {
	struct buf text; /* without newlines, but of KEY_REMARK */
	VEC(struct vcardvalue) list;
	uint32_t first[KEY_END]; /* of each key, in the list from 1; 0: none */
	bool group;  /* of people, who are its members */
	bool nobody; /* an organisation, a place or a group */
};

/*
 * Takes one line of a card; what says nothing that netgrep knows is passed
 * over. RFC 6350, 6; RFC 2426, 3; RFC 6474 (DEATHDATE); RFC 9554
 * (SOCIALPROFILE); and what Apple, Google, Evolution and KDE write.
 */
void vcardvalue_take(struct vcardvalues *values,
    const struct contentline *line);
struct str vcardvalue_text(const struct vcardvalues *values,
    const struct vcardvalue *value);
/* The first of a key that is not empty, or NULL. */
const struct vcardvalue *vcardvalue_first(const struct vcardvalues *values,
    enum key key);
/* Empty again, for the next card. */
void vcardvalue_clear(struct vcardvalues *values);
void vcardvalue_release(struct vcardvalues *values);

#endif
