#include "cmd/naming.h"

#include "base/path.h"
#include "report/report.h"

enum {
	PATH_FIELD = 6, /* of due's columns */
	LINE_FIELD = 7,
	DUE_FIELDS = 9,
};

/* From where we are, as tables show paths, else from the root, as TSV does. */
static const struct source *
named_source(const struct session *s, struct str typed)
{
	const struct source *source = NULL;
	struct buf path = { 0 };

	if (session_path(s, typed, &path))
		source = book_source(&s->book, buf_str(&path));
	buf_clear(&path);
	if (!source && path_walk(&path, typed))
		source = book_source(&s->book, buf_str(&path));
	buf_release(&path);
	return source;
}

/* Takes ":12" off the end of *s. */
static bool
cut_number(struct str *s, uint32_t *number)
{
	size_t at = s->len;
	uint64_t n = 0, unit = 1;

	while (at && s->len - at < 9 && ch_digit(s->ptr[at - 1])) {
		at--;
		n += unit * (uint64_t)(s->ptr[at] - '0');
		unit *= 10;
	}
	if (at == s->len || !at || s->ptr[at - 1] != ':')
		return false;
	s->len = at - 1;
	*number = (uint32_t)n;
	return true;
}

/* "people/ana.md:12", perhaps with a column behind it. */
static bool
parse_place(const struct session *s, struct str typed,
    struct named_line *line)
{
	const struct source *source = NULL;
	int i;

	for (i = 0; i < 2 && !source; i++) {
		if (!cut_number(&typed, &line->line))
			return false;
		source = named_source(s, typed);
	}
	if (source)
		line->path = source->path;
	return source != NULL;
}

/* "path:line:column:text" */
static bool
parse_vimgrep(const struct session *s, struct str typed,
    struct named_line *line)
{
	struct str place;
	uint32_t column;
	size_t at, from;

	for (from = 0; (at = str_chr(str_from(typed, from), ':')) != SIZE_MAX;
	    from += at + 1) {
		place = str_upto(typed, from + at);
		if (cut_number(&place, &column) &&
		    parse_place(s, str_upto(typed, from + at), line))
			return true;
	}
	return false;
}

/* A line of the table, which ends in path:line; there are blanks in paths. */
static bool
parse_table(const struct session *s, struct str typed,
    struct named_line *line)
{
	size_t i;

	for (i = 0; i < typed.len; i++)
		if ((!i || ch_space(typed.ptr[i - 1])) &&
		    parse_place(s, str_from(typed, i), line))
			return true;
	return false;
}

/* A value as --tsv writes it. */
static void
add_unescaped(struct buf *out, struct str value)
{
	static const char from[] = "tnr\\", to[] = "\t\n\r\\";
	const char *found;
	size_t i;

	for (i = 0; i < value.len; i++) {
		found = value.ptr[i] == '\\' && i + 1 < value.len &&
		    value.ptr[i + 1] ? strchr(from, value.ptr[i + 1]) : NULL;
		buf_addc(out, found ? to[found - from] : value.ptr[i]);
		i += found != NULL;
	}
}

static bool
parse_tsv(const struct session *s, struct str typed, struct named_line *line)
{
	struct str rest = typed, field, path = STR_NONE;
	const struct source *source = NULL;
	struct buf text = { 0 };
	size_t n;

	for (n = 0; str_cut(&rest, '\t', &field); n++) {
		if (n == PATH_FIELD)
			add_unescaped(&text, field);
		else if (n == LINE_FIELD)
			path = field;
	}
	buf_addc(&text, ':');
	buf_add(&text, path);
	path = buf_str(&text);
	if (n == DUE_FIELDS && cut_number(&path, &line->line))
		source = book_source(&s->book, path);
	buf_release(&text);
	if (source)
		line->path = source->path;
	return source != NULL;
}

static void
add_line(struct naming *n, struct named_line line)
{
	size_t i;

	for (i = 0; i < n->lines.n; i++)
		if (n->lines.v[i].line == line.line &&
		    str_eq(n->lines.v[i].path, line.path))
			return;
	vec_push(&n->lines, line);
}

static void
add_person(struct naming *n, uint32_t person)
{
	size_t i;

	for (i = 0; i < n->people.n; i++)
		if (n->people.v[i] == person)
			return;
	vec_push(&n->people, person);
}

/* The lines of what due lists of a person; how many of them there are. */
static size_t
open_lines(const struct session *s, uint32_t person, struct naming *lines)
{
	const struct book *b = &s->book;
	const struct followup *f;
	size_t i;

	for (i = 0; i < b->followups.n; i++) {
		f = &b->followups.v[i];
		if (f->person == person && report_asks(b, f))
			add_line(lines, (struct named_line){
			    b->sources[f->at.source].path,
			    report_record(b, f->at)->line });
	}
	return lines->lines.n;
}

/* Which ones there are, since it can't be told which is meant. */
static void
list_open(struct session *s, uint32_t person, size_t n)
{
	const struct book *b = &s->book;
	const struct followup *f;
	const struct record *r;
	size_t i;

	session_error(s, "%.*s has %zu open follow-ups; say which, as "
	    "path:line", STR_ARG(b->people.v[person].name), n);
	for (i = 0; i < b->followups.n; i++) {
		f = &b->followups.v[i];
		if (f->person != person || !report_asks(b, f))
			continue;
		r = report_record(b, f->at);
		diag_error(&s->diags, "usage", b->sources[f->at.source].path,
		    r->line, 0, "%.*s", STR_ARG(r->text));
	}
}

static void
take_person(struct naming *n, struct session *s, struct str typed,
    bool people)
{
	uint32_t person = session_person(s, typed);
	struct naming lines = { 0 };
	size_t count;

	if (person == PERSON_NONE)
		return;
	if (people) {
		add_person(n, person);
		return;
	}
	count = open_lines(s, person, &lines);
	if (count == 1)
		add_line(n, lines.lines.v[0]);
	else if (count)
		list_open(s, person, count);
	else
		session_error(s, "%.*s has no open follow-up",
		    STR_ARG(s->book.people.v[person].name));
	naming_release(&lines);
}

/* Looks as if a place were meant. */
static bool
is_place(struct str typed)
{
	uint32_t number;

	return cut_number(&typed, &number) && read_wants(typed);
}

static void
take_one(struct naming *n, struct session *s, struct str typed, bool people)
{
	struct named_line line = { 0 };

	if (parse_place(s, typed, &line) || parse_tsv(s, typed, &line) ||
	    parse_vimgrep(s, typed, &line) || parse_table(s, typed, &line)) {
		add_line(n, line);
		return;
	}
	if (is_place(typed))
		session_error(s, "there is no note of that path: %.*s",
		    STR_ARG(typed));
	else
		take_person(n, s, str_trim(str_upto(typed,
		    str_chr(typed, '\t'))), people);
}

static void
take_row(struct naming *n, struct session *s, struct str row, bool people)
{
	row = str_rtrim(row);
	if (str_trim(row).len)
		take_one(n, s, row, people);
}

/*
 * Lines, or what ends in NUL, as a report before us in the pipe prints them. A
 * line may have a NUL in it, as notes may.
 */
static void
take_input(struct naming *n, struct session *s, bool people)
{
	char *text = NULL;
	size_t cap = 0;
	ssize_t got;
	struct str rest, row;

	while ((got = getline(&text, &cap, s->in)) > 0) {
		rest = (struct str){ text, (size_t)got };
		if (str_ends(rest, STR("\n")))
			take_row(n, s, rest, people);
		else
			while (str_cut(&rest, '\0', &row))
				take_row(n, s, row, people);
	}
	free(text);
}

int
naming_read(struct naming *n, struct session *s, char **typed, int count,
    bool people)
{
	size_t errors = s->diags.errors;
	int i;

	for (i = 0; i < count; i++) {
		if (!strcmp(typed[i], "-"))
			take_input(n, s, people);
		else
			take_one(n, s, str_of(typed[i]), people);
	}
	return s->diags.errors > errors ? -1 : 0;
}

void
naming_release(struct naming *n)
{
	vec_release(&n->lines);
	vec_release(&n->people);
}
