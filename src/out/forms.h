#ifndef OUT_FORMS_H
#define OUT_FORMS_H

#include "out/form.h"

/* One a file; out.c has the table of them. */
extern const struct form_type grid_form;
extern const struct form_type tsv_form;
extern const struct form_type json_form;
extern const struct form_type vimgrep_form;
extern const struct form_type format_form;
extern const struct form_type dot_form;

#endif
