#ifndef NOTE_MUTTALIAS_H
#define NOTE_MUTTALIAS_H

#include "base/input.h"
#include "note/read.h"

/*
 * Reads the aliases of mutt and NeoMutt into source, a profile a name:
 *
 *	alias [-group NAME ...] KEY Ana Ruiz <ana@example.org> [# comment]
 *
 * also "KEY ana@example.org (Ana Ruiz)" and "KEY ana@example.org". A group is a
 * tag. The KEY is an alias of theirs unless it says no more than the name or
 * the address does. A line of several addresses is nobody's, and what is no
 * alias is passed over. It is no kind of source in notes.
 */
void muttalias_read(struct reader *r, const struct input *input,
    struct source *source);

#endif
