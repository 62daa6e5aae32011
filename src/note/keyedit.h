#ifndef NOTE_KEYEDIT_H
#define NOTE_KEYEDIT_H

#include "note/edit.h"
#include "note/read.h"

/*
 * Changing one key of a person in the text of a note without touching another
 * byte: in front matter, YAML or TOML, among the page properties of Logseq, in
 * inline fields and contact tables, in the section of a people file, on the
 * line of friends.md.
 */
struct keyedit {
	struct str path;  /* of the note, from the root of the notes */
	struct edit_place place; /* of a people file, the section; of a
	                            friends.md, the line */
	struct str name;  /* in friends.md: whose line it is */
	struct str key;   /* found under its synonyms, as the reader does */
	struct str value; /* one line; empty: the key is taken out. Commas part
	                     the values of tags, aliases and email, and of a
	                     list that is there */
};

/*
 * Appends to out the text with the key changed, and answers 1; 0, and nothing
 * appended, when it is so already. *line is where the key stands then, 0 when
 * it is nowhere. -1 with an error at path:line, and nothing appended: the
 * text does not have the section, or can't be changed safely. That is tried:
 * the text is read again, and has the value, and all else as it was.
 *
 * The key keeps its spelling, a value its quotes, a list its form, a line its
 * comment and its end. A new key stands at the end of the block, spelt as the
 * others are; where there is no front matter one is made.
 */
int keyedit_text(struct buf *out, struct str text, const struct keyedit *edit,
    const struct read_options *options, uint32_t *line, struct diags *diags);

/* Commas part its values, wherever it stands: tags, aliases, email. */
bool keyedit_is_list(enum key key);

#endif
