#ifndef CMD_EDITOR_H
#define CMD_EDITOR_H

#include "cmd/session.h"

/*
 * Appends TEXT as it is written in an editor; -1 with an error. path gets the
 * file that holds it, so that what was written outlives a refusal: it is
 * removed by editor_done when it is recorded, else that says where it is.
 */
int editor_ask(struct session *s, struct buf *text, struct buf *path);
/* Has that file edited; -1 when the editor fails. */
int editor_open(const char *path);
/* Releases path; does nothing where nothing was asked. */
void editor_done(struct session *s, struct buf *path, bool recorded);

#endif
