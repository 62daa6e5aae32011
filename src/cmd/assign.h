#ifndef CMD_ASSIGN_H
#define CMD_ASSIGN_H

#include "cmd/message.h"
#include "cmd/target.h"
#include "cmd/writing.h"

/* "cadence=1m": a key of a person that is to have a value. */
struct assigned {
	struct str key;
	struct str value; /* as it is to stand in the note; empty: it goes */
};

struct assign {
	VEC(struct assigned) list;
	struct arena texts;
};

/* Is it KEY=VALUE, and no PERSON? */
bool assign_is_one(struct str typed);
/*
 * Takes the operands from the first to before the end, all of which are
 * KEY=VALUE; dates are counted from today. -1 with an error where a value is
 * none of its key's, or a key comes twice.
 */
int assign_take(struct assign *a, struct session *s, int first, int end);
/*
 * Appends the text of a target's note with the keys set: 1, or 0 where all of
 * them are so already; -1 with an error.
 */
int assign_text(const struct assign *a, struct session *s,
    const struct target *target, struct str text, struct buf *out);
/*
 * Sets the keys in the texts of a target's note; nothing is written. *line is
 * where the first of them stands in the work tree, or 0. -1 with an error.
 */
int assign_edit(const struct assign *a, struct writing *w,
    const struct target *target, uint32_t *line);
/* Appends "cadence, met" for the message. */
void assign_add_keys(const struct assign *a, struct buf *out);
/* Appends "cadence: 1m" and so on, a line each, the last without its end. */
void assign_add_lines(const struct assign *a, struct buf *out);
/*
 * Appends "people/ana-ruiz.md:4", safe for a terminal, and that it is so
 * already where nothing is written; line 0: of the whole.
 */
void assign_say(const struct writing *w, const struct edited *e, bool written,
    uint32_t line, struct buf *out);
void assign_release(struct assign *a);

#endif
