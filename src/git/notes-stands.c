#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "git/repo.h"

bool
notes_stands(const struct notes *notes, struct str path)
{
	char *name = mem_cstr(path);
	struct stat st;
	bool yes = !fstatat(notes->fd, name, &st, AT_SYMLINK_NOFOLLOW);

	free(name);
	return yes;
}
