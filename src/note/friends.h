#ifndef NOTE_FRIENDS_H
#define NOTE_FRIENDS_H

#include "note/walk.h"

/*
 * friends.md, as the program friends writes it: a level-3 heading for each of
 * "Activities:", "Notes:", "Friends:" and "Locations:", with a list below it.
 *
 *     - 2018-01-04: Got lunch with **Grace Hopper**. @food
 *     - Grace Hopper (a.k.a. The Admiral a.k.a. Amazing Grace) [Paris] @navy
 */

/* The profiles: one for each line under Friends. */
void friends_read(struct reader *r, struct source *source);
/* Does the line stand under Activities or Notes, where records are? */
bool friends_holds(const struct walk *w, const struct md_line *line);
/*
 * A line that friends_holds: its names are the place's links from here on. A
 * dated one under Activities is an entry with all of them, any other mentions
 * them; its @words are tags.
 */
void friends_line(struct walk *w, struct place *p);

#endif
