#include "git/start.h"

#include <git2.h>

#include "git/repo.h"

/* Bytes of one object, and of all, that start_caching keeps. */
enum { OBJECT_KEPT = 8 << 20, OBJECTS_KEPT = 32 << 20 };

/*
 * Extensions of the repository format that change nothing for who reads and
 * adds objects here: config.worktree is read in repo-config.c, objects that a
 * partial clone lacks are reported where they are missed.
 */
static const char *const extensions[] = {
	"worktreeconfig",
	"partialclone",
	"preciousobjects",
};

/*
 * Where libgit2 has mbedTLS, it reads all certificates of the system when it
 * starts, much of the time that a small command takes, and has no option
 * against it. Nothing here speaks to a network. A program's own function goes
 * before a library's of the same name, and this one has no certificates to
 * give, which libgit2 takes as well as a system without any. With another TLS
 * library nobody calls it.
 */
int mbedtls_x509_crt_parse_file(void *chain, const char *path);

int
mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return -1;
}

/*
 * The same holds for SSH: this sets up OpenSSL, a quarter of a millisecond, and
 * there is more to be done when the program ends.
 */
int libssh2_init(int flags);

int
libssh2_init(int flags)
{
	(void)flags;
	return 0;
}

int
start_libgit2(struct diags *diags)
{
	if (git_libgit2_init() < 0) {
		diag_error(diags, "repository", STR_NONE, 0, 0,
		    "libgit2 does not start: %s", repo_error());
		return -1;
	}
	git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions,
	    sizeof(extensions) / sizeof(extensions[0]));
	/* what has been acknowledged must outlive a power cut */
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	return 0;
}

void
start_caching(void)
{
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE,
	    (size_t)OBJECT_KEPT);
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_COMMIT,
	    (size_t)OBJECT_KEPT);
	git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)OBJECTS_KEPT);
}
