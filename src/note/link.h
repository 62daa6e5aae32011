#ifndef NOTE_LINK_H
#define NOTE_LINK_H

#include "base/str.h"

/*
 * What "[[path/name#part|shown]]" leads to: path/name. Else value itself, also
 * where there is more than one link in it.
 */
struct str link_target(struct str value);
/*
 * A name as it is shown: "Ana Ruiz" of "**Ana Ruiz**", "[Ana Ruiz](…)",
 * "[[ana|Ana Ruiz]]" and "[[people/Ana Ruiz]]"; all of "[[/]]", which shows
 * none.
 */
struct str link_shown(struct str value);

#endif
