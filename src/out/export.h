#ifndef OUT_EXPORT_H
#define OUT_EXPORT_H

#include <stdio.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "report/export.h"

/*
 * The forms in which people leave for other programs. Adding one is a file and
 * a line in the table in export.c.
 */

struct export_options {
	bool raw;  /* csv: fields stay as they are where a spreadsheet would
	              take one for a formula */
	bool todo; /* ics: follow-ups are tasks, not days of a calendar */
};

/* One export that is being written. */
struct exporting {
	const struct export *x;
	struct export_options options;
	struct buf out;     /* what is yet to be written */
	struct buf scratch; /* of the form */
	struct map names;   /* that the form has given … */
	struct arena arena; /* … and their texts, until the end */
};

struct export_form {
	const char *name; /* as --to has it */
	bool texts;       /* it has entries and mentions, and wants all */
	const char *lack; /* "no email address": why it holds somebody not */
	/* NULL: it holds everybody */
	bool (*holds)(const struct exporting *e, const struct export_person *p);
	/* Each appends to e->out; NULL: nothing. */
	void (*begin)(struct exporting *e);
	void (*person)(struct exporting *e, const struct export_person *p);
	void (*end)(struct exporting *e);
};

/* NULL when there is none of that name. */
const struct export_form *export_find(const char *name);
/* The names of all, one after another from 0 on, then NULL. */
const char *export_name(size_t i);
/*
 * Writes those whom the form holds to f; *held is how many they are. Nothing
 * is written when there are none, and nothing else. -1 with errno when it
 * could not be.
 */
int export_write(const struct export_form *form, const struct export *x,
    struct export_options options, FILE *f, size_t *held);

#endif
