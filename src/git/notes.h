#ifndef GIT_NOTES_H
#define GIT_NOTES_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/vec.h"

/*
 * The folder that holds the notes: the work tree of a git repository, a
 * revision of one, or a plain folder that was named. Only src/git/ knows
 * libgit2.
 */
struct notes;

/*
 * Opens the notes around dir (NULL: the current directory): the repository it
 * is in, found as git finds it (GIT_DIR and GIT_CEILING_DIRECTORIES count). A
 * folder without git is opened only if plain_allowed, since it must be named.
 * Returns -1 with an error in diags (no such folder; no repository and not
 * named; bare; foreign owner; core.worktree elsewhere).
 */
int notes_open(struct notes **out, const char *dir, bool plain_allowed,
    struct diags *diags);
/*
 * The same, but what is listed and read is what the commit holds that revision
 * names, as gitrevisions(7) has it; the repository may be bare then. Also an
 * error: what names no commit (a file, a folder, nothing, an option, a search
 * or the index).
 */
int notes_open_at(struct notes **out, const char *dir, const char *revision,
    struct diags *diags);
void notes_close(struct notes *notes);

/* Absolute path of the root, without a slash at the end. */
struct str notes_root(const struct notes *notes);
/*
 * Where dir (as given to notes_open) stands in it: "" or "people/work", no
 * slash at the end. "-C dir" and the current directory count alike.
 */
struct str notes_prefix(const struct notes *notes);
bool notes_is_git(const struct notes *notes);
/* There is no work tree, so no path leads to a file; the prefix is "". */
bool notes_is_bare(const struct notes *notes);
/*
 * Narrows the notes to a folder below the root (netgrep.dir): paths stay
 * relative to the root. -1 with an error if it is no folder in the root.
 */
int notes_narrow(struct notes *notes, struct str dir, struct diags *diags);

/*
 * Appends the paths (relative to the root, '/' between, sorted by bytes, each
 * once) of the files that wants() is true for: tracked, and untracked that
 * are not ignored; in a plain folder and in a revision all. Symbolic links,
 * also to folders, are skipped with a warning "symlink"; what is no regular
 * file is skipped; tracked files that are gone from the work tree are left
 * out; nothing inside .git, submodules and other repositories is listed.
 * Slices live as long as notes. -1 with an error where a folder can't be read
 * (the rest is listed).
 */
int notes_list(struct notes *notes, bool (*wants)(struct str path),
    struct strs *paths, struct diags *diags);

/*
 * Appends those of the paths, as notes_list gives them, that the work tree
 * holds otherwise than HEAD, or that HEAD does not hold at all. Files that the
 * index knows and nobody touched are not read. -1 with an error where HEAD or
 * the index can't be read.
 */
int notes_changed(struct notes *notes, const struct strs *paths,
    struct strs *changed, struct diags *diags);

/*
 * Appends the paths of the files that HEAD holds and the work tree no more, and
 * that wants() is true for. Slices live as long as notes. -1 as notes_changed.
 */
int notes_gone(struct notes *notes, bool (*wants)(struct str path),
    struct strs *paths, struct diags *diags);

/*
 * Appends the files and folders, absolute, that listing and reading can still
 * open, and with history what git/history.h can: for who gives up all others.
 * Slices live as long as notes.
 */
void notes_places(struct notes *notes, bool history, struct strs *paths);

/*
 * Appends a file's bytes to out. Beneath the root only, never through a link,
 * never blocking (openat2 where the kernel has it). Safe in many threads. -1
 * with an error "unreadable" in diags; with missing_ok a file that is not
 * there is 1 without an error.
 */
int notes_read(const struct notes *notes, struct str path, struct buf *out,
    bool missing_ok, struct diags *diags);
/*
 * The folder that was last read from, kept open by a thread that reads many
 * files of one: { -1, … } to begin with.
 */
struct notes_folder {
	int fd; /* or -1 */
	struct buf path;
};

/* As notes_read, with an error for a file that is not there. */
int notes_read_in(const struct notes *notes, struct notes_folder *folder,
    struct str path, struct buf *out, struct diags *diags);
void notes_read_in_end(struct notes_folder *folder);

/* A file that is read a piece at a time, by whoever opened it. */
struct notes_reading {
	int fd;           /* of the work tree, or -1 */
	struct buf bytes; /* of a revision, which holds no file open … */
	size_t given;     /* … and how many of them are read */
	struct str path;
	struct diags *diags;
};

/* As notes_read: -1 with an error. path and diags must outlive the file. */
int notes_read_begin(struct notes_reading *reading, const struct notes *notes,
    struct str path, struct diags *diags);
/* The more of a struct input whose context is a struct notes_reading. */
int notes_read_more(void *reading, struct buf *out);
void notes_read_end(struct notes_reading *reading);
/*
 * Appends HEAD and the short names of branches and tags, as --at takes them.
 * They live as long as notes.
 */
void notes_revisions(struct notes *notes, struct strs *names);
/* Whether the work tree has it as a regular file: for who writes. */
bool notes_has(const struct notes *notes, struct str path);
/* Whether anything of that name is there, be it a link that leads nowhere. */
bool notes_stands(const struct notes *notes, struct str path);

#endif
