#ifndef OUT_EXPORT_FORMS_H
#define OUT_EXPORT_FORMS_H

#include "out/export.h"

/* One a file; export.c has the table of them. */
extern const struct export_form export_vcf_form;
extern const struct export_form export_ics_form;
extern const struct export_form export_csv_form;
extern const struct export_form export_jsonl_form;
extern const struct export_form export_friends_form;
extern const struct export_form export_mutt_form;

#endif
