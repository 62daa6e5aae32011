#ifndef OUT_PAGER_H
#define OUT_PAGER_H

#include <sys/types.h>

/*
 * A program between standard output and the terminal. It begins to run when
 * there is something to read: where nothing is written, nothing is run.
 *
 * Sends what is written to standard output from now on to command, which a
 * shell takes apart; NULL is less, or what else there is. Ignores SIGPIPE: a
 * reader may go away. Returns its process, or -1 with errno and nothing done.
 */
pid_t pager_start(const char *command);
/* From now on ^C is the pager's: it must not end its writer before it. */
void pager_yield(void);
/*
 * Waits until it has ended, once standard output is closed. -1 when it could
 * not be run. A status of its own is not asked for.
 */
int pager_wait(pid_t pager);

#endif
