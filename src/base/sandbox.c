#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/seccomp.h"

/*
 * Landlock, as its kernel documentation has it; here by number, since headers
 * are often older than kernels. A bit that is set in a ruleset is denied but
 * where a rule allows it.
 */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif
enum {
	READ_FILE = 1 << 2,
	READ_DIR = 1 << 3,
	TRUNCATE = 1 << 14,
	ASK_VERSION = 1,   /* flag of landlock_create_ruleset */
	PATH_BENEATH = 1,  /* kind of rule */
};

struct ruleset {
	uint64_t files, sockets, scopes;
};

struct beneath {
	uint64_t allowed;
	int32_t folder;
} __attribute__((packed));

/* All that each version can deny, from 1 on. */
static const struct ruleset versions[] = {
	{ 0x1fff, 0, 0 },
	{ 0x3fff, 0, 0 }, /* links and renames to other folders */
	{ 0x7fff, 0, 0 }, /* truncation */
	{ 0x7fff, 3, 0 }, /* TCP */
	{ 0xffff, 3, 0 }, /* ioctl of devices */
	{ 0xffff, 3, 3 }, /* signals and abstract sockets */
};
enum { VERSIONS = sizeof(versions) / sizeof(versions[0]) };

/*
 * To read. Landlock asks at each open whether the file could be truncated
 * later, and looks for the answer from the file up to the root of all, where
 * it else stops at the first of our folders: that is a seventh of the time
 * that reading takes. So where no call is left that truncates, it is granted.
 */
static uint64_t
reading(const struct ruleset *denied, bool calls_held)
{
	uint64_t rights = READ_FILE | READ_DIR;

	if (calls_held && SECCOMP_HOLDS_OPEN)
		rights |= denied->files & TRUNCATE;
	return rights;
}

static void
allow(int ruleset, const char *path, uint64_t rights)
{
	struct beneath rule = { .allowed = rights };
	struct stat st;

	rule.folder = open(path, O_PATH | O_CLOEXEC);
	if (rule.folder < 0)
		return;
	if (!fstat(rule.folder, &st) && !S_ISDIR(st.st_mode))
		rule.allowed &= (uint64_t)~READ_DIR;
	syscall(SYS_landlock_add_rule, ruleset, PATH_BENEATH, &rule, 0);
	close(rule.folder);
}

#ifdef SECCOMP_SANITIZED
/* A sanitizer looks at the process through /proc, and writes what it found. */
static void
allow_sanitizer(int ruleset)
{
	struct str options = str_of(getenv("ASAN_OPTIONS")), option;
	char *folder;

	allow(ruleset, "/proc", READ_FILE | READ_DIR);
	while (str_cut(&options, ':', &option)) {
		if (!str_starts(option, STR("log_path=")))
			continue;
		option = str_from(option, sizeof("log_path=") - 1);
		folder = mem_cstr(str_upto(option, str_rchr(option, '/')));
		allow(ruleset, folder, versions[0].files);
		free(folder);
	}
}
#else
#define allow_sanitizer(ruleset) ((void)(ruleset))
#endif

static bool
confine_files(const struct strs *readable, bool calls_held)
{
	const struct ruleset *denied;
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    ASK_VERSION);
	bool held;
	int ruleset;
	size_t i;

	if (version < 1)
		return false;
	if (version > VERSIONS)
		version = VERSIONS;
	denied = &versions[version - 1];
	ruleset = (int)syscall(SYS_landlock_create_ruleset, denied,
	    sizeof(*denied), 0);
	if (ruleset < 0)
		return false;
	for (i = 0; i < readable->n; i++) {
		char *path = mem_cstr(readable->v[i]);

		allow(ruleset, path, reading(denied, calls_held));
		free(path);
	}
	allow_sanitizer(ruleset);
	held = !syscall(SYS_landlock_restrict_self, ruleset, 0);
	close(ruleset);
	return held;
}

unsigned
sandbox_enter(const struct strs *readable)
{
	unsigned held = 0;

#ifdef COVERAGE
	return held; /* when it ends the program writes down what it ran */
#endif
	/* neither is granted to who could gain rights by starting a program */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return 0;
	if (!seccomp_enter())
		held |= SANDBOX_CALLS;
	if (confine_files(readable, held & SANDBOX_CALLS))
		held |= SANDBOX_FILES;
	return held;
}
