#include "cmd/done.h"

#include "cmd/marker.h"

static int
finish_lines(struct session *s, const struct naming *naming, day_t day)
{
	struct marker m;
	size_t i;
	int status = STATUS_TROUBLE;

	marker_init(&m, s, MARK_DONE, day);
	if (writing_possible(&m.writing) == -1)
		goto out;
	for (i = 0; i < naming->lines.n; i++)
		if (marker_line(&m, &naming->lines.v[i]) == -1)
			goto out;
	status = marker_finish(&m);
out:
	marker_release(&m);
	return status;
}

int
cmd_done(struct session *s)
{
	struct naming naming = { 0 };
	int status = STATUS_TROUBLE;
	day_t day;

	if (s->diags.errors) /* a writer stops at a broken configuration */
		return STATUS_TROUBLE;
	if (!s->options.operands_n) {
		session_error(s, "what is done? netgrep done FOLLOW-UP ..., "
		    "as path:line");
		return STATUS_TROUBLE;
	}
	if (marker_day(s, &day) == -1 || session_read(s, false) == -1)
		return STATUS_TROUBLE;
	if (naming_read(&naming, s, s->options.operands,
		s->options.operands_n, false) == 0)
		status = naming.lines.n ? finish_lines(s, &naming, day) :
		    STATUS_NO_ROWS;
	naming_release(&naming);
	return status;
}
