#ifndef CMD_KEY_H
#define CMD_KEY_H

#include "base/buf.h"

/* What somebody types at a terminal, on standard input. */

/*
 * One key, without Enter and unseen; -1 for Ctrl-C, Ctrl-D, the end of input
 * and what is no terminal. The terminal is as it was when this returns.
 */
int key_read(void);
/*
 * One line, without its end, appended to line. False at the end of input.
 */
bool key_line(struct buf *line);

#endif
