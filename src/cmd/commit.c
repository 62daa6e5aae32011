#include "cmd/commit.h"

#include "cmd/committing.h"

int
cmd_commit(struct session *s)
{
	int status;

	if (s->diags.errors) /* a writer stops at a broken configuration */
		return STATUS_TROUBLE;
	status = committing_run(s);
	if (status == STATUS_NO_ROWS && !s->diags.errors && s->err_terminal)
		fputs("netgrep: nothing about people is new since the last "
		    "commit\n", s->err);
	return status;
}
