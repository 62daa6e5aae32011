#ifndef NOTE_CSV_H
#define NOTE_CSV_H

#include "base/diag.h"
#include "base/input.h"

/*
 * Comma-separated values as RFC 4180 and spreadsheets write them, through
 * libcsv (its only room). Text in UTF-16 and Latin-1 is decoded to UTF-8, a BOM
 * is taken off wherever a record begins with one, the delimiter (, ; tab) is
 * found from the first records, or told by a first line sep=; as Excel has it,
 * which is a record as others are. A field ="0049" is read as it is. Lines
 * are counted here, since libcsv does not. Memory is bounded, whatever the
 * length of the input.
 */
struct csv_row {
	const struct str *fields;
	size_t n;
	uint32_t line; /* where the record begins, from 1 */
};

/*
 * Calls row for each record in order until it returns false. Strict first; an
 * unterminated quote is an error named at the line where it opens (what comes
 * before is delivered, the rest not), and so is a quote that opens a field
 * inside one that came from an earlier line: that one was never closed. Any
 * other quote inside a field is read leniently with a warning that names the
 * record's line. A field over 1 MiB, or a record over 8 MiB or 16384 fields,
 * is an error; the records behind it are read, unless it is a quoted field.
 * Fields live until the callback returns, and are valid UTF-8. Returns -1 when
 * an error was reported, by the input too: what it gave before is delivered.
 */
int csv_read(const struct input *input, struct str path, struct diags *diags,
    bool (*row)(void *context, const struct csv_row *row), void *context);

#endif
