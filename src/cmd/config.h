#ifndef CMD_CONFIG_H
#define CMD_CONFIG_H

#include "book/book.h"
#include "git/commit.h"
#include "git/config.h"
#include "note/mapping.h"

/* netgrep.* as DESIGN 11 has it, with its defaults. */
struct config {
	struct book_options book; /* all but today */
	bool mentions_all;
	struct str people;        /* folder of new notes, or empty */
	bool log_to_journal;
	struct str journal;       /* path with %Y %m %d, or empty: worked out */
	bool commit;              /* true */
	enum commit_backend backend;
	struct str dir;           /* folder below the root, or empty */
	size_t limit;             /* rows; 0: all */
	int64_t quiet;            /* watch waits so long, milliseconds: 5m */
	bool poll;                /* and looks, rather than being told */
	/* owned */
	VEC(struct cadence_rule) rules;
	struct strs me;
	struct mappings tables;
	struct settings settings;
};

/*
 * Reads the configuration of the notes and adds extra ("KEY=VALUE", as given
 * with -c). Values that can't be used are errors that name where they stand;
 * the defaults stay in force then. -1 when an error was reported.
 */
int config_read(struct config *config, struct notes *notes,
    const struct strs *extra, struct diags *diags);
/*
 * A time to wait: "30s", "5m" (here of minutes), "30" of seconds, up to a day
 * of seconds or that many minutes; in milliseconds. False for anything else
 * and for none at all; *wait is as it was or means nothing then.
 */
bool config_wait(struct str typed, int64_t *wait);
void config_release(struct config *config);

#endif
