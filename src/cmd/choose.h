#ifndef CMD_CHOOSE_H
#define CMD_CHOOSE_H

#include "cmd/session.h"

/*
 * The report of that name; with -i it walks through its people and asks what is
 * to become of each. An answer is the command that could have been typed.
 */
int cmd_choose(struct session *s);

#endif
