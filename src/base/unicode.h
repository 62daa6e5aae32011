#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include <stdint.h>

#include "base/buf.h"

/* The only room for utf8proc: what Unicode says of text. */

/*
 * One code point at the start of s (not empty). Returns its bytes; bytes that
 * are not UTF-8 (surrogates, overlong forms, beyond U+10FFFF, cut off) are
 * taken one at a time, with *cp < 0.
 */
size_t unicode_next(struct str s, int32_t *cp);
bool unicode_valid(struct str s);
/*
 * Appends the comparison key of a name to out: NFC, full case folding, runs
 * of white space made one space, none at the ends. Bytes that are not UTF-8
 * stay as they are. More than 30 combining marks in a row are no text: there
 * the key is still one of s, but not the same for all canonical equivalents.
 * s must not lie in out.
 */
void unicode_fold(struct buf *out, struct str s);
/*
 * Columns that a code point takes on a terminal: 0, 1 or 2. What is no code
 * point takes 1, as U+FFFD does.
 */
int unicode_width(int32_t cp);
/*
 * The grapheme cluster (UAX 29) at the start of s (not empty): returns its
 * bytes, and its columns in *width: 2 for emoji sequences, flags and wide
 * letters, 0 for controls and lone marks. A byte that is not UTF-8 is one.
 */
size_t unicode_cluster(struct str s, int *width);
/* Columns of all of s, a cluster at a time. */
size_t unicode_columns(struct str s);
bool unicode_letter(int32_t cp); /* general category L* */
bool unicode_upper(int32_t cp);  /* general category Lu or Lt */
bool unicode_digit(int32_t cp);  /* general category Nd */
/*
 * Must not reach a terminal as it is: C0 (tab and newline too), DEL, C1, bidi
 * controls and marks (U+061C U+200E U+200F U+202A..E U+2066..9), line and
 * paragraph separators, tag characters (U+E0000..E007F), BOM, and other
 * invisible characters but ZWJ, ZWNJ and variation selectors. Also what is no
 * code point: surrogates, negative ones, those beyond U+10FFFF.
 */
bool unicode_unsafe(int32_t cp);
/*
 * Appends s as ASCII words joined by '-', lower case, accents taken off where
 * Unicode decomposes them; other letters are kept (ana-ruiz, rene-o, 李雷), in
 * the case of unicode_fold (ß is ss) and with their marks, which are no mere
 * accents in other scripts (й, が). Letters and digits of any script make
 * words; everything else parts them. Appends nothing when s has no word.
 */
void unicode_slug(struct buf *out, struct str s);

#endif
