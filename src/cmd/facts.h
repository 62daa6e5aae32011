#ifndef CMD_FACTS_H
#define CMD_FACTS_H

#include "book/past.h"
#include "note/read.h"

/*
 * What one text of a file says of certain people: facts and not lines, so that
 * one that has moved within the file is the same.
 */
struct facts {
	struct strs list;  /* sorted; what stands twice is there twice */
	uint32_t person;   /* whose note it is, or PERSON_NONE … */
	struct str name;   /* … and their name in it */
	struct arena texts;
};

/*
 * Reads a text: the reader is to keep all texts, and nothing of it is needed
 * afterwards. people: a flag for each person of the book.
 */
void facts_read(struct facts *f, struct reader *r, struct str path,
    struct str text, const struct book *book, const struct map *former,
    const bool *people);
/*
 * Does now have a fact more often than each of the n others, or less often?
 * What only comes together from them is theirs.
 */
bool facts_changed(const struct facts *now, const struct facts *was, size_t n);
void facts_release(struct facts *f);

#endif
