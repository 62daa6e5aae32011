#ifndef GIT_PROGRAM_H
#define GIT_PROGRAM_H

#include "git/repo.h"

/*
 * The git program, for what libgit2 does not do. The only place that starts
 * one while notes are read or committed, and only a writer comes here. No
 * shell is between; it runs in the notes' root, on their repository.
 */
struct program {
	/* given; all zero is a good start */
	const char *index;  /* a file in place of the index, or NULL */
	struct str input;   /* its standard input */
	bool literal;       /* its paths are names, not patterns */
	/* called every few milliseconds while it runs, until it says true */
	bool (*tick)(void *context);
	void *context;
	/* answered */
	struct buf out, said; /* its standard output; its standard error */
	int status;           /* as in a shell: 128 and more is a signal */
};

/*
 * The first arguments of what is to be on the disk before it is acknowledged;
 * git before 2.36 does not know of it.
 */
#define PROGRAM_DURABLE "-c", "core.fsync=all"

/*
 * Runs git with these arguments, NULL behind the last, and waits for it. -1
 * with an error "git" when there is none on the PATH or it can't be started;
 * any exit status is 0 here. What its children still hold open is not waited
 * for.
 */
int program_run(struct program *p, const struct notes *notes,
    const char *const *args, struct diags *diags);
/* The same, but another status than 0 is -1, too, with an error. */
int program_must(struct program *p, const struct notes *notes,
    const char *const *args, const char *code, struct diags *diags);
/* Adds each line that it has said on standard error as an error. */
void program_say(const struct program *p, const char *code,
    struct diags *diags);
/* What it has answered, so that it can be run again. */
void program_release(struct program *p);

#endif
