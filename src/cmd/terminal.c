#include "cmd/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "git/config.h"
#include "out/pager.h"

/* What doesn't say, or can't be true, has the columns of old. */
enum { NARROW = 20, USUAL = 80, WIDE = 10000 };

static unsigned
columns_of(int fd)
{
	struct winsize size;
	const char *columns = getenv("COLUMNS");
	unsigned long n = columns ? strtoul(columns, NULL, 10) : 0;

	if (n >= NARROW && n < WIDE)
		return (unsigned)n;
	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= NARROW)
		return size.ws_col;
	return USUAL;
}

void
terminal_look(struct session *s)
{
	s->out_terminal = isatty(fileno(s->out));
	s->err_terminal = isatty(fileno(s->err));
	s->out_columns = columns_of(fileno(s->out));
}

static bool
is_dumb(void)
{
	const char *term = getenv("TERM");

	return !term || !*term || !strcmp(term, "dumb");
}

/* The first that is set, though it be empty. NULL: none is. */
static const char *
chosen(struct session *s)
{
	const char *pager = getenv("NETGREP_PAGER");

	if (!pager)
		pager = settings_user(s->notes, "core.pager");
	return pager ? pager : getenv("PAGER");
}

void
terminal_page(struct session *s)
{
	if (!s->out_terminal || s->options.no_pager)
		return;
	s->pager_command = chosen(s);
	if (s->pager_command ? !*s->pager_command ||
	    !strcmp(s->pager_command, "cat") : is_dumb())
		return;
	s->pager = pager_start(s->pager_command);
	if (s->pager == -1)
		s->pager = 0;
}

void
terminal_end(struct session *s)
{
	if (s->pager && pager_wait(s->pager) == -1)
		session_error(s, "the pager \"%s\" can't be run; set "
		    "NETGREP_PAGER to another, or use --no-pager",
		    s->pager_command ? s->pager_command : "less");
}
