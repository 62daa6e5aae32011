#include "cmd/drop.h"

#include "cmd/choice.h"

int
cmd_drop(struct session *s)
{
	struct choice c = { .s = s, .verb = "drop", .dropped = true,
		.next = DAY_NONE };
	struct str why = str_trim(str_of(s->options.why));
	int status;

	if (s->diags.errors)
		return STATUS_TROUBLE;
	choice_set(&c.assign, "status", STR("let-go"));
	if (why.len)
		choice_set(&c.assign, "why", why);
	status = choice_write(&c);
	choice_release(&c);
	return status;
}
