#include "note/begin.h"

#include "note/builtin.h"
#include "note/md.h"
#include "note/written.h"

static bool
one_of(const char *bytes, char c)
{
	return c && strchr(bytes, c);
}

/* What a byte may be a part of, before the text of a line begins. */
enum {
	QUOTE = 1,   /* indent and quote marks */
	MARKER = 2,  /* list and heading marks, numbers */
	OPENING = 4, /* emphasis, brackets, list and heading marks */
};

static const unsigned char classes[256] = {
	[' '] = QUOTE | MARKER | OPENING, ['\t'] = QUOTE | MARKER | OPENING,
	['>'] = QUOTE, ['-'] = MARKER | OPENING, ['*'] = MARKER | OPENING,
	['+'] = MARKER | OPENING, ['#'] = MARKER | OPENING,
	['.'] = MARKER | OPENING, [')'] = MARKER | OPENING, ['_'] = OPENING,
	['~'] = OPENING, ['['] = OPENING, [MD_HIDDEN] = MARKER,
	['0'] = MARKER, ['1'] = MARKER,
	['2'] = MARKER, ['3'] = MARKER, ['4'] = MARKER, ['5'] = MARKER,
	['6'] = MARKER, ['7'] = MARKER, ['8'] = MARKER, ['9'] = MARKER,
};

static bool
is(char c, unsigned char class)
{
	return classes[(unsigned char)c] & class;
}

/* The bytes of a box "[x]" at i, its character of up to four; 0: none. */
static size_t
box_length(struct str line, size_t i)
{
	size_t n;

	for (n = 2; n <= 5 && i + n < line.len; n++)
		if (line.ptr[i + n] == ']')
			return n + 1;
	return 0;
}

/*
 * Nothing but markers, marks, a box and the folders of a link before the first
 * four digits.
 */
size_t
begin_entry(struct str line, size_t from)
{
	size_t i, digits = 0, box;
	bool linked = false;

	for (i = 0; !from && i < line.len; i++) {
		if (ch_digit(line.ptr[i])) {
			if (++digits == 4)
				return 0;
			continue;
		}
		digits = 0;
		if (line.ptr[i] == '[' && (box = box_length(line, i)))
			i += box - 1;
		else if (str_starts(str_from(line, i), STR("[[")))
			linked = true;
		else if (linked ? one_of("]|#", line.ptr[i]) :
		    !is(line.ptr[i], OPENING))
			break;
	}
	return SIZE_MAX;
}

/* A date in words, or with a mark before it that begin_entry knows not. */
size_t
begin_written(struct str line, size_t from)
{
	bool whole = true; /* no digits stand before it */
	size_t i = 0, box;
	day_t day;

	if (from)
		return SIZE_MAX;
	while (i < line.len) {
		/* "2. Mai 2026", before it is taken for a numbered item */
		if (whole && written_scan(str_from(line, i), &day))
			return 0;
		if (line.ptr[i] == '[' && (box = box_length(line, i)))
			i += box;
		else if (is(line.ptr[i], MARKER | OPENING) ||
		    one_of("=(<", line.ptr[i]))
			i++;
		else
			break;
		whole = !ch_digit(line.ptr[i - 1]);
	}
	return SIZE_MAX;
}

/*
 * What the text of an item begins with, behind quote marks, list markers and
 * heading marks; a NUL for a line that is no item.
 */
static char
item_begin(struct str line)
{
	size_t i = 0;

	while (i < line.len && is(line.ptr[i], QUOTE))
		i++;
	if (i == line.len || !is(line.ptr[i], MARKER))
		return '\0';
	while (i < line.len && is(line.ptr[i], MARKER))
		i++;
	return i < line.len ? line.ptr[i] : '\0';
}

size_t
begin_box(struct str line, size_t from)
{
	return !from && item_begin(line) == '[' ? 0 : SIZE_MAX;
}

size_t
begin_keyword(struct str line, size_t from)
{
	return !from && one_of("TDNLIC", item_begin(line)) ? 0 : SIZE_MAX;
}

/* "- x 2026-11-20", as todo.txt writes what is done */
size_t
begin_x(struct str line, size_t from)
{
	size_t i = 0;

	if (from)
		return SIZE_MAX;
	while (i < line.len && is(line.ptr[i], QUOTE))
		i++;
	if (i == line.len || !one_of("-*+", line.ptr[i]))
		return SIZE_MAX;
	for (i++; i < line.len && ch_blank(line.ptr[i]); i++)
		;
	return i < line.len && line.ptr[i] == 'x' ? 0 : SIZE_MAX;
}

size_t
begin_waiting(struct str line, size_t from)
{
	return !from && one_of("[W", item_begin(line)) &&
	    str_find(line, STR("WAIT")) != SIZE_MAX ? 0 : SIZE_MAX;
}

size_t
begin_struck(struct str line, size_t from)
{
	return !from && str_find(line, STR("~~")) != SIZE_MAX ? 0 : SIZE_MAX;
}

/* "due" before a colon, perhaps with emphasis between them. */
size_t
begin_due(struct str line, size_t from)
{
	size_t colon = from, at, i;

	while ((at = str_chr(str_from(line, colon), ':')) != SIZE_MAX) {
		colon += at;
		i = colon;
		while (i > from && one_of("*_", line.ptr[i - 1]))
			i--;
		if (i >= from + 3 &&
		    str_istarts(str_from(line, i - 3), STR("due")))
			return i - 3;
		colon++;
	}
	return SIZE_MAX;
}

/* "due 2026-12-01", without a colon */
size_t
begin_due_word(struct str line, size_t from)
{
	for (; from + 4 < line.len; from++)
		if (ch_blank(line.ptr[from + 3]) &&
		    str_istarts(str_from(line, from), STR("due")))
			return from;
	return SIZE_MAX;
}

/* "<2026-12-01 Tue>" and ">2026-12-01" */
size_t
begin_stamp(struct str line, size_t from)
{
	for (; from + 1 < line.len; from++)
		if (one_of("<>", line.ptr[from]) &&
		    ch_digit(line.ptr[from + 1]))
			return from;
	return SIZE_MAX;
}

/* The bracket that opens the text of a link whose target follows it. */
size_t
begin_link(struct str line, size_t from)
{
	size_t end = from, at, i;

	while ((at = str_find(str_from(line, end), STR("]("))) != SIZE_MAX) {
		end += at;
		for (i = end; i > from; i--)
			if (one_of("[]", line.ptr[i - 1]))
				break;
		if (i > from && line.ptr[i - 1] == '[')
			return i - 1;
		end++;
	}
	return SIZE_MAX;
}

/*
 * What contact words begin with: by the first byte, pairs of the next two; a
 * blank is any byte. Enough to pass over nearly all other words.
 */
static const char *const contact_begins[128] = {
	['1'] = ":1on", ['b'] = "umreruee", ['c'] = "alauatofonha",
	['d'] = "inrim is", ['e'] = "ma-mve", ['f'] = "ac",
	['g'] = "otifavam", ['h'] = "uneaosik", ['i'] = "nt",
	['l'] = "etunin", ['m'] = "aieteeesasatov", ['o'] = "ne",
	['p'] = "hoinar", ['r'] = "anepidun", ['s'] = "upmskypoawiglaynta",
	['t'] = "exeleaalri", ['v'] = "idisoi", ['w'] = "rohaaledor",
	['z'] = "oo",
};

static bool
begins(const char *const pairs[128], struct str line, size_t i)
{
	unsigned char first = (unsigned char)ch_lower(line.ptr[i]);
	const char *pair = first < 128 ? pairs[first] : NULL;
	char second, third;

	if (!pair || i + 1 >= line.len)
		return false;
	second = ch_lower(line.ptr[i + 1]);
	third = i + 2 < line.len ? ch_lower(line.ptr[i + 2]) : '\0';
	for (; *pair; pair += 2)
		if (pair[0] == second && (pair[1] == third || pair[1] == ' '))
			return true;
	return false;
}

/* Whose deed the next word may be: *blank is that behind i, or one before. */
static bool
names(const char *const deeds[128], struct str line, size_t i, size_t *blank)
{
	while (*blank < line.len && (*blank < i || line.ptr[*blank] != ' '))
		(*blank)++;
	return *blank + 1 < line.len && begins(deeds, line, *blank + 1);
}

/*
 * The first letter or digit of each word is looked at; with deeds, also each
 * word that may be the name of somebody whose deed the next one is.
 */
static inline size_t
next_word(const char *const pairs[128], const char *const deeds[128],
    struct str line, size_t from)
{
	bool inside = from && (ch_alpha(line.ptr[from - 1]) ||
	    ch_digit(line.ptr[from - 1]));
	size_t blank = from, i;
	char c;

	for (i = from; i < line.len; i++) {
		c = line.ptr[i];
		if (deeds && ((unsigned char)c >= 0xC0 ||
		    (c >= 'A' && c <= 'Z' && !inside)) &&
		    names(deeds, line, i, &blank))
			return i;
		if (!ch_alpha(c) && !ch_digit(c)) {
			inside = false;
			continue;
		}
		if (!inside && begins(pairs, line, i))
			return i;
		inside = true;
	}
	return SIZE_MAX;
}

size_t
begin_contact(struct str line, size_t from)
{
	return next_word(contact_begins, NULL, line, from);
}

/* The same of words that tell who reached out … */
static const char *const in_begins[128] = {
	['a'] = "nsskgrccrr", ['c'] = "alaramon", ['d'] = "m ec",
	['e'] = "ma-m", ['f'] = "or", ['g'] = "otav", ['h'] = "eael",
	['i'] = "nvnt", ['l'] = "et", ['m'] = "aies", ['n'] = "ew",
	['o'] = "ff", ['p'] = "hoinosro", ['r'] = "anepeseaecem",
	['s'] = "enhoaiayug", ['t'] = "exolha", ['u'] = "pd", ['v'] = "oi",
	['w'] = "roha",
};

/* … and of those for who was not reached, or was met. */
static const char *const out_begins[128] = {
	['c'] = "ouan", ['d'] = "id", ['g'] = "ot", ['l'] = "ef", ['n'] = "o ",
	['t'] = "o ", ['u'] = "nanr",
};

static const char *const together_begins[128] = {
	['a'] = "gr", ['b'] = "re", ['c'] = "haauofal", ['d'] = "inri",
	['l'] = "un", ['m'] = "etee", ['s'] = "po", ['t'] = "al",
};

static const char *const deed_begins[128] = {
	['a'] = "ns", ['c'] = "alon", ['d'] = "m ", ['e'] = "ma-m",
	['m'] = "aies", ['p'] = "hoin", ['r'] = "anepes", ['t'] = "ex",
	['w'] = "roha",
};

size_t
begin_in(struct str line, size_t from)
{
	return next_word(in_begins, deed_begins, line, from);
}

size_t
begin_unreached(struct str line, size_t from)
{
	return next_word(out_begins, NULL, line, from);
}

size_t
begin_together(struct str line, size_t from)
{
	return next_word(together_begins, NULL, line, from);
}

/* What opens a clause, behind marks and the time of day. */
static const char *const clause_begins[128] = {
	['a'] = "nsgals", ['c'] = "alonar", ['d'] = "m ", ['e'] = "ma-m",
	['f'] = "in", ['g'] = "ot", ['h'] = "adav", ['i'] = "' \xE2   \t ",
	['j'] = "us", ['l'] = "atet", ['m'] = "aies", ['n'] = "ud",
	['p'] = "hoin", ['r'] = "aneaepesem", ['s'] = "en", ['t'] = "exodri",
	['w'] = "roha", ['y'] = "es",
};

static const char *const mutual_begins[128] = {
	['1'] = ":1on", ['b'] = "reruumee", ['c'] = "ofonatalha",
	['d'] = "inriis", ['f'] = "ac", ['g'] = "ot", ['h'] = "osunik",
	['i'] = "nt", ['l'] = "un", ['m'] = "etee", ['o'] = "ne",
	['r'] = "an", ['s'] = "upkypo", ['t'] = "eaal", ['v'] = "isid",
	['w'] = "al", ['z'] = "oo",
};

static size_t
skip_marks(struct str line, size_t i)
{
	while (i < line.len && !ch_alpha(line.ptr[i]) &&
	    !ch_digit(line.ptr[i]) && !one_of("[]<>@#", line.ptr[i]))
		i++;
	return i;
}

/* Does the word at i, behind such marks, open a clause? */
static bool
opens(const char *const pairs[128], struct str line, size_t i)
{
	return i < line.len && (ch_digit(line.ptr[i]) ||
	    begins(pairs, line, i));
}

size_t
begin_start(struct str line, size_t from)
{
	return !from && opens(mutual_begins, line, skip_marks(line, 0)) ? 0 :
	    SIZE_MAX;
}

/* Does what stands before an offset end a clause? */
static bool
ends_clause(struct str line, size_t i)
{
	switch ((unsigned char)line.ptr[i - 1]) {
	case '.':
	case ';':
	case ':':
	case '(':
	case 0x93: /* of a dash */
	case 0x94:
		return true;
	case '-':
		return i > 1 && line.ptr[i - 2] == ' ';
	default:
		return false;
	}
}

size_t
begin_clause(struct str line, size_t from)
{
	size_t i, word;

	if (!from && opens(clause_begins, line, skip_marks(line, 0)))
		return 0;
	for (i = from ? from : 1; i <= line.len; i++) {
		if (!ends_clause(line, i))
			continue;
		word = skip_marks(line, i);
		if (opens(clause_begins, line, word))
			return i;
		i = word; /* all between lead to it */
	}
	return SIZE_MAX;
}

/* Of the word that begins there. */
static uint32_t
signs_of(struct str text, size_t i, size_t *blank)
{
	uint32_t signs = 0;

	if (begins(in_begins, text, i) || (text.ptr[i] >= 'A' &&
	    text.ptr[i] <= 'Z' && names(deed_begins, text, i, blank)))
		signs |= SIGN_IN;
	if (begins(together_begins, text, i))
		signs |= SIGN_TOGETHER;
	if (begins(out_begins, text, i))
		signs |= SIGN_UNREACHED;
	return signs;
}

uint32_t
begin_signs(struct str text)
{
	uint32_t signs = 0;
	bool inside = false;
	size_t blank = 0, i;

	if (opens(mutual_begins, text, skip_marks(text, 0)))
		signs |= SIGN_MUTUAL;
	if (begin_clause(text, 0) != SIZE_MAX)
		signs |= SIGN_CLAUSE;
	for (i = 0; i < text.len; i++) {
		if ((unsigned char)text.ptr[i] >= 0xC0)
			signs |= SIGN_IN;
		if (!ch_alpha(text.ptr[i]) && !ch_digit(text.ptr[i])) {
			inside = false;
			continue;
		}
		if (!inside)
			signs |= signs_of(text, i, &blank);
		inside = true;
	}
	return signs;
}
