#ifndef NOTE_MAPPING_H
#define NOTE_MAPPING_H

#include "base/vec.h"
#include "note/heading.h"
#include "note/stamp.h"

/*
 * What the owner of the notes says of a table that does not say it itself
 * (netgrep.table.GLOB.KEY in netgrep-config.5). Texts are borrowed.
 */
enum mapping_kind {
	MAPPING_UNSAID,
	MAPPING_CONTACTS,
	MAPPING_INTERACTIONS,
	MAPPING_IGNORE,
};

/* One setting; of a kind or an order column is empty. */
struct mapping {
	struct str glob;   /* of paths from the root of the notes */
	struct str column; /* its name, and what it says: */
	struct heading heading; /* HEADER_NONE: nothing */
	uint8_t kind;  /* enum mapping_kind */
	uint8_t order; /* enum stamp_order, STAMP_NONE: unsaid */
};

struct mappings {
	VEC(struct mapping) list; /* in order; later ones win */
};

/*
 * Takes a setting: name is "GLOB.KEY", KEY being kind, date-order, ignore or
 * what a column can say ("email", "last-contact"). NULL, or what was wanted
 * where it can't be used, for a message.
 */
const char *mapping_take(struct mappings *m, struct str name,
    struct str value);
/* Whether a setting is about the table with this path. */
bool mapping_fits(const struct mapping *mapping, struct str path);
/* The kind that was said of a table, and the order of its dates. */
enum mapping_kind mapping_kind(const struct mappings *m, struct str path);
enum stamp_order mapping_order(const struct mappings *m, struct str path);
void mapping_release(struct mappings *m);

#endif
