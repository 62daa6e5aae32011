#ifndef REPORT_PANEL_H
#define REPORT_PANEL_H

#include "report/tally.h"

/* The numbers of a tally, drawn on one screen. */
extern const struct columns panel_columns;

/* As wide as the query says, in plain ASCII if it says so. */
void panel_draw(struct tally *t, const struct book *book,
    const struct query *query, struct sink *sink);

#endif
