#ifndef NOTE_ATTEND_H
#define NOTE_ATTEND_H

#include "note/read.h"

/* Who took part in what a dated note is about: its list of attendees. */

struct attendee {
	struct str name;   /* as shown; may be a first name alone */
	struct str target; /* link, path or address, else the name … */
	struct str handle; /* … and "@handle", or none */
	uint32_t index;    /* of the line; MD_NONE: a key */
	uint32_t column;   /* from 0 */
	bool here;         /* no box before it, or one that is ticked */
	bool instead;      /* counts only where the one before it is nobody */
};

/*
 * All that the keys people, attendees, participants and with name, in the front
 * matter or as "key:: value"; in the body the items under a heading or a line
 * "Attendees", "Participants", "Present" or "In attendance", or what stands
 * behind its colon. Zero-initialised there is nobody.
 */
struct attend {
	VEC(struct attendee) list;
	VEC(uint32_t) held; /* indices of the lines of the lists, in order */
	uint32_t line;      /* number of that of the first list; 0: none */
};

enum { ATTEND_MANY = -2, ATTEND_NOBODY = -1 };

void attend_find(struct attend *a, struct reader *r);
/* Is there such a list in the body? */
bool attend_says(const struct md *md);
/* Is there one, and a date among the properties that open the page? */
bool attend_dated(const struct md *md, day_t *day);
/* The line belongs to a list: it names people, and is no entry. */
bool attend_holds(const struct attend *a, uint32_t index);
/*
 * Whom the name means that the text begins with: all of it, or a first name
 * that is capitalised. Its number in the list, and *length bytes;
 * ATTEND_NOBODY; or ATTEND_MANY, where it is the first name of several.
 */
int attend_name(const struct attend *a, struct str text, size_t *length);
void attend_release(struct attend *a);

#endif
