#ifndef GIT_HISTORY_H
#define GIT_HISTORY_H

#include "base/day.h"
#include "git/notes.h"

/*
 * The commits that lead to the notes as they are committed, and what each of
 * them changed. Nothing but the repository's objects is read, and no program
 * is run: what a partial clone lacks is an error. git-replace(1) is not looked
 * at.
 */
struct history;

struct history_commit {
	day_t day;          /* the author's, by the author's clock; or
	                       DAY_NONE where it is none */
	struct str author;  /* these four are any bytes … */
	struct str subject; /* the first paragraph, in one line */
	const struct str *people; /* the values of its Netgrep-Person trailers,
	                             as they stand there */
	size_t people_n;    /* … and live until the next commit is asked for */
};

/* A file that is not as any parent of the commit has it. */
struct history_change {
	struct str path;       /* from the root */
	struct str now;        /* the name of its blob; empty: not there */
	struct str *was;       /* the same of each parent; of a commit without
	                          parents one that is empty */
	size_t was_n;          /* at least 1 */
};

struct history_changes {
	struct history_change *v;
	size_t n, cap;
};

/*
 * Begins at the revision that the notes were opened at, else at HEAD. 1 and no
 * history when there is no commit yet; -1 with an error in diags. notes and
 * diags must outlive it.
 */
int history_open(struct history **out, struct notes *notes,
    struct diags *diags);
/*
 * The next commit, in the order of git-log(1): newest first by the
 * committer's clock. 1; 0 after the last; -1 with an error.
 */
int history_next(struct history *h, struct history_commit *commit);
/*
 * The regular files of that commit that it changed and wants() is true for,
 * replacing what is in changes; below netgrep.dir only. They live until the
 * next commit is asked for. -1 with an error.
 */
int history_changes(struct history *h, bool (*wants)(struct str path),
    struct history_changes *changes);
/* Appends a blob of that commit, or of its parents: -1 with an error. */
int history_blob(struct history *h, struct str blob, struct str path,
    struct buf *out);
/* Appends the commit's name, as short as git would have it. */
void history_name(struct history *h, struct buf *out);
/* Parents were passed over, as a shallow clone does not have them. */
bool history_cut_short(const struct history *h);
void history_close(struct history *h);

#endif
