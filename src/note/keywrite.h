#ifndef NOTE_KEYWRITE_H
#define NOTE_KEYWRITE_H

#include "note/keyfront.h"

/* What is to be done to front matter is set in the job. */

/* The wanted values in place of the field's: 1, or -1 where it is refused. */
int keywrite_change(struct keyfront *f);
/* A new key at the end. */
void keywrite_add(struct keyfront *f);
/* Front matter with the key, where there is none. */
void keywrite_make(struct keyjob *job);

#endif
