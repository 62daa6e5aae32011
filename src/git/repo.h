#ifndef GIT_REPO_H
#define GIT_REPO_H

#include <git2.h>
#include <git2/sys/repository.h>
#include <sys/types.h>

#include "git/commit.h"

/* What is said alike of the work tree and of a revision. */
#define REPO_SYMLINK "a symbolic link is not followed; name what it leads to"
#define REPO_LINK "a symbolic link is on the way, which is not followed"
#define REPO_NO_FILE "it is no regular file"
/* The ways out where netgrep.backend is libgit2 and that is not enough. */
#define REPO_BY_GIT \
	"leave netgrep.backend at auto, or use %sgit commit"
/* What the %s is, and how some other ways out end. */
#define REPO_THEN(notes) repo_way((notes), "--no-commit, then ")
#define REPO_NO_RULES "can't be read, so nothing in it is ignored: %s"

/* What git held of a path when its texts were read. */
struct repo_base {
	struct str path;
	git_oid head, index; /* zero where it was not */
	/* the same where git itself has been asked, in hex, else NULL */
	struct str head_name, index_name;
	struct str head_mode, index_mode; /* as git prints them */
	bool asked;      /* git itself */
	bool filtered;   /* the texts were given as the work tree has them */
	bool assumed;    /* "git update-index --assume-unchanged" */
};

/*
 * What the files of this folder share; nobody else includes it. One struct
 * belongs to one thread, but for root, fd and what is read through them.
 */
struct notes {
	git_repository *repo; /* NULL in a plain folder and when refused */
	git_index *index;     /* kept by repo_index, or NULL */
	struct pool_task *reading; /* a thread that reads it, or NULL */
	git_config *config;   /* all levels, as git has them here */
	int config_fd;        /* what the environment adds to it, or -1 */
	bool is_git;
	bool owned;        /* by who runs us; only git repositories are asked */
	char *refused;     /* why libgit2 can't open the repository, or NULL */
	char *gitdir, *commondir; /* with a slash at the end; or NULL */
	char *index_path;  /* GIT_INDEX_FILE or the repository's own; or NULL */
	struct quarantine *quarantine; /* the repository's, or NULL */
	char *index_copy;  /* while we write, the same under a name of ours */
	bool named;        /* the repository, by GIT_DIR */
	enum commit_backend backend;
	bool committing;   /* a commit is all that is wanted: see commit_only */
	bool by_git;       /* git itself is to make the commit, … */
	bool asked;        /* … and is to be asked what it is made from */
	struct buf said;   /* what it and its hooks printed then */
	bool bare;         /* without a work tree: opened with a revision */
	int fd;            /* the root, open for reading */
	struct str root;   /* absolute, resolved, no slash at the end */
	struct str prefix; /* of the folder that was named */
	const char *at;    /* the revision as it was named, or NULL */
	struct revision *revision; /* read in place of the work tree, or NULL */
	struct str narrow; /* only below here is listed; "" is all */
	VEC(struct repo_base) bases; /* what versions_read has handed out */
	int lock_fd;       /* our own writers' lock, or -1 */
	struct arena texts;
};

/* A way out that is one for who can also write without a commit, or "". */
static inline const char *
repo_way(const struct notes *notes, const char *way)
{
	return notes->committing ? "" : way;
}

/* What libgit2 says of its last failure; valid until its next one. */
const char *repo_error(void);
/*
 * The configuration that git would read here, into notes->config and into the
 * repository. -1 with an error that names file and line.
 */
int repo_config(struct notes *notes, struct diags *diags);
/* One value of it, NULL when it is not set. Valid as long as notes. */
const char *repo_config_value(struct notes *notes, const char *key);
bool repo_config_true(struct notes *notes, const char *key);

/* A file that configuration is read from. */
struct repo_source {
	git_config_level_t level;
	const char *path;  /* to be read */
	const char *shown; /* in messages */
	bool in_repository; /* and not the user's own */
};
struct repo_sources {
	VEC(struct repo_source) list;
	struct arena texts;
};
/* Those that there could be, from the weakest on, the environment's last. */
void repo_config_sources(struct notes *notes, struct repo_sources *sources);
void repo_config_release(struct repo_sources *sources);

/*
 * Opens a path below the folder fd for reading, never through a link and
 * never blocking: -1 with errno. "" is the folder itself.
 */
int repo_beneath(int fd, struct str path, int flags);
/* The same of what stands in the folder fd itself, by its bare name. */
int repo_within(int fd, struct str name, int flags);
/*
 * Above this a note is refused: origins are 32 bits wide, and a sparse file
 * of a terabyte costs its author nothing.
 */
#define REPO_FILE_MAX ((size_t)1 << 30)
/* Appends what is left of fd: -1 with errno, EFBIG beyond the cap. */
int repo_slurp(int fd, struct buf *out);
/* Writes all of s to fd, however many writes that takes: -1 with errno. */
int repo_spill(int fd, struct str s);
/* What a file holds, or a folder lists, to the disk: -1 with errno. */
int repo_sync(const char *path);

/*
 * The branch that HEAD names (the caller frees it) and its commit, zero while
 * it is unborn. -1 with an error when HEAD is detached or can't be read.
 */
int repo_head(const struct notes *notes, char **branch, git_oid *id,
    struct diags *diags);
/* The mode of a note that git does not know yet, after the work tree's. */
uint32_t repo_mode(struct notes *notes, struct str path);
/* The tree of the commit id, NULL for the zero id: -1 as libgit2. */
int repo_tree(const struct notes *notes, const git_oid *id,
    git_tree **tree);
/* The entry of a path, NULL where there is none: -1 as libgit2. */
int repo_entry(const git_tree *tree, const char *path,
    git_tree_entry **entry);

/*
 * Appends what a blob holds, its size looked at before its bytes (H28): 0, or
 * as libgit2; GIT_EBUFS when it has more than max bytes. Safe in many threads.
 */
int repo_blob(git_odb *odb, const git_oid *id, size_t max, struct buf *out);

/*
 * The index as its file is now, without the repository, so that nothing is
 * written on its own. Belongs to notes, read again only when the file has
 * changed: -1 as libgit2. While lock_notes is held it is that which
 * stage_start is to change.
 */
int repo_index(struct notes *notes, git_index **index);
/*
 * Begins to read it beside what the caller does, while lock_notes is held: it
 * is long, and everybody has to wait for it.
 */
void repo_index_start(struct notes *notes);
void repo_index_release(struct notes *notes);
/*
 * What libgit2 itself looks for attributes in, so that it does not read the
 * index again; NULL before it is written, when it must be nobody else's.
 */
void repo_index_lend(struct notes *notes, git_index *index);

#endif
