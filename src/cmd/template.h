#ifndef CMD_TEMPLATE_H
#define CMD_TEMPLATE_H

#include "base/buf.h"
#include "base/day.h"
#include "base/diag.h"

/* Where the template of a new person's note is, in the notes. */
#define TEMPLATE_PATH ".netgrep/template.md"

/*
 * Appends a template, {{name}} or {{title}} and {{date}} (that of today) filled
 * in. In front matter a name that is the whole value of a key gets the quotes
 * that YAML needs. -1 with an error at its line: another {{…}}, or <% … %>.
 */
int template_fill(struct buf *out, struct str text, struct str name,
    day_t today, struct diags *diags);

#endif
