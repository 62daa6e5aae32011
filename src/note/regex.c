#include "note/regex.h"

#include "base/unicode.h"
#include "note/patterns.h"

enum { SUBJECT_MAX = 16 << 10 }; /* bytes of a text that are looked at */

struct regex {
	struct pattern_code *code;
	struct pattern_room *room;
};

/*
 * The bytes at the start of s whose letters stand for no letter of the text:
 * \W, \p{Lu}, (?<Name>. 0: none.
 */
static size_t
skip_syntax(struct str s)
{
	size_t end;

	if (s.ptr[0] == '\\' && s.len > 1) {
		end = s.len > 2 && s.ptr[2] == '{' && ch_alpha(s.ptr[1]) ?
		    str_chr(s, '}') : SIZE_MAX;
		return end == SIZE_MAX ? 2 : end + 1;
	}
	if (!str_starts(s, STR("(?<")) && !str_starts(s, STR("(?P<")))
		return 0;
	end = str_chr(s, '<') + 1;
	/* not a look behind: (?<=Name) */
	if (end == s.len || s.ptr[end] == '=' || s.ptr[end] == '!')
		return 0;
	end = str_chr(s, '>');
	return end == SIZE_MAX ? 0 : end + 1;
}

static bool
has_capital(struct str s)
{
	int32_t cp;
	size_t n;

	while (s.len) {
		n = skip_syntax(s);
		if (!n) {
			n = unicode_next(s, &cp);
			if (cp >= 0 && unicode_upper(cp))
				return true;
		}
		s = str_from(s, n);
	}
	return false;
}

static struct pattern_code *
compile(struct str text, struct buf *error)
{
	const struct str caseless = STR("(?i)");
	bool capital = has_capital(text);
	struct pattern_error why;
	struct pattern_code *code;
	struct buf regex = { 0 };
	size_t at;

	if (!capital)
		buf_add(&regex, caseless);
	buf_add(&regex, text);
	code = pattern_compile(buf_str(&regex), false, &why);
	buf_release(&regex);
	if (code)
		return code;
	at = why.offset;
	if (!capital)
		at = at < caseless.len ? 0 : at - caseless.len;
	buf_printf(error, "%s, at byte %zu of it", why.text, at);
	return NULL;
}

struct regex *
regex_new(struct str text, struct buf *error)
{
	struct pattern_code *code;
	struct regex *r;

	if (text.len > REGEX_MAX) {
		buf_printf(error, "it is longer than %d bytes", REGEX_MAX);
		return NULL;
	}
	code = compile(text, error);
	if (!code)
		return NULL;
	r = mem_zalloc(sizeof(*r));
	r->code = code;
	r->room = pattern_room_new(pattern_groups(code));
	return r;
}

void
regex_free(struct regex *r)
{
	if (!r)
		return;
	pattern_discard(r->code);
	pattern_room_free(r->room);
	free(r);
}

enum regex_result
regex_match(struct regex *r, struct str text)
{
	switch (pattern_match(r->code, r->room, str_upto(text, SUBJECT_MAX),
	    0)) {
	case MATCH_FOUND:
		return REGEX_YES;
	case MATCH_GAVE_UP:
		return REGEX_GAVE_UP;
	case MATCH_NONE:
		break;
	}
	return REGEX_NO;
}
