#ifndef REPORT_EXPORT_UID_H
#define REPORT_EXPORT_UID_H

#include "base/map.h"
#include "book/book.h"

/*
 * Names for other programs to know things by, so that what is imported again
 * is an update: the same as long as the notes say the same of who or what it
 * is, wherever in the file it stands.
 */
struct export_uids {
	struct arena *arena; /* what is given lives there */
	struct map seen;     /* all that were given: none is given twice */
	struct buf scratch;
};

/*
 * The id that the notes give a person; else made of the path of the note, or,
 * of one whom tables alone know, of the email address or the name.
 */
struct str export_uid_person(struct export_uids *u, const struct book *b,
    const struct person *p);
/*
 * Made of the note's path, the kind, the date of the line, and the words in it
 * that are no dates, tags or marks: it can be put off and keep its name.
 */
struct str export_uid_followup(struct export_uids *u, struct str path,
    const struct record *record);
void export_uid_release(struct export_uids *u);

#endif
