#ifndef NOTE_PERSON_H
#define NOTE_PERSON_H

#include "note/read.h"

/* The profiles of Markdown sources, and their follow-up keys. */

/* The one profile of a person note, from front matter, heading and name. */
void person_read_note(struct reader *r, struct source *source);
/*
 * One profile for each heading of the person level, and its "- key: value"
 * lines. Profiles are in the order of the file; profile.line and .end bound
 * the lines of each.
 */
void person_read_file(struct reader *r, struct source *source);
/* The line is "- key: value" of a key that says something of a person. */
bool person_key_line(const struct md_line *line, struct str *key,
    struct str *value);

/* The line has that shape, whatever the key. Both are slices of its raw. */
bool person_key_shape(const struct md_line *line, struct str *key,
    struct str *value);
/* The line is nothing but an email address. */
bool person_is_address(const struct md_line *line);

#endif
