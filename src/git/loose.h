#ifndef GIT_LOOSE_H
#define GIT_LOOSE_H

#include <git2.h>

#include "base/str.h"

/*
 * Writes an object to fd as git keeps one in a file of its own (loose): its
 * kind and size, then its bytes, in the format of zlib. -1 with errno.
 */
int loose_write(int fd, git_object_t type, struct str bytes);

#endif
