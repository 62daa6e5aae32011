#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

#include "base/vec.h"

/* What a kernel can hold us to. */
enum {
	SANDBOX_FILES = 1 << 0, /* Landlock: which files can be opened */
	SANDBOX_CALLS = 1 << 1, /* seccomp: what can be asked for at all */
};

/*
 * Gives up, for good, what who only reads has no use for: to start a program
 * or another process, to change, make or remove a file, to talk to others,
 * and to open for reading anything but the readable paths and what is below
 * them. What is open stays open. Paths that are not there are passed over.
 *
 * Returns which of SANDBOX_* hold from now on: a kernel that lacks one holds
 * the other, and none is no error. Call it before there are other threads;
 * those that come later are held too.
 */
unsigned sandbox_enter(const struct strs *readable);

#endif
