#ifndef CMD_IMPORT_H
#define CMD_IMPORT_H

#include "cmd/session.h"

/* People of files from elsewhere into notes: "netgrep import FILE ...". */
int cmd_import(struct session *s);

#endif
