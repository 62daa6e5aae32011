#ifndef CMD_FIX_H
#define CMD_FIX_H

#include "cmd/session.h"

/*
 * Takes out the entries that stand twice to the byte, of those findings that
 * the session's options and operands select, in one commit; or lists them
 * (--dry-run). The book is read. Returns an exit status; STATUS_NO_ROWS when
 * there are none.
 */
int fix_doubles(struct session *s);

#endif
