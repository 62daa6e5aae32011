#ifndef NOTE_CONTENTLINE_H
#define NOTE_CONTENTLINE_H

#include "base/diag.h"
#include "note/lines.h"

/*
 * The lines that vCard (RFC 2426, RFC 6350, 3.2 to 3.4; 2.1 is versit's "vCard
 * The Electronic Business Card") and iCalendar (RFC 5545, 3.1 to 3.3.11) are
 * made of:
 *
 *	group.NAME;PARAM=value,"quoted";PARAM=value:value
 *
 * What a name means, which BEGIN belongs to which END, and how a value looks
 * beyond its escapes is for those who read or write such an object.
 */

/* A value of a parameter; "TYPE=home,work" is two of them. */
struct contentline_param {
	struct str name;  /* as written; empty: bare, as 2.1 has ";HOME" */
	struct str value; /* without quotes, carets of RFC 6868 decoded */
};

/* One line, unfolded. Slices live until the next one is asked for. */
struct contentline {
	struct str group; /* "item1", or empty */
	struct str name;  /* as written, compare without case; empty: this is
	                     no content line, and the value is all of it */
	const struct contentline_param *params;
	size_t params_n;
	/*
	 * Escapes are as written: see contentline_text and contentline_cut.
	 * Decoded from quoted-printable, and valid UTF-8.
	 */
	struct str value;
	uint32_t line;   /* where it begins in the file, from 1 */
	uint32_t column; /* of the value in that line, in bytes from 1; 1 when
	                    it begins in a later one */
	bool binary;     /* base64 or a picture's data: URI, which is left out:
	                    the value is empty */
};

/* Reads an input of any length; what is in memory is a line of it. */
struct contentlines {
	struct lines lines;
	struct str path;
	struct diags *diags;
	struct str ahead; /* the next physical line, without its end */
	bool pending;     /* there is one */
	bool cut;         /* of which this is not the first piece */
	uint32_t number;  /* of it */
	struct buf text;  /* the line that was handed out */
	struct buf wide;  /* the same from Latin-1 */
	VEC(struct contentline_param) params;
	bool too_long;    /* the line at hand */
	bool latin1, charset; /* these were said */
	bool failed;      /* an error was reported */
};

/*
 * The input may be in UTF-8 or UTF-16; it, path and diags must outlive it.
 *
 * Read with leniency: lines that end in LF or CR only; folds within a
 * character; bare parameters, soft line breaks of quoted-printable and base64
 * that is not indented (2.1); a quote in a parameter that does not close, which
 * is a character then; text in Latin-1 (warning "latin-1", once, unless CHARSET
 * names it) or in a charset that is not known, which is read as Latin-1 too
 * (warning "unknown-charset", once). Blank lines are passed over.
 */
void contentlines_begin(struct contentlines *c, const struct input *input,
    struct str path, struct diags *diags);
/*
 * The next line; false at the end, and where the input failed. One of more
 * than 1 MiB that is no base64 is an error ("line-too-long") and left out.
 */
bool contentlines_next(struct contentlines *c, struct contentline *line);
/* -1 when an error was reported, by the input too. */
int contentlines_end(struct contentlines *c);

/* Its first value of that name, without case; or empty. */
struct str contentline_param(const struct contentline *line, struct str name);
/*
 * Whether a parameter has that value, both without case: bare too, and in a
 * quoted list. contentline_is(line, STR("TYPE"), STR("home"))
 */
bool contentline_is(const struct contentline *line, struct str name,
    struct str value);
/*
 * Takes the part before the first sep that no backslash stands before off the
 * front of *rest, as str_cut: ';' for the fields of N, ORG and ADR, ',' for
 * lists.
 */
bool contentline_cut(struct str *rest, char sep, struct str *part);
/*
 * Appends a value, or a part of one, as it is meant: "\n" and "\N" are a
 * newline, "\," "\;" "\:" and "\\" what stands behind the backslash; any other
 * backslash stays.
 */
void contentline_text(struct buf *out, struct str value);

/*
 * Appends lines to a buffer, each in this order:
 *
 *	struct contentline_writer w = { .out = &out };
 *
 *	contentline_begin(&w, "ADR");
 *	contentline_add_param(&w, "TYPE", STR("home"));
 *	contentline_add_text(&w, street);
 *	contentline_add_mark(&w, ';');
 *	contentline_add_text(&w, city);
 *	contentline_end(&w);
 *
 * Whatever the values hold, that is one line of ASCII and valid UTF-8 without
 * control characters but tabs, folded at 75 octets never inside a character or
 * an escape, and ended by CRLF. In values and parameters CRLF, CR, LF, U+0085,
 * U+2028 and U+2029 are newlines, since some readers end lines there; other
 * controls (C0 but HTAB, DEL) may stand in neither format and are left out; a
 * byte that is no UTF-8 becomes U+FFFD.
 */
struct contentline_writer {
	struct buf *out;
	size_t column; /* octets of the physical line so far */
	bool value;    /* the ':' is written */
};

/* The name: letters, digits, '-'. With its group, if any: "item1.EMAIL". */
void contentline_begin(struct contentline_writer *w, const char *name);
/*
 * A parameter, quoted where RFC 5545 and 6350 want that, and where it has
 * blanks; quotes and newlines as RFC 6868 writes them. Before any of the value.
 */
void contentline_add_param(struct contentline_writer *w, const char *name,
    struct str value);
/* A TEXT value or part of one, with backslashes before \ , ; and newlines. */
void contentline_add_text(struct contentline_writer *w, struct str value);
/*
 * What is no TEXT and has no escapes: URIs, dates, durations, rules. Newlines
 * are left out.
 */
void contentline_add_plain(struct contentline_writer *w, struct str value);
/* What parts fields or items: ';' or ','. */
void contentline_add_mark(struct contentline_writer *w, char mark);
void contentline_end(struct contentline_writer *w);
/* A line of one TEXT value and no parameters. */
void contentline_write(struct contentline_writer *w, const char *name,
    struct str text);

#endif
