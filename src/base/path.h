#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/buf.h"

/*
 * Goes from the folder *path on along a relative path, "." and ".." worked
 * out by name. False if it leads above where paths begin, which is "".
 */
bool path_walk(struct buf *path, struct str relative);

#endif
