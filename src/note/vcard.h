#ifndef NOTE_VCARD_H
#define NOTE_VCARD_H

#include "base/input.h"
#include "note/read.h"

/*
 * Reads a .vcf or .vcard file, of vCard 2.1, 3.0 or 4.0, into source, which is
 * SOURCE_CARDS, or SOURCE_OTHER when there is no card in it: a profile a card,
 * unless the card is an organisation's, a place's, or without anything to call
 * somebody by. The name is FN, else that of N, else a nickname, else an email
 * address. A group's name is a tag of its members, a record each.
 *
 * A card without an end goes to the next one, or to the end of the file. Lines
 * outside of cards are an error. The card of an AGENT is passed over.
 */
void vcard_read(struct reader *r, const struct input *input,
    struct source *source);

#endif
