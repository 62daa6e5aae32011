#include "note/builtin.h"

#include "note/fragments.h"

#include <stdint.h>

#define LEAD(literal) { (literal), sizeof(literal) - 1 }

/*
 * A sign is a bit for the bytes that built-in patterns begin with, so that one
 * look at a line tells which of them can't match it.
 */
static const uint32_t signs[256] = {
	['#'] = 1 << 0, ['@'] = 1 << 1, ['['] = 1 << 2, ['~'] = 1 << 3,
	[':'] = 1 << 4, ['W'] = 1 << 5, ['T'] = 1 << 6, ['D'] = 1 << 7,
	['N'] = 1 << 8, ['L'] = 1 << 9, ['C'] = 1 << 10, ['S'] = 1 << 11,
	['I'] = 1 << 12,
	[0xE2] = 1 << 13, [0xF0] = 1 << 14,
	['0'] = 1 << 15, ['1'] = 1 << 15, ['2'] = 1 << 15, ['3'] = 1 << 15,
	['4'] = 1 << 15, ['5'] = 1 << 15, ['6'] = 1 << 15, ['7'] = 1 << 15,
	['8'] = 1 << 15, ['9'] = 1 << 15,
};

/* "key:: value" has a sign of its own: prose is full of single colons. */
#define FIELD STR("::")
#define SIGN_FIELD (UINT32_C(1) << 16)

uint32_t
builtin_signs(struct str bytes)
{
	uint32_t found = 0;
	size_t i;

	for (i = 0; i < bytes.len; i++)
		found |= signs[(unsigned char)bytes.ptr[i]];
	if (found & signs[':'] && str_find(bytes, FIELD) != SIZE_MAX)
		found |= SIGN_FIELD;
	return found;
}

uint32_t
builtin_wants(const struct builtin *b)
{
	struct str bytes = b->has ? str_of(b->has) : str_upto(b->lead, 1);
	uint32_t wanted = 0, sign;
	size_t i;

	if (str_eq(bytes, FIELD))
		return SIGN_FIELD;
	for (i = 0; i < bytes.len; i++) {
		sign = builtin_signs((struct str){ bytes.ptr + i, 1 });
		if (!sign)
			return UINT32_MAX;
		wanted |= sign;
	}
	return wanted ? wanted : UINT32_MAX;
}

size_t
builtin_next(const struct builtin *b, struct str line, size_t from)
{
	const char *at = line.ptr + from, *end = line.ptr + line.len, *then;

	if (b->next)
		return b->next(line, from);
	for (; at < end; at++) {
		at = memchr(at, b->lead.ptr[0], (size_t)(end - at));
		if (!at || (size_t)(end - at) < b->lead.len)
			break;
		then = at + b->lead.len;
		if (b->lead.len > 1 &&
		    memcmp(at, b->lead.ptr, b->lead.len) != 0)
			continue;
		if (!b->then || (then < end && *then &&
		    strchr(b->then, ch_lower(*then))))
			return (size_t)(at - line.ptr);
	}
	return SIZE_MAX;
}

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
	['~'] = OPENING, ['['] = OPENING, ['0'] = MARKER, ['1'] = MARKER,
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
static size_t
next_entry(struct str line, size_t from)
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

static size_t
next_box(struct str line, size_t from)
{
	return !from && item_begin(line) == '[' ? 0 : SIZE_MAX;
}

static size_t
next_keyword(struct str line, size_t from)
{
	return !from && one_of("TDNLIC", item_begin(line)) ? 0 : SIZE_MAX;
}

static size_t
next_waiting(struct str line, size_t from)
{
	return !from && one_of("[W", item_begin(line)) &&
	    str_find(line, STR("WAIT")) != SIZE_MAX ? 0 : SIZE_MAX;
}

static size_t
next_struck(struct str line, size_t from)
{
	return !from && str_find(line, STR("~~")) != SIZE_MAX ? 0 : SIZE_MAX;
}

/* "due" before a colon, perhaps with emphasis between them. */
static size_t
next_due(struct str line, size_t from)
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

/* The bracket that opens the text of a link whose target follows it. */
static size_t
next_link(struct str line, size_t from)
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
begins_contact(struct str line, size_t i)
{
	const char *pair = contact_begins[(unsigned char)ch_lower(line.ptr[i])];
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

/* The first letter or digit of each word is looked at. */
static size_t
next_contact(struct str line, size_t from)
{
	bool inside = from && (ch_alpha(line.ptr[from - 1]) ||
	    ch_digit(line.ptr[from - 1]));
	size_t i;

	for (i = from; i < line.len; i++) {
		if (!ch_alpha(line.ptr[i]) && !ch_digit(line.ptr[i])) {
			inside = false;
			continue;
		}
		if (!inside && begins_contact(line, i))
			return i;
		inside = true;
	}
	return SIZE_MAX;
}

const struct builtin builtin_patterns[] = {
	{ .kind = PATTERN_ENTRY,
	    .regex = "^[ \\t]*+(?:" ITEM "){0,3}+(?:#{1,6}[ \\t]++)?+"
	    "(?:\\[[^\\[\\]]\\][ \\t]++)?+[*_~]{0,5}+"
	    "(?<open>\\[(?:\\[(?:|[^\\[\\]|#]{0,200}?/))?)?" DATE NAMED_DAY
	    "(?:(?:T|[ \\t]++)(?<time>" TIME "))?+"
	    "(?(<open>)(?:[|#][^\\[\\]]*+)?+\\]{1,2}+(?:\\([^()\\s]*+\\))?+)"
	    ":?+[*_~]{0,5}+(?:,?[ \\t]++(?&time))?+"
	    "(?:(?<=[\\]*:])|(?=[ \\t:,|–—]|-[ \\t]|-?$))"
	    "[ \\t]*+(?:(?:[:,|–—]|-(?=[ \\t]|$))[ \\t]*+)?+" BUILTIN_REST,
	    .next = next_entry, .rest = true,
	    .has = "0123456789" },

	{ .kind = PATTERN_CONTACT,
	    .regex = "(?i)(?<![" WORD "@./-])"
	    "(?!(?<=#)(?:gave|given|gift|got|intro))" DONE "(?<channel>"
	    "(?:(?<!\\bto )(?:" PLANS ")|" CONTACTS ")(?![" WORD "@]|[-'’.]["
	    WORD "])(?! (?:about|of) [@\\[])|(?:" WEAK_CONTACTS
	    ")(?= ?:| with\\b| calls?\\b))",
	    .next = next_contact },

	{ .kind = PATTERN_FOLLOWUP,
	    .regex = "(?i)" HASH "(?:follow[-_]?up|ping)(?:"
	    "/(?:" LINKED_DATE "|" SPAN TAG_END
	    "|(?<what>[^\\s()\\[\\],;]{0,79}[" WORD "]))"
	    "|" TAG_END "(?:"
	    "[ \\t]*+\\([ \\t]*+(?:" LINKED_DATE "(?:\\]\\])?+|" SPAN ")"
	    "[ \\t]*+\\)"
	    "|\\((?<what>[^()]{1,80}+)\\)"
	    "|[ \\t]*+[:@]?[ \\t]*+" LINKED_DATE
	    "|[ \\t]++(?<in>[0-9]{1,9}+[dwmqy])(?![" WORD "-])"
	    "|[ \\t]++in[ \\t]++" SPAN TAG_END
	    "|[ \\t]*+[:@]?[ \\t]*+(?<what>" DATELIKE "))?+)",
	    .lead = LEAD("#"), .then = "fp" },

	{ .kind = PATTERN_TASK,
	    .regex = QUOTED_ITEM "\\[(?<status>[^\\[\\]])\\]"
	    "(?=[ \\t]|$)[ \\t]*+" BUILTIN_REST,
	    .next = next_box, .rest = true,
	    .has = "[" },
	{ .kind = PATTERN_TASK,
	    .regex = QUOTED_ITEM "(?:#{1,6}[ \\t]++)?+"
	    "(?<status>TODO|DOING|NOW|LATER|IN-PROGRESS|DONE|CANCELL?ED)"
	    "(?=[ \\t:]|$):?+[ \\t]*+(?:\\[#[A-C]\\][ \\t]*+)?+" BUILTIN_REST,
	    .next = next_keyword, .rest = true,
	    .has = "TDNLIC" },

	{ .kind = PATTERN_DUE,
	    .regex = "[📅📆🗓]\\x{FE0F}?+[ \\t]*+(?:" LINKED_DATE
	    "|(?<what>[0-9]\\S*+|" DAY_WORD "))",
	    .lead = LEAD("\xF0\x9F"), .then = "\x93\x97" },
	{ .kind = PATTERN_DUE,
	    .regex = "(?<status>[⏳⌛])\\x{FE0F}?+[ \\t]*+(?:" LINKED_DATE
	    "|(?<what>[0-9]\\S*+|" DAY_WORD "))",
	    .lead = LEAD("\xE2"), .then = "\x8C\x8F" },
	{ .kind = PATTERN_DUE,
	    .regex = "(?i)(?<![\\p{L}\\p{N}/?&-])due(?:"
	    "[*_]{0,2}+::[*_]{0,2}+[ \\t]*+(?:" LINKED_DATE
	    "|(?<what>[^\\s\\[\\]()]++(?:[ \\t]++[^\\s\\[\\]()]++){0,5}+))"
	    "|:(?!:)(?:[ \\t]*+" LINKED_DATE
	    "|(?<what>[^\\s,;()\\[\\]]++)))",
	    .next = next_due,
	    .has = ":" },
	{ .kind = PATTERN_DUE,
	    .regex = "(?<=[\\[(])(?<status>scheduled)::[ \\t]*+(?:" LINKED_DATE
	    "|(?<what>[^\\s\\[\\]()]++(?:[ \\t]++[^\\s\\[\\]()]++){0,5}+))",
	    .lead = LEAD("scheduled::"), .has = "::" },
	{ .kind = PATTERN_DUE,
	    .regex = AT "(?:(?i:due)\\([ \\t]*+(?:" LINKED_DATE "[^()]*+"
	    "|(?<what>[^()]{1,80}+))\\)"
	    "|(?:\\{|\\[\\[)(?:" DATE "|(?<what>[0-9][^\\s{}\\[\\]]*+)))",
	    .lead = LEAD("@"), .then = "d{[" },
	{ .kind = PATTERN_DUE,
	    .regex = "(?<status>SCHEDULED):[ \\t]*+"
	    "(?:<?" DATE "|<(?<what>[^<>]{1,80}+)>)",
	    .lead = LEAD("SCHEDULED:") },
	{ .kind = PATTERN_DUE,
	    .regex = "DEADLINE:[ \\t]*+(?:<?" DATE "|<(?<what>[^<>]{1,80}+)>)",
	    .lead = LEAD("DEADLINE:") },

	{ .kind = PATTERN_DONE,
	    .regex = "✅\\x{FE0F}?+(?:[ \\t]*+" LINKED_DATE ")?+",
	    .lead = LEAD("✅") },
	{ .kind = PATTERN_DONE,
	    .regex = "(?<status>❌)\\x{FE0F}?+(?:[ \\t]*+" LINKED_DATE ")?+",
	    .lead = LEAD("❌") },
	{ .kind = PATTERN_DONE,
	    .regex = "(?i)" AT "done(?![" WORD "-])(?:\\([ \\t]*+" LINKED_DATE
	    "[^()]*+\\))?+",
	    .lead = LEAD("@"), .then = "d" },
	{ .kind = PATTERN_DONE,
	    .regex = "(?i)" HASH "followed[-_]?up(?:/" DATE "|" TAG_END
	    "(?:[ \\t]*+(?:\\([ \\t]*+|[:@]?[ \\t]*+)" DATE ")?+)",
	    .lead = LEAD("#"), .then = "f" },
	{ .kind = PATTERN_DONE,
	    .regex = "(?<![" WORD "-])completion::[ \\t]*+" LINKED_DATE,
	    .lead = LEAD("completion::"),
	    .has = "::" },
	{ .kind = PATTERN_DONE,
	    .regex = "CLOSED:[ \\t]*+[<\\[]" DATE,
	    .lead = LEAD("CLOSED:") },
	{ .kind = PATTERN_DONE,
	    .regex = STRUCK_START "~~(?:[^~]|~(?!~))++~~[ \\t]*+$",
	    .next = next_struck,
	    .has = "~" },

	{ .kind = PATTERN_WAITING,
	    .regex = "(?i)" HASH "waiting" SUBTAG,
	    .lead = LEAD("#"), .then = "w" },
	{ .kind = PATTERN_WAITING,
	    .regex = "(?i)" AT "waiting(?![" WORD "-])",
	    .lead = LEAD("@"), .then = "w" },
	{ .kind = PATTERN_WAITING,
	    .regex = QUOTED_ITEM "(?:\\[[^\\[\\]]\\][ \\t]++)?+"
	    "(?:#{1,6}[ \\t]++)?+(?<status>WAIT(?:ING)?+)(?=[ \\t:]|$)"
	    ":?+[ \\t]*+"
	    BUILTIN_REST,
	    .next = next_waiting, .rest = true,
	    .has = "W" },

	{ .kind = PATTERN_GAVE,
	    .regex = "(?i)" HASH "(?:gave|given)" SUBTAG,
	    .lead = LEAD("#"), .then = "g" },
	{ .kind = PATTERN_GOT,
	    .regex = "(?i)" HASH "(?:got|received)" SUBTAG,
	    .lead = LEAD("#"), .then = "gr" },
	{ .kind = PATTERN_INTRO,
	    .regex = "(?i)" HASH "(?:intro|introduced)" SUBTAG,
	    .lead = LEAD("#"), .then = "i" },
	{ .kind = PATTERN_OPPORTUNITY,
	    .regex = "(?i)" HASH "(?:opportunity|opp)" SUBTAG,
	    .lead = LEAD("#"), .then = "o" },

	{ .kind = PATTERN_MENTION,
	    .regex = "(?<!!)\\[\\[[ \\t]*+(?<who>[^\\s\\[\\]|\\\\]"
	    "(?:[^\\[\\]|\\\\]{0,300}[^\\s\\[\\]|\\\\])?)[ \\t]*+"
	    "(?:\\\\?\\|[^\\[\\]]*+)?+\\]\\]",
	    .lead = LEAD("[[") },
	{ .kind = PATTERN_MENTION,
	    .regex = "(?<!!)\\[[^\\[\\]]{0,300}+\\]\\((?:"
	    "<(?<who>[^<>#]{1,500}\\.(?i:md|markdown)(?:#[^<>]{0,300}+)?+)>"
	    "|(?<who>[^\\s()<>#]{1,500}\\.(?i:md|markdown)"
	    "(?:#[^\\s()]{0,300}+)?+))"
	    "(?:[ \\t]++(?:\"[^\"]*+\"|'[^']*+'))?+[ \\t]*+\\)",
	    .next = next_link,
	    .has = "[" },
	{ .kind = PATTERN_MENTION,
	    .regex = "(?<![" WORD ".@+%/-])(?<who>@(?!(?i:due|done|waiting)"
	    "(?![" WORD "-])|[0-9]{4}[-/]?[0-9]{2})[" WORD "]++"
	    "(?:[.-]++[" WORD "]++)*+"
	    "(?:@[" WORD "]++(?:[.-]++[" WORD "]++)*+)?+)",
	    .lead = LEAD("@") },

	/* "[#A]" is how urgent a task is */
	{ .kind = PATTERN_TAG,
	    .regex = HASH "(?!(?<=\\[#)[A-Z]\\])(?=[\\p{N}\\p{M}_/-]*+\\p{L})"
	    "(?<what>[" WORD "-]++(?:/[" WORD "-]++)*+)",
	    .lead = LEAD("#") },
};

const size_t builtin_patterns_n =
    sizeof(builtin_patterns) / sizeof(builtin_patterns[0]);
