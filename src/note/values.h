#ifndef NOTE_VALUES_H
#define NOTE_VALUES_H

#include "base/str.h"

/* What people write into one value of a key. All are slices of it. */

/* Takes the next part between any of the separators off *rest. */
bool values_cut(struct str *rest, const char *separators, struct str *part);
/* "#x", "[[x y]]" and "#[[x y]]" without what marks them. */
struct str values_tag(struct str tag);
/* The next tag, with its marks: to a comma or blank, but a [[link]] whole. */
bool values_cut_tag(struct str *rest, struct str *tag);
/* "[profile](https://example.org/ana)" leads there. */
struct str values_url(struct str value);
/* Does it hold nothing but [[links]], with commas between? */
bool values_are_links(struct str value);
/* Takes "mailto:" and "[…](…)" off; is it an address then? */
bool values_address(struct str *s);

#endif
