#ifndef CMD_KNOWN_H
#define CMD_KNOWN_H

#include "book/past.h"
#include "cmd/session.h"

/* Each text about somebody has one of these. */
struct known_word {
	struct str text;
	bool folded; /* as unicode_fold has it; else ASCII in lower case */
};

/*
 * What certain people can be known by in commits: their notes' paths, the
 * trailers that name them, and the words without which no text says anything
 * of them. It grows by what they were called before.
 */
struct known {
	const struct book *book;
	const bool *people;   /* a flag for each person of the book */
	struct map paths;     /* of their own notes -> person */
	struct map trailers;  /* values of Netgrep-Person -> in files */
	struct strs files;    /* the path of each trailer */
	struct map former;    /* as struct past has it */
	VEC(struct known_word) words;
	struct buf lower, folded;
	struct arena texts;
};

/* book and people must outlive k. */
void known_begin(struct known *k, const struct book *book,
    const bool *people);
/* The file of a trailer, NULL when it names nobody of them. */
const struct str *known_trailer(const struct known *k, struct str value);
/* Could the text say something of one of them? Fast, and never no in vain. */
bool known_in(struct known *k, struct str text);
/* Their note was there, or that was their name; false when it is known. */
bool known_add_path(struct known *k, struct str path, uint32_t person);
bool known_add_name(struct known *k, struct str name, uint32_t person);
void known_release(struct known *k);

#endif
