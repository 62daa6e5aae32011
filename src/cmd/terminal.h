#ifndef CMD_TERMINAL_H
#define CMD_TERMINAL_H

#include "cmd/session.h"

/* Whether standard output and error are terminals, and how wide the one is. */
void terminal_look(struct session *s);
/*
 * Pages standard output, if it is a terminal and a pager is wanted (DESIGN 9).
 * Wants open notes, and comes before anything that forbids to run programs.
 */
void terminal_page(struct session *s);
/* After standard output is closed. A pager that can't be run is an error. */
void terminal_end(struct session *s);

#endif
