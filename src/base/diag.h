#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdint.h>

#include "base/mem.h"
#include "base/vec.h"

/*
 * What was found wrong while reading. Library code adds to a list and never
 * prints; the command decides what is shown (DESIGN 3: an error is content
 * that was not read, a warning content that was read with leniency). A note
 * says how something was read that is as it should be.
 */
enum severity {
	SEVERITY_NOTE,
	SEVERITY_WARNING,
	SEVERITY_ERROR,
};

struct diag {
	enum severity severity;
	const char *code; /* a literal, kebab-case, listed in netgrep-check.1 */
	struct str path;  /* relative to the root of the notes; may be empty */
	uint32_t line;    /* from 1; 0: the file as a whole */
	uint32_t column;  /* in bytes, from 1; 0: the line as a whole */
	struct str text;  /* "what; what to do", any bytes of the notes in it */
};

/* Owns its texts. Zero-initialised it is empty. */
struct diags {
	VEC(struct diag) list;
	struct arena texts;
	size_t errors; /* how many of list are errors … */
	size_t notes;  /* … and notes */
};

/* The path and the text are copied. fmt is "what; what to do". */
void diag_add(struct diags *d, enum severity severity, const char *code,
    struct str path, uint32_t line, uint32_t column, const char *fmt, ...)
    __attribute__((format(printf, 7, 8)));
#define diag_note(d, ...) diag_add(d, SEVERITY_NOTE, __VA_ARGS__)
#define diag_warn(d, ...) diag_add(d, SEVERITY_WARNING, __VA_ARGS__)
#define diag_error(d, ...) diag_add(d, SEVERITY_ERROR, __VA_ARGS__)
/* Moves all of from behind d; from is empty then. */
void diag_join(struct diags *d, struct diags *from);
/* Forgets all but the first n. */
void diag_cut(struct diags *d, size_t n);
/* By path, line, column, code. */
void diag_sort(struct diags *d);
void diag_release(struct diags *d);

#endif
