#ifndef CMD_EXPORT_H
#define CMD_EXPORT_H

#include "cmd/session.h"

/* Prints people in a form that other programs read. */
int cmd_export(struct session *s);

#endif
