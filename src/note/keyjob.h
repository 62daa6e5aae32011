#ifndef NOTE_KEYJOB_H
#define NOTE_KEYJOB_H

#include "note/front.h"
#include "note/keyedit.h"

/* One key being edited in one text; for the files of note/keyedit.h alone. */
struct keyjob {
	const struct keyedit *edit;
	struct str key;       /* as typed, trimmed */
	struct str value;     /* the same */
	enum key known;
	struct strs values;   /* wanted; none: the key goes */
	struct str text;      /* the file */
	size_t start;         /* of it, behind a byte order mark */
	struct front front;
	struct md md;         /* of the body */
	struct arena arena;
	struct reader reader;
	struct source source; /* as the text is read before */
	uint32_t profile;     /* whom it is about, in source */

	/* What is to be done: bytes from at on are replaced. */
	size_t at, len;
	struct buf with;
	uint32_t line;        /* of the key, found or new */
	bool field_found;     /* it is front matter that is there */
	bool in_body;         /* the key is a line of the body */
	struct str joined;    /* the values, where they stand in one string */
	struct diags *diags;
};

/*
 * Each form of a key: what is to be done is set where the answer is 1, as
 * keyedit_text has it.
 */
int keyfront_edit(struct keyjob *job);
int keytoml_edit(struct keyjob *job);
int keylines_properties(struct keyjob *job);
int keylines_section(struct keyjob *job);
int keyfriend_edit(struct keyjob *job);
/* Does the body begin with page properties? */
bool keylines_has_properties(const struct keyjob *job);
/* Do they, or what stands below them, have the key, as it counts? */
bool keylines_has(const struct keyjob *job);

/* After the edit: are the key's lines as wanted, and the others as before? */
bool keylines_check(struct keyjob *job, struct str edited,
    const struct source *now);
/* Does the profile of a line of friends.md have the wanted values? */
bool keyfriend_is_so(const struct keyjob *job, const struct profile *p);

/*
 * Reads the edited text again: 0 when the key is as wanted, and all else as it
 * was; else -1 with an error.
 */
int keycheck(struct keyjob *job, struct str edited);

/* -1 with an error that says why, and what to do. */
int keyjob_refuse(struct keyjob *job, uint32_t line, const char *why);

enum keyjob_match {
	KEYJOB_NO,
	KEYJOB_SYNONYM,
	KEYJOB_SAME, /* but for case and joints */
};
enum keyjob_match keyjob_match(const struct keyjob *job, struct str key);
/*
 * Which of the n keys is meant, each at its line: its index, SIZE_MAX for
 * none, or -1 with an error in *status where it can't be told.
 */
size_t keyjob_choose(struct keyjob *job, const struct str *keys,
    const uint32_t *lines, size_t n, int *status);
/* The wanted values as one string, joined by what joins those of was. */
struct str keyjob_join(struct keyjob *job, struct str was);
/* The key as typed, spelt as the n others of the note are. */
struct str keyjob_spell(struct keyjob *job, const struct str *keys, size_t n);
/* Number of the line that an offset of text is in. */
uint32_t keyjob_line(struct str text, size_t at);
/* Sets the values to those that commas part. */
void keyjob_split(struct keyjob *job);
/*
 * Takes a field of a front matter for the one to be edited. Are its values the
 * wanted ones already?
 */
bool keyjob_take(struct keyjob *job, const struct front_field *field);
/* Are these values, each a list of its own unless list, the wanted ones? */
bool keyjob_is_so(const struct keyjob *job, const struct str *values,
    size_t n, bool list);
/* Are the values those, in that order? */
bool keyjob_same(const struct keyjob *job, const struct str *values, size_t n);

#endif
