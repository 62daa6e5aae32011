#ifndef NOTE_COMPARE_H
#define NOTE_COMPARE_H

#include "note/record.h"

/*
 * Of two readings of a note, each with all texts, that have the same lines but
 * for those from … to: the first line that says something else of people now,
 * 0 where there is none. In the lines from … to everything but follow-ups,
 * interactions and texts is compared too.
 */
uint32_t compare_sources(const struct source *a, const struct source *b,
    uint32_t from, uint32_t to);

#endif
