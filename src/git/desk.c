#include "git/desk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME "netgrep."

/* The message first: a git that has lost its master does not get beyond it. */
static const char *const files[] = {
	"message", "only", "only.lock", "next", "next.lock", "was",
};

static char *
join(const char *folder, const char *name)
{
	struct buf path = { 0 };
	char *joined;

	buf_printf(&path, "%s%s", folder, name);
	joined = mem_cstr(buf_str(&path));
	buf_release(&path);
	return joined;
}

static void
remove_folder(const char *folder)
{
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		char *path = join(folder, files[i]);

		unlink(path);
		free(path);
	}
	rmdir(folder);
}

/* "netgrep.123" */
static bool
is_desk(const char *name)
{
	struct str digits = str_of(name);
	size_t i;

	if (!str_starts(digits, STR(NAME)))
		return false;
	digits = str_from(digits, sizeof(NAME) - 1);
	for (i = 0; i < digits.len; i++)
		if (!ch_digit(digits.ptr[i]))
			return false;
	return digits.len > 0;
}

void
desk_sweep(const struct notes *notes)
{
	const char *gitdir = notes->gitdir;
	DIR *dir = opendir(gitdir);
	const struct dirent *entry;
	struct buf path = { 0 };

	while (dir && (entry = readdir(dir))) {
		if (!is_desk(entry->d_name))
			continue;
		buf_clear(&path);
		buf_printf(&path, "%s%s/", gitdir, entry->d_name);
		remove_folder(buf_cstr(&path));
	}
	if (dir)
		closedir(dir);
	buf_release(&path);
}

int
desk_open(struct desk *desk, struct notes *notes)
{
	char name[64];

	*desk = (struct desk){ 0 };
	snprintf(name, sizeof(name), NAME "%ld/", (long)getpid());
	desk->folder = join(notes->gitdir, name);
	desk->only = join(desk->folder, "only");
	desk->next = join(desk->folder, "next");
	desk->was = join(desk->folder, "was");
	desk->message = join(desk->folder, "message");
	return mkdir(desk->folder, 0700);
}

void
desk_close(struct desk *desk)
{
	int number = errno;

	if (desk->folder)
		remove_folder(desk->folder);
	free(desk->folder);
	free(desk->only);
	free(desk->next);
	free(desk->was);
	free(desk->message);
	*desk = (struct desk){ 0 };
	errno = number;
}

int
desk_copy(const char *from, const char *to)
{
	struct buf bytes = { 0 };
	struct timespec times[2];
	struct stat st;
	int in = open(from, O_RDONLY | O_CLOEXEC), out = -1, rc = -1;

	if (in < 0)
		return errno == ENOENT ? 1 : -1;
	if (!fstat(in, &st) && !repo_slurp(in, &bytes))
		out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW |
		    O_CLOEXEC, 0600);
	if (out >= 0 && !repo_spill(out, buf_str(&bytes)) &&
	    !fchmod(out, st.st_mode & 07777)) {
		times[0] = st.st_atim;
		times[1] = st.st_mtim;
		rc = futimens(out, times);
	}
	if (out >= 0 && close(out))
		rc = -1;
	close(in);
	buf_release(&bytes);
	return rc;
}

int
desk_install(const char *from, const char *to)
{
	struct str folder = str_of(to);
	char *above = mem_cstr(str_upto(folder, str_rchr(folder, '/') + 1));
	int rc = repo_sync(from) || rename(from, to) ||
	    repo_sync(above) ? -1 : 0;

	free(above);
	return rc;
}
