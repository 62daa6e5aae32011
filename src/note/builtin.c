#include "note/builtin.h"

#include "note/begin.h"
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

	if (b->signs)
		return b->signs;
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

const struct builtin builtin_patterns[] = {
	{ .kind = PATTERN_ENTRY,
	    .regex = "^[ \\t]*+(?:" ITEM "){0,3}+(?:#{1,6}[ \\t]++)?+"
	    "(?:\\[[^\\[\\]]\\][ \\t]++)?+[*_~]{0,5}+"
	    "(?<open>\\[(?:\\[(?:|[^\\[\\]|#]{0,200}?/))?)?" DATE NAMED_DAY
	    "(?:(?:T|[ \\t]++)(?<time>" TIME "))?+"
	    "(?(<open>)(?:[|#][^\\[\\]]*+)?+\\]{1,2}+(?:\\([^()\\s]*+\\))?+)"
	    ":?+[*_~]{0,5}+" AT_TIME SEPARATOR BUILTIN_REST,
	    .next = begin_entry, .rest = true,
	    .has = "0123456789" },
	{ .kind = PATTERN_ENTRY,
	    .regex = "^[ \\t]*+(?:(?<mark>(?:" ITEM "){1,3}|#{1,6}[ \\t]++))?"
	    "(?:#{1,6}[ \\t]++)?+(?:\\[[^\\[\\]]\\][ \\t]++)?+"
	    "(?<emphasis>[*_~=]{1,5}+)?+"
	    "(?<open>[[(<]{1,2}+)?+(?<date>" WRITTEN ")" NAMED_DAY
	    "(?:(?:T|[ \\t]++)" TIME ")?+"
	    "(?(<open>)(?:[|#][^\\[\\]]*+)?+[])>]{1,2}+"
	    "(?:\\([^()\\s]*+\\))?+)"
	    /* prose may begin so: "3 March 1985 is her birthday" */
	    "(?(<mark>)|(?(<emphasis>)|(?(<open>)|"
	    "(?=[ \\t]*+(?:[:|–—]|-[ \\t]|$)))))"
	    ":?+[*_~=]{0,5}+" AT_TIME SEPARATOR BUILTIN_REST,
	    .next = begin_written, .rest = true,
	    .has = "0123456789" },

	{ .kind = PATTERN_CONTACT,
	    .regex = "(?i)(?<![" WORD "@./-])"
	    "(?!(?<=#)(?:gave|given|gift|got|intro))" DONE "(?<channel>"
	    "(?:(?<!\\bto )(?:" PLANS ")|" CONTACTS ")(?![" WORD "@]|[-'’.]["
	    WORD "])(?! (?:about|of) [@\\[])|(?:" WEAK_CONTACTS
	    ")(?= ?:| with\\b| calls?\\b))",
	    .next = begin_contact },

	{ .kind = PATTERN_OUT,
	    .regex = "(?i)" CLAUSE "(?:(?:" WROTE "|reached out"
	    "|called(?! (?:off|out|in|it|an?|for|by|the)\\b)"
	    "|sent(?! (?:by|from)\\b)"
	    "|wrote(?=[ \\t]*+(?:$|[:;,.(–—-])| (?:to|her|him|them|again"
	    "|about|re|\\[\\[|@|(?:an? |another )?(?:e-?mail|mail|letter|card"
	    "|postcard|note|message|text)\\b))"
	    "|(?:e-?mail|mail|message|letter|card|text|reminder) sent)"
	    "(?! (?:(?:to )?(?:me|us)|back)\\b)"
	    "|(?:replied|responded|answered|wrote back|got back)(?=" TO_THEM ")"
	    "|(?<=\\bI )(?:replied|responded|answered|wrote)"
	    "|tried (?:again|her|him|them|(?:to )?(?:call|reach|phon|ring"
	    "|(?:e-?)?mail|text|contact|messag|get)(?:e|ing)?+)"
	    ")(?![" WORD "'’-])",
	    .next = begin_clause, .signs = SIGN_CLAUSE },
	{ .kind = PATTERN_OUT,
	    .regex = "(?i)(?<![" WORD "@./-])(?:" UNREACHED ")(?![" WORD "-])",
	    .next = begin_unreached, .signs = SIGN_UNREACHED },

	{ .kind = PATTERN_IN,
	    .regex = "(?i)(?<![" WORD "@./-])(?:" NOT "(?:"
	    "(?:" WROTE "|called|wrote|sent|gave|asked|told|invited|thanked"
	    "|showed|introduced|offered|reminded|updated|answered)" ME
	    "|(?:wrote|replied|responded|reached out|got back|came back"
	    "|forwarded|said)(?: to)?" ME
	    "|(?:" WROTE "|called|wrote|got|came) back\\b(?!" TO_THEM ")"
	    "|heard (?:back )?from\\b|heard back\\b|let" ME " know"
	    "|(?<!\\bI )(?:replied|responded|answered)"
	    "(?!" TO_THEM "| (?:all|some|an?)\\b)"
	    "|(?:got|received) (?:an? |her |his |their )(?:[" WORD "-]++ )?+"
	    LETTERS "|" LETTERS " (?:from(?: (?:her|him|them)\\b"
	    "|(?= \\[\\[| @| (?-i:\\p{Lu})))|came|arrived))"
	    "|" THEY "(?:" WROTE "|called|wrote|sent|asked|told|said|says"
	    "|agreed|offered|suggested|accepted|confirmed|declined|promised"
	    "|thanked|invited|reached out)"
	    "|(?-i:(?!(?:Then|Just|Also|Today|Later|Again|Finally|We|Have|Had"
	    "|Yesterday)\\b)\\p{Lu}\\p{Ll}++) (?:" WROTE "|called(?! off)"
	    "|wrote|replied|answered|responded))(?![" WORD "'’-])",
	    .next = begin_in, .signs = SIGN_IN },
	{ .kind = PATTERN_BOTH,
	    .regex = "(?i)" MUTUAL,
	    .next = begin_start, .signs = SIGN_MUTUAL },
	{ .kind = PATTERN_BOTH,
	    .regex = "(?i)" TOGETHER,
	    .next = begin_together, .signs = SIGN_TOGETHER },

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
	    .next = begin_box, .rest = true,
	    .has = "[" },
	{ .kind = PATTERN_TASK,
	    .regex = QUOTED_ITEM "(?:#{1,6}[ \\t]++)?+\\x1a{0,4}+"
	    "(?<status>TODO|DOING|NOW|LATER|IN-PROGRESS|DONE|CANCELL?ED)"
	    "(?=[ \\t:\\x1a]|$):?+\\x1a{0,4}+[ \\t]*+"
	    "(?:\\[#[A-C]\\][ \\t]*+)?+" BUILTIN_REST,
	    .next = begin_keyword, .rest = true,
	    .has = "TDNLIC" },
	{ .kind = PATTERN_TASK,
	    .regex = "^[ \\t>]*+[-*+][ \\t]++(?<status>x)[ \\t]++"
	    "(?=" DAY "[ \\t])"
	    BUILTIN_REST,
	    .next = begin_x, .rest = true,
	    .has = "0123456789" },

	{ .kind = PATTERN_DUE,
	    .regex = "[📅📆🗓]\\x{FE0F}?+[ \\t]*+" DUE_VALUE,
	    .lead = LEAD("\xF0\x9F"), .then = "\x93\x97" },
	{ .kind = PATTERN_DUE,
	    .regex = "(?<status>[⏳⌛⏰])\\x{FE0F}?+[ \\t]*+" DUE_VALUE,
	    .lead = LEAD("\xE2"), .then = "\x8C\x8F" },
	{ .kind = PATTERN_DUE,
	    .regex = "(?i)(?<![\\p{L}\\p{N}/?&-])due(?:"
	    "[*_]{0,2}+::[*_]{0,2}+[ \\t]*+(?:" LINKED_DATE
	    "|(?<what>[^\\s\\[\\]()]++(?:[ \\t]++[^\\s\\[\\]()]++){0,5}+))"
	    "|:(?!:)(?:[ \\t]*+" LINKED_DATE
	    "|(?<what>[^\\s,;()\\[\\]]++)))",
	    .next = begin_due,
	    .has = ":" },
	{ .kind = PATTERN_DUE,
	    .regex = "(?<=[\\[(])(?<status>scheduled)::[ \\t]*+(?:" LINKED_DATE
	    "|(?<what>[^\\s\\[\\]()]++(?:[ \\t]++[^\\s\\[\\]()]++){0,5}+))",
	    .lead = LEAD("scheduled::"), .has = "::" },
	{ .kind = PATTERN_DUE,
	    .regex = AT "(?:(?i:due)\\([ \\t]*+(?:" LINKED_DATE "[^()]*+"
	    "|(?<what>[^()]{1,80}+))\\)"
	    "|(?:\\{|\\[\\[)(?:" DATE "|(?<what>[0-9][^\\s{}\\[\\]]*+))"
	    /* a follow-up's own date is not the line's */
	    "|(?<![-_wW][uU][pP] @|#ping @)" DATE ")",
	    .lead = LEAD("@"), .then = "d{[0123456789" },
	{ .kind = PATTERN_DUE,
	    .regex = "(?<=[ \\t])(?:(?<status><)" DATE "[^<>]{0,40}+>"
	    "|(?<status>>)" DATE ")",
	    .next = begin_stamp, .has = "0123456789" },
	{ .kind = PATTERN_DUE,
	    .regex = "(?i)(?<![" WORD "/?&-])due[ \\t]++(?:on[ \\t]++)?+"
	    LINKED_DATE,
	    .next = begin_due_word, .has = "0123456789" },
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
	    .next = begin_struck,
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
	    .next = begin_waiting, .rest = true,
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
	    "(?:\\\\?\\|[^\\[\\]]*+|\\]\\[[^\\[\\]]*+)?+\\]\\]",
	    .lead = LEAD("[[") },
	{ .kind = PATTERN_MENTION,
	    .regex = "(?<!!)\\[[^\\[\\]]{0,300}+\\]\\((?:"
	    "<(?<who>[^<>#]{1,500}\\.(?i:md|markdown)(?:#[^<>]{0,300}+)?+)>"
	    "|(?<who>[^\\s()<>#]{1,500}\\.(?i:md|markdown)"
	    "(?:#[^\\s()]{0,300}+)?+))"
	    "(?:[ \\t]++(?:\"[^\"]*+\"|'[^']*+'))?+[ \\t]*+\\)",
	    .next = begin_link,
	    .has = "[" },
	{ .kind = PATTERN_MENTION,
	    .regex = "(?<!!)\\[[^\\[\\]]{0,300}+\\]"
	    "\\((?<who>denote:[0-9]{8}T[0-9]{6})[^\\s()]{0,300}+"
	    "(?:[ \\t]++\"[^\"]*+\")?+\\)",
	    .next = begin_link,
	    .has = "[" },
	{ .kind = PATTERN_MENTION,
	    .regex = "(?<!!)\\[[^\\[\\]]{0,300}+\\]\\(<?mailto:(?<who>" ADDRESS
	    ")(?:\\?[^\\s()<>]*+)?+>?\\)",
	    .next = begin_link,
	    .has = "@" },
	{ .kind = PATTERN_MENTION,
	    .regex = "<(?:mailto:)?+(?<who>" ADDRESS ")>",
	    .lead = LEAD("<"),
	    .has = "@" },
	{ .kind = PATTERN_MENTION,
	    .regex = "(?<![" WORD ".@+%/-])(?<who>@(?!(?i:due|done|waiting)"
	    "(?![" WORD "-])|[0-9]{4}[-/]?[0-9]{2})[" WORD "]++"
	    "(?:[.-]++[" WORD "]++)*+"
	    "(?:@[" WORD "]++(?:[.-]++[" WORD "]++)*+)?+)",
	    .lead = LEAD("@") },

	/* "[#A]" is how urgent a task is */
	{ .kind = PATTERN_TAG,
	    .regex = HASH "(?:\\[\\[(?<what>[^\\[\\]|#\\x1a]{1,100}+)\\]\\]"
	    "|(?!(?<=\\[#)[A-Z]\\])(?=[\\p{N}\\p{M}_/-]*+\\p{L})"
	    "(?<what>[" WORD "-]++(?:/[" WORD "-]++)*+))",
	    .lead = LEAD("#") },
};

const size_t builtin_patterns_n =
    sizeof(builtin_patterns) / sizeof(builtin_patterns[0]);
