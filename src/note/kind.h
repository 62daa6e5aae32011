#ifndef NOTE_KIND_H
#define NOTE_KIND_H

#include "note/read.h"

/*
 * Decides from path, front matter and structure (r->front, r->md) what a
 * Markdown file is, as the table in DESIGN 3 has it: sets source->kind, reason
 * and day.
 */
void kind_decide(struct reader *r, struct source *source);
/* Files of this path are no source whatever they hold. */
bool kind_excluded(struct str path, const char **reason);
/*
 * The date in a file name (2026-05-02…, May 2nd, 2026…, 20260502T…--: what
 * written_scan takes) or a path (2026/05/02.md); DAY_NONE where there is none.
 * *rest is what the name says behind it, without extension, weekday and Denote
 * keywords.
 */
day_t kind_path_day(struct str path, struct str *rest);
/*
 * Does a dated note of that path tell of its day? Denote puts into a name when
 * the file was made, whatever it is about: a note of Denote's does when it says
 * meeting, call, journal and the like, or who was there.
 */
bool kind_tells_of_day(const struct reader *r, struct str path);
/*
 * "ana-ruiz" is a slug: its dashes are blanks. "Jean-Luc Picard" is none. In
 * the reader's scratch, or name itself.
 */
struct str kind_name(struct reader *r, struct str name);
/*
 * The marker by which the front matter says person: its key and that one
 * value, as written. False when nothing in it says so.
 */
bool kind_marker(const struct front *front, struct str *key,
    struct str *value);
/* Does a value of type, categories or tags say that a note is a person's? */
bool kind_says_person(struct str value);
/* Is the path in or below a folder whose notes are person notes? */
bool kind_people_folder(struct str path);

#endif
