#ifndef OUT_MAIL_H
#define OUT_MAIL_H

#include "base/str.h"

/*
 * The address in a value as notes have it: "ana@example.org",
 * "mailto:ana@example.org", "Ana <ana@example.org>". A slice of it; empty when
 * it holds none that can stand in a list of addresses as it is.
 */
struct str mail_address(struct str value);

#endif
