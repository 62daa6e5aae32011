#ifndef GIT_DESK_H
#define GIT_DESK_H

#include "git/repo.h"

/*
 * A folder in the repository's own for the files of one commit by the git
 * program. All of them are paths, and are there only while something uses
 * them.
 */
struct desk {
	char *folder;
	char *only;    /* an index: HEAD and what is to be committed */
	char *next;    /* what the repository's index is to become */
	char *was;     /* what it was, under another name */
	char *message; /* a pipe with a name, see commit-program.c */
};

/* Makes it, while lock_notes is held. -1 with errno. */
int desk_open(struct desk *desk, struct notes *notes);
void desk_close(struct desk *desk);
/* Removes those that dead ones of us have left: lock_notes does it. */
void desk_sweep(const struct notes *notes);

/*
 * Copies a file as it is, its time of change too, after which git decides what
 * it believes of an index. 1 where there is none, -1 with errno.
 */
int desk_copy(const char *from, const char *to);
/* to becomes from, which is safe on the disk before. -1 with errno. */
int desk_install(const char *from, const char *to);

#endif
