#ifndef BASE_MONITOR_H
#define BASE_MONITOR_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Waits for changes below a folder: through inotify where there is one and
 * watches are left, else, or where it is asked for, by looking every now and
 * then. Folders that begin with a dot (but .netgrep) and node_modules are not
 * looked into, and links are not followed. A folder that can't be read, or is
 * not there for a while, is none.
 */
struct monitor;

enum monitor_saw {
	MONITOR_NOTHING, /* the time is over */
	MONITOR_CHANGE,
	MONITOR_STOP,    /* the other descriptor can be read */
};

/* step: how often it looks when it polls, in milliseconds. */
struct monitor *monitor_new(const char *root, bool polls, int step);
/* Which way it works now: it may have turned to polling. */
bool monitor_polls(const struct monitor *m);
/*
 * Returns as soon as something has changed, or stop can be read, but after
 * that many milliseconds at the latest; -1: no end.
 */
enum monitor_saw monitor_wait(struct monitor *m, int64_t timeout, int stop);
/* Milliseconds of a clock that only goes forward. */
int64_t monitor_now(void);
void monitor_free(struct monitor *m);

#endif
