#ifndef OUT_FORM_H
#define OUT_FORM_H

#include "out/out.h"

/* What the output forms share: a form's own struct begins with this. */
struct form {
	struct sink sink; /* first: it is what out_new gives */
	const struct form_type *type;
	struct out_options options;
	struct columns columns;
	FILE *f;
	struct buf line; /* the record at hand, used again for the next */
	int error;       /* errno of the first write that failed, or 0 */
};

struct form_type {
	size_t size; /* bytes of the form's own struct */
	/* -1 with a message in error; release is called nevertheless */
	int (*init)(struct form *form, struct buf *error); /* or NULL */
	void (*row)(struct sink *sink, const struct cell *cells);
	void (*sum)(struct sink *sink, const struct cell *cells); /* or NULL */
	void (*finish)(struct form *form);  /* writes what is left; or NULL */
	void (*release)(struct form *form); /* or NULL */
};

/* Writes the line and empties it. After a failure nothing is written more. */
void form_write(struct form *form);
/* The index of a column of that name, or SIZE_MAX. */
size_t form_column(const struct columns *columns, const char *name);

#endif
