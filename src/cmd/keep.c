#include "cmd/keep.h"

#include "cmd/choice.h"

/* How often, where it is said or nothing else is. */
static int
take_every(struct choice *c)
{
	struct session *s = c->s;
	const char *typed = s->options.every;
	char text[SPAN_TEXT];
	struct span span = s->config.book.default_cadence;

	if (!typed && s->options.next)
		return 0;
	if (typed && !cadence_parse(str_of(typed), &span)) {
		session_error(s, "--every \"%s\" is no cadence; write 2w, 1m, "
		    "90d or monthly", typed);
		return -1;
	}
	span_format(span, text);
	choice_set(&c->assign, "cadence", str_of(typed ? typed : text));
	return 0;
}

static int
take_next(struct choice *c)
{
	struct session *s = c->s;
	const char *typed = s->options.next;
	char date[DAY_TEXT];

	c->next = DAY_NONE;
	if (!typed)
		return 0;
	if (!when_parse(str_of(typed), s->today, WHEN_COMING, &c->next) ||
	    c->next < s->today) {
		session_error(s, "--next \"%s\" is no day to come; write 2w, "
		    "friday or 2026-12-01", typed);
		return -1;
	}
	day_format(c->next, date);
	buf_printf(&c->tag, "#followup/%s", date);
	return 0;
}

int
cmd_keep(struct session *s)
{
	struct choice c = { .s = s, .verb = "keep" };
	int status = STATUS_TROUBLE;

	if (s->diags.errors) /* a writer stops at a broken configuration */
		return STATUS_TROUBLE;
	choice_set(&c.again, "status", STR_NONE);
	choice_set(&c.again, "paused", STR_NONE);
	choice_set(&c.again, "why", STR_NONE);
	if (take_every(&c) == 0 && take_next(&c) == 0)
		status = choice_write(&c);
	choice_release(&c);
	return status;
}
