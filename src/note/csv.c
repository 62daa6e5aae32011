#include "note/csv.h"

#include <csv.h>
#include <stdlib.h>

#include "base/unicode.h"
#include "note/charset.h"
#include "note/lines.h"

enum {
	FIELD_MAX = 1 << 20,  /* bytes of one field */
	RECORD_MAX = 8 << 20, /* bytes of all fields of a record */
	FIELDS_MAX = 1 << 14, /* fields of a record */
	BLOCK = 1 << 12,      /* bytes that libcsv's buffer grows by */
	SNIFF_BYTES = 1 << 16,
	SNIFF_RECORDS = 10,
	WARNINGS_MAX = 100, /* listed of one kind in one file */
};

#define MARK "\xef\xbb\xbf"
#define STRICT ((unsigned char)(CSV_STRICT | CSV_STRICT_FINI))

struct reading {
	struct csv_parser parser;
	struct str path;
	struct diags *diags;
	bool (*row)(void *context, const struct csv_row *row);
	void *context;
	char delimiter;
	struct buf text;    /* the fields of the record, one behind the other */
	VEC(size_t) ends;   /* where each of them ends in text */
	struct strs fields; /* the same as slices */
	uint32_t line;        /* that is being fed */
	uint32_t record_line; /* where the record begins */
	uint32_t open_line;   /* where a field that is open at a line's end
	                         began */
	bool open;    /* a quoted field goes on from the line before */
	bool field;   /* a field ended on this line */
	bool ended;   /* the record ended on this line */
	bool skip;    /* the record can't be delivered */
	bool stopped; /* nothing more is delivered */
	bool failed;  /* an error was reported */
	bool latin1;  /* it was said that there is Latin-1 */
	bool nul;     /* and that there are NUL bytes */
	uint32_t strays;
};

/* One error, and the record it stands in is not delivered. */
static void
fail(struct reading *rd, const char *code, uint32_t line, const char *text)
{
	diag_error(rd->diags, code, rd->path, line, 0, "%s", text);
	rd->failed = rd->skip = true;
}

static void
on_field(void *ptr, size_t len, void *context)
{
	struct reading *rd = context;
	struct str field = { ptr, len };

	rd->field = true;
	if (rd->skip || rd->stopped)
		return;
	if (rd->ends.n == FIELDS_MAX || rd->text.len + len > RECORD_MAX) {
		fail(rd, "record-too-long", rd->record_line,
		    "the record has more than 8 MiB or 16384 fields and was "
		    "not read; split it");
		return;
	}
	if (unicode_valid(field)) {
		buf_add(&rd->text, field);
	} else {
		if (!rd->latin1)
			diag_warn(rd->diags, "latin-1", rd->path,
			    rd->record_line, 0, "the table is not UTF-8 and "
			    "was read as Latin-1; save it as UTF-8");
		rd->latin1 = true;
		charset_latin1(&rd->text, field);
	}
	vec_push(&rd->ends, rd->text.len);
}

static void
deliver(struct reading *rd)
{
	struct str text = buf_str(&rd->text);
	struct csv_row row;
	size_t i, from = 0;

	vec_clear(&rd->fields);
	for (i = 0; i < rd->ends.n; i++) {
		vec_push(&rd->fields,
		    str_upto(str_from(text, from), rd->ends.v[i] - from));
		from = rd->ends.v[i];
	}
	row = (struct csv_row){ rd->fields.v, rd->fields.n, rd->record_line };
	if (!rd->row(rd->context, &row))
		rd->stopped = true;
}

static void
on_row(int c, void *context)
{
	struct reading *rd = context;

	(void)c;
	rd->ended = true;
	if (!rd->nul && str_chr(buf_str(&rd->text), '\0') != SIZE_MAX) {
		rd->nul = true;
		diag_warn(rd->diags, "nul-byte", rd->path, rd->record_line, 0,
		    "holds NUL bytes, as binary files do; "
		    "rename it if it is no table");
	}
	if (!rd->skip && !rd->stopped)
		deliver(rd);
	buf_clear(&rd->text);
	vec_clear(&rd->ends);
	rd->skip = false;
	csv_set_opts(&rd->parser, STRICT);
}

/* Makes csv_parse give up on a field over the cap. */
static void *
capped_realloc(void *ptr, size_t size)
{
	return size > FIELD_MAX + BLOCK ? NULL : realloc(ptr, size);
}

static void
unterminated(struct reading *rd, uint32_t line)
{
	fail(rd, "unterminated-quote", line, "the quote that opens here is "
	    "not closed, nothing from here on was read; close it, or double "
	    "the quotes inside the field");
	rd->stopped = true;
}

/*
 * A quote that stands where a field would begin, in a quoted field that came
 * from an earlier line: it is that field which was never closed, and its
 * text is other records.
 */
static bool
opens_field(const struct reading *rd, struct str line, size_t at)
{
	if (!rd->open || rd->field || !rd->parser.quoted)
		return false;
	while (at && ch_blank(line.ptr[at - 1]))
		at--;
	if (!at || line.ptr[at - 1] != '"')
		return false;
	for (at--; at && line.ptr[at - 1] == ' '; at--)
		;
	return !at || line.ptr[at - 1] == rd->delimiter;
}

/* ="0049": how programs make a spreadsheet take a number for a text. */
static bool
is_formula(const struct reading *rd, struct str line, size_t at)
{
	return at && line.ptr[at - 1] == '=' &&
	    (at == 1 || line.ptr[at - 2] == rd->delimiter);
}

/* The parser stands at a quote that strict CSV doesn't allow. */
static void
stray(struct reading *rd, struct str line, size_t at)
{
	if (opens_field(rd, line, at)) {
		unterminated(rd, rd->open_line);
		return;
	}
	csv_set_opts(&rd->parser, 0);
	if (is_formula(rd, line, at))
		return;
	if (rd->strays < WARNINGS_MAX)
		diag_warn(rd->diags, "stray-quote", rd->path, rd->record_line,
		    0, "a quote inside a field was read as text; double it "
		    "and put the whole field in quotes");
	rd->strays++;
}

/* Leaves the record that is being read, and the line with it. */
static void
abandon(struct reading *rd)
{
	csv_set_opts(&rd->parser, 0);
	csv_fini(&rd->parser, NULL, NULL, NULL);
	on_row(0, rd);
}

static void
too_long(struct reading *rd)
{
	uint32_t line = rd->open && !rd->field ? rd->open_line : rd->line;

	if (rd->parser.quoted) {
		fail(rd, "field-too-long", line, "the quoted field is longer "
		    "than 1 MiB, nothing from here on was read; is its quote "
		    "closed?");
		rd->stopped = true;
	} else {
		fail(rd, "field-too-long", line, "a field is longer than "
		    "1 MiB, its record was not read; shorten it");
		abandon(rd);
	}
}

/* Feeds one line: at most one record ends on it, at its very end. */
static void
feed(struct reading *rd, struct str line)
{
	size_t at = 0;

	while (at < line.len && !rd->stopped && !rd->ended) {
		at += csv_parse(&rd->parser, line.ptr + at, line.len - at,
		    on_field, on_row, rd);
		if (at == line.len)
			break;
		if (csv_error(&rd->parser) == CSV_EPARSE)
			stray(rd, line, at);
		else
			too_long(rd);
	}
}

static bool
blank(struct str line, char delimiter)
{
	size_t i;

	for (i = 0; i < line.len; i++)
		if (!ch_space(line.ptr[i]) || line.ptr[i] == delimiter)
			return false;
	return true;
}

static void
read_lines(struct reading *rd, struct lines *lines)
{
	bool pending = false; /* a record goes on from the line before */
	struct str line;

	while (!rd->stopped && lines_next(lines, &line)) {
		if (lines->begins) {
			rd->line++;
			if (!pending)
				rd->record_line = rd->line;
			rd->open = pending;
			rd->field = rd->ended = false;
		} else if (rd->ended) {
			continue; /* the line was left */
		}
		/* where files were put one behind the other */
		if (!pending && lines->begins && str_starts(line, STR(MARK)))
			line = str_from(line, sizeof(MARK) - 1);
		if (!pending && lines->ends && blank(line, rd->delimiter))
			continue;
		feed(rd, line);
		pending = !rd->ended;
		if (!rd->open || rd->field)
			rd->open_line = rd->line;
	}
	rd->failed |= lines->failed;
	if (lines->cut)
		diag_warn(rd->diags, "cut-off", rd->path, rd->line, 0,
		    "the table ends within a character of UTF-16, so its end "
		    "may be missing; copy or export it again");
	if (rd->stopped || lines->failed || !pending)
		return;
	csv_set_opts(&rd->parser, STRICT);
	if (csv_fini(&rd->parser, on_field, on_row, rd) < 0)
		unterminated(rd, rd->open_line);
}

/* How often each delimiter stands outside of quotes in the first records. */
static size_t
count_delimiters(struct str bytes, const char *delimiters,
    size_t counts[][SNIFF_RECORDS])
{
	size_t i, d, records = 0;
	bool quoted = false, any = false;
	char c;

	for (i = 0; i < bytes.len && i < SNIFF_BYTES; i++) {
		c = bytes.ptr[i];
		if (c == '"')
			quoted = !quoted;
		if (quoted)
			continue;
		if (c != '\n' && c != '\r') {
			any = true;
			for (d = 0; delimiters[d]; d++)
				counts[d][records] += c == delimiters[d];
		} else if (any) {
			any = false;
			if (++records == SNIFF_RECORDS)
				break;
		}
	}
	return records + any;
}

/* What Excel writes before all else: sep=; */
static char
told_delimiter(struct str bytes)
{
	bool quoted = str_starts(bytes, STR("\""));
	struct str line = str_from(bytes, quoted);
	size_t end = sizeof("sep=");

	if (!str_istarts(line, STR("sep=")) || line.len < end ||
	    (quoted && (line.len == end || line.ptr[end++] != '"')))
		return 0;
	if (line.len > end && line.ptr[end] != '\r' && line.ptr[end] != '\n')
		return 0;
	return strchr(",;\t|", line.ptr[sizeof("sep=") - 1]) ?
	    line.ptr[sizeof("sep=") - 1] : 0;
}

/*
 * The delimiter on which most records agree, and that parts them into most
 * fields: a preamble has few of any, and free text disagrees with itself.
 */
static char
sniff(struct str bytes, struct str path)
{
	static const char delimiters[] = ",;\t";
	size_t counts[3][SNIFF_RECORDS] = { 0 };
	size_t n, d, i, j, score, best = 0;
	char delimiter = str_iends(path, STR(".tsv")) ? '\t' : ',';

	if (told_delimiter(bytes))
		return told_delimiter(bytes);
	n = count_delimiters(bytes, delimiters, counts);
	for (d = 0; d < 3; d++) {
		for (i = 0; i < n; i++) {
			for (score = 0, j = 0; j < n; j++)
				if (counts[d][j] == counts[d][i])
					score += counts[d][j];
			if (score > best) {
				best = score;
				delimiter = delimiters[d];
			}
		}
	}
	return delimiter;
}

static void
more_warnings(struct reading *rd)
{
	if (rd->strays > WARNINGS_MAX)
		diag_warn(rd->diags, "stray-quote", rd->path, 0, 0,
		    "%u more records have a quote inside a field; double it",
		    (unsigned)(rd->strays - WARNINGS_MAX));
}

int
csv_read(const struct input *input, struct str path, struct diags *diags,
    bool (*row)(void *context, const struct csv_row *row), void *context)
{
	struct reading rd = { .path = path, .diags = diags, .row = row,
		.context = context };
	struct lines lines;

	csv_init(&rd.parser, STRICT);
	csv_set_realloc_func(&rd.parser, capped_realloc);
	csv_set_blk_size(&rd.parser, BLOCK);
	lines_begin(&lines, input);
	rd.delimiter = sniff(lines_ahead(&lines), path);
	csv_set_delim(&rd.parser, (unsigned char)rd.delimiter);
	read_lines(&rd, &lines);
	more_warnings(&rd);
	csv_free(&rd.parser);
	lines_release(&lines);
	buf_release(&rd.text);
	vec_release(&rd.ends);
	vec_release(&rd.fields);
	return rd.failed ? -1 : 0;
}
