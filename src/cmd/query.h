#ifndef CMD_QUERY_H
#define CMD_QUERY_H

#include "cmd/session.h"

/* Prints the addresses that fit TEXT, for programs that write mail. */
int cmd_query(struct session *s);

#endif
