#ifndef CMD_SESSION_H
#define CMD_SESSION_H

#include <stdio.h>
#include <sys/types.h>

#include "cmd/config.h"
#include "cmd/options.h"
#include "note/read.h"
#include "out/out.h"

#define NETGREP_VERSION "0.1.0"

/* Exit statuses of every command (DESIGN 9). */
enum {
	STATUS_ROWS = 0, /* rows were printed, or what was asked is done */
	STATUS_NO_ROWS = 1,
	STATUS_TROUBLE = 2,
};

/*
 * What is opened before a command runs; only a writer can write, and who asks
 * for it by an option: see session_writes.
 */
enum needs {
	NEEDS_NOTHING,
	NEEDS_NOTES,  /* the folder, its configuration and patterns */
	NEEDS_PEOPLE, /* and who is in the sources, but not what they did */
	NEEDS_BOOK,   /* and every source read, with the texts that matter */
	NEEDS_HISTORY, /* and the commits that led to it within reach */
	NEEDS_TEXTS,  /* every source, with all texts */
	NEEDS_FINDINGS, /* and looked through for what costs time to find */
	NEEDS_WRITER, /* the notes; it reads what it must, and writes */
};

struct command;

/* One run of one command: what it was asked, and what was opened for it. */
struct session {
	const struct command *command;
	const struct command *commands; /* the table, for help */
	struct options options;
	day_t today;
	struct diags diags;
	FILE *in, *out, *err;
	bool out_terminal, err_terminal;
	unsigned out_columns;      /* how wide out is */
	pid_t pager;               /* what out goes to, or 0 … */
	const char *pager_command; /* … and its name; NULL: the default */
	int out_error; /* errno of a write to out that failed, or 0 */

	struct notes *notes;
	struct str here; /* the current folder in them, from their root … */
	bool outside;    /* … or, where it is not in them, the one named */
	char *cwd;       /* what here is a slice of, or NULL */
	struct config config;
	struct patterns *patterns;
	struct read_options read_options;
	struct reader *readers;
	size_t readers_n;
	struct source *sources;
	size_t sources_n;
	struct book book;
	bool book_made;
	bool warnings_shown; /* as rows: they need no mention */
};

struct command {
	const char *name;
	const char *summary; /* for help: lower case, no full stop */
	const char *usage;   /* what follows the name, as in the SYNOPSIS */
	enum needs needs;
	unsigned options;    /* enum option_group, without the global ones */
	/* returns an exit status; errors may also be in session->diags */
	int (*run)(struct session *session);
};

/* It is one of a command that writes, or is asked to (check --fix). */
bool session_writes(const struct session *s);
/* -1 with an error in session->diags, here and below. */
int session_open(struct session *s);
/*
 * Comes before all below: reads the patterns. Where the session is no writer's
 * nothing but the notes can be opened from here on, and nothing written to but
 * what is open already, before what stands in a note is looked at.
 */
void session_begin(struct session *s);
/* Reads every source and makes the book. */
int session_read(struct session *s, bool all_texts);
/*
 * Reads who there is and not what they did, for who asks who is meant: in every
 * source, or in these alone.
 */
int session_read_people(struct session *s, const struct strs *paths);
/*
 * A path as typed, from the current folder of the notes, as one from their
 * root: appended to path, "." and ".." worked out. False if it leads out.
 */
bool session_path(const struct session *s, struct str typed,
    struct buf *path);
void session_close(struct session *s);

/* Adds an error about what was typed. */
#define session_error(s, ...) \
	diag_error(&(s)->diags, "usage", STR_NONE, 0, 0, __VA_ARGS__)

/* Where paths are shown from, for out. */
void session_show_paths(const struct session *s, struct out_options *o);
/*
 * Closes standard output. What did not arrive is an error, but where the
 * reader went away; then the status is still the command's.
 */
void session_close_output(struct session *s);
/* Prints the errors and, on a terminal, how many warnings there are. */
void session_print_diags(struct session *s);

/*
 * The PERSON operands as sorted, distinct people in *people (allocated; free
 * it). "-" reads names from standard input, a line each, up to a tab. One
 * that fits nobody, or two people, is an error that names those near.
 */
int session_people(struct session *s, char **typed, int n,
    uint32_t **people, size_t *people_n);
/* As book_select, but paths are those typed here. */
size_t session_select(struct session *s, struct str typed, uint32_t *people,
    size_t room, int *tier);
/* One PERSON; PERSON_NONE with an error. */
uint32_t session_person(struct session *s, struct str typed);

#endif
