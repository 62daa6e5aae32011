#ifndef NOTE_PROFILE_H
#define NOTE_PROFILE_H

#include "note/read.h"

/*
 * Builds one profile out of keys and values, wherever they stood: front
 * matter, "- key: value" lines of a people file, columns of a table. Facts are
 * gathered in the reader's scratch and sealed into its arena.
 */
struct profile_builder {
	struct reader *r;
	struct str path;        /* for findings */
	struct profile profile; /* as far as it is known */
	struct str name, first, middle, last, title; /* from keys */
	uint32_t name_line, name_column; /* of the first of these but title */
	bool listed; /* values come from a list: aliases and tags stay whole */
	VEC(struct fact) facts;
};

void profile_begin(struct profile_builder *b, struct reader *r,
    struct str path);
/*
 * Takes one value of a key, a slice that lives until profile_end. Impossible
 * dates and cadences are warnings ("bad-date", "bad-cadence") and otherwise
 * ignored; lists joined by ", " in one string are left whole except for tags,
 * aliases and emails. KEY_OTHER and keys that say nothing of a person are
 * ignored, KEY_TYPE too, which is the classifier's, and categories that say no
 * more than that; other categories are tags, and so is a tier. Of two names,
 * cadences, dates of meeting or snoozes the first counts, of two last contacts
 * the later.
 */
void profile_add(struct profile_builder *b, enum key key, struct str value,
    uint32_t line, uint32_t column);
/* Takes all values of a field of front matter. */
void profile_add_field(struct profile_builder *b,
    const struct front_field *field);
/*
 * Settles the name: name, else first, middle and last; else what the caller
 * set in profile.name before. line and column become those of the key that
 * gave the name, but not in a section, whose line is its heading's. Seals
 * name, anchor and facts into the reader's arena and returns the profile. The
 * builder is empty afterwards.
 */
struct profile profile_end(struct profile_builder *b);

/*
 * A date value in front matter: 2026-08-15, 2026/08/15, 20260815, RFC 3339,
 * [[2026-08-15]], [2026-08-15](…).
 */
bool profile_date(struct str value, day_t *day);
/* What people write into a key that has no date yet: none, no, unknown, ?. */
bool profile_unset(struct str value);

#endif
