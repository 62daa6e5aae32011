#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include "base/vec.h"

/*
 * All options of all commands in one table: which of them a command takes is
 * said by its groups. Texts are argv's.
 */
enum option_group {
	OPTIONS_GLOBAL = 1 << 0,   /* -C --at --today -c … -h --version */
	OPTIONS_OUTPUT = 1 << 1,   /* --tsv --json --vimgrep --format … */
	OPTIONS_SELECT = 1 << 2,   /* -t --under --state -n */
	OPTIONS_ALL = 1 << 3,      /* -a --all */
	OPTIONS_DUE = 1 << 4,      /* --done --within */
	OPTIONS_KIND = 1 << 5,     /* --kind */
	OPTIONS_CHANNEL = 1 << 6,  /* --channel, of a report */
	OPTIONS_LOG = 1 << 7,      /* what only log takes */
	OPTIONS_WRITE = 1 << 8,    /* --no-commit --dry-run */
	OPTIONS_DAY = 1 << 9,      /* -d: when it was */
	OPTIONS_INIT = 1 << 10,    /* --union --aliases --no-… */
	OPTIONS_COMMIT = 1 << 11,  /* --squash --dry-run */
	OPTIONS_WATCH = 1 << 12,   /* --quiet */
	OPTIONS_CHECK = 1 << 13,   /* --fix --no-commit --dry-run, and no -n
	                              for it: that is the limit; --no-notes */
	OPTIONS_PAST = 1 << 14,    /* --since --until */
	OPTIONS_NEXT = 1 << 15,    /* --next */
	OPTIONS_KEEP = 1 << 16,    /* --every */
	OPTIONS_DROP = 1 << 17,    /* --why */
	OPTIONS_CHOOSE = 1 << 18,  /* -i --interactive */
	OPTIONS_EXPLAIN = 1 << 19, /* --explain */
	OPTIONS_SORT = 1 << 20,    /* --sort */
	OPTIONS_STATS = 1 << 21,   /* --ascii */
	OPTIONS_GRAPH = 1 << 22,   /* --around --depth */
	OPTIONS_BY = 1 << 23,      /* --by */
	OPTIONS_EXPORT = 1 << 24,  /* --to --raw --todo */
	OPTIONS_IMPORT = 1 << 25,  /* --from --tag */
};

struct options {
	const char *dir, *at, *today, *color;
	struct strs settings; /* -c KEY=VALUE, in order */
	bool help, version, no_pager;
	bool tsv, json, vimgrep, header, nul;
	const char *format;
	const char *tag, *under, *states, *limit;
	bool all, done;
	const char *within, *kinds, *since, *until, *channels;
	const char *date, *channel, *next, *quiet, *every, *why, *sort;
	const char *around, *depth, *by, *to, *from;
	bool new_person, again, no_commit, dry_run, squash, fix, no_notes;
	bool interactive, explain, ascii, raw, todo;
	bool add_union, no_union, aliases, no_aliases;
	char **operands; /* what is left of argv … */
	int operands_n;
};

/*
 * Takes the options of the groups out of argv (argv[0] is passed over). With
 * stop the first operand ends them, as before a command; else they may stand
 * anywhere before "--". An option that is asked for in a narrower group
 * hides the global one of its letter. On an error returns -1 with a message
 * in *error, which the caller frees.
 */
int options_parse(struct options *o, unsigned groups, bool stop, int argc,
    char **argv, char **error);
void options_release(struct options *o);

/* What an argument of an option is, for those who complete it. */
enum option_value {
	VALUE_ANY,
	VALUE_FILE,
	VALUE_TAG,
	VALUE_STATE,    /* these three may be lists */
	VALUE_KIND,
	VALUE_CHANNEL,
	VALUE_COLOR,
	VALUE_REVISION,
	VALUE_PERSON,
	VALUE_BY,
	VALUE_FORM, /* of an export or import */
};

struct options_next {
	bool awaited; /* the next word is the argument of an option … */
	enum option_value value; /* … and this */
	bool operands_only; /* "--" has been */
};

/*
 * As options_parse, of a line that is still being typed: what is wrong in it is
 * passed over. *after says what its next word can be.
 */
void options_follow(struct options *o, unsigned groups, bool stop, int argc,
    char **argv, struct options_next *after);
/* Whether there is an option --NAME with an argument in groups, and which. */
bool options_value(unsigned groups, struct str name, enum option_value *value);
/* The names of groups, one after another from *i = 0 on, then NULL. */
const char *options_name(unsigned groups, size_t *i);

#endif
