#include "cmd/key.h"

#include <errno.h>
#include <termios.h>
#include <unistd.h>

enum { CTRL_C = 3, CTRL_D = 4 };

/* -1 at the end. Nothing is read beyond it, as an editor may be next. */
static int
read_byte(void)
{
	unsigned char c;
	ssize_t n;

	do
		n = read(STDIN_FILENO, &c, 1);
	while (n == -1 && errno == EINTR);
	return n == 1 ? c : -1;
}

int
key_read(void)
{
	struct termios was, raw;
	int c;

	if (tcgetattr(STDIN_FILENO, &was) == -1)
		return -1;
	raw = was;
	/* a signal would leave the terminal as it is meanwhile */
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
	c = read_byte();
	tcsetattr(STDIN_FILENO, TCSADRAIN, &was);
	return c == CTRL_C || c == CTRL_D ? -1 : c;
}

bool
key_line(struct buf *line)
{
	int c;

	while ((c = read_byte()) != -1 && c != '\n')
		buf_addc(line, (char)c);
	return c != -1 || line->len;
}
