#include "note/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "note/patterns.h"

enum {
	BACKTRACK_LIMIT = 1000000,
	DEPTH_LIMIT = 100000,   /* interpreter: nested backtracks */
	HEAP_LIMIT = 64 << 10,  /* interpreter: KiB */
	STACK_START = 32 << 10, /* machine code: bytes */
	STACK_MAX = 1 << 20,
	/*
	 * Machine code is worth its making from so many matches on; a line
	 * counts for as many as it has pieces of that many bytes.
	 */
	WORTH = 64,
	PIECE = 64,
};

/* A capture group that has one of our names. Several may share a name. */
struct capture {
	uint32_t number;
	enum pattern_group group;
};

struct pattern_code {
	pcre2_code *code;
	atomic_size_t used; /* matches so far, up to WORTH */
	atomic_bool jit;    /* there is machine code */
	VEC(struct capture) captures;
};

struct pattern_room {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
};

static const char *const kind_names[PATTERN_KINDS] = {
	[PATTERN_ENTRY] = "entry",
	[PATTERN_CONTACT] = "contact",
	[PATTERN_OUT] = "out",
	[PATTERN_IN] = "in",
	[PATTERN_BOTH] = "both",
	[PATTERN_FOLLOWUP] = "followup",
	[PATTERN_TASK] = "task",
	[PATTERN_DUE] = "due",
	[PATTERN_DONE] = "done",
	[PATTERN_WAITING] = "waiting",
	[PATTERN_GAVE] = "gave",
	[PATTERN_GOT] = "got",
	[PATTERN_INTRO] = "intro",
	[PATTERN_OPPORTUNITY] = "opportunity",
	[PATTERN_MENTION] = "mention",
	[PATTERN_TAG] = "tag",
};

static const char *const group_names[GROUP_COUNT] = {
	[GROUP_DATE] = "date",
	[GROUP_IN] = "in",
	[GROUP_WHO] = "who",
	[GROUP_WHAT] = "what",
	[GROUP_CHANNEL] = "channel",
	[GROUP_STATUS] = "status",
};

const char *
pattern_kind_name(enum pattern_kind kind)
{
	return kind < PATTERN_KINDS ? kind_names[kind] : "";
}

static pcre2_code *
compile(struct str text, uint32_t anchored, int *error, size_t *offset)
{
	const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_DUPNAMES |
	    PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C | anchored;
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	pcre2_code *code;

	if (!context)
		return NULL;
	/* what a dot is must not depend on how PCRE2 was built */
	pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	code = pcre2_compile((PCRE2_SPTR)text.ptr, text.len, options, error,
	    offset, context);
	pcre2_compile_context_free(context);
	return code;
}

/* Of PCRE2's table of names: the number in two bytes, the name, a NUL. */
static void
find_captures(struct pattern_code *p)
{
	uint32_t count = 0, size = 0, i;
	PCRE2_SPTR entry = NULL;
	unsigned group;

	pcre2_pattern_info(p->code, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(p->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(p->code, PCRE2_INFO_NAMETABLE, &entry);
	for (i = 0; i < count; i++, entry += size)
		for (group = 0; group < GROUP_COUNT; group++)
			if (!strcmp((const char *)entry + 2,
			    group_names[group]))
				vec_push(&p->captures, (struct capture){
				    (uint32_t)entry[0] << 8 | entry[1],
				    group });
}

static void
make_machine_code(struct pattern_code *p)
{
	/* whoever is in pattern_match meanwhile is told not to look for it */
	if (!pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE))
		p->jit = true;
}

struct pattern_code *
pattern_compile(struct str text, bool anchored, struct pattern_error *error)
{
	struct pattern_code *p;
	pcre2_code *code;
	int number = PCRE2_ERROR_NOMEMORY;

	*error = (struct pattern_error){ 0 };
	if (!text.ptr)
		text = STR("");
	code = compile(text, anchored ? PCRE2_ANCHORED : 0, &number,
	    &error->offset);
	if (!code) {
		pcre2_get_error_message(number, (PCRE2_UCHAR *)error->text,
		    sizeof(error->text));
		return NULL;
	}
	p = mem_zalloc(sizeof(*p));
	p->code = code;
	if (!anchored)
		make_machine_code(p);
	find_captures(p);
	return p;
}

void
pattern_discard(struct pattern_code *p)
{
	if (!p)
		return;
	pcre2_code_free(p->code);
	vec_release(&p->captures);
	free(p);
}

uint32_t
pattern_groups(const struct pattern_code *p)
{
	uint32_t count = 0;

	pcre2_pattern_info(p->code, PCRE2_INFO_CAPTURECOUNT, &count);
	return count + 1;
}

/*
 * PCRE2 knows the last byte that every match must hold, but does not tell
 * whether without case: only of what is no letter it can be relied on.
 */
int
pattern_need(const struct pattern_code *p)
{
	uint32_t type = 0, unit = 0;

	pcre2_pattern_info(p->code, PCRE2_INFO_LASTCODETYPE, &type);
	pcre2_pattern_info(p->code, PCRE2_INFO_LASTCODEUNIT, &unit);
	if (type != 1 || unit >= 0x80 || ch_alpha((char)unit))
		return -1;
	return (int)unit;
}

struct pattern_room *
pattern_room_new(uint32_t groups)
{
	struct pattern_room *room = mem_zalloc(sizeof(*room));

	room->data = pcre2_match_data_create(groups, NULL);
	room->context = pcre2_match_context_create(NULL);
	room->stack = pcre2_jit_stack_create(STACK_START, STACK_MAX, NULL);
	if (!room->data || !room->context)
		mem_alloc(SIZE_MAX); /* ends the program, as all lack does */
	pcre2_set_match_limit(room->context, BACKTRACK_LIMIT);
	pcre2_set_depth_limit(room->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(room->context, HEAP_LIMIT);
	if (room->stack)
		pcre2_jit_stack_assign(room->context, NULL, room->stack);
	return room;
}

void
pattern_room_free(struct pattern_room *room)
{
	if (!room)
		return;
	pcre2_match_data_free(room->data);
	pcre2_match_context_free(room->context);
	pcre2_jit_stack_free(room->stack);
	free(room);
}

/* Makes it when there have been enough matches: true when it is there. */
static bool
has_machine_code(struct pattern_code *p, size_t len)
{
	size_t used;

	if (p->jit || p->used >= WORTH)
		return p->jit;
	used = atomic_fetch_add(&p->used, 1 + len / PIECE);
	/* of those who get here at once one has passed it */
	if (used < WORTH && used + 1 + len / PIECE >= WORTH)
		make_machine_code(p);
	return p->jit;
}

/*
 * The machine code is called without pcre2_match's checks, which takes a
 * quarter less time on short lines; it sees to bytes that are no UTF-8 itself.
 * Where its stack is too small the interpreter, which uses the heap, is asked.
 */
enum pattern_result
pattern_match(struct pattern_code *p, struct pattern_room *room,
    struct str text, size_t from)
{
	PCRE2_SPTR subject = (PCRE2_SPTR)(text.ptr ? text.ptr : "");
	int rc = PCRE2_ERROR_JIT_STACKLIMIT;

	if (has_machine_code(p, text.len - from))
		rc = pcre2_jit_match(p->code, subject, text.len, from, 0,
		    room->data, room->context);
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(p->code, subject, text.len, from,
		    PCRE2_NO_JIT, room->data, room->context);
	if (rc >= 0) /* 0: more groups than room */
		return MATCH_FOUND;
	return rc == PCRE2_ERROR_NOMATCH ? MATCH_NONE : MATCH_GAVE_UP;
}

size_t
pattern_start(const struct pattern_room *room)
{
	return pcre2_get_ovector_pointer(room->data)[0];
}

void
pattern_fill(const struct pattern_code *p, const struct pattern_room *room,
    struct str text, struct match *match)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(room->data);
	const struct capture *c = p->captures.v;
	size_t i, start, end;

	*match = (struct match){ .start = at[0], .end = at[1] };
	if (match->end < match->start) /* \K can do that */
		match->end = match->start;
	for (i = 0; i < p->captures.n; i++, c++) {
		if (c->number >= pcre2_get_ovector_count(room->data))
			continue;
		start = at[2 * (size_t)c->number];
		end = at[2 * (size_t)c->number + 1];
		if (start != PCRE2_UNSET && start <= end && end <= text.len &&
		    !match->group[c->group].ptr)
			match->group[c->group] =
			    (struct str){ text.ptr + start, end - start };
	}
}

/* Misspelt tags */

enum { TAG_MAX = 15 };

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Edit distance; two letters that changed places count once. */
static size_t
distance(struct str a, struct str b)
{
	size_t d[TAG_MAX + 1][TAG_MAX + 1], i, j, other;

	for (i = 0; i <= a.len; i++)
		for (j = 0; j <= b.len; j++) {
			if (!i || !j) {
				d[i][j] = i + j;
				continue;
			}
			other = ch_lower(a.ptr[i - 1]) != b.ptr[j - 1];
			d[i][j] = least(d[i - 1][j - 1] + other,
			    least(d[i - 1][j], d[i][j - 1]) + 1);
			if (i > 1 && j > 1 &&
			    ch_lower(a.ptr[i - 1]) == b.ptr[j - 2] &&
			    ch_lower(a.ptr[i - 2]) == b.ptr[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[a.len][b.len];
}

bool
pattern_near_miss(struct str tag, const char **meant)
{
	static const struct {
		const char *word;
		size_t most; /* changes */
	} words[] = { { "followup", 2 }, { "follow-up", 2 },
		{ "follow_up", 2 }, { "waiting", 1 } };
	static const char *const others[] = { "followup", "follow-up",
		"follow_up", "followedup", "followed-up", "followed_up",
		"waiting", "follow", "follows", "followed", "follower",
		"writing", "wanting", "wailing", "waiving", "waiting-on" };
	size_t i, d, best = 3;

	tag = str_upto(tag, str_chr(tag, '/'));
	if (tag.len < 6 || tag.len > TAG_MAX)
		return false;
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (str_ieq(tag, str_of(others[i])))
			return false;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (ch_lower(tag.ptr[0]) != words[i].word[0])
			continue;
		d = distance(tag, str_of(words[i].word));
		if (d > words[i].most || d >= best)
			continue;
		best = d;
		*meant = words[i].word;
	}
	return best < 3;
}
