#ifndef BASE_UUID_H
#define BASE_UUID_H

#include "base/str.h"

/*
 * A UUID (RFC 9562, version 8) made of a name: the same name gives the same one
 * everywhere, and for always. Names that were chosen to do so can share one.
 */
enum { UUID_TEXT = 37 };
void uuid_of(struct str name, char text[UUID_TEXT]);

#endif
