#include "cmd/said.h"

#include "base/unicode.h"
#include "note/channel.h"
#include "note/direction.h"

/* Control characters would be read back as something else, or not at all. */
static void
add_clean(struct buf *out, struct str line)
{
	size_t n;
	int32_t cp;

	for (; line.len; line = str_from(line, n)) {
		n = unicode_next(line, &cp);
		if ((cp >= 0 && cp < ' ') || (cp >= 0x7f && cp < 0xa0))
			buf_addc(out, ' ');
		else
			buf_add(out, str_upto(line, n));
	}
}

/* "#followup/2w" is a promise of a day, not of a fortnight: it is dated now. */
static void
add_dated(struct buf *out, struct reader *r, struct str line, day_t day)
{
	struct match match;
	struct span span;
	char date[DAY_TEXT];
	size_t from = 0, tag;
	struct str in;

	while (line.len &&
	    matcher_find(r->matcher, PATTERN_FOLLOWUP, line, from, &match)) {
		in = match.group[GROUP_IN];
		if (!in.ptr || !span_parse(in, false, &span) ||
		    day_add(day, span) == DAY_NONE) {
			buf_add(out, (struct str){ line.ptr + from,
			    match.end - from });
		} else {
			for (tag = match.start; line.ptr + tag < in.ptr; tag++)
				if (tag > match.start && line.ptr[tag] != '-' &&
				    line.ptr[tag] != '_' &&
				    line.ptr[tag] != '#' &&
				    !ch_alpha(line.ptr[tag]))
					break;
			buf_add(out, (struct str){ line.ptr + from,
			    tag - from });
			day_format(day_add(day, span), date);
			buf_printf(out, "/%s", date);
		}
		from = match.end;
		if (match.end == match.start)
			break;
	}
	buf_add(out, str_from(line, from));
}

static int
find_day(struct said *said, struct session *s)
{
	const char *typed = s->options.date;
	day_t day = s->today;

	if (typed && !when_parse(str_of(typed), s->today, WHEN_RECENT, &day)) {
		session_error(s, "-d \"%s\" is no date; write 2026-12-01, "
		    "yesterday, a weekday or \"2w ago\"", typed);
		return -1;
	}
	if (day > s->today) {
		session_error(s, "-d \"%s\" is in the future; what has not "
		    "happened is a follow-up (--next)", typed);
		return -1;
	}
	said->entry.day = day;
	return 0;
}

/* --next: the tag, counted from today, at the end of the line. */
static int
add_next(struct said *said, struct session *s)
{
	const char *typed = s->options.next;
	char date[DAY_TEXT];
	day_t day;

	if (!typed)
		return 0;
	if (!when_parse(str_of(typed), s->today, WHEN_COMING, &day) ||
	    day < s->today) {
		session_error(s, "--next \"%s\" is no day to come; write "
		    "2w, friday or 2026-12-01", typed);
		return -1;
	}
	day_format(day, date);
	buf_printf(&said->text, "%s#followup/%s", said->text.len ? " " : "",
	    date);
	return 0;
}

/* -c, which the notes must be read with. */
static int
take_typed(struct said *said, struct session *s, struct reader *r)
{
	const char *typed = s->options.channel;
	struct str rest, channel;

	buf_puts(&said->word, typed);
	channel = channel_find(r, buf_str(&said->word), &rest);
	if (channel.len != said->word.len) {
		session_error(s, "-c \"%s\" is no channel that the "
		    "notes are read with; `netgrep patterns` lists "
		    "them (contact)", typed);
		return -1;
	}
	said->channel = said->before = said->entry.channel =
	    buf_str(&said->word);
	return 0;
}

/*
 * -c, else the word that the text begins with, which may stand behind the mark
 * of a direction. *told is where in the line begins what is behind these.
 */
static int
find_channel(struct said *said, struct session *s, struct reader *r,
    struct str *line, size_t *told)
{
	struct str rest, behind;
	uint8_t direction;

	*told = direction_mark(*line, &direction);
	if (s->options.channel)
		return take_typed(said, s, r);
	behind = str_from(*line, *told);
	buf_add(&said->word, channel_find(r, behind, &rest));
	said->channel = buf_str(&said->word);
	if (rest.len == behind.len)
		return 0;
	/* "call: …": written before the text again */
	said->before = said->channel;
	if (!*told) {
		said->entry.channel = said->channel;
		*line = rest;
		*told = direction_mark(rest, &direction);
	} else {
		*told = line->len - rest.len;
	}
	return 0;
}

static void
set_text(struct said *said, size_t told)
{
	struct str text = buf_str(&said->text);
	uint8_t direction;

	said->entry.text = text;
	said->mark = str_rtrim(str_upto(text, direction_mark(text,
	    &direction)));
	said->told = str_from(text, told);
}

/* What would not be read back as it was meant is not written. */
static int
check_text(struct session *s, struct str text)
{
	struct str line;

	if (!unicode_valid(text)) {
		session_error(s, "the text is not UTF-8, as notes are; iconv "
		    "makes it so");
		return -1;
	}
	while (str_line(&text, &line)) {
		if (line.len <= MD_LINE_MAX / 2)
			continue;
		session_error(s, "the text has a line of %zu bytes, which is "
		    "too long for a note; break it", line.len);
		return -1;
	}
	return 0;
}

int
said_read(struct said *said, struct session *s, struct reader *r,
    struct str text)
{
	struct str rest = str_trim(text), line = STR_NONE;
	struct buf first = { 0 }, clean = { 0 };
	size_t indent, told = 0;
	int status = -1;

	*said = (struct said){ 0 };
	if (check_text(s, text) == -1)
		return -1;
	str_line(&rest, &line);
	add_clean(&first, line);
	line = str_trim(buf_str(&first));
	if (find_day(said, s) == -1 || find_channel(said, s, r, &line,
	    &told) == -1)
		goto out;
	add_dated(&said->text, r, line, said->entry.day);
	while (str_line(&rest, &line)) {
		buf_clear(&clean);
		line = str_rtrim(line);
		indent = line.len - str_ltrim(line).len;
		buf_add(&clean, str_upto(line, indent));
		add_clean(&clean, str_from(line, indent));
		add_dated(&said->body, r, buf_str(&clean), said->entry.day);
		buf_addc(&said->body, '\n');
	}
	if (!said->text.len && !said->channel.len) {
		session_error(s, "what happened? The last operand is the text");
		goto out;
	}
	if (add_next(said, s) == -1)
		goto out;
	set_text(said, told);
	said->entry.body = str_trim(buf_str(&said->body));
	status = 0;
out:
	buf_release(&first);
	buf_release(&clean);
	return status;
}

void
said_release(struct said *said)
{
	buf_release(&said->text);
	buf_release(&said->body);
	buf_release(&said->word);
}
